"""Tags for many customers at once, by the product: a tag of our own, which is a change of our rows, and one
of WeCom's, which is a call of mark_tag for each follow, to the embedded platform with every limit counted (a
thousandfold, so that they refuse nothing). Then the undo. `--size` customers (100,000 unless told).

The limits: one bare statement for each of the tables that our own tag changes; and mark_tag bare in a loop,
by the same client with as many calls at once. Then both tags for 20,000 with a kill -9 of the worker in the
middle of each part: every row must be as it has to be, and after the undo as it was.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import asyncpg

from bench.figures import Figure
from bench.tag_batch_company import HAD, PATIENCE, SETTINGS, Stand, each_once, made, rest, state
from reunion.core import config as configuration
from reunion.core.db import Database
from reunion.main import modules
from reunion.main.worker import working
from reunion.wecom.endpoints.external_tags import MarkTagRequest, mark_tag

SIZE = 100_000
KILLED = 20_000
_AT_ONCE = 4
_CALLS = 4_000
"""Of the bare loop: its rate is that of all."""
_EVERYBODY = {"definition": {"kind": "attribute", "field": "is_contact", "is": "true"}}


async def run(folder: Path, *, quick: bool, size: int | None = None) -> list[Figure]:
    """Own tag, WeCom's tag, each put on and undone; then with kills."""
    size = size or (20_000 if quick else SIZE)
    with ExitStack() as stack:
        stand = await made(folder, size, stack)
        figures = await _own(stand)
        figures += await _wecom(stand)
        await _killed(stand)
        print("  after kill -9: each once, and undone as it was", flush=True)
    return figures


async def _begin(stand: Stand, source: dict[str, Any], tag_nos: Sequence[int], people: int) -> int:
    wanted = {"source": source, "add": tag_nos}
    begun = await stand.api.ask("POST", "/console/tag-batches", stand.chief, wanted)
    if begun["total"] != people:
        raise RuntimeError(f"{people} customers, {begun['total']} of them found")
    return begun["id"]


async def _undo(stand: Stand, batch_id: int) -> None:
    await stand.api.ask("POST", f"/console/tag-batches/{batch_id}/undo", stand.chief)


async def _over(
    stand: Stand, batch_id: int, state: str, look: Callable[[Any], None] | None = None
) -> None:
    """Watches as its page does, until nothing is left to be written. `look` sees each answer."""
    async with asyncio.timeout(PATIENCE):
        while True:
            one = await stand.api.ask("GET", f"/console/tag-batches/{batch_id}", stand.chief)
            if one["state"] == state and not one["writing"]:
                return
            if look is not None:
                look(one)
            await asyncio.sleep(0.25)


async def _timed(stand: Stand, tag_no: int) -> tuple[float, float, float]:
    """Seconds that a tag takes to be on everybody, until all came to rest then, and to be undone."""
    began = time.monotonic()
    batch_id = await _begin(stand, _EVERYBODY, [tag_no], stand.size)
    await _over(stand, batch_id, "done")
    put_on = time.monotonic() - began
    await rest(stand)
    rested = time.monotonic() - began - put_on
    began = time.monotonic()
    await _undo(stand, batch_id)
    await _over(stand, batch_id, "undone")
    undone = time.monotonic() - began
    print(
        f"  put on in {put_on:.1f} s, at rest {rested:.1f} s later, undone in {undone:.1f} s",
        flush=True,
    )
    await rest(stand)
    return put_on, rested, undone


async def _own(stand: Stand) -> list[Figure]:
    put_on, _, undone = await _timed(stand, stand.own_no)
    limit, what = await _bare_rows(stand), "two bare statements"
    return [
        Figure("tag_batch", f"customers/s ({what})", round(limit), "1/s", n=stand.size),
        *(
            Figure("tag_batch", f"customers/s (reunion, our own tag{named})", round(stand.size / taken),
                   "1/s", what, round(stand.size / taken / limit, 3), stand.size)
            for named, taken in (("", put_on), (", undo", undone))
        ),
    ]  # fmt: skip


async def _bare_rows(stand: Stand) -> float:
    """Customers a second when the rows of the tag, and those of the people, are each written at once."""
    connection = await asyncpg.connect(stand.url)
    transaction = connection.transaction()
    try:
        await transaction.start()
        began = time.monotonic()
        await connection.execute(
            """INSERT INTO profile_tag (corp_id, profile_no, tag_no, userid, since, origin)
               SELECT corp_id, profile_no, $1, '', now(), 'bench' FROM profile""",
            stand.own_no,
        )
        await connection.execute(
            "UPDATE profile SET tags = tags || $1::int, changed = pg_current_xact_id()",
            stand.own_no,
        )
        taken = time.monotonic() - began
        await transaction.rollback()
        return stand.size / taken
    finally:
        await connection.close()


async def _wecom(stand: Stand) -> list[Figure]:
    put_on, rested, undone = await _timed(stand, stand.tag_no)
    stand.working.stop()
    limit, what = await _bare_calls(stand), "mark_tag bare in a loop"
    stand.another_worker()
    await rest(stand)
    calls = stand.size - stand.size // HAD
    return [
        Figure("tag_batch", f"follows/s ({what})", round(limit), "1/s", n=_CALLS),
        *(
            Figure("tag_batch", f"follows/s (reunion, WeCom's tag{named})", round(calls / taken), "1/s",
                   what, round(calls / taken / limit, 3), calls)
            for named, taken in (("", put_on), (", undo", undone))
        ),
        Figure("tag_batch", "seconds from the last call until all was read again (reunion)",
               round(rested, 1), "s", n=calls),
    ]  # fmt: skip


async def _bare_calls(stand: Stand) -> float:
    """Calls a second: the tag put on follows that do not have it, then taken off."""
    settings = {"REUNION_DATABASE_URL": stand.url, **SETTINGS}
    config = configuration.load(settings, data=stand.folder / "data")
    modules.load_reactions()
    db = Database(stand.url)
    await db.open()
    try:
        async with db.connection() as connection:
            rows = await connection.fetch(
                "SELECT userid, external_userid FROM wecom_follow WHERE tag_ids = '{}' LIMIT $1",
                _CALLS // 2,
            )
        tag = [stand.wire_id]
        asked = [
            MarkTagRequest(row["userid"], row["external_userid"], add, remove)
            for add, remove in ((tag, []), ([], tag))
            for row in rows
        ]
        async with working(config, db) as work:
            client = await work.wecom(stand.corp_id)
            await client.call(mark_tag, asked[-1])
            waiting = iter(asked)

            async def caller() -> None:
                for one in waiting:
                    await client.call(mark_tag, one)

            began = time.monotonic()
            await asyncio.gather(*(caller() for _ in range(_AT_ONCE)))
            return len(asked) / (time.monotonic() - began)
    finally:
        await db.close()


async def _killed(stand: Stand) -> None:
    """The worker is killed while it sees to people, while it writes to WeCom, and within the undo."""
    before, tags = await state(stand.url), [stand.own_no, stand.tag_no]
    people = list(range(1, min(stand.size, KILLED) + 1))
    half = len(people) / 2
    moments: list[Callable[[Any], bool]] = [
        lambda one: one["done"] > half / 2,
        lambda one: one["state"] == "done" and one["writing"] < half,
    ]

    def kill(one: Any) -> None:
        if moments and moments[0](one):
            moments.pop(0)
            stand.working.kill()
            stand.another_worker()

    batch_id = await _begin(stand, {"profile_nos": people}, tags, len(people))
    await _over(stand, batch_id, "done", kill)
    await rest(stand)
    await each_once(stand, batch_id, len(people))
    moments.append(lambda one: one["state"] in ("undoing", "undone") and 0 < one["writing"] < half)
    await _undo(stand, batch_id)
    await _over(stand, batch_id, "undone", kill)
    await rest(stand)
    if moments:
        raise RuntimeError("it was over before the worker could be killed: more people are needed")
    after = await state(stand.url)
    wrong = [name for name in before if before[name] != after[name]]
    if wrong:
        raise RuntimeError(f"after the undo these are not as they were: {wrong}")
