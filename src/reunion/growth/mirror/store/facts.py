"""SQL of what is carried into the engine. Global: one border for the follows of all corps."""

from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.engine.client import Engine
from reunion.growth.mirror.model import CHANNEL

_LOCK = 7_260_031


async def take(tx: Any) -> bool:
    """Nobody else carries until the transaction ends; False: somebody is at it."""
    return await tx.fetchval("SELECT pg_try_advisory_xact_lock($1)", _LOCK)


async def border(tx: Any) -> tuple[int, int]:
    """All transactions below the first were carried; all below the second are over for good."""
    row = await tx.fetchrow(
        """SELECT changed, pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS over
           FROM wecom_carried WHERE name = 'follow_facts'"""
    )
    return row["changed"], row["over"]


async def changed(tx: Any, since: int, over: int, most: int) -> tuple[list[Any], int]:
    """The next so many rows and all others of the last one's transaction, and up to where that is."""
    rows = await tx.fetch(
        """WITH last AS (
               SELECT max(changed::text::bigint) AS changed, count(*) FROM (
                   SELECT changed FROM wecom_follow
                   WHERE changed >= $1 AND changed < $2 ORDER BY changed LIMIT $3) AS next)
           SELECT f.corp_id, f.external_userid, f.userid, f.state, f.add_way, f.channel, f.added_at,
               f.ended_at, f.changed
           FROM wecom_follow f, last
           WHERE f.changed >= $1 AND f.changed <= last.changed::text::xid8 ORDER BY f.changed""",
        since, over, most,
    )  # fmt: skip
    return rows, rows[-1]["changed"] + 1 if rows else since


async def move(tx: Any, to: int) -> None:
    """All below was carried."""
    await tx.execute("UPDATE wecom_carried SET changed = $1 WHERE name = 'follow_facts'", to)


async def waiting(tx: Any, over: int) -> bool:
    """Whether there is something that cannot be carried yet."""
    return await tx.fetchval("SELECT EXISTS (SELECT FROM wecom_follow WHERE changed >= $1)", over)


async def version(tx: Any) -> int:
    """Later than of whatever was carried before."""
    return await tx.fetchval("SELECT (extract(epoch FROM clock_timestamp()) * 1e6)::bigint")


async def renumber(ctx: Context, profile_nos: list[int], external_userids: list[str]) -> None:
    """What was carried under these numbers goes; these customers' follows are carried again."""
    await ctx.tx.execute(
        """INSERT INTO wecom_renumbered (corp_id, profile_no) SELECT $1, unnest($2::integer[])
           ON CONFLICT DO NOTHING""",
        ctx.corp_id, profile_nos,
    )  # fmt: skip
    await ctx.tx.execute(
        f"""WITH changed AS (
                UPDATE wecom_follow SET changed = pg_current_xact_id()
                WHERE corp_id = $1 AND external_userid = ANY($2))
            SELECT pg_notify('{CHANNEL}', '')""",
        ctx.corp_id, external_userids,
    )  # fmt: skip


async def renumbered(tx: Any) -> list[tuple[int, int]]:
    """(corp, profile_no) to be emptied; they count as done with this transaction."""
    rows = await tx.fetch("DELETE FROM wecom_renumbered RETURNING corp_id, profile_no")
    return sorted((row["corp_id"], row["profile_no"]) for row in rows)


async def hold(tx: Any) -> None:
    """Nobody carries until the transaction ends; waits for who is at it."""
    await tx.fetchval("SELECT pg_advisory_xact_lock($1)", _LOCK)


class Carried(msgspec.Struct):
    """A follow as the engine has it."""

    userid: str
    state: str
    added_at: str


async def carried(engine: Engine, corp_id: int, profile_no: int) -> list[Carried]:
    """The follows that the engine has under a number."""
    return await engine.rows(
        Carried,
        """SELECT userid, state, added_at FROM follow_facts FINAL
           WHERE corp_id = {corp_id:UInt32} AND profile_no = {profile_no:UInt32}""",
        corp_id=corp_id, profile_no=profile_no,
    )  # fmt: skip
