"""SQL on `wecom_connection`."""

from datetime import datetime
from typing import Any

from reunion.core.context import Context
from reunion.growth.connection.model import Connected

_COLUMNS = """corp_id, base_url, corpid, agentid, address, callback_token,
    callback_key IS NOT NULL AS has_key, verified_at, heard_at, every_hours,
    archive_key IS NOT NULL AS has_archive, since"""


async def get(ctx: Context) -> Connected | None:
    row = await ctx.tx.fetchrow(
        f"SELECT {_COLUMNS} FROM wecom_connection WHERE corp_id = $1", ctx.corp_id
    )
    return Connected(**dict(row)) if row else None


async def insert(ctx: Context, address: str) -> bool:
    """False where the corp has one."""
    row = await ctx.tx.fetchrow(
        """INSERT INTO wecom_connection (corp_id, address, since) VALUES ($1, $2, $3)
           ON CONFLICT (corp_id) DO NOTHING RETURNING corp_id""",
        ctx.corp_id, address, ctx.now,
    )  # fmt: skip
    return row is not None


async def sealed(ctx: Context) -> tuple[bytes | None, bytes | None]:
    """The secret and the key of callbacks, as they are kept."""
    row = await ctx.tx.fetchrow(
        "SELECT secret, callback_key FROM wecom_connection WHERE corp_id = $1", ctx.corp_id
    )
    return (row["secret"], row["callback_key"]) if row else (None, None)


async def archive(ctx: Context) -> tuple[bytes | None, bytes | None]:
    """The archive's secret and its private key, as they are kept."""
    row = await ctx.tx.fetchrow(
        "SELECT archive_secret, archive_key FROM wecom_connection WHERE corp_id = $1", ctx.corp_id
    )
    return (row["archive_secret"], row["archive_key"]) if row else (None, None)


async def set_archive(ctx: Context, secret: bytes | None, key: bytes | None) -> None:
    await ctx.tx.execute(
        "UPDATE wecom_connection SET archive_secret = $2, archive_key = $3 WHERE corp_id = $1",
        ctx.corp_id, secret, key,
    )  # fmt: skip


async def set_all(
    ctx: Context, *, base_url: str, corpid: str, agentid: int | None, secret: bytes | None,
    callback_token: str, callback_key: bytes | None, every_hours: int, fresh: bool,
) -> None:  # fmt: skip
    """`fresh`: another WeCom, of which nothing was heard yet."""
    await ctx.tx.execute(
        """UPDATE wecom_connection SET base_url = $2, corpid = $3, agentid = $4, secret = $5,
               callback_token = $6, callback_key = $7, every_hours = $8,
               verified_at = CASE WHEN $9 THEN NULL ELSE verified_at END,
               heard_at = CASE WHEN $9 THEN NULL ELSE heard_at END,
               since = CASE WHEN $9 THEN $10 ELSE since END
           WHERE corp_id = $1""",
        ctx.corp_id, base_url, corpid, agentid, secret, callback_token, callback_key,
        every_hours, fresh, ctx.now,
    )  # fmt: skip


async def at_address(tx: Any, address: str) -> Any:
    """The row of whoever has the address. Global: it is what says which corp is spoken of."""
    return await tx.fetchrow(
        """SELECT corp_id, corpid, callback_token, callback_key FROM wecom_connection
           WHERE address = $1 AND base_url <> '' AND callback_key IS NOT NULL""",
        address,
    )


async def note_verified(ctx: Context, at: datetime) -> None:
    await ctx.tx.execute(
        "UPDATE wecom_connection SET verified_at = $2 WHERE corp_id = $1", ctx.corp_id, at
    )


async def note_heard(ctx: Context, at: datetime) -> None:
    """To the minute: a flood of callbacks does not become a flood of writes."""
    await ctx.tx.execute(
        """UPDATE wecom_connection SET heard_at = $2
           WHERE corp_id = $1 AND (heard_at IS NULL OR heard_at < $2::timestamptz - interval '1 minute')""",
        ctx.corp_id, at,
    )  # fmt: skip
