"""SQL on `list_columns` and `list_view`."""

from typing import Any

import asyncpg
import msgspec

from reunion.core.context import Context


class ViewRow(msgspec.Struct, frozen=True):
    """A view with the name of the member who made it."""

    id: int
    member_id: int
    list: str
    name: str
    filters: dict[str, str]
    columns: "list[str] | None"
    shared: bool
    owner: str


_ROW = """v.id, v.member_id, v.list, v.name, v.filters, v.columns, v.shared, m.name AS owner
    FROM list_view v JOIN member m ON m.corp_id = v.corp_id AND m.id = v.member_id"""


def _view(row: asyncpg.Record) -> ViewRow:
    return ViewRow(**dict(row))


async def columns(ctx: Context, member_id: int, list_name: str) -> list[str] | None:
    return await ctx.tx.fetchval(
        "SELECT columns FROM list_columns WHERE corp_id = $1 AND member_id = $2 AND list = $3",
        ctx.corp_id, member_id, list_name,
    )  # fmt: skip


async def set_columns(
    ctx: Context, member_id: int, list_name: str, chosen: list[str] | None
) -> None:
    await ctx.tx.execute(
        """INSERT INTO list_columns (corp_id, member_id, list, columns) VALUES ($1, $2, $3, $4)
           ON CONFLICT (corp_id, member_id, list) DO UPDATE SET columns = excluded.columns""",
        ctx.corp_id, member_id, list_name, chosen,
    )  # fmt: skip


async def visible(ctx: Context, member_id: int, list_name: str) -> list[ViewRow]:
    """The member's own first, then those that others share, each by name."""
    rows = await ctx.tx.fetch(
        f"""SELECT {_ROW} WHERE v.corp_id = $1 AND v.list = $3 AND (v.member_id = $2 OR v.shared)
            ORDER BY v.member_id <> $2, v.name, v.id""",
        ctx.corp_id, member_id, list_name,
    )  # fmt: skip
    return [_view(row) for row in rows]


async def get(ctx: Context, list_name: str, view_id: int, *, lock: bool = False) -> ViewRow | None:
    """`lock` holds off others who would change the view, until the transaction ends."""
    held = "FOR NO KEY UPDATE OF v" if lock else ""
    row = await ctx.tx.fetchrow(
        f"SELECT {_ROW} WHERE v.corp_id = $1 AND v.list = $2 AND v.id = $3 {held}",
        ctx.corp_id, list_name, view_id,
    )  # fmt: skip
    return _view(row) if row else None


async def count(ctx: Context, member_id: int, list_name: str) -> int:
    """Holds off others who would add a view for this member, until the transaction ends."""
    await ctx.tx.execute(
        "SELECT 1 FROM member WHERE corp_id = $1 AND id = $2 FOR NO KEY UPDATE",
        ctx.corp_id, member_id,
    )  # fmt: skip
    return await ctx.tx.fetchval(
        "SELECT count(*) FROM list_view WHERE corp_id = $1 AND member_id = $2 AND list = $3",
        ctx.corp_id, member_id, list_name,
    )  # fmt: skip


async def insert(
    ctx: Context,
    member_id: int,
    list_name: str,
    *,
    name: str,
    filters: dict[str, str],
    columns: list[str] | None,
    shared: bool,
) -> int:
    """Raises UniqueViolationError."""
    return await ctx.tx.fetchval(
        """INSERT INTO list_view (corp_id, member_id, list, name, filters, columns, shared, created_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id""",
        ctx.corp_id, member_id, list_name, name, filters, columns, shared, ctx.now,
    )  # fmt: skip


async def update(ctx: Context, view_id: int, values: dict[str, Any]) -> None:
    """Raises UniqueViolationError."""
    await ctx.tx.execute(
        """UPDATE list_view SET name = $3, filters = $4, columns = $5, shared = $6
           WHERE corp_id = $1 AND id = $2""",
        ctx.corp_id, view_id, *(values[n] for n in ("name", "filters", "columns", "shared")),
    )  # fmt: skip


async def delete(ctx: Context, view_id: int) -> None:
    await ctx.tx.execute(
        "DELETE FROM list_view WHERE corp_id = $1 AND id = $2", ctx.corp_id, view_id
    )
