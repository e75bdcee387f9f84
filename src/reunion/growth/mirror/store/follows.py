"""SQL on `wecom_customer` and `wecom_follow`."""

import hashlib
from datetime import datetime
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.growth.mirror.model import CHANNEL, Follow, ReadCustomer
from reunion.wecom.add_ways import FROM_COLLEAGUES

_FOLLOW = """external_userid, userid, remark, description, company, mobiles, tag_ids, add_way,
    channel, added_at, state, ended_at, known_at"""


async def customers(ctx: Context, external_userids: list[str]) -> dict[str, ReadCustomer]:
    rows = await ctx.tx.fetch(
        """SELECT external_userid, name, avatar, gender, type, unionid, company
           FROM wecom_customer WHERE corp_id = $1 AND external_userid = ANY($2)""",
        ctx.corp_id, external_userids,
    )  # fmt: skip
    return {row["external_userid"]: ReadCustomer(**dict(row)) for row in rows}


async def of_customers(
    ctx: Context, external_userids: list[str], *, locked: bool = False
) -> list[Follow]:
    """All their follows, past ones too."""
    rows = await ctx.tx.fetch(
        f"""SELECT {_FOLLOW} FROM wecom_follow WHERE corp_id = $1 AND external_userid = ANY($2)
            ORDER BY external_userid, userid {"FOR UPDATE" if locked else ""}""",
        ctx.corp_id, external_userids,
    )  # fmt: skip
    return [Follow(**dict(row)) for row in rows]


async def active_of(ctx: Context, userid: str, external_userid: str) -> bool:
    return await ctx.tx.fetchval(
        """SELECT EXISTS (SELECT FROM wecom_follow WHERE corp_id = $1 AND external_userid = $2
               AND lower(userid) = lower($3) AND ended_at IS NULL)""",
        ctx.corp_id, external_userid, userid,
    )  # fmt: skip


async def added_by(
    ctx: Context, channels: list[str], since: datetime
) -> list[tuple[str, str, int]]:
    """(channel, userid, customers added since) of codes that have these states; not those who came to
    the member from a colleague."""
    rows = await ctx.tx.fetch(
        """SELECT channel, userid, count(*)::int AS added FROM wecom_follow
           WHERE corp_id = $1 AND channel = ANY($2) AND channel <> '' AND added_at >= $3
             AND add_way <> ALL($4)
           GROUP BY channel, userid""",
        ctx.corp_id, channels, since, FROM_COLLEAGUES,
    )  # fmt: skip
    return [tuple(row) for row in rows]


async def channels(ctx: Context) -> list[str]:
    """The states with which anybody came, in their order: one look into the index for each."""
    rows = await ctx.tx.fetch(
        """WITH RECURSIVE found (channel) AS (
               (SELECT channel FROM wecom_follow WHERE corp_id = $1 AND channel <> ''
                ORDER BY channel LIMIT 1)
             UNION ALL
               SELECT (SELECT f.channel FROM wecom_follow f
                       WHERE f.corp_id = $1 AND f.channel <> '' AND f.channel > found.channel
                       ORDER BY f.channel LIMIT 1)
               FROM found WHERE found.channel IS NOT NULL
           ) SELECT channel FROM found WHERE channel IS NOT NULL""",
        ctx.corp_id,
    )
    return [row["channel"] for row in rows]


async def held_by(ctx: Context, userid: str) -> list[tuple[str, datetime]]:
    """The customers whom we believe a member to have, and since when we know."""
    rows = await ctx.tx.fetch(
        """SELECT external_userid, known_at FROM wecom_follow
           WHERE corp_id = $1 AND userid = $2 AND ended_at IS NULL""",
        ctx.corp_id, userid,
    )  # fmt: skip
    return [(row["external_userid"], row["known_at"]) for row in rows]


async def holders(ctx: Context) -> list[str]:
    """The members whom we believe to have customers."""
    rows = await ctx.tx.fetch(
        "SELECT DISTINCT userid FROM wecom_follow WHERE corp_id = $1 AND ended_at IS NULL",
        ctx.corp_id,
    )
    return [row["userid"] for row in rows]


async def put_customers(ctx: Context, found: list[ReadCustomer]) -> None:
    await ctx.tx.execute(
        """INSERT INTO wecom_customer
               (corp_id, external_userid, name, avatar, gender, type, unionid, company)
           SELECT $1, r.* FROM jsonb_to_recordset($2::jsonb) AS r (external_userid text, name text,
               avatar text, gender smallint, type smallint, unionid text, company text)
           ORDER BY external_userid
           ON CONFLICT (corp_id, external_userid) DO UPDATE SET name = excluded.name,
               avatar = excluded.avatar, gender = excluded.gender, type = excluded.type,
               unionid = excluded.unionid, company = excluded.company""",
        ctx.corp_id, msgspec.to_builtins(found),
    )  # fmt: skip


async def put_follows(ctx: Context, found: list[Follow]) -> None:
    await ctx.tx.execute(
        f"""INSERT INTO wecom_follow (corp_id, {_FOLLOW})
            SELECT $1, {_FOLLOW} FROM jsonb_to_recordset($2::jsonb) AS r (external_userid text,
                userid text, remark text, description text, company text, mobiles text[],
                tag_ids text[], add_way integer, channel text, added_at timestamptz, state text,
                ended_at timestamptz, known_at timestamptz)
            ORDER BY external_userid, userid
            ON CONFLICT (corp_id, external_userid, userid) DO UPDATE SET remark = excluded.remark,
                description = excluded.description, company = excluded.company,
                mobiles = excluded.mobiles, tag_ids = excluded.tag_ids, state = excluded.state,
                add_way = excluded.add_way, channel = excluded.channel,
                added_at = excluded.added_at, ended_at = excluded.ended_at,
                known_at = excluded.known_at, changed = pg_current_xact_id()""",
        ctx.corp_id, msgspec.to_builtins(found),
    )  # fmt: skip
    await ctx.tx.execute("SELECT pg_notify($1, '')", CHANNEL)


async def erased(ctx: Context, external_userids: list[str]) -> dict[str, datetime]:
    """Who of these was erased, and when."""
    rows = await ctx.tx.fetch(
        "SELECT who, at FROM wecom_erased WHERE corp_id = $1 AND who = ANY($2)",
        ctx.corp_id, [who(one) for one in external_userids],
    )  # fmt: skip
    at = {bytes(row["who"]): row["at"] for row in rows}
    return {one: at[who(one)] for one in external_userids if who(one) in at} if at else {}


def who(external_userid: str) -> bytes:
    return hashlib.sha256(external_userid.encode()).digest()


async def totals(ctx: Context) -> Any:
    """How many are mirrored."""
    return await ctx.tx.fetchrow(
        """SELECT (SELECT count(*) FROM wecom_member WHERE corp_id = $1 AND gone_at IS NULL) AS members,
               (SELECT count(*) FROM wecom_customer WHERE corp_id = $1) AS customers,
               (SELECT count(*) FROM wecom_follow WHERE corp_id = $1 AND ended_at IS NULL) AS follows,
               (SELECT count(*) FROM wecom_group WHERE corp_id = $1 AND gone_at IS NULL) AS groups,
               (SELECT count(*) FROM wecom_tag WHERE corp_id = $1 AND gone_at IS NULL) AS tags""",
        ctx.corp_id,
    )
