"""Which function answers which endpoint of the protocol.

@serves(endpoints.external_tags.mark_tag)
async def mark_tag(ctx: Context, req: MarkTagRequest) -> Done: ...
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from reunion.surfaces.open.context import Caller, OpenContext
from reunion.wecom.registry import Endpoint
from reunion.wecom.wire import Request

Req = TypeVar("Req", bound=Request)
Res = TypeVar("Res")
Serve = Callable[[OpenContext, Req], Awaitable[Res]]
"""A function that takes a plain Context fits as well."""


@dataclass(frozen=True, slots=True)
class Served(Generic[Req, Res]):
    """An endpoint with the function behind it; `autocommit` = no transaction around the call."""

    endpoint: Endpoint[Req, Res]
    serve: Serve[Req, Res]
    autocommit: bool


SERVED: dict[str, Served[Any, Any]] = {}
"""By path, aliases included. Filled by importing the platform's open_api modules."""


LoadCaller = Callable[[Any, int], Awaitable[Caller | None]]
_source: list[LoadCaller] = []


def caller_source(load: LoadCaller) -> LoadCaller:
    """Marks the function (connection, app id) → Caller that knows the apps."""
    _source[:] = [load]
    return load


async def load_caller(connection: Any, app_id: int) -> Caller | None:
    """The app with this id, whatever its corp."""
    return await _source[0](connection, app_id)


def serves(
    endpoint: Endpoint[Req, Res], *, one_statement: bool = False
) -> Callable[[Serve[Req, Res]], Serve[Req, Res]]:
    """Let the function answer `endpoint`. It runs in one transaction, committed before the answer
    is sent; endpoints that only read, or that do all in `one_statement`, run without."""

    def keep(serve: Serve[Req, Res]) -> Serve[Req, Res]:
        served = Served(endpoint, serve, endpoint.reads or one_statement)
        for path in endpoint.paths:
            if path in SERVED:
                raise RuntimeError(f"{path} is served twice: by {SERVED[path].serve} and {serve}")
            SERVED[path] = served
        return serve

    return keep
