"""Signing in to the console."""

from reunion.platform.access.routes import member_routes, own_session_routes

_ROLES = ("super_admin", "admin", "scoped", "officer")

routes = [*member_routes("console", *_ROLES), *own_session_routes("console", *_ROLES)]
