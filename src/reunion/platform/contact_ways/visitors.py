"""Knows a browser again, so that it sees the same member each time it opens a code."""

import re
from typing import Any

from litestar import Request
from litestar.datastructures import Cookie

from reunion.core import ids
from reunion.core.config import Config
from reunion.platform.contact_ways.scanning import Visitor
from reunion.surfaces.access import Caller

_NAME = "reunion_visitor"
_VALUE = re.compile(r"[A-Za-z0-9_-]{16,64}")
_A_YEAR = 365 * 24 * 3600


def visitor_of(request: Request[Any, Any, Any]) -> Visitor:
    """The signed-in person, if any, and the browser's cookie, if it has one."""
    caller: Caller | None = request.scope.get("caller")  # pyright: ignore[reportAssignmentType]
    cookie = request.cookies.get(_NAME, "")
    return Visitor(
        caller.principal_id if caller and caller.surface == "app" else None,
        cookie if _VALUE.fullmatch(cookie) else None,
    )


def cookie_for(request: Request[Any, Any, Any], config: Config) -> list[Cookie]:
    """A cookie for a browser that has none: random, it says nothing about anybody."""
    if visitor_of(request).cookie:
        return []
    return [_cookie(ids.token(18), config)]


def known(request: Request[Any, Any, Any], config: Config) -> tuple[Visitor, list[Cookie]]:
    """The visitor with a cookie, new where there was none, and what to set in the answer."""
    visitor = visitor_of(request)
    if visitor.cookie:
        return visitor, []
    value = ids.token(18)
    return Visitor(visitor.person_id, value), [_cookie(value, config)]


def _cookie(value: str, config: Config) -> Cookie:
    return Cookie(
        key=_NAME,
        value=value,
        max_age=_A_YEAR,
        path="/",
        httponly=True,
        samesite="lax",
        secure=config.public_url.startswith("https://"),
    )
