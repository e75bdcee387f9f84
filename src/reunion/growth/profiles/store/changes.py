"""SQL of profiles in the order in which they changed. Global: whoever follows them serves all companies."""

from collections.abc import Iterable
from typing import Any

import msgspec

Place = tuple[int, int, int]
"""A row's (changed, corp_id, profile_no): the order in which they are read."""


class Snapshot(msgspec.Struct, frozen=True):
    """What is committed at one moment, in PostgreSQL's own words; all below `over` is over for good."""

    text: str
    over: int


async def snapshot(tx: Any) -> Snapshot:
    """As of now."""
    row = await tx.fetchrow(
        """SELECT now::text AS text, pg_snapshot_xmin(now)::text::bigint AS over
           FROM (SELECT pg_current_snapshot() AS now) AS taken"""
    )
    return Snapshot(row["text"], row["over"])


async def changed(
    tx: Any, columns: str, after: Place, seen: Snapshot, done: Iterable[int], most: int
) -> list[Any]:
    """The next profiles that had changed when the snapshot was taken, without those that transactions
    `done` left so: their places, and these columns of `p`."""
    return await tx.fetch(
        f"""SELECT p.changed, p.corp_id, p.profile_no, {columns} FROM profile p
            WHERE (p.changed, p.corp_id, p.profile_no) > ($1::bigint::text::xid8, $2::bigint, $3::int)
              AND pg_visible_in_snapshot(p.changed, $4::text::pg_snapshot)
              AND p.changed <> ALL($5::text[]::xid8[])
            ORDER BY p.changed, p.corp_id, p.profile_no LIMIT $6""",
        *after, seen.text, [str(one) for one in sorted(done)], most,
    )  # fmt: skip
