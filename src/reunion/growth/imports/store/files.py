"""SQL on `growth_import`."""

from datetime import datetime
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.growth.imports.model import UNDERWAY, Import, Kind, Mapping, Shape, State

_KEPT = [name for name in Import.__struct_fields__ if not name.startswith("conflicts")]
_COLUMNS = ", ".join(_KEPT)


def _import(row: Any) -> Import:
    return msgspec.convert({name: row[name] for name in _KEPT}, Import)


async def insert(
    ctx: Context, kind: Kind, name: str, file: bytes, size: int, shape: Shape, mapping: Mapping,
    rows_total: int,
) -> Import:  # fmt: skip
    """Numbered within the company; two at once wait for each other by the company's row."""
    await ctx.tx.execute("SELECT 1 FROM corp WHERE id = $1 FOR NO KEY UPDATE", ctx.corp_id)
    row = await ctx.tx.fetchrow(
        f"""INSERT INTO growth_import (corp_id, import_no, kind, name, file, size, shape, mapping,
                state, rows_total, created_by, created_at)
            SELECT $1, 1 + coalesce(max(import_no), 0), $2, $3, $4, $5, $6, $7, 'uploaded', $8, $9, $10
            FROM growth_import WHERE corp_id = $1 RETURNING {_COLUMNS}""",
        ctx.corp_id, kind, name, file, size, msgspec.to_builtins(shape),
        msgspec.to_builtins(mapping), rows_total, ctx.actor.name, ctx.now,
    )  # fmt: skip
    return _import(row)


async def get(
    ctx: Context, import_no: int, *, hold: bool = False
) -> tuple[Import, bytes, bool] | None:
    """With the name of its file, and whether that is kept; `hold`: nobody else changes it meanwhile."""
    row = await ctx.tx.fetchrow(
        f"""SELECT {_COLUMNS}, file, kept FROM growth_import
            WHERE corp_id = $1 AND import_no = $2 {"FOR UPDATE" if hold else ""}""",
        ctx.corp_id, import_no,
    )  # fmt: skip
    return (_import(row), row["file"], row["kept"]) if row else None


async def page(ctx: Context, before: int | None, limit: int) -> list[Import]:
    """The latest first."""
    rows = await ctx.tx.fetch(
        f"""SELECT {_COLUMNS} FROM growth_import
            WHERE corp_id = $1 AND ($2::int IS NULL OR import_no < $2)
            ORDER BY import_no DESC LIMIT $3""",
        ctx.corp_id, before, limit,
    )  # fmt: skip
    return [_import(row) for row in rows]


async def begin(
    ctx: Context, import_no: int, state: State, mapping: Mapping, *, anew: bool
) -> None:
    """It waits for the worker; `anew`: from its first row."""
    await ctx.tx.execute(
        """UPDATE growth_import SET state = $3, mapping = $4, reason = '', ended_at = NULL,
               writes = $3 = 'running',
               place = CASE WHEN $5 THEN 0 ELSE place END,
               rows_new = CASE WHEN $5 THEN 0 ELSE rows_new END,
               rows_same = CASE WHEN $5 THEN 0 ELSE rows_same END,
               rows_wrong = CASE WHEN $5 THEN 0 ELSE rows_wrong END
           WHERE corp_id = $1 AND import_no = $2""",
        ctx.corp_id, import_no, state, msgspec.to_builtins(mapping), anew,
    )  # fmt: skip


async def advance(
    ctx: Context, import_no: int, *, rows: int, new: int, same: int, wrong: int
) -> None:
    """So many rows more have been handled."""
    await ctx.tx.execute(
        """UPDATE growth_import SET place = place + $3, rows_new = rows_new + $4,
               rows_same = rows_same + $5, rows_wrong = rows_wrong + $6,
               rows_total = greatest(rows_total, place + $3)
           WHERE corp_id = $1 AND import_no = $2""",
        ctx.corp_id, import_no, rows, new, same, wrong,
    )  # fmt: skip


async def end(ctx: Context, import_no: int, state: State, reason: str = "") -> None:
    """All rows were read, or it broke off."""
    await ctx.tx.execute(
        """UPDATE growth_import SET state = $3, reason = $4, ended_at = $5,
               rows_total = CASE WHEN $4 = '' THEN place ELSE rows_total END
           WHERE corp_id = $1 AND import_no = $2""",
        ctx.corp_id, import_no, state, reason, ctx.now,
    )  # fmt: skip


async def first_time(ctx: Context, kind: Kind, file: bytes) -> datetime:
    """When this very file first came."""
    return await ctx.tx.fetchval(
        """SELECT min(created_at) FROM growth_import
           WHERE corp_id = $1 AND kind = $2 AND file = $3""",
        ctx.corp_id, kind, file,
    )  # fmt: skip


async def done(
    ctx: Context, kind: Kind, file: bytes, mapping: Mapping, import_no: int
) -> list[int]:
    """Other imports of this very file, understood in the same way, that are done."""
    rows = await ctx.tx.fetch(
        """SELECT import_no FROM growth_import
           WHERE corp_id = $1 AND kind = $2 AND file = $3 AND mapping = $4 AND state = 'done'
             AND import_no <> $5""",
        ctx.corp_id, kind, file, msgspec.to_builtins(mapping), import_no,
    )  # fmt: skip
    return [row["import_no"] for row in rows]


async def given_up(tx: Any, before: datetime) -> list[bytes]:
    """Files older than that are not kept any more. Global: the nightly tidying of all corps."""
    rows = await tx.fetch(
        """UPDATE growth_import SET kept = false
           WHERE kept AND created_at < $1 AND state <> ALL($2) RETURNING file""",
        before,
        UNDERWAY,
    )
    return [row["file"] for row in rows]


async def still_kept(tx: Any, files: list[bytes]) -> set[bytes]:
    """Those of the files that another import needs. Global: files are shared by their content."""
    rows = await tx.fetch(
        "SELECT DISTINCT file FROM growth_import WHERE kept AND file = ANY($1)", files
    )
    return {row["file"] for row in rows}
