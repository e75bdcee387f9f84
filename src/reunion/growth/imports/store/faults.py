"""SQL on `growth_import_error`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from reunion.core.context import Context
from reunion.core.sql import affected
from reunion.growth.imports.model import Fault, Wrong


async def insert(
    ctx: Context, import_no: int, found: Sequence[tuple[int, Wrong]], most: int
) -> None:
    """At most so many an import; the count of wrong rows goes on."""
    if not found:
        return
    kept = await ctx.tx.fetchval(
        "SELECT count(*) FROM growth_import_error WHERE corp_id = $1 AND import_no = $2",
        ctx.corp_id, import_no,
    )  # fmt: skip
    await ctx.tx.executemany(
        """INSERT INTO growth_import_error (corp_id, import_no, row_no, column_name, value, zh, en)
           VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING""",
        [
            (ctx.corp_id, import_no, row, one.column, one.value, *one.both)
            for row, one in found[: max(most - kept, 0)]
        ],
    )


async def page(
    ctx: Context, import_no: int, after: tuple[int, str] | None, limit: int | None, language: str
) -> list[Fault]:
    """In the order of the rows."""
    rows = await ctx.tx.fetch(
        """SELECT row_no, column_name, value, zh, en FROM growth_import_error
           WHERE corp_id = $1 AND import_no = $2
             AND ($3::bigint IS NULL OR (row_no, column_name) > ($3, $4))
           ORDER BY row_no, column_name LIMIT $5""",
        ctx.corp_id, import_no, *(after or (None, None)), limit,
    )  # fmt: skip
    said = "en" if language == "en" else "zh"
    return [Fault(row["row_no"], row["column_name"], row["value"], row[said]) for row in rows]


async def clear(ctx: Context, import_no: int) -> None:
    """What was found by an earlier reading."""
    await ctx.tx.execute(
        "DELETE FROM growth_import_error WHERE corp_id = $1 AND import_no = $2",
        ctx.corp_id, import_no,
    )  # fmt: skip


async def of_values(ctx: Context, values: Sequence[str]) -> list[dict[str, Any]]:
    """Lines that hold one of these values."""
    rows = await ctx.tx.fetch(
        """SELECT import_no, row_no, column_name, value FROM growth_import_error
           WHERE corp_id = $1 AND value = ANY($2)""",
        ctx.corp_id, list(values),
    )  # fmt: skip
    return [dict(row) for row in rows]


async def remove_values(ctx: Context, values: Sequence[str]) -> int:
    """Those lines go; how many there were."""
    done = await ctx.tx.execute(
        "DELETE FROM growth_import_error WHERE corp_id = $1 AND value = ANY($2)",
        ctx.corp_id, list(values),
    )  # fmt: skip
    return affected(done)


async def forget(tx: Any, before: datetime) -> None:
    """Lines of imports older than that. Global: the nightly tidying of all corps."""
    await tx.execute(
        """DELETE FROM growth_import_error e USING growth_import i
           WHERE i.corp_id = e.corp_id AND i.import_no = e.import_no AND i.created_at < $1""",
        before,
    )
