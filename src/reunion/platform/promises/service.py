"""The verbs: note, change, keep, open again, delete; and what goes over with a customer."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from reunion import outbox, realtime
from reunion.core.context import Context
from reunion.core.errors import Invalid, Text
from reunion.core.paging import Page, decode_cursor, encode_cursor
from reunion.platform.contacts import service as contacts
from reunion.platform.contacts.refusals import NotFollowed
from reunion.platform.corps import service as corps
from reunion.platform.promises import store
from reunion.platform.promises.model import (
    TEXT_LENGTH,
    TOO_LATE,
    Due,
    Origin,
    Promise,
    PromiseUnknown,
    Show,
)

_FARTHEST = timedelta(days=366 * 3)
HINT = {"type": "changed", "what": "promises"}


async def note(
    ctx: Context, contact_id: int, member_id: int, text: str, due_at: datetime, origin: Origin | None
) -> Promise:  # fmt: skip
    """Notes a promise to one of the member's customers; the same message again answers the first.

    `origin` must be a message of their own conversation. Raises NotFollowed, Invalid.
    """
    text = _worded(text)
    due_at = await _day(ctx, due_at)
    follow = await contacts.find_follow(ctx, contact_id, member_id)
    if follow is None or follow.state != "active":
        raise NotFollowed()
    if origin is not None and origin.conversation_id != follow.conversation_id:
        wrong = Text(
            "这条消息不在与该客户的会话里", "this message is not of your chat with this customer"
        )
        raise Invalid(origin=wrong)
    made = await store.insert(ctx, contact_id, member_id, text, due_at, origin)
    if made is None and origin is not None:
        known = await store.of_message(ctx, member_id, origin)
        return await require(ctx, known or 0, member_id)
    promise = await require(ctx, made or 0, member_id)
    await _tell(ctx, promise, "promise.made")
    return promise


async def require(ctx: Context, promise_id: int, member_id: int) -> Promise:
    """One that this member keeps; raises PromiseUnknown."""
    found = await store.get(ctx, promise_id)
    if found is None or found.member_id != member_id:
        raise PromiseUnknown
    return found


async def change(
    ctx: Context, promise_id: int, member_id: int, text: str | None, due_at: datetime | None
) -> Promise:
    """What is not given stays. Raises PromiseUnknown, Invalid."""
    before = await _locked(ctx, promise_id, member_id)
    text = before.text if text is None else _worded(text)
    due_at = before.due_at if due_at is None else await _day(ctx, due_at)
    if (text, due_at) == (before.text, before.due_at):
        return before
    await store.change(ctx, promise_id, text, due_at)
    after = await require(ctx, promise_id, member_id)
    await _tell(ctx, after, "promise.changed")
    return after


async def mark(ctx: Context, promise_id: int, member_id: int, *, done: bool) -> Promise:
    """Done, or open again; twice changes nothing. Raises PromiseUnknown."""
    before = await _locked(ctx, promise_id, member_id)
    if (before.done_at is not None) == done:
        return before
    await store.set_done(ctx, promise_id, done=done)
    after = await require(ctx, promise_id, member_id)
    await _tell(ctx, after, "promise.kept" if done else "promise.reopened")
    return after


async def delete(ctx: Context, promise_id: int, member_id: int) -> None:
    """It was noted by mistake; the audit log keeps it. Raises PromiseUnknown."""
    before = await _locked(ctx, promise_id, member_id)
    await store.delete(ctx, promise_id)
    await _tell(ctx, before, "promise.deleted")


async def page(
    ctx: Context, member_id: int, show: Show, *, contact_id: int | None, cursor: str | None, limit: int
) -> Page[Promise]:  # fmt: skip
    """Open ones by due time, done ones latest first."""
    after = decode_cursor(cursor, tuple[datetime, int]) if cursor else None
    read = store.open_of if show == "open" else store.done_of
    found = await read(ctx, member_id, contact_id, after, limit + 1)
    more, found = len(found) > limit, found[:limit]
    last = found[-1] if more else None
    at = (last.due_at if show == "open" else last.done_at) if last else None
    return Page(found, encode_cursor(at, last.id) if last else None)


async def due(ctx: Context, member_id: int) -> Due:
    """How many are overdue, due today, due later."""
    return await store.due(ctx, member_id)


async def of_customer(ctx: Context, contact_id: int, member_id: int) -> list[Promise]:
    """What this member still has to do for a customer, the soonest first."""
    return await store.of_customer(ctx, contact_id, member_id)


async def open_counts(ctx: Context, pairs: Sequence[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """How many are open for each (customer, member)."""
    return await store.open_counts(ctx, pairs)


async def move(ctx: Context, contact_id: int, from_id: int, to_id: int) -> int:
    """Open promises go over with the customer, whose follow the new member has; answers how many."""
    moved = await store.move(ctx, contact_id, from_id, to_id)
    if moved:
        await realtime.notify(ctx, [from_id, to_id], HINT)
    return moved


def _worded(text: str) -> str:
    text = text.strip()
    if not 0 < len(text) <= TEXT_LENGTH:
        wrong = Text(f"请写 1 到 {TEXT_LENGTH} 个字", f"write 1 to {TEXT_LENGTH} characters")
        raise Invalid(text=wrong)
    return text


async def _day(ctx: Context, due_at: datetime) -> datetime:
    """Aware, and not before today."""
    if due_at.tzinfo is None:
        raise Invalid(due_at=Text("须带时区", "must have a time zone"))
    zone = await corps.zone(ctx)
    if due_at.astimezone(zone).date() < ctx.now.astimezone(zone).date():
        raise Invalid(due_at=TOO_LATE)
    if due_at > ctx.now + _FARTHEST:
        raise Invalid(due_at=Text("最远三年以内", "within three years"))
    return due_at.astimezone(UTC)


async def _locked(ctx: Context, promise_id: int, member_id: int) -> Promise:
    if not await store.lock(ctx, promise_id):
        raise PromiseUnknown
    return await require(ctx, promise_id, member_id)


async def _tell(ctx: Context, promise: Promise, name: str) -> None:
    data: dict[str, Any] = {
        "promise_id": promise.id,
        "member_id": promise.member_id,
        "external_userid": promise.external_userid,
        "text": promise.text,
        "due_at": promise.due_at.isoformat(),
    }
    key = str(promise.contact_id)
    await outbox.append(ctx, name, subject=promise.external_userid, key=key, data=data)
    await realtime.notify(ctx, [promise.member_id], HINT)
