"""SQL on `api_quota` and `api_slot`. Global: the gate serves every corp and every address."""

from datetime import datetime, timedelta
from typing import Any

import msgspec

KEPT_FOR = timedelta(seconds=30)
"""How long a place stays with a node that is not heard of."""

Slot = tuple[int, str, int]
"""A place: corp, path, number."""

# These rows are not worth waiting for the disk: a database that falls down forgets half a second of them.
_AT_ONCE = "WITH quick AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true))"


class Ask(msgspec.Struct, frozen=True):
    """Calls that a node wants of one counter, of which a window has `at_most`."""

    corp_id: int
    address: str
    path: str
    seconds: int
    wanted: int
    at_most: int


class Taken(msgspec.Struct, frozen=True):
    """What came of an Ask: `granted` calls of the window that began at `began`, `used` of which are
    taken by now; or nobody is let in before `held_until`."""

    corp_id: int
    address: str
    path: str
    seconds: int
    began: datetime
    used: int
    granted: int
    held_until: datetime | None


_HELD = "coalesce(q.held_until > $1, false)"
# A window that lies further ahead than a clock may differ was written by a clock that was wrong.
_SAME = "q.began BETWEEN excluded.began AND excluded.began + make_interval(secs => q.seconds)"
_LEFT = "greatest(0, least(excluded.granted, excluded.at_most - q.used))"


async def take(tx: Any, now: datetime, asks: list[Ask]) -> list[Taken]:
    """Take calls from several counters, each named once. A counter that has none left is held for
    as long as its window lasts."""
    rows = await tx.fetch(
        f"""{_AT_ONCE}
            INSERT INTO api_quota AS q (
                corp_id, address, path, seconds, began, used, granted, at_most)
            SELECT a.corp_id, a.address, a.path, a.seconds,
                to_timestamp(floor(extract(epoch FROM $1::timestamptz) / a.seconds) * a.seconds),
                least(a.wanted, a.at_most), least(a.wanted, a.at_most), a.at_most
            FROM unnest($2::bigint[], $3::text[], $4::text[], $5::int[], $6::int[], $7::int[])
                AS a (corp_id, address, path, seconds, wanted, at_most), quick
            ORDER BY a.corp_id, a.address, a.path, a.seconds
            ON CONFLICT (corp_id, address, path, seconds) DO UPDATE SET
                began = CASE WHEN {_HELD} OR {_SAME} THEN q.began ELSE excluded.began END,
                used = CASE WHEN {_HELD} THEN q.used
                    WHEN {_SAME} THEN q.used + {_LEFT} ELSE excluded.used END,
                granted = CASE WHEN {_HELD} THEN 0
                    WHEN {_SAME} THEN {_LEFT} ELSE excluded.granted END,
                at_most = excluded.at_most,
                held_until = CASE WHEN {_HELD} THEN q.held_until
                    WHEN {_SAME} AND q.used >= excluded.at_most
                    THEN $1 + make_interval(secs => q.seconds) END
            RETURNING corp_id, address, path, seconds, began, used, granted, held_until""",
        now,
        [ask.corp_id for ask in asks],
        [ask.address for ask in asks],
        [ask.path for ask in asks],
        [ask.seconds for ask in asks],
        [ask.wanted for ask in asks],
        [ask.at_most for ask in asks],
    )
    return [Taken(**dict(row)) for row in rows]


async def sweep(tx: Any, now: datetime) -> None:
    """Forget windows that are over, and places of nodes that are gone."""
    await tx.execute(
        """DELETE FROM api_quota WHERE began + make_interval(secs => 2 * seconds) < $1
               AND coalesce(held_until < $1, true)""",
        now,
    )
    await tx.execute("DELETE FROM api_slot WHERE until < now() - interval '1 minute'")


async def take_slot(tx: Any, corp_id: int, path: str, at_most: int, node: str) -> int | None:
    """A place that nobody has, or that its node left behind; None where there is none, or where
    another node took the same one at the same moment. Times are the database's own."""
    return await tx.fetchval(
        f"""{_AT_ONCE}
            INSERT INTO api_slot AS s (corp_id, path, number, node, until)
            SELECT $1, $2, n, $3, now() + $4
            FROM generate_series(1, $5::int) AS n, quick
            WHERE NOT EXISTS (
                SELECT 1 FROM api_slot t
                WHERE t.corp_id = $1 AND t.path = $2 AND t.number = n AND t.until > now())
            ORDER BY random() LIMIT 1
            ON CONFLICT (corp_id, path, number)
                DO UPDATE SET node = excluded.node, until = excluded.until WHERE s.until <= now()
            RETURNING number""",
        corp_id,
        path,
        node,
        KEPT_FOR,
        at_most,
    )


async def keep_slots(tx: Any, node: str, slots: list[Slot]) -> list[Slot]:
    """Keep places for longer; answers those that are still the node's own."""
    rows = await tx.fetch(
        f"""{_AT_ONCE}
            UPDATE api_slot s SET until = now() + $5
            FROM unnest($2::bigint[], $3::text[], $4::int[]) AS k (corp_id, path, number), quick
            WHERE s.corp_id = k.corp_id AND s.path = k.path AND s.number = k.number AND s.node = $1
            RETURNING s.corp_id, s.path, s.number""",
        node,
        [corp_id for corp_id, _, _ in slots],
        [path for _, path, _ in slots],
        [number for _, _, number in slots],
        KEPT_FOR,
    )
    return [(row["corp_id"], row["path"], row["number"]) for row in rows]


async def leave_slots(tx: Any, node: str, slots: list[Slot]) -> None:
    """Give places back."""
    await tx.execute(
        """DELETE FROM api_slot s
           USING unnest($2::bigint[], $3::text[], $4::int[]) AS k (corp_id, path, number)
           WHERE s.corp_id = k.corp_id AND s.path = k.path AND s.number = k.number AND s.node = $1""",
        node,
        [corp_id for corp_id, _, _ in slots],
        [path for _, path, _ in slots],
        [number for _, _, number in slots],
    )


async def hand_over_slot(tx: Any, node: str, slot: Slot, to: str, channel: str) -> None:
    """Give a place to another node, and tell it so on `channel` when that is done."""
    await tx.execute(
        f"""{_AT_ONCE}, given AS (
                UPDATE api_slot s SET node = $5, until = now() + $6 FROM quick
                WHERE s.corp_id = $1 AND s.path = $2 AND s.number = $3 AND s.node = $4
                RETURNING 1)
            SELECT pg_notify($7, concat_ws(' ', 'given', $5, $1, $2, $3)) FROM given""",
        *slot,
        node,
        to,
        KEPT_FOR,
        channel,
    )
