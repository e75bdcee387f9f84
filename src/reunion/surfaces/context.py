"""What handlers of our own surfaces can ask for by name: `ctx`, `caller`, `config`, `vault`, `db`, `bus`,
`blobs`, `wecom`, `engine`, `language` ("zh" or "en", the reader's).

A read gets a connection where each statement stands alone; a write gets one transaction, which is
committed before the response is sent and rolled back when the handler raises. What a refusal `leaves`
is kept all the same.
"""

from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack
from typing import Any

from litestar import Request
from litestar.di import Provide
from litestar.types import ASGIApp, Receive, Scope, Send

from reunion.core.clock import clock
from reunion.core.context import Context
from reunion.core.errors import AppError, NotSignedIn
from reunion.surfaces.access import Caller, visitor
from reunion.surfaces.problems import language_of

_HELD = "reunion.connection"


async def _context(request: Request[Any, Any, Any]) -> AsyncGenerator[Context, None]:
    caller: Caller | None = request.scope.get("caller")  # pyright: ignore[reportAssignmentType]
    corp_id = caller.corp_id if caller else 0
    db = request.app.state.db
    opened = db.connection() if request.method in {"GET", "HEAD"} else db.transaction()
    try:
        async with AsyncExitStack() as held:
            request.scope[_HELD] = held  # pyright: ignore[reportGeneralTypeIssues]
            tx = await held.enter_async_context(opened)
            yield Context(corp_id, visitor(request), tx, clock.now())
    except AppError as refusal:
        if refusal.leaves is not None:
            async with db.transaction() as tx:
                await refusal.leaves(Context(corp_id, visitor(request), tx, clock.now()))
        raise


def giving_back(app: ASGIApp) -> Any:
    """Wraps the framework: where another dependency of a handler fails, the framework drops the context
    without closing it, and its connection would be lost to the pool until the next garbage collection."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await app(scope, receive, send)
        finally:
            held: AsyncExitStack | None = scope.pop(_HELD, None)  # pyright: ignore
            if held is not None:
                await held.aclose()

    return wrapped


def _caller(request: Request[Any, Any, Any]) -> Caller:
    caller: Caller | None = request.scope.get("caller")  # pyright: ignore[reportAssignmentType]
    if caller is None:
        raise NotSignedIn
    return caller


def _from_state(name: str) -> Provide:
    def provide(request: Request[Any, Any, Any]) -> Any:
        return request.app.state[name]

    return Provide(provide, sync_to_thread=False)


dependencies: dict[str, Provide] = {
    "ctx": Provide(_context),
    "caller": Provide(_caller, sync_to_thread=False),
    "language": Provide(language_of, sync_to_thread=False),
    **{
        name: _from_state(name)
        for name in ("config", "vault", "db", "bus", "blobs", "wecom", "engine")
    },
}
