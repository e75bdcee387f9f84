"""SQL for the page of one person."""

from typing import Any

from reunion.core.context import Context
from reunion.growth.profiles.model import ProfileTag


async def source(ctx: Context, no: int) -> str:
    """Who told of her first."""
    return await ctx.tx.fetchval(
        "SELECT source FROM profile_search WHERE corp_id = $1 AND profile_no = $2", ctx.corp_id, no
    )


async def identities(ctx: Context, no: int) -> list[dict[str, Any]]:
    """What she is known by, the oldest of a kind first."""
    rows = await ctx.tx.fetch(
        """SELECT kind, value, source, since FROM profile_identity
           WHERE corp_id = $1 AND profile_no = $2 ORDER BY kind = 'device', kind, since, value
           LIMIT 200""",
        ctx.corp_id, no,
    )  # fmt: skip
    return [dict(row) for row in rows]


async def tags(ctx: Context, no: int) -> list[dict[str, Any]]:
    """Her tags, by group and name."""
    rows = await ctx.tx.fetch(
        """SELECT t.tag_no, g.group_name, g.name, g.wecom_id, t.userid, t.since, t.origin
           FROM profile_tag t JOIN growth_tag g ON g.corp_id = t.corp_id AND g.tag_no = t.tag_no
           WHERE t.corp_id = $1 AND t.profile_no = $2 ORDER BY g.group_name, g.name, t.userid""",
        ctx.corp_id, no,
    )  # fmt: skip
    return [
        {
            "tag": ProfileTag(row["tag_no"], row["group_name"], row["name"], row["wecom_id"]),
            **{key: row[key] for key in ("userid", "since", "origin")},
        }
        for row in rows
    ]
