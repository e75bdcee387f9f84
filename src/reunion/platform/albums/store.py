"""SQL of product."""

from typing import Any

from reunion.core.context import Context
from reunion.core.sql import columns, containing, places, sets
from reunion.platform.albums.model import ProductRow

_ROW = """
    id, corp_id, product_id, description, price_fen, product_sn, picture_ids, created_by_app,
    created_by, created_at, opened, deleted_at IS NOT NULL AS deleted
"""


async def how_many(ctx: Context) -> int:
    """Products in the album."""
    return await ctx.tx.fetchval(
        "SELECT count(*) FROM product WHERE corp_id = $1 AND deleted_at IS NULL", ctx.corp_id
    )


async def insert(ctx: Context, values: dict[str, Any]) -> ProductRow:
    """A new product."""
    row = await ctx.tx.fetchrow(
        f"INSERT INTO product (corp_id, {columns(values)}) VALUES ($1, {places(values, 2)}) RETURNING {_ROW}",
        ctx.corp_id, *values.values(),
    )  # fmt: skip
    return ProductRow(**row)


async def update(ctx: Context, key: int, values: dict[str, Any]) -> ProductRow:
    """Sets the given columns."""
    row = await ctx.tx.fetchrow(
        f"UPDATE product SET {sets(values, 3)} WHERE corp_id = $1 AND id = $2 RETURNING {_ROW}",
        ctx.corp_id, key, *values.values(),
    )  # fmt: skip
    return ProductRow(**row)


async def get(
    ctx: Context, *, key: int | None = None, product_id: str | None = None
) -> ProductRow | None:
    """One by key or by wire id, deleted ones too."""
    row = await ctx.tx.fetchrow(
        f"SELECT {_ROW} FROM product WHERE corp_id = $1 AND (id = $2 OR product_id = $3)",
        ctx.corp_id, key, product_id,
    )  # fmt: skip
    return ProductRow(**row) if row else None


async def open_page(tx: Any, product_id: str) -> ProductRow | None:
    """One by the end of its address, counted as opened.

    Global: a visitor belongs to no corp, the address names it.
    """
    row = await tx.fetchrow(
        f"UPDATE product SET opened = opened + 1 WHERE product_id = $1 RETURNING {_ROW}", product_id
    )
    return ProductRow(**row) if row else None


async def page(ctx: Context, q: str, before: int | None, limit: int) -> list[ProductRow]:
    """The latest first; `q` finds in description and code."""
    like = containing(q.lower())
    rows = await ctx.tx.fetch(
        f"""SELECT {_ROW} FROM product
            WHERE corp_id = $1 AND deleted_at IS NULL
              AND ($2 = '%%' OR lower(description) LIKE $2 OR lower(product_sn) LIKE $2)
              AND ($3::bigint IS NULL OR id < $3)
            ORDER BY id DESC LIMIT $4""",
        ctx.corp_id, like, before, limit,
    )  # fmt: skip
    return [ProductRow(**row) for row in rows]


async def app_names(ctx: Context, app_ids: list[int]) -> dict[int, str]:
    """What the apps are called."""
    rows = await ctx.tx.fetch(
        "SELECT id, name FROM app WHERE corp_id = $1 AND id = ANY($2)", ctx.corp_id, app_ids
    )
    return {row["id"]: row["name"] for row in rows}
