"""Sockets: who is connected, hints to them at commit, and the bus between processes."""

from reunion.realtime.notify import notify, sign_out
from reunion.realtime.presence import online

__all__ = ["notify", "online", "sign_out"]
