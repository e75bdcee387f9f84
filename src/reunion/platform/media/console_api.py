"""Uploads of headquarters."""

from reunion.platform.media.routes import upload_route

routes = [upload_route("console")]
