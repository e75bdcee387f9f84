"""SQL on pack_file."""

from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.platform.handover.packs.model import (
    KEPT,
    Asked,
    FileState,
    Format,
    Language,
    PackFile,
    WantedPacks,
)

_FIELDS = "id, title, format, state, done, total, media_id, created_at"
_TRIED = 10


async def insert(
    ctx: Context, member_id: int, surface: str, wanted: WantedPacks, title: str, form: Format,
    language: Language, total: int,
) -> PackFile:  # fmt: skip
    """The worker takes it from here."""
    row = await ctx.tx.fetchrow(
        f"""INSERT INTO pack_file (corp_id, member_id, surface, wanted, title, format, language, total,
                created_at, expires_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING {_FIELDS}""",
        ctx.corp_id, member_id, surface, msgspec.to_builtins(wanted), title, form, language, total,
        ctx.now, ctx.now + KEPT,
    )  # fmt: skip
    return PackFile(**row)


async def of_member(ctx: Context, member_id: int, surface: str) -> list[PackFile]:
    """Whoever asked for them sees them, the latest first, until they are gone."""
    rows = await ctx.tx.fetch(
        f"""SELECT {_FIELDS} FROM pack_file
            WHERE corp_id = $1 AND member_id = $2 AND surface = $3 AND expires_at > $4
            ORDER BY id DESC LIMIT 20""",
        ctx.corp_id, member_id, surface, ctx.now,
    )  # fmt: skip
    return [PackFile(**row) for row in rows]


async def take(held: Any) -> Asked | None:
    """One that waits, or whose worker died; nobody else writes it until the transaction ends.

    Global: the worker writes those of every corp.
    """
    rows = await held.fetch(
        """SELECT corp_id, id, member_id, wanted, title, format, language FROM pack_file
           WHERE state IN ('waiting', 'running') ORDER BY created_at LIMIT $1""",
        _TRIED,
    )
    for row in rows:
        key = f"pack_file:{row['corp_id']}:{row['id']}"
        locked = "SELECT pg_try_advisory_xact_lock(hashtextextended($1, 42))"
        if await held.fetchval(locked, key):
            wanted = msgspec.convert(row["wanted"], WantedPacks)
            return Asked(**{**row, "wanted": wanted})
    return None


async def advance(
    ctx: Context, file_id: int, state: FileState, done: int, media_id: str | None = None
) -> None:
    """How far it is."""
    await ctx.tx.execute(
        """UPDATE pack_file SET state = $3, done = $4, media_id = $5
           WHERE corp_id = $1 AND id = $2 AND state IN ('waiting', 'running')""",
        ctx.corp_id, file_id, state, done, media_id,
    )  # fmt: skip
