"""Each (event, subscriber) takes effect once, in order per key, whatever fails in between."""

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from typing import Any

import pytest

from reunion import outbox
from reunion.core.clock import clock
from reunion.core.context import SYSTEM, Context
from reunion.core.db import Database
from reunion.outbox import events, relay


@pytest.fixture
async def db(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url)
    await database.open()
    async with database.connection() as connection:
        await connection.execute("CREATE TABLE seen (corp_id bigint, subject text, n int)")
    yield database
    await database.close()


@pytest.fixture
async def corps(db: Database) -> list[int]:
    async with db.connection() as connection:
        return [
            await connection.fetchval(
                "INSERT INTO corp (wire_id, name) VALUES ($1, $1) RETURNING id", name
            )
            for name in ("ww1", "ww2")
        ]


@pytest.fixture(autouse=True)
def own_subscribers() -> Iterator[None]:
    kept = dict(events.subscribers)
    events.subscribers.clear()
    yield
    events.subscribers.clear()
    events.subscribers.update(kept)


async def write(db: Database, corp_id: int, subject: str, key: str = "", n: int = 0) -> None:
    async with db.transaction() as tx:
        ctx = Context(corp_id, SYSTEM, tx, clock.now())
        await outbox.append(ctx, "thing.happened", subject=subject, key=key, data={"n": n})


async def seen(db: Database) -> list[tuple[str, int]]:
    async with db.connection() as connection:
        rows = await connection.fetch("SELECT subject, n FROM seen")
        return [(row["subject"], row["n"]) for row in rows]


async def note(ctx: Context, event: outbox.Event) -> None:
    await ctx.tx.execute(
        "INSERT INTO seen VALUES ($1, $2, $3)", ctx.corp_id, event.subject, event.data["n"]
    )


async def test_an_event_reaches_its_subscriber_once(db: Database, corps: list[int]) -> None:
    outbox.subscribe("thing.happened")(note)
    await write(db, corps[0], "a")
    await relay.drain(db)
    await relay.drain(db)
    assert await seen(db) == [("a", 0)]


async def test_nothing_is_relayed_of_a_transaction_that_rolled_back(
    db: Database, corps: list[int]
) -> None:
    outbox.subscribe("thing.happened")(note)
    with pytest.raises(ZeroDivisionError):
        async with db.transaction() as tx:
            ctx = Context(corps[0], SYSTEM, tx, clock.now())
            await outbox.append(ctx, "thing.happened", data={"n": 1})
            _ = 1 / 0
    await relay.drain(db)
    assert await seen(db) == []


async def test_a_failure_holds_back_its_key_only_and_leaves_no_half_write(
    db: Database, corps: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = True

    @outbox.subscribe("thing.happened")
    async def fails_on_lin(ctx: Context, event: outbox.Event) -> None:
        await note(ctx, event)
        if broken and event.subject == "lin":
            raise RuntimeError("not yet")

    for n in (1, 2, 3):
        await write(db, corps[0], "lin", key="lin", n=n)
        await write(db, corps[0], "zhou", key="zhou", n=n)
    await write(db, corps[1], "other corp", key="lin", n=9)
    await relay.drain(db)
    assert await seen(db) == [("zhou", 1), ("zhou", 2), ("zhou", 3), ("other corp", 9)]

    broken = False
    start = clock.now()
    for minute in range(1, 6):
        monkeypatch.setattr(clock, "now", lambda m=minute: start + timedelta(minutes=m))
        await relay.drain(db)
    assert [row for row in await seen(db) if row[0] == "lin"] == [
        ("lin", 1),
        ("lin", 2),
        ("lin", 3),
    ]
    async with db.connection() as connection:
        assert await connection.fetchval("SELECT count(*) FROM event_retry") == 0


async def test_an_event_that_commits_late_is_still_found(db: Database, corps: list[int]) -> None:
    outbox.subscribe("thing.happened")(note)
    async with db.transaction() as slow:
        ctx = Context(corps[0], SYSTEM, slow, clock.now())
        await outbox.append(ctx, "thing.happened", subject="slow", data={"n": 0})
        await write(db, corps[0], "fast")
        await relay.drain(db)
        assert await seen(db) == [("fast", 0)]
    await relay.drain(db)
    assert await seen(db) == [("fast", 0), ("slow", 0)]


async def test_append_many_writes_one_event_a_row(db: Database, corps: list[int]) -> None:
    outbox.subscribe("thing.happened")(note)
    rows: list[tuple[str, str, dict[str, Any]]] = [(f"s{n}", f"k{n}", {"n": n}) for n in range(50)]
    async with db.transaction() as tx:
        ctx = Context(corps[0], SYSTEM, tx, clock.now())
        await outbox.append_many(ctx, "thing.happened", rows)
        await outbox.append_many(ctx, "thing.happened", [])
    await relay.drain(db)
    assert await seen(db) == [(f"s{n}", n) for n in range(50)]
