"""SQL of identity_conflict_told: who told of which conflict."""

from collections.abc import Sequence

import msgspec

from reunion.core.context import Context
from reunion.growth.profiles.resolution import Clash
from reunion.growth.profiles.store.identities import columns


class Told(msgspec.Struct, frozen=True):
    """Of so many conflicts somebody told; so many of them still wait."""

    told: int
    open: int


async def put(ctx: Context, told_by: str, clashes: Sequence[Clash]) -> None:
    """Tells of those of the recorded ones that nobody has decided; of each once, however often it is said."""
    await ctx.tx.execute(
        """INSERT INTO identity_conflict_told (corp_id, told_by, conflict_no)
           SELECT $1, $2, c.conflict_no
           FROM unnest($3::text[], $4::text[], $5::text[]) AS asked (kind, nos, evidence)
           JOIN identity_conflict c ON c.corp_id = $1 AND c.kind = asked.kind
               AND c.profile_nos = asked.nos::int[] AND c.evidence = asked.evidence::jsonb
           WHERE c.settled_at IS NULL ON CONFLICT DO NOTHING""",
        ctx.corp_id, told_by, *columns(clashes),
    )  # fmt: skip


async def repeat(ctx: Context, told_by: str, others: Sequence[str]) -> None:
    """Tells of what waits among all that these told of."""
    await ctx.tx.execute(
        """INSERT INTO identity_conflict_told (corp_id, told_by, conflict_no)
           SELECT DISTINCT $1::bigint, $2, t.conflict_no
           FROM identity_conflict_told t JOIN identity_conflict c USING (corp_id, conflict_no)
           WHERE t.corp_id = $1 AND t.told_by = ANY($3) AND c.settled_at IS NULL
           ON CONFLICT DO NOTHING""",
        ctx.corp_id, told_by, list(others),
    )  # fmt: skip


async def clear(ctx: Context, told_by: str) -> None:
    """It has told of nothing."""
    await ctx.tx.execute(
        "DELETE FROM identity_conflict_told WHERE corp_id = $1 AND told_by = $2",
        ctx.corp_id, told_by,
    )  # fmt: skip


async def counts(ctx: Context, told_by: Sequence[str]) -> dict[str, Told]:
    """By who told; who told of none is left out. One that is no more, as people were erased, was told of."""
    rows = await ctx.tx.fetch(
        """SELECT t.told_by, count(*) AS told, count(c.conflict_no) AS open
           FROM identity_conflict_told t LEFT JOIN identity_conflict c
               ON c.corp_id = t.corp_id AND c.conflict_no = t.conflict_no AND c.settled_at IS NULL
           WHERE t.corp_id = $1 AND t.told_by = ANY($2) GROUP BY t.told_by""",
        ctx.corp_id, list(told_by),
    )  # fmt: skip
    return {row["told_by"]: Told(row["told"], row["open"]) for row in rows}
