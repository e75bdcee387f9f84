"""The open surface: /cgi-bin, as WeCom serves it."""

from reunion.surfaces.open.context import Caller, OpenContext
from reunion.surfaces.open.serving import serves

__all__ = ["Caller", "OpenContext", "serves"]
