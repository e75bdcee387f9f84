"""Signing in to the desk."""

from reunion.platform.access.routes import member_routes, own_session_routes

routes = [*member_routes("desk", "member"), *own_session_routes("desk", "member")]
