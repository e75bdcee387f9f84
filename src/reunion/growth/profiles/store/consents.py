"""SQL of consent_entry."""

from collections.abc import Sequence
from typing import Any

from reunion.core.context import Context


async def insert(
    ctx: Context, profile_no: int, purpose: str, given: bool, source: str, note: str
) -> None:
    """One more entry."""
    await ctx.tx.execute(
        """INSERT INTO consent_entry (corp_id, profile_no, purpose, given, at, source, note, actor_name)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8)""",
        ctx.corp_id, profile_no, purpose, given, ctx.now, source, note, ctx.actor.name,
    )  # fmt: skip


async def standing(ctx: Context, nos: Sequence[int], purpose: str) -> dict[int, bool]:
    """The latest word of each, merged ones' words among those of whom they are now."""
    rows = await ctx.tx.fetch(
        """WITH asked AS (
               SELECT no AS asked, p.profile_no AS of
               FROM unnest($2::int[]) AS a (no) JOIN profile me ON me.corp_id = $1 AND me.profile_no = no
               JOIN LATERAL (
                   SELECT coalesce(me.merged_into, me.profile_no) AS profile_no
                   UNION SELECT f.profile_no FROM profile f
                   WHERE f.corp_id = $1 AND f.merged_into = coalesce(me.merged_into, me.profile_no)
               ) p ON true)
           SELECT DISTINCT ON (asked) asked, c.given
           FROM asked JOIN consent_entry c ON c.corp_id = $1 AND c.profile_no = asked.of AND c.purpose = $3
           ORDER BY asked, c.at DESC, c.entry_no DESC""",
        ctx.corp_id, nos, purpose,
    )  # fmt: skip
    return {row["asked"]: row["given"] for row in rows}


async def history(ctx: Context, nos: Sequence[int]) -> list[dict[str, Any]]:
    """The latest first."""
    rows = await ctx.tx.fetch(
        """SELECT purpose, given, at, source, note, actor_name FROM consent_entry
           WHERE corp_id = $1 AND profile_no = ANY($2) ORDER BY at DESC, entry_no DESC""",
        ctx.corp_id, nos,
    )  # fmt: skip
    return [dict(row) for row in rows]
