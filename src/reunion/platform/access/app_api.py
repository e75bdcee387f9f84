"""A customer's own sessions; signing in to the app is in people."""

from reunion.platform.access.routes import own_session_routes

routes = own_session_routes("app", "customer")
