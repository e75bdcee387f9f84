"""Knows a reader's browser again."""

from typing import Any

from litestar import Request
from litestar.datastructures import Cookie

from reunion.core.config import Config
from reunion.surfaces import browsers

_NAME = "reunion_reader"


def browser(request: Request[Any, Any, Any], config: Config) -> tuple[str, list[Cookie]]:
    """The browser's cookie, and what to set in the answer where it had none."""
    return browsers.known(request, config, _NAME)
