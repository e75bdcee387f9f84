"""SQL of profile_field."""

from collections.abc import Iterable, Sequence
from typing import Any

from reunion.core.context import Context
from reunion.growth.profiles.attributes import Field, FieldType


async def fields(ctx: Context) -> list[Field]:
    """All of the company, archived ones last."""
    rows = await ctx.tx.fetch(
        """SELECT field_no, key, name, type, choices, archived_at IS NOT NULL AS archived
           FROM profile_field WHERE corp_id = $1 ORDER BY archived, position, field_no""",
        ctx.corp_id,
    )
    return [Field(**{**row, "choices": tuple(row["choices"])}) for row in rows]


async def others(tx: Any, known: Iterable[int]) -> list[Field]:
    """All but these. Global: of all companies, since each is a column of the engine's one table."""
    rows = await tx.fetch(
        """SELECT field_no, key, name, type, choices, archived_at IS NOT NULL AS archived
           FROM profile_field WHERE field_no <> ALL($1) ORDER BY field_no""",
        list(known),
    )
    return [Field(**{**row, "choices": tuple(row["choices"])}) for row in rows]


async def insert(
    ctx: Context, key: str, name: str, kind: FieldType, choices: Sequence[str]
) -> int | None:
    """Its number; None where the key is taken."""
    return await ctx.tx.fetchval(
        """INSERT INTO profile_field (corp_id, key, name, type, choices, position)
           SELECT $1, $2, $3, $4, $5, coalesce(max(position), 0) + 1 FROM profile_field WHERE corp_id = $1
           ON CONFLICT (corp_id, key) DO NOTHING RETURNING field_no""",
        ctx.corp_id, key, name, kind, list(choices),
    )  # fmt: skip


async def update(
    ctx: Context, field_no: int, name: str, choices: Sequence[str], archived: bool
) -> bool:
    """Whether there is such a field."""
    return (
        await ctx.tx.fetchval(
            """UPDATE profile_field SET name = $3, choices = $4,
                   archived_at = CASE WHEN $5 THEN coalesce(archived_at, $6) END
               WHERE corp_id = $1 AND field_no = $2 RETURNING true""",
            ctx.corp_id, field_no, name, list(choices), archived, ctx.now,
        )
        is not None
    )  # fmt: skip
