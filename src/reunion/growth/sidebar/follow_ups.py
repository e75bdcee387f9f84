"""跟进记录 What members note about customers, and by when they want to be reminded."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.core.errors import Conflict, Text
from reunion.growth.calendar import service as calendar
from reunion.growth.content import senders
from reunion.growth.profiles import service as profiles
from reunion.growth.sidebar import store
from reunion.growth.sidebar.model import (
    MOST_OPEN,
    FollowUp,
    FollowUpChange,
    FollowUps,
    NewFollowUp,
    NoSuchNote,
)
from reunion.outbox import append
from reunion.surfaces.workbench import Todo, source_by_userid

_LISTED = 200


async def of_customer(ctx: Context, userid: str, profile_no: int) -> FollowUps:
    """The member's own; raises NotYours."""
    await senders.require_follow(ctx, userid, profile_no)
    everybody = await profiles.everybody(ctx, profile_no)
    return await _listed(ctx, await store.of_customer(ctx, userid, everybody))


async def due(ctx: Context, userid: str) -> FollowUps:
    """All open ones of the member's that have a date, the most urgent first."""
    return await _listed(ctx, await store.due(ctx, userid, _LISTED))


async def _listed(ctx: Context, rows: Sequence[Any]) -> FollowUps:
    return FollowUps(await _shown(ctx, rows), ctx.now, await _tomorrow(ctx))


async def _tomorrow(ctx: Context) -> datetime:
    now = await calendar.now(ctx)
    return now.begins(now.today + timedelta(days=1))


async def _shown(ctx: Context, rows: Sequence[Any]) -> list[FollowUp]:
    now = await profiles.current(ctx, {row["profile_no"] for row in rows})
    cards = {one.profile_no: one for one in await profiles.cards(ctx, sorted(set(now.values())))}
    found: list[FollowUp] = []
    for row in rows:
        card = cards.get(now.get(row["profile_no"], 0))
        if card is not None:
            who = {
                "profile_no": card.profile_no,
                "name": card.name,
                "external_userid": card.external_userid,
            }
            found.append(msgspec.convert({**dict(row), **who}, FollowUp))
    return found


async def add(ctx: Context, userid: str, profile_no: int, new: NewFollowUp) -> FollowUp:
    """Raises NotYours, Conflict."""
    await senders.require_follow(ctx, userid, profile_no)
    await profiles.hold(ctx)
    if await store.open_notes(ctx, userid, profile_no) >= MOST_OPEN:
        raise Conflict(
            Text(
                f"未完成的跟进最多 {MOST_OPEN} 条，请先完成一些",
                f"{MOST_OPEN} are open: finish some",
            )
        )
    row = await store.add(ctx, userid, profile_no, new.text.strip(), new.due_at)
    await _tell(ctx, "follow_up.added", profile_no, row["id"])
    return (await _shown(ctx, [row]))[0]


async def change(ctx: Context, userid: str, key: int, wanted: FollowUpChange) -> FollowUp:
    """Raises NoSuchNote."""
    row = await store.get(ctx, userid, key)
    if row is None:
        raise NoSuchNote
    done_at = row["done_at"]
    if isinstance(wanted.done, bool):
        done_at = (done_at or ctx.now) if wanted.done else None
    text = wanted.text.strip() if isinstance(wanted.text, str) else row["text"]
    due_at = row["due_at"] if isinstance(wanted.due_at, msgspec.UnsetType) else wanted.due_at
    await _tell(ctx, "follow_up.changed", row["profile_no"], key)
    shown = await _shown(ctx, [await store.update(ctx, key, text, due_at, done_at)])
    if not shown:
        raise NoSuchNote
    return shown[0]


async def delete(ctx: Context, userid: str, key: int) -> None:
    """Raises NoSuchNote."""
    profile_no = await store.delete(ctx, userid, key)
    if profile_no is None:
        raise NoSuchNote
    await _tell(ctx, "follow_up.deleted", profile_no, key)


async def _tell(ctx: Context, name: str, profile_no: int, key: int) -> None:
    """The words stay with the note: they are about a person, and go when she is erased."""
    await append(ctx, name, subject=str(profile_no), key=str(profile_no), data={"id": key})


@source_by_userid("follow_ups")
async def waiting(ctx: Context, userid: str) -> Todo:
    """工作台 Due today counts as now."""
    return Todo(*await store.waiting(ctx, userid, await _tomorrow(ctx)))
