"""Uploads of customers."""

from reunion.platform.media.routes import upload_route

routes = [upload_route("app")]
