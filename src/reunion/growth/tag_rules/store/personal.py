"""SQL of what rules and batches keep about one person."""

from collections.abc import Sequence
from typing import Any

from reunion.core.context import Context
from reunion.core.sql import affected


async def held(ctx: Context, profile_nos: Sequence[int]) -> list[dict[str, Any]]:
    """The rules that hold for her."""
    rows = await ctx.tx.fetch(
        """SELECT h.rule_id, r.name, h.since FROM tag_rule_hold h
           JOIN tag_rule r ON r.corp_id = h.corp_id AND r.id = h.rule_id
           WHERE h.corp_id = $1 AND h.profile_no = ANY($2) ORDER BY h.rule_id""",
        ctx.corp_id, list(profile_nos),
    )  # fmt: skip
    return [dict(row) for row in rows]


async def changed(ctx: Context, profile_nos: Sequence[int]) -> list[dict[str, Any]]:
    """What batches changed of hers."""
    rows = await ctx.tx.fetch(
        """SELECT c.batch_id, b.name, c.tag_no, c.added, b.created_at FROM tag_batch_change c
           JOIN tag_batch b ON b.corp_id = c.corp_id AND b.id = c.batch_id
           WHERE c.corp_id = $1 AND c.profile_no = ANY($2) ORDER BY c.batch_id, c.tag_no""",
        ctx.corp_id, list(profile_nos),
    )  # fmt: skip
    return [dict(row) for row in rows]


async def erase(ctx: Context, profile_nos: Sequence[int]) -> dict[str, int]:
    """Nothing of it is left; answers how many rows, by table."""
    counts: dict[str, int] = {}
    for table in ("tag_rule_hold", "tag_batch_change"):
        said = await ctx.tx.execute(
            f"DELETE FROM {table} WHERE corp_id = $1 AND profile_no = ANY($2)",
            ctx.corp_id, list(profile_nos),
        )  # fmt: skip
        counts[table] = affected(said)
    said = await ctx.tx.execute(
        """UPDATE tag_rule_act SET people = ARRAY(
               SELECT no FROM unnest(people) WITH ORDINALITY AS p (no, n)
               WHERE no <> ALL ($2::int[]) ORDER BY n)
           WHERE corp_id = $1 AND people && $2::int[]""",
        ctx.corp_id, list(profile_nos),
    )  # fmt: skip
    counts["tag_rule_act"] = affected(said)
    return counts
