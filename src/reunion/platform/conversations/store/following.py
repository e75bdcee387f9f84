"""SQL of message_follower. Global: a follower looks at the messages of all corps."""

from typing import Any

_LOCK = 7_260_008


async def take(tx: Any, follower: str) -> bool:
    """Nobody else follows until the transaction ends; False: somebody is at it."""
    return await tx.fetchval("SELECT pg_try_advisory_xact_lock($1, hashtext($2))", _LOCK, follower)


async def hold(tx: Any, follower: str) -> None:
    """The same, after whoever is at it."""
    await tx.fetchval("SELECT pg_advisory_xact_lock($1, hashtext($2))", _LOCK, follower)


async def border(tx: Any, follower: str) -> tuple[int, int]:
    """All transactions below the first were looked at; all below the second are over for good."""
    row = await tx.fetchrow(
        """SELECT changed, pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS over
           FROM message_follower WHERE name = $1""",
        follower,
    )
    return row["changed"], row["over"]


async def next_messages(tx: Any, since: int, over: int, most: int) -> tuple[int, int, int]:
    """How many there are of the next `most` messages, and the transactions of the first and the last."""
    row = await tx.fetchrow(
        """SELECT count(*), min(changed), max(changed) FROM (
               SELECT changed FROM message WHERE changed >= $1 AND changed < $2
               ORDER BY changed LIMIT $3) AS next""",
        since, over, most,
    )  # fmt: skip
    return tuple(row)


async def move(tx: Any, follower: str, to: int) -> None:
    """All below was looked at."""
    await tx.execute("UPDATE message_follower SET changed = $2 WHERE name = $1", follower, to)
