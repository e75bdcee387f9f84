"""承诺 at the desk: a member's own, from a message or from the customer's card."""

from datetime import datetime
from typing import Annotated, Any

from litestar import delete, get, patch, post
from litestar.params import Parameter
from msgspec import Meta, Struct

from reunion.core.context import Context
from reunion.core.paging import Page
from reunion.platform.promises import service
from reunion.platform.promises.model import Origin, Promise, Show, Words
from reunion.surfaces.access import Caller, allow
from reunion.surfaces.workbench import Todo, source

_MEMBER = allow("member")
Limit = Annotated[int, Parameter(ge=1, le=100)]
Key = Annotated[int, Meta(ge=1, lt=2**53)]


class NewPromise(Struct):
    """`due_at` with its time zone, today or later; `origin`: the message that it was noted from."""

    contact_id: Key
    text: Words
    due_at: datetime
    origin: Origin | None = None


class PromiseChange(Struct):
    """What is not given stays."""

    text: Words | None = None
    due_at: datetime | None = None


@get("/api/desk/promises", opt=_MEMBER)
async def list_promises(
    ctx: Context,
    caller: Caller,
    show: Show = "open",
    contact_id: int | None = None,
    cursor: str | None = None,
    limit: Limit = 50,
) -> Page[Promise]:
    """我的承诺 Open ones the soonest first, or those that are done; of one customer where named."""
    return await service.page(
        ctx, caller.principal_id, show, contact_id=contact_id, cursor=cursor, limit=limit
    )


@post("/api/desk/promises", opt=_MEMBER)
async def note_promise(ctx: Context, caller: Caller, data: NewPromise) -> Promise:
    """记下承诺 The same message again answers what was noted first."""
    return await service.note(
        ctx, data.contact_id, caller.principal_id, data.text, data.due_at, data.origin
    )


@patch("/api/desk/promises/{promise_id:int}", opt=_MEMBER)
async def change_promise(
    ctx: Context, caller: Caller, promise_id: int, data: PromiseChange
) -> Promise:
    """What, and by when."""
    return await service.change(ctx, promise_id, caller.principal_id, data.text, data.due_at)


@post("/api/desk/promises/{promise_id:int}/done", status_code=200, opt=_MEMBER)
async def keep_promise(ctx: Context, caller: Caller, promise_id: int) -> Promise:
    """完成 Twice changes nothing."""
    return await service.mark(ctx, promise_id, caller.principal_id, done=True)


@delete("/api/desk/promises/{promise_id:int}/done", status_code=200, opt=_MEMBER)
async def reopen_promise(ctx: Context, caller: Caller, promise_id: int) -> Promise:
    """It is not done after all."""
    return await service.mark(ctx, promise_id, caller.principal_id, done=False)


@delete("/api/desk/promises/{promise_id:int}", opt=_MEMBER)
async def delete_promise(ctx: Context, caller: Caller, promise_id: int) -> None:
    """Noted by mistake."""
    await service.delete(ctx, promise_id, caller.principal_id)


@source("promises")
async def promises_due(ctx: Context, member_id: int) -> Todo:
    """What is due today or overdue asks for attention; the rest is only counted."""
    found = await service.due(ctx, member_id)
    return Todo(found.overdue + found.today, found.overdue, found.later)


routes: list[Any] = [
    list_promises, note_promise, change_promise, keep_promise, reopen_promise, delete_promise,
]  # fmt: skip
