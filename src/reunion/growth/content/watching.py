"""Who reads at this moment: asked for by the member who sent it, and told to his desk while it lasts."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import cast

import msgspec

from reunion import realtime
from reunion.core.context import Context
from reunion.growth.content import desks, senders
from reunion.growth.content.bodies import Kind
from reunion.growth.content.model import READING_NOW_SECONDS
from reunion.growth.content.store import visits
from reunion.growth.content.store.shares import ShareRow
from reunion.growth.content.store.visits import ReadingProgress, ReadingRow


class ContentReading(msgspec.Struct, frozen=True):
    """Somebody who reads. `id` names the link she reads by; `name` is empty while it is not known who;
    `forwarded`: it was not sent to her. `conversation_id`: the member's chat with her, or, while it is not
    known who reads, with whom it was sent to; null without one. `depth` of 100; `place` of `places`: page,
    or second of the video. `ended`: she has stopped."""

    id: int
    content_id: int
    kind: Kind
    title: str
    profile_no: int | None
    name: str
    forwarded: bool
    seconds: int
    depth: int
    place: int
    places: int
    conversation_id: int | None
    ended: bool


async def now(ctx: Context, userid: str) -> list[ContentReading]:
    """Who reads what this member sent, the latest first."""
    rows = await visits.reading(ctx, userid, _since(ctx))
    _, chats = await desks.find(ctx, userid, _numbers(rows))
    return await _shown(ctx, rows, chats)


async def tell(ctx: Context, share: ShareRow, *, ended: bool = False) -> None:
    """Tells the desk of the member whose link it is all that it shows of the reading. `ended`: whatever the
    reading itself says."""
    if not share.userid:
        return
    rows = await visits.reading(ctx, share.userid, _since(ctx), share.id)
    member_id, chats = await desks.find(ctx, share.userid, _numbers(rows))
    if member_id is None:
        return
    for one in await _shown(ctx, rows, chats):
        told = msgspec.structs.replace(one, ended=one.ended or ended)
        message = {"type": "content_reading", **msgspec.to_builtins(told)}
        await realtime.notify(ctx, [member_id], message)


async def tell_on(ctx: Context, share: ShareRow, progress: ReadingProgress) -> None:
    """Tells how far a reading is that the desk knows; what is missed is told by the next beacon."""
    member_id, _ = await desks.find(ctx, share.userid, ()) if share.userid else (None, {})
    if member_id is not None:
        message = {"type": "content_reading_on", **msgspec.to_builtins(progress)}
        await realtime.notify(ctx, [member_id], message)


def _since(ctx: Context) -> datetime:
    return ctx.now - timedelta(seconds=READING_NOW_SECONDS)


def _whose(row: ReadingRow) -> int | None:
    return row.sent_to if row.profile_no is None else row.profile_no


def _numbers(rows: Sequence[ReadingRow]) -> list[int]:
    return sorted({no for row in rows if (no := _whose(row)) is not None})


async def _shown(
    ctx: Context, rows: Sequence[ReadingRow], chats: dict[int, int]
) -> list[ContentReading]:
    names = await senders.people(ctx, _numbers(rows))
    return [
        ContentReading(
            row.share_id, row.content_id, cast(Kind, row.kind), row.title, row.profile_no,
            names.get(row.profile_no or 0, ""), row.forwarded, row.seconds, row.depth, row.place,
            row.places, chats.get(_whose(row) or 0), row.closed,
        )
        for row in rows
    ]  # fmt: skip
