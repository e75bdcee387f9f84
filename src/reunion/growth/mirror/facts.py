"""Carries follows into the engine: what was written is there a moment later.

A follow is carried when the transaction that wrote it is over, and so are all that began before; then
nothing can appear behind the border. What is carried twice is the same row.
"""

from collections.abc import Sequence
from typing import Any, Literal

from reunion.core.clock import clock
from reunion.core.context import SYSTEM, Context
from reunion.engine.client import Engine
from reunion.engine.literals import moment
from reunion.growth.mirror.store import facts as store
from reunion.growth.mirror.telling import person
from reunion.growth.profiles import service as profiles
from reunion.jobs.tasks import Work

_BATCH = 5_000
COLUMNS = (
    "corp_id", "profile_no", "userid", "version", "gone", "state", "add_way", "channel",
    "added_at", "ended_at",
)  # fmt: skip


async def step(work: Work) -> Literal["more", "soon", "done"]:
    """A batch. `soon`: what is left waits for a transaction to end."""
    async with work.db.transaction() as tx:
        if not await store.take(tx):
            return "done"
        await _empty(tx, work.engine)
        since, over = await store.border(tx)
        rows, until = await store.changed(tx, since, over, _BATCH)
        if rows:
            await carry(tx, work.engine, rows)
            await store.move(tx, until)
        if len(rows) >= _BATCH:
            return "more"
        return "soon" if await store.waiting(tx, over) else "done"


async def carry(tx: Any, engine: Engine, rows: Sequence[Any]) -> None:
    """Writes them under the number of the person, by the time of the database."""
    version = await store.version(tx)
    lines: list[dict[str, Any]] = []
    for corp_id in sorted({row["corp_id"] for row in rows}):
        ctx = Context(corp_id, SYSTEM, tx, clock.now())
        some = [row for row in rows if row["corp_id"] == corp_id]
        wanted = {person(row["external_userid"]) for row in some}
        numbers = await profiles.find(ctx, sorted(wanted))
        lines += [
            _line(row, numbers[person(row["external_userid"])], version)
            for row in some
            if person(row["external_userid"]) in numbers
        ]
    if lines:
        await engine.insert("follow_facts", lines, columns=COLUMNS)


async def _empty(tx: Any, engine: Engine) -> None:
    """Numbers that are not whose they were have no follows, until these are carried again."""
    for corp_id, profile_no in await store.renumbered(tx):
        found = await store.carried(engine, corp_id, profile_no)
        version = await store.version(tx)
        lines = [
            {
                "corp_id": corp_id, "profile_no": profile_no, "userid": one.userid,
                "version": version, "gone": 1, "state": one.state, "added_at": one.added_at,
            }
            for one in found
        ]  # fmt: skip
        if lines:
            columns = ("corp_id", "profile_no", "userid", "version", "gone", "state", "added_at")
            await engine.insert("follow_facts", lines, columns=columns)


def _line(row: Any, profile_no: int, version: int) -> dict[str, Any]:
    return {
        "corp_id": row["corp_id"], "profile_no": profile_no, "userid": row["userid"],
        "version": version, "gone": 0, "state": row["state"], "add_way": row["add_way"],
        "channel": row["channel"], "added_at": moment(row["added_at"]),
        "ended_at": row["ended_at"] and moment(row["ended_at"]),
    }  # fmt: skip
