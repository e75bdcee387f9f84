"""Conversations of customers."""

from reunion.platform.conversations.routes import routes_of

routes = routes_of("app")
