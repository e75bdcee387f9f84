"""Work behind the messages: a follower looks once at everything that is written or recalled, a few seconds
later, and no send waits for it. The only SQL on message_follower.

`message.changed` is the number of the transaction that wrote or recalled a message. All below a follower's
border was looked at; it passes only transactions that are over for good, so that none can appear behind it.
"""

from typing import Any

import msgspec

_LOCK = 7_260_008
_FAR_BEHIND = 10_000


class Window(msgspec.Struct, frozen=True):
    """`since` <= changed < `until`. `more`: transactions behind it are over too."""

    follower: str
    since: int
    until: int
    more: bool


async def window(tx: Any, follower: str, most: int) -> Window | None:
    """So many transactions at most to look at next; None where there are none, or another process is at
    it. The rest of the transaction is planned by the keys: a plan that was kept from when a table was
    empty would read the whole of it for each message. Global: the worker follows all corps."""
    if not await tx.fetchval("SELECT pg_try_advisory_xact_lock($1, hashtext($2))", _LOCK, follower):
        return None
    await tx.execute("SET LOCAL enable_seqscan = off")
    row = await tx.fetchrow(
        """SELECT changed, pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS over
           FROM message_follower WHERE name = $1""",
        follower,
    )
    if row["over"] <= row["changed"]:
        return None
    until = min(row["changed"] + most, row["over"])
    return Window(follower, row["changed"], until, until < row["over"])


async def passed(tx: Any, window: Window, *, found: bool) -> None:
    """Everything in it was looked at. Where nothing was `found`, the border waits a while: moving it is a
    transaction too, and an idle server is to stay idle. Global."""
    if found or window.more or window.until - window.since > _FAR_BEHIND:
        await tx.execute(
            "UPDATE message_follower SET changed = $2 WHERE name = $1",
            window.follower, window.until,
        )  # fmt: skip


async def hold(tx: Any, follower: str) -> None:
    """Nobody follows until the transaction ends; waits for who is at it. Global."""
    await tx.fetchval("SELECT pg_advisory_xact_lock($1, hashtext($2))", _LOCK, follower)


async def move(tx: Any, follower: str, to: int) -> None:
    """All below was looked at, in another way. The caller has it held. Global."""
    await tx.execute("UPDATE message_follower SET changed = $2 WHERE name = $1", follower, to)
