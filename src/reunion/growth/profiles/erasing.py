"""Erasure of one person, with a receipt of what was erased where; and all that is kept of her as one file.

What profiles hold goes in the transaction that asks, so she is gone from every screen at once. A job then
goes through the stores of the other modules, each one transaction with its line of the receipt, and last
through the engine, outside of any: a deletion there takes as long as its merges, and whoever follows
finished transactions would stand still for so long. The engine has no transactions, so what it has is noted
before: the job may die anywhere, begins again where it was, and the receipt still says how much there was.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from reunion.core.clock import clock
from reunion.core.context import Context
from reunion.core.db import Database
from reunion.core.folding import one_line
from reunion.engine.client import Engine
from reunion.growth.profiles import service
from reunion.growth.profiles.model import Identity, NoSuchErasure
from reunion.growth.profiles.store import engine_rows, lock
from reunion.growth.profiles.store import erasures as store
from reunion.growth.profiles.store import identities as identity_store
from reunion.growth.profiles.stores import Erased, Person, stores
from reunion.jobs.queue import defer
from reunion.outbox.append import append
from reunion.storage.blobs import Blobs

OWN, ENGINE = "profiles", "engine"


class Receipt(msgspec.Struct, frozen=True):
    """What was asked and done. `lines` by store; None for `finished_at` while it is under way."""

    erasure_no: int
    profile_no: int
    reason: str
    asked_at: datetime
    asked_by: str
    finished_at: datetime | None
    lines: dict[str, list[Erased]]


async def ask(ctx: Context, profile_no: int, reason: str) -> Receipt:
    """She is erased: at once where profiles are kept, by a job everywhere else. Raises NoSuchProfile."""
    await lock.erasing(ctx)
    for one in stores.values():
        if one.hold is not None:
            await one.hold(ctx.tx)
    await lock.lock(ctx)
    await service.require(ctx, profile_no)
    nos = await service.everybody(ctx, profile_no)
    people = await identity_store.people(ctx, nos)
    identities = sorted({ident for one in people for ident in one.identities})
    lines = await store.erase_own(ctx, nos)
    for one in stores.values():
        if one.close is not None:
            lines += await one.close(ctx, identities)
    number = await store.insert(ctx, profile_no, nos, identities, one_line(reason)[:500])
    await store.add_lines(ctx, number, OWN, lines)
    await append(ctx, "profile.erasure_asked", subject=str(profile_no), data={"erasure": number})
    await lock.announce(ctx)
    await defer(ctx.tx, "profiles.erase", corp_id=ctx.corp_id, erasure_no=number)
    return await receipt(ctx, number)


async def carry_out(db: Database, engine: Engine, blobs: Blobs, corp_id: int, number: int) -> None:
    """All that is left of it. Does nothing where it is finished; safe to be begun again at any point."""

    async def count(person: Person) -> list[Erased]:
        counted = await engine_rows.count(engine, corp_id, person.profile_nos)
        return [Erased("engine", table, rows) for table, rows in counted.items()]

    steps = [*((name, stores[name].erase) for name in sorted(stores)), (ENGINE, count)]
    for name, step in steps:
        async with db.in_corp(corp_id) as ctx:
            asked = await store.take(ctx, number)
            if asked is None:
                return
            if name not in asked.receipt:
                person = Person(ctx, engine, blobs, asked.profile_nos, asked.identities)
                await store.add_lines(ctx, number, name, await step(person))
    async with db.in_corp(corp_id) as ctx:
        asked = await store.take(ctx, number)
    if asked is None:
        return
    await engine_rows.erase(engine, corp_id, asked.profile_nos)
    async with db.in_corp(corp_id) as ctx:
        asked = await store.take(ctx, number)
        if asked is None:
            return
        await store.finish(ctx, number)
        await append(ctx, "profile.erased", subject=str(asked.profile_no), data={"erasure": number})
        later = clock.now() + store.SWEEP_AFTER
        await defer(
            ctx.tx, "profiles.sweep", schedule_at=later, corp_id=corp_id,
            profile_nos=list(asked.profile_nos),
        )  # fmt: skip


async def receipt(ctx: Context, number: int) -> Receipt:
    """One erasure; raises NoSuchErasure."""
    found = await store.get(ctx, number)
    if found is None:
        raise NoSuchErasure
    return _shown(found)


async def receipts(ctx: Context, before: int | None, limit: int) -> list[Receipt]:
    """The latest first."""
    return [_shown(one) for one in await store.page(ctx, before, limit)]


def _shown(row: dict[str, Any]) -> Receipt:
    lines = msgspec.convert(row.pop("receipt"), dict[str, list[Erased]])
    if row["finished_at"] is None:
        lines.pop(ENGINE, None)  # noted, and not gone yet
    return Receipt(**row, lines=lines)


async def export(
    ctx: Context, engine: Engine, blobs: Blobs, profile_no: int
) -> dict[str, dict[str, list[dict[str, Any]]]]:
    """All that is kept of her, by store and by what it is. Raises NoSuchProfile, EngineError."""
    await service.require(ctx, profile_no)
    nos = await service.everybody(ctx, profile_no)
    people = await identity_store.people(ctx, nos)
    identities: Sequence[Identity] = sorted({one for each in people for one in each.identities})
    person = Person(ctx, engine, blobs, nos, identities)
    kept = {OWN: await store.export_own(ctx, nos)}
    for name in sorted(stores):
        kept[name] = await stores[name].export(person)
    return kept
