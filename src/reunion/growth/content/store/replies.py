"""SQL of quick replies."""

from typing import Any

from reunion.core.context import Context
from reunion.core.sql import columns, containing, places, sets


async def listed(ctx: Context, userid: str, q: str) -> list[dict[str, Any]]:
    """The company's, and the member's own where one is named."""
    rows = await ctx.tx.fetch(
        """SELECT r.id, r.userid <> '' AS own, r.category, r.title, r.text, r.content_id, r.uses,
                  coalesce(u.uses, 0) AS mine
           FROM quick_reply r LEFT JOIN quick_reply_use u
             ON (u.corp_id, u.reply_id) = (r.corp_id, r.id) AND u.userid = $2
           WHERE r.corp_id = $1 AND r.userid IN ('', $2)
             AND ($3 = '%%' OR lower(r.text) LIKE $3 OR lower(r.title) LIKE $3
                  OR lower(r.category) LIKE $3)
           ORDER BY r.userid <> '', r.category, mine DESC, r.uses DESC, r.position, r.id LIMIT 2000""",
        ctx.corp_id, userid, containing(q.lower()),
    )  # fmt: skip
    return [dict(row) for row in rows]


async def how_many(ctx: Context, userid: str) -> int:
    """A member's own."""
    return await ctx.tx.fetchval(
        "SELECT count(*) FROM quick_reply WHERE corp_id = $1 AND userid = $2", ctx.corp_id, userid
    )


async def insert(ctx: Context, values: dict[str, Any]) -> int:
    """A new one; its key."""
    return await ctx.tx.fetchval(
        f"""INSERT INTO quick_reply (corp_id, {columns(values)}) VALUES ($1, {places(values, 2)})
            RETURNING id""",
        ctx.corp_id, *values.values(),
    )  # fmt: skip


async def update(ctx: Context, userid: str, key: int, values: dict[str, Any]) -> bool:
    """Whether it is there and hers (the company's where userid is empty)."""
    done = await ctx.tx.execute(
        f"""UPDATE quick_reply SET {sets(values, 4)}
            WHERE corp_id = $1 AND userid = $2 AND id = $3""",
        ctx.corp_id, userid, key, *values.values(),
    )  # fmt: skip
    return done != "UPDATE 0"


async def delete(ctx: Context, userid: str, key: int) -> bool:
    """Whether it was there and hers."""
    done = await ctx.tx.execute(
        "DELETE FROM quick_reply WHERE corp_id = $1 AND userid = $2 AND id = $3",
        ctx.corp_id, userid, key,
    )  # fmt: skip
    return done != "DELETE 0"


async def used(ctx: Context, userid: str, key: int) -> bool:
    """Counts one use; whether the member may use it."""
    done = await ctx.tx.execute(
        """UPDATE quick_reply SET uses = uses + 1, used_at = $4
           WHERE corp_id = $1 AND id = $3 AND userid IN ('', $2)""",
        ctx.corp_id, userid, key, ctx.now,
    )  # fmt: skip
    if done == "UPDATE 0":
        return False
    await ctx.tx.execute(
        """INSERT INTO quick_reply_use AS u (corp_id, reply_id, userid, uses, used_at)
           VALUES ($1, $2, $3, 1, $4)
           ON CONFLICT (corp_id, reply_id, userid)
           DO UPDATE SET uses = u.uses + 1, used_at = excluded.used_at""",
        ctx.corp_id, key, userid, ctx.now,
    )  # fmt: skip
    return True
