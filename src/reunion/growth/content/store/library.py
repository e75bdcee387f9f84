"""SQL of the public library's settings."""

from typing import Any

import msgspec

from reunion.core.context import Context

_ROW = "corp_id, token, title, intro, open"


class LibraryRow(msgspec.Struct, frozen=True):
    """As it is kept."""

    corp_id: int
    token: str
    title: str
    intro: str
    open: bool


async def get(ctx: Context) -> LibraryRow | None:
    """This company's."""
    row = await ctx.tx.fetchrow(
        f"SELECT {_ROW} FROM content_library WHERE corp_id = $1", ctx.corp_id
    )
    return LibraryRow(**row) if row else None


async def find(tx: Any, token: str) -> LibraryRow | None:
    """By the end of its address. Global: the address names the corp."""
    row = await tx.fetchrow(f"SELECT {_ROW} FROM content_library WHERE token = $1", token)
    return LibraryRow(**row) if row else None


async def put(ctx: Context, token: str, is_open: bool, title: str, intro: str) -> None:
    """Sets it; the token stays what it was."""
    await ctx.tx.execute(
        """INSERT INTO content_library (corp_id, token, title, intro, open)
           VALUES ($1, $2, $3, $4, $5)
           ON CONFLICT (corp_id) DO UPDATE
           SET title = excluded.title, intro = excluded.intro, open = excluded.open""",
        ctx.corp_id, token, title, intro, is_open,
    )  # fmt: skip
