"""Everything that happened to a person, and to those who turned out to be her, the latest first."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.core.paging import Page, decode_cursor, encode_cursor
from reunion.engine.client import Engine
from reunion.growth.profiles import service
from reunion.growth.profiles.hooks import name_facts
from reunion.growth.profiles.store import timeline as store


class Happening(msgspec.Struct, frozen=True):
    """One tracked event, as it was recorded, but for codes in its properties that have a name. `amount_fen`
    is 0 where it has none."""

    id: str
    name: str
    at: datetime
    source: str
    userid: str
    subject: str
    amount_fen: int
    properties: dict[str, Any]


class Kind(msgspec.Struct, frozen=True):
    """How often something happened."""

    name: str
    count: int


async def page(
    ctx: Context,
    engine: Engine,
    profile_no: int,
    names: Sequence[str],
    cursor: str | None,
    limit: int,
) -> Page[Happening]:
    """With `names` only these. Raises NoSuchProfile, EngineError."""
    await service.require(ctx, profile_no)
    nos = await service.everybody(ctx, profile_no)
    before = decode_cursor(cursor, tuple[int, str]) if cursor else None
    found = await store.page(engine, ctx.corp_id, nos, names, before, limit + 1)
    items = [msgspec.convert(one, Happening) for one in found[:limit]]
    await name_facts(ctx, [(one.name, one.properties) for one in items])
    after = None
    if len(found) > limit:
        last = found[limit - 1]
        after = encode_cursor(last["milliseconds"], last["id"])
    return Page(items, after)


async def kinds(ctx: Context, engine: Engine, profile_no: int) -> list[Kind]:
    """What happened, the most frequent first. Raises NoSuchProfile, EngineError."""
    await service.require(ctx, profile_no)
    nos = await service.everybody(ctx, profile_no)
    return [Kind(**one) for one in await store.kinds(engine, ctx.corp_id, nos)]
