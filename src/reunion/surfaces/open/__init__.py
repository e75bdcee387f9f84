"""The open surface: /cgi-bin, as WeCom serves it."""

from reunion.surfaces.open.serving import serves

__all__ = ["serves"]
