"""SQL on `corp`, the one table that is not inside a corp."""

from typing import Any

import asyncpg

from reunion.core.context import Context
from reunion.platform.corps.model import Corp

_COLUMNS = (
    "id, wire_id, name, full_name, logo_media_id, verified, time_zone, customer_cap, "
    "relation_cap, created_at"
)


def _corp(row: asyncpg.Record | None) -> Corp | None:
    return Corp(*row) if row else None


async def insert(tx: Any, wire_id: str, name: str, full_name: str) -> Corp | None:
    """None when the wire id is taken."""
    return _corp(
        await tx.fetchrow(
            f"""INSERT INTO corp (wire_id, name, full_name) VALUES ($1, $2, $3)
                ON CONFLICT (wire_id) DO NOTHING RETURNING {_COLUMNS}""",
            wire_id,
            name,
            full_name,
        )
    )


async def get(tx: Any, corp_id: int, *, lock: bool = False) -> Corp | None:
    """`lock` holds off others who would change the corp, until the transaction ends."""
    held = "FOR NO KEY UPDATE" if lock else ""
    return _corp(await tx.fetchrow(f"SELECT {_COLUMNS} FROM corp WHERE id = $1 {held}", corp_id))


async def by_wire_id(tx: Any, wire_id: str) -> Corp | None:
    return _corp(await tx.fetchrow(f"SELECT {_COLUMNS} FROM corp WHERE wire_id = $1", wire_id))


async def many(tx: Any, corp_ids: list[int]) -> list[Corp]:
    rows = await tx.fetch(f"SELECT {_COLUMNS} FROM corp WHERE id = ANY($1)", corp_ids)
    return [Corp(*row) for row in rows]


async def first(tx: Any) -> int | None:
    """The corp that was founded first."""
    return await tx.fetchval("SELECT min(id) FROM corp")


async def update(ctx: Context, changes: dict[str, Any]) -> Corp:
    """`changes` has all of the columns that the console may set."""
    row = await ctx.tx.fetchrow(
        f"""UPDATE corp SET name = $2, full_name = $3, logo_media_id = $4, time_zone = $5,
                customer_cap = $6
            WHERE id = $1 RETURNING {_COLUMNS}""",
        ctx.corp_id,
        changes["name"],
        changes["full_name"],
        changes["logo_media_id"],
        changes["time_zone"],
        changes["customer_cap"],
    )
    return Corp(*row)
