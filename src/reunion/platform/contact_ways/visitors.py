"""Knows a browser again, so that it sees the same member each time it opens a code."""

from typing import Any

from litestar import Request
from litestar.datastructures import Cookie

from reunion.core.config import Config
from reunion.platform.contact_ways.scanning import Visitor
from reunion.surfaces import browsers
from reunion.surfaces.access import Caller

_NAME = "reunion_visitor"


def visitor_of(request: Request[Any, Any, Any]) -> Visitor:
    """The signed-in person, if any, and the browser's cookie, if it has one."""
    caller: Caller | None = request.scope.get("caller")  # pyright: ignore[reportAssignmentType]
    return Visitor(
        caller.principal_id if caller and caller.surface == "app" else None,
        browsers.cookie_of(request, _NAME),
    )


def cookie_for(request: Request[Any, Any, Any], config: Config) -> list[Cookie]:
    """A cookie for a browser that has none."""
    return browsers.known(request, config, _NAME)[1]


def known(request: Request[Any, Any, Any], config: Config) -> tuple[Visitor, list[Cookie]]:
    """The visitor with a cookie, new where there was none, and what to set in the answer."""
    cookie, cookies = browsers.known(request, config, _NAME)
    return Visitor(visitor_of(request).person_id, cookie), cookies
