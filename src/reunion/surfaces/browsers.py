"""Knows a browser again: a random cookie that scripts cannot read and that says nothing about anybody."""

import re
from typing import Any

from litestar import Request
from litestar.datastructures import Cookie

from reunion.core import ids
from reunion.core.config import Config

_VALUE = re.compile(r"[A-Za-z0-9_-]{16,64}")
_A_YEAR = 365 * 24 * 3600


def cookie_of(request: Request[Any, Any, Any], name: str) -> str | None:
    """The browser's cookie of this name, if it has one that we could have made."""
    given = request.cookies.get(name, "")
    return given if _VALUE.fullmatch(given) else None


def known(request: Request[Any, Any, Any], config: Config, name: str) -> tuple[str, list[Cookie]]:
    """The browser's cookie, and what to set in the answer where it had none."""
    given = cookie_of(request, name)
    if given is not None:
        return given, []
    value = ids.token(18)
    cookie = Cookie(
        key=name,
        value=value,
        max_age=_A_YEAR,
        path="/",
        httponly=True,
        samesite="lax",
        secure=config.public_url.startswith("https://"),
    )
    return value, [cookie]
