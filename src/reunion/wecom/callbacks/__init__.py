"""Callbacks: what WeCom tells a company's server, as XML inside an encrypted envelope."""

from reunion.wecom.callbacks import acquisition  # noqa: F401  (declares itself)
from reunion.wecom.callbacks.envelope import Envelope, Received, pack, unpack
from reunion.wecom.callbacks.events import CALLBACKS, CallbackEvent

__all__ = ["CALLBACKS", "CallbackEvent", "Envelope", "Received", "pack", "unpack"]
