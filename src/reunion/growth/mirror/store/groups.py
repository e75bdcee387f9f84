"""SQL on `wecom_group` and `wecom_group_member`."""

import msgspec

from reunion.core.context import Context
from reunion.growth.mirror.model import Group, GroupMember


async def put(ctx: Context, group: Group) -> None:
    await ctx.tx.execute(
        """INSERT INTO wecom_group AS g (corp_id, chat_id, name, owner, version, made_at)
           VALUES ($1, $2, $3, $4, $5, $6)
           ON CONFLICT (corp_id, chat_id) DO UPDATE SET name = excluded.name,
               owner = excluded.owner, version = excluded.version, gone_at = NULL
           WHERE (g.name, g.owner, g.version, g.gone_at) IS DISTINCT FROM
               (excluded.name, excluded.owner, excluded.version, NULL)""",
        ctx.corp_id, group.chat_id, group.name, group.owner, group.version, group.made_at,
    )  # fmt: skip


async def seen(ctx: Context, chat_ids: list[str], round_no: int) -> None:
    """The round saw them."""
    await ctx.tx.execute(
        "UPDATE wecom_group SET round_no = $3 WHERE corp_id = $1 AND chat_id = ANY($2)",
        ctx.corp_id, chat_ids, round_no,
    )  # fmt: skip


async def unseen(ctx: Context, round_no: int) -> list[str]:
    """Groups that we believe to be there, and the round did not see."""
    rows = await ctx.tx.fetch(
        """SELECT chat_id FROM wecom_group
           WHERE corp_id = $1 AND gone_at IS NULL AND round_no < $2""",
        ctx.corp_id, round_no,
    )  # fmt: skip
    return [row["chat_id"] for row in rows]


class KnownGroup(msgspec.Struct, frozen=True):
    name: str
    owner: str


async def get(ctx: Context, chat_id: str) -> KnownGroup | None:
    """As we hold it; None where we do not know that it is there."""
    row = await ctx.tx.fetchrow(
        """SELECT name, owner FROM wecom_group
           WHERE corp_id = $1 AND chat_id = $2 AND gone_at IS NULL""",
        ctx.corp_id, chat_id,
    )  # fmt: skip
    return KnownGroup(**dict(row)) if row else None


async def whole(ctx: Context, chat_id: str) -> Group | None:
    """With those who are in it, as they came; None where it is not known, or gone."""
    row = await ctx.tx.fetchrow(
        """SELECT chat_id, name, owner, version, made_at FROM wecom_group
           WHERE corp_id = $1 AND chat_id = $2 AND gone_at IS NULL""",
        ctx.corp_id, chat_id,
    )  # fmt: skip
    if row is None:
        return None
    people = await ctx.tx.fetch(
        """SELECT userid, outsider, join_scene, joined_at FROM wecom_group_member
           WHERE corp_id = $1 AND chat_id = $2 AND left_at IS NULL ORDER BY joined_at, userid""",
        ctx.corp_id, chat_id,
    )  # fmt: skip
    return Group(**dict(row), members=[GroupMember(**dict(one)) for one in people])


async def members(ctx: Context, chat_id: str) -> list[GroupMember]:
    """Those who are in it, held until the transaction ends."""
    rows = await ctx.tx.fetch(
        """SELECT userid, outsider, join_scene, joined_at FROM wecom_group_member
           WHERE corp_id = $1 AND chat_id = $2 AND left_at IS NULL FOR UPDATE""",
        ctx.corp_id, chat_id,
    )  # fmt: skip
    return [GroupMember(**dict(row)) for row in rows]


async def join(ctx: Context, chat_id: str, came: list[GroupMember]) -> None:
    await ctx.tx.execute(
        """INSERT INTO wecom_group_member
               (corp_id, chat_id, userid, outsider, join_scene, joined_at)
           SELECT $1, $2, r.* FROM jsonb_to_recordset($3::jsonb)
               AS r (userid text, outsider boolean, join_scene smallint, joined_at timestamptz)
           ON CONFLICT (corp_id, chat_id, userid) DO UPDATE SET outsider = excluded.outsider,
               join_scene = excluded.join_scene, joined_at = excluded.joined_at, left_at = NULL""",
        ctx.corp_id, chat_id, msgspec.to_builtins(came),
    )  # fmt: skip


async def leave(ctx: Context, chat_id: str, userids: list[str]) -> None:
    await ctx.tx.execute(
        """UPDATE wecom_group_member SET left_at = $4
           WHERE corp_id = $1 AND chat_id = $2 AND userid = ANY($3) AND left_at IS NULL""",
        ctx.corp_id, chat_id, userids, ctx.now,
    )  # fmt: skip


async def dismiss(ctx: Context, chat_id: str) -> list[GroupMember]:
    """It is gone, and nobody is in it any more; answers who was."""
    await ctx.tx.execute(
        """UPDATE wecom_group SET gone_at = $3
           WHERE corp_id = $1 AND chat_id = $2 AND gone_at IS NULL""",
        ctx.corp_id, chat_id, ctx.now,
    )  # fmt: skip
    rows = await ctx.tx.fetch(
        """UPDATE wecom_group_member SET left_at = $3
           WHERE corp_id = $1 AND chat_id = $2 AND left_at IS NULL
           RETURNING userid, outsider, join_scene, joined_at""",
        ctx.corp_id, chat_id, ctx.now,
    )  # fmt: skip
    return [GroupMember(**dict(row)) for row in rows]
