"""Hands events to their subscribers: each (event, subscriber) takes effect exactly once.

One relay works at a time (an advisory lock); others stand by. A batch is taken in id order. Every
subscriber runs in a savepoint of the batch's transaction: what it writes commits with the mark that
the event is relayed. One that fails is written to `event_retry` and tried again with back-off; later
events of the same key wait behind it, so that a subscriber sees one customer's events in order.

An event whose transaction commits late has a lower id than some already relayed ones; it is still
found, since the mark is on the row. Events of one key are in commit order because their verbs hold
the lock of that customer's row.
"""

import asyncio
import logging
from datetime import timedelta
from typing import Any

import asyncpg

from reunion.core.clock import clock
from reunion.core.context import Actor, Context
from reunion.core.db import Database
from reunion.core.loops import rest
from reunion.outbox.events import Event, Subscriber, subscribers

log = logging.getLogger("reunion.outbox")

_LOCK = 7_260_001
_BATCH = 200
_IDLE_SECONDS = 0.5
_COLUMNS = "id, corp_id, name, subject, order_key, actor_kind, actor_id, actor_name, data, at"


def _event(row: asyncpg.Record) -> Event:
    actor = Actor(row["actor_kind"], row["actor_id"], row["actor_name"])
    return Event(
        row["id"], row["corp_id"], row["name"], row["subject"], row["order_key"],
        actor, row["data"], row["at"],
    )  # fmt: skip


async def run_relay(db: Database, stop: asyncio.Event) -> None:
    """Relays until `stop` is set. Safe to run in many processes."""
    while not stop.is_set():
        try:
            if await relay_once(db) == 0:
                await rest(stop, _IDLE_SECONDS)
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
            log.exception("the relay lost its database; it tries again")
            await rest(stop, 2)


async def drain(db: Database) -> None:
    """Relays until nothing is due: for tests and for the end of an import."""
    while await relay_once(db):
        pass


async def relay_once(db: Database) -> int:
    """Handles the retries that are due and one batch of new events; answers how many it handled."""
    async with db.transaction() as tx:
        if not await tx.fetchval("SELECT pg_try_advisory_xact_lock($1)", _LOCK):
            return 0
        retried = await _retry_due(tx)
        rows = await tx.fetch(
            f"SELECT {_COLUMNS} FROM event WHERE NOT relayed ORDER BY id LIMIT $1", _BATCH
        )
        blocked = await _blocked_keys(tx)
        for row in rows:
            event = _event(row)
            for subscriber in subscribers.values():
                if event.name in subscriber.events:
                    await _deliver(tx, subscriber, event, blocked)
        await tx.execute(
            "UPDATE event SET relayed = true WHERE id = ANY($1)", [row["id"] for row in rows]
        )
        return len(rows) + retried


async def _blocked_keys(tx: Any) -> set[tuple[str, int, str]]:
    rows = await tx.fetch(
        "SELECT DISTINCT subscriber, corp_id, order_key FROM event_retry WHERE order_key <> ''"
    )
    return {(row["subscriber"], row["corp_id"], row["order_key"]) for row in rows}


async def _deliver(
    tx: Any, subscriber: Subscriber, event: Event, blocked: set[tuple[str, int, str]]
) -> None:
    key = (subscriber.name, event.corp_id, event.order_key)
    error = "waits behind an earlier event" if key in blocked else await _run(tx, subscriber, event)
    if error is None:
        return
    if event.order_key:
        blocked.add(key)
    await tx.execute(
        """INSERT INTO event_retry (event_id, subscriber, corp_id, order_key, next_at, error)
           VALUES ($1, $2, $3, $4, $5, $6)""",
        event.id, subscriber.name, event.corp_id, event.order_key,
        clock.now() + timedelta(seconds=1), error,
    )  # fmt: skip


async def _run(tx: Any, subscriber: Subscriber, event: Event) -> str | None:
    ctx = Context(event.corp_id, event.actor, tx, clock.now())
    try:
        async with tx.transaction():
            await subscriber.handle(ctx, event)
    except Exception as error:
        log.exception("subscriber %s failed on event %s", subscriber.name, event.id)
        return f"{type(error).__name__}: {error}"[:500]
    return None


async def _retry_due(tx: Any) -> int:
    """Only the first of a key may run: the others wait for it."""
    rows = await tx.fetch(
        f"""SELECT r.subscriber, r.attempts, {", ".join("e." + c for c in _COLUMNS.split(", "))}
            FROM event_retry r JOIN event e ON e.id = r.event_id
            WHERE r.next_at <= $1 AND NOT EXISTS (
                SELECT 1 FROM event_retry earlier
                WHERE earlier.subscriber = r.subscriber AND earlier.corp_id = r.corp_id
                  AND earlier.order_key = r.order_key AND r.order_key <> ''
                  AND earlier.event_id < r.event_id)
            ORDER BY r.event_id LIMIT 50""",
        clock.now(),
    )
    for row in rows:
        event = _event(row)
        subscriber = subscribers.get(row["subscriber"])
        error = await _run(tx, subscriber, event) if subscriber else None
        if error is None:
            await tx.execute(
                "DELETE FROM event_retry WHERE event_id = $1 AND subscriber = $2",
                event.id, row["subscriber"],
            )  # fmt: skip
            continue
        delay = min(2 ** (row["attempts"] + 1), 300)
        await tx.execute(
            """UPDATE event_retry SET attempts = attempts + 1, next_at = $3, error = $4
               WHERE event_id = $1 AND subscriber = $2""",
            event.id, row["subscriber"], clock.now() + timedelta(seconds=delay), error,
        )  # fmt: skip
    return len(rows)
