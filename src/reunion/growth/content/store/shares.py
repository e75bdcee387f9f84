"""SQL of links: whose they are, who opened them, and the browsers that are known or refused."""

from collections.abc import Sequence
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.core.sql import columns, places, sets

_SHARE = """
    id, corp_id, token, content_id, userid, root_id, parent_id, profile_no, personal, device,
    registered, refused, opens
"""


class ShareRow(msgspec.Struct, frozen=True):
    """A link as it is kept."""

    id: int
    corp_id: int
    token: str
    content_id: int
    userid: str
    root_id: int
    parent_id: int | None
    profile_no: int | None
    personal: bool
    device: bytes | None
    registered: bool
    refused: bool
    opens: int


async def find(tx: Any, token: str) -> ShareRow | None:
    """By the end of its address. Global: the address names the corp."""
    row = await tx.fetchrow(f"SELECT {_SHARE} FROM content_share WHERE token = $1", token)
    return ShareRow(**row) if row else None


async def add_root(ctx: Context, values: dict[str, Any]) -> ShareRow:
    """The first link of a tree."""
    key = await ctx.tx.fetchval("SELECT nextval(pg_get_serial_sequence('content_share', 'id'))")
    row = await ctx.tx.fetchrow(
        f"""INSERT INTO content_share (corp_id, id, root_id, {columns(values)})
            OVERRIDING SYSTEM VALUE VALUES ($1, $2, $2, {places(values, 3)}) RETURNING {_SHARE}""",
        ctx.corp_id, key, *values.values(),
    )  # fmt: skip
    return ShareRow(**row)


async def add_below(ctx: Context, values: dict[str, Any]) -> ShareRow | None:
    """A link of one more browser; None where the browser has one in this tree by now."""
    row = await ctx.tx.fetchrow(
        f"""INSERT INTO content_share (corp_id, {columns(values)}) VALUES ($1, {places(values, 2)})
            ON CONFLICT (corp_id, root_id, device) WHERE device IS NOT NULL DO NOTHING
            RETURNING {_SHARE}""",
        ctx.corp_id, *values.values(),
    )  # fmt: skip
    return ShareRow(**row) if row else None


async def of_browser(ctx: Context, root_id: int, device: bytes) -> ShareRow | None:
    """The link that a browser has in a tree."""
    row = await ctx.tx.fetchrow(
        f"SELECT {_SHARE} FROM content_share WHERE corp_id = $1 AND root_id = $2 AND device = $3",
        ctx.corp_id, root_id, device,
    )  # fmt: skip
    return ShareRow(**row) if row else None


async def claim(ctx: Context, key: int, device: bytes) -> ShareRow | None:
    """A customer's link belongs to the browser that opens it first; None where one did."""
    row = await ctx.tx.fetchrow(
        f"""UPDATE content_share SET device = $3
            WHERE corp_id = $1 AND id = $2 AND device IS NULL RETURNING {_SHARE}""",
        ctx.corp_id, key, device,
    )  # fmt: skip
    return ShareRow(**row) if row else None


async def lock_tree(ctx: Context, root_id: int) -> int:
    """One browser at a time finds its place in a tree; answers how many links are below its first."""
    await ctx.tx.fetchval(
        "SELECT id FROM content_share WHERE corp_id = $1 AND id = $2 FOR NO KEY UPDATE",
        ctx.corp_id, root_id,
    )  # fmt: skip
    return await ctx.tx.fetchval(
        """SELECT count(*) FROM content_share WHERE corp_id = $1 AND root_id = $2
           AND device IS NOT NULL""",
        ctx.corp_id, root_id,
    )  # fmt: skip


async def change(ctx: Context, key: int, values: dict[str, Any]) -> None:
    """Sets the given columns."""
    await ctx.tx.execute(
        f"UPDATE content_share SET {sets(values, 3)} WHERE corp_id = $1 AND id = $2",
        ctx.corp_id, key, *values.values(),
    )  # fmt: skip


async def get(ctx: Context, key: int) -> ShareRow | None:
    """By key."""
    row = await ctx.tx.fetchrow(
        f"SELECT {_SHARE} FROM content_share WHERE corp_id = $1 AND id = $2", ctx.corp_id, key
    )
    return ShareRow(**row) if row else None


async def library_share(ctx: Context, content_id: int) -> ShareRow | None:
    """The company's own link to something in the public library."""
    row = await ctx.tx.fetchrow(
        f"""SELECT {_SHARE} FROM content_share
            WHERE corp_id = $1 AND content_id = $2 AND userid = '' AND parent_id IS NULL LIMIT 1""",
        ctx.corp_id, content_id,
    )  # fmt: skip
    return ShareRow(**row) if row else None


async def reader(ctx: Context, device: bytes) -> int | None:
    """Who uses a browser: who registered with it, else to whom the last link went that it opened."""
    return await ctx.tx.fetchval(
        """SELECT profile_no FROM content_reader WHERE corp_id = $1 AND device = $2
           UNION ALL
           (SELECT profile_no FROM content_share
            WHERE corp_id = $1 AND device = $2 AND personal AND profile_no IS NOT NULL
            ORDER BY id DESC LIMIT 1)
           LIMIT 1""",
        ctx.corp_id, device,
    )  # fmt: skip


async def registered(ctx: Context, device: bytes) -> bool:
    """Whether somebody registered for a report with this browser."""
    return await ctx.tx.fetchval(
        """SELECT EXISTS (SELECT FROM content_share
                          WHERE corp_id = $1 AND device = $2 AND registered)""",
        ctx.corp_id, device,
    )  # fmt: skip


async def put_reader(ctx: Context, device: bytes, profile_no: int) -> None:
    """From now on it is known who uses this browser."""
    await ctx.tx.execute(
        """INSERT INTO content_reader (corp_id, device, profile_no, since) VALUES ($1, $2, $3, $4)
           ON CONFLICT (corp_id, device) DO UPDATE SET profile_no = excluded.profile_no""",
        ctx.corp_id, device, profile_no, ctx.now,
    )  # fmt: skip


async def refuses(ctx: Context, device: bytes) -> bool:
    """Whether a browser's reading is not to be recorded."""
    return await ctx.tx.fetchval(
        "SELECT EXISTS (SELECT FROM content_refusal WHERE corp_id = $1 AND device = $2)",
        ctx.corp_id, device,
    )  # fmt: skip


async def refuse(ctx: Context, device: bytes) -> list[int]:
    """Forgets what a browser read, and keeps that it refused; answers whose links it had."""
    await ctx.tx.execute(
        """INSERT INTO content_refusal (corp_id, device, since) VALUES ($1, $2, $3)
           ON CONFLICT DO NOTHING""",
        ctx.corp_id, device, ctx.now,
    )  # fmt: skip
    rows = await ctx.tx.fetch(
        """UPDATE content_share
           SET refused = true, opens = 0, seconds = 0, depth = 0, opened_at = NULL, read_at = NULL
           WHERE corp_id = $1 AND device = $2 RETURNING id, profile_no""",
        ctx.corp_id, device,
    )  # fmt: skip
    await ctx.tx.execute(
        "DELETE FROM content_visit WHERE corp_id = $1 AND share_id = ANY($2)",
        ctx.corp_id, [row["id"] for row in rows],
    )  # fmt: skip
    return sorted({row["profile_no"] for row in rows if row["profile_no"] is not None})


async def accept(ctx: Context, device: bytes) -> bool:
    """The refusal ends; whether there was one."""
    done = await ctx.tx.execute(
        "DELETE FROM content_refusal WHERE corp_id = $1 AND device = $2", ctx.corp_id, device
    )
    await ctx.tx.execute(
        "UPDATE content_share SET refused = false WHERE corp_id = $1 AND device = $2",
        ctx.corp_id, device,
    )  # fmt: skip
    return done != "DELETE 0"


async def below(ctx: Context, keys: Sequence[int]) -> list[int]:
    """Links right below these."""
    rows = await ctx.tx.fetch(
        "SELECT id FROM content_share WHERE corp_id = $1 AND parent_id = ANY($2)",
        ctx.corp_id, list(keys),
    )  # fmt: skip
    return [row["id"] for row in rows]
