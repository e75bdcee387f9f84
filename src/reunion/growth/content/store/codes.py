"""SQL of members' codes on posters."""

import msgspec

from reunion.core.context import Context


class CodeRow(msgspec.Struct, frozen=True):
    """`address` is empty until the picture was read."""

    picture: str
    address: str


async def get(ctx: Context, content_id: int, userid: str) -> CodeRow | None:
    """The code of a member on a poster."""
    row = await ctx.tx.fetchrow(
        """SELECT picture, address FROM content_code
           WHERE corp_id = $1 AND content_id = $2 AND userid = $3""",
        ctx.corp_id, content_id, userid,
    )  # fmt: skip
    return CodeRow(**row) if row else None


async def put(ctx: Context, content_id: int, userid: str, config_id: str, picture: str) -> CodeRow:
    """Keeps a new one, or answers the one that came first."""
    row = await ctx.tx.fetchrow(
        """INSERT INTO content_code (corp_id, content_id, userid, config_id, picture, made_at)
           VALUES ($1, $2, $3, $4, $5, $6)
           ON CONFLICT (corp_id, content_id, userid) DO UPDATE SET made_at = content_code.made_at
           RETURNING picture, address""",
        ctx.corp_id, content_id, userid, config_id, picture, ctx.now,
    )  # fmt: skip
    return CodeRow(**row)


async def read(ctx: Context, content_id: int, userid: str, address: str) -> None:
    """What the code says."""
    await ctx.tx.execute(
        """UPDATE content_code SET address = $4
           WHERE corp_id = $1 AND content_id = $2 AND userid = $3""",
        ctx.corp_id, content_id, userid, address,
    )  # fmt: skip


async def titles(ctx: Context) -> dict[int, str]:
    """Of the posters that anybody has a code on, those that were deleted too: the codes stay in WeCom."""
    rows = await ctx.tx.fetch(
        """SELECT i.id, v.title
           FROM content_item i JOIN content_version v
                ON (v.corp_id, v.content_id, v.version) = (i.corp_id, i.id, i.version)
           WHERE i.corp_id = $1 AND EXISTS (SELECT FROM content_code c
               WHERE c.corp_id = i.corp_id AND c.content_id = i.id)""",
        ctx.corp_id,
    )
    return {row["id"]: row["title"] for row in rows}


async def posters(ctx: Context) -> list[int]:
    """The posters that anybody has a code on."""
    rows = await ctx.tx.fetch(
        "SELECT DISTINCT content_id FROM content_code WHERE corp_id = $1 ORDER BY content_id",
        ctx.corp_id,
    )
    return [row["content_id"] for row in rows]
