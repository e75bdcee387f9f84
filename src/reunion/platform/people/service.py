"""Customers' accounts: made at the first sign-in, changed and ended by their owner alone."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

import msgspec

from reunion.core import ids
from reunion.core.context import Context
from reunion.core.errors import NotFound
from reunion.platform.access import service as access
from reunion.platform.corps import service as corps
from reunion.platform.people import store
from reunion.platform.people.model import Person, ProfilePatch, default_name, require_phone
from reunion.realtime.notify import notify

Leave = Callable[[Context, Person], Awaitable[None]]
Rename = Callable[[Context, Person], Awaitable[None]]

_leavers: list[Leave] = []
_renamers: list[Rename] = []


def on_leaving(act: Leave) -> Leave:
    """Registers what happens in every corp when an account leaves, in the same transaction. The
    context's corp is 0: the function goes through the person's corps itself."""
    _leavers.append(act)
    return act


def on_profile_change(act: Rename) -> Rename:
    """Registers who must know that a person's name, gender or avatar changed."""
    _renamers.append(act)
    return act


async def get(tx: Any, person_id: int, *, lock: bool = False) -> Person:
    """The person, held against others who would change it when `lock`. Raises NotFound."""
    person = await store.get(tx, person_id, lock=lock)
    if person is None:
        raise NotFound
    return person


async def ensure(tx: Any, phone: str, name: str | None, now: datetime) -> Person:
    """The account of a phone, made when there is none; `name` is for a new one. The phone may be
    written in any way that `core.phone` reads; raises Invalid otherwise."""
    number = require_phone(phone)
    unionid = "ox" + ids.alphanumeric(26)
    return await store.ensure(
        tx, number, unionid, (name or "").strip() or default_name(number), now
    )


async def change_profile(ctx: Context, patch: ProfilePatch) -> Person:
    """Changes the actor's own profile."""
    before = await get(ctx.tx, ctx.actor.id, lock=True)
    wanted = {k: v for k, v in msgspec.structs.asdict(patch).items() if v is not None}
    if "name" in wanted:
        wanted["name"] = wanted["name"].strip() or before.name
    if "avatar_media_id" in wanted:
        wanted["avatar_media_id"] = wanted["avatar_media_id"] or None
        if wanted["avatar_media_id"] not in (None, before.avatar_media_id):
            await corps.claim_picture(ctx, wanted["avatar_media_id"])
    after = await store.update(ctx.tx, before.id, msgspec.structs.asdict(before) | wanted)
    if after == before:
        return after
    if (after.name, after.gender, after.avatar_media_id) != (
        before.name,
        before.gender,
        before.avatar_media_id,
    ):
        for act in _renamers:
            await act(ctx, after)
    await notify(ctx, [after.id], {"type": "changed", "what": "session"})
    return after


async def leave(ctx: Context) -> None:
    """The actor's account ends: contacts are deleted in every corp, sessions end, the phone is free."""
    person = await get(ctx.tx, ctx.actor.id)
    for act in _leavers:
        await act(ctx, person)
    await store.leave(ctx.tx, person.id, "已注销用户", ctx.now)
    await access.end_all(ctx, [person.id])
