"""Looks, what was done in them, and exports."""

from datetime import datetime
from typing import Any, Literal

import msgspec

from reunion.core.context import Context
from reunion.platform.archive.model import LOOK_LASTS, ArchiveFilter, Look, LookStep

_EXPORTER = 7_260_032
ExportState = Literal["waiting", "running", "done", "failed"]


class Export(msgspec.Struct):
    """`media_id`: the file, once it is done."""

    id: int
    look_id: int
    purpose: str
    member_name: str
    state: ExportState
    done: int
    total: int
    media_id: str | None
    created_at: datetime


async def open_look(ctx: Context, member_id: int, purpose: str) -> Look:
    row = await ctx.tx.fetchrow(
        """INSERT INTO archive_look (corp_id, member_id, purpose, at, expires_at)
           VALUES ($1, $2, $3, $4, $5) RETURNING id, member_id, purpose, at, expires_at""",
        ctx.corp_id, member_id, purpose, ctx.now, ctx.now + LOOK_LASTS,
    )  # fmt: skip
    return Look(**row, member_name=ctx.actor.name)


async def usable(ctx: Context, look_id: int, member_id: int) -> str | None:
    """The purpose of the member's own look that has not ended."""
    return await ctx.tx.fetchval(
        """SELECT purpose FROM archive_look
           WHERE corp_id = $1 AND id = $2 AND member_id = $3 AND expires_at > $4""",
        ctx.corp_id, look_id, member_id, ctx.now,
    )  # fmt: skip


async def end(ctx: Context, look_id: int, member_id: int) -> None:
    await ctx.tx.execute(
        """UPDATE archive_look SET expires_at = least(expires_at, $4)
           WHERE corp_id = $1 AND id = $2 AND member_id = $3""",
        ctx.corp_id, look_id, member_id, ctx.now,
    )  # fmt: skip


async def step(
    ctx: Context, look_id: int, kind: str, detail: str, conversation_id: int | None = None
) -> None:
    await ctx.tx.execute(
        """INSERT INTO archive_look_step (corp_id, look_id, kind, detail, conversation_id, at)
           VALUES ($1, $2, $3, $4, $5, $6)""",
        ctx.corp_id, look_id, kind, detail, conversation_id, ctx.now,
    )  # fmt: skip


async def page(ctx: Context, before: int | None, limit: int) -> list[Look]:
    """Everybody's, newest first."""
    rows = await ctx.tx.fetch(
        """SELECT l.id, l.member_id, m.name AS member_name, l.purpose, l.at, l.expires_at,
                  s.searched, s.read, s.exported
           FROM archive_look l JOIN member m ON m.corp_id = l.corp_id AND m.id = l.member_id
           CROSS JOIN LATERAL (
               SELECT count(*) FILTER (WHERE kind = 'searched') AS searched,
                      count(*) FILTER (WHERE kind = 'read') AS read,
                      count(*) FILTER (WHERE kind = 'exported') AS exported
               FROM archive_look_step t WHERE t.corp_id = l.corp_id AND t.look_id = l.id) s
           WHERE l.corp_id = $1 AND ($2::bigint IS NULL OR l.id < $2)
           ORDER BY l.id DESC LIMIT $3""",
        ctx.corp_id, before, limit,
    )  # fmt: skip
    return [Look(**row) for row in rows]


async def exists(ctx: Context, look_id: int) -> bool:
    return await ctx.tx.fetchval(
        "SELECT EXISTS (SELECT 1 FROM archive_look WHERE corp_id = $1 AND id = $2)",
        ctx.corp_id, look_id,
    )  # fmt: skip


async def steps(ctx: Context, look_id: int) -> list[LookStep]:
    """In order."""
    rows = await ctx.tx.fetch(
        """SELECT kind, detail, at FROM archive_look_step
           WHERE corp_id = $1 AND look_id = $2 ORDER BY id LIMIT 1000""",
        ctx.corp_id, look_id,
    )  # fmt: skip
    return [LookStep(**row) for row in rows]


async def looks_with(tx: Any, media_id: str, account_id: int, now: datetime) -> bool:
    """Whether the member has a look open in the corp whose archive carries this file. Global: asked
    by the file alone; the join on corp_id keeps corps apart."""
    return await tx.fetchval(
        """SELECT EXISTS (
               SELECT 1 FROM archive_look l
               JOIN duty d ON d.corp_id = l.corp_id AND d.member_id = l.member_id
               WHERE l.member_id = $2 AND l.expires_at > $3 AND d.duty = 'compliance' AND (
                   EXISTS (SELECT 1 FROM conversation_media f
                           JOIN archive_entry e ON e.corp_id = f.corp_id
                             AND e.conversation_id = f.conversation_id AND e.message_seq = f.seq
                           WHERE f.corp_id = l.corp_id AND f.media_id = $1)
                   OR EXISTS (SELECT 1 FROM archive_recalled r
                           JOIN archive_entry e ON e.corp_id = r.corp_id
                             AND e.conversation_id = r.conversation_id AND e.message_seq = r.message_seq
                           WHERE r.corp_id = l.corp_id AND r.media_id = $1)))""",
        media_id, account_id, now,
    )  # fmt: skip


async def ask_export(
    ctx: Context, look_id: int, member_id: int, wanted: ArchiveFilter, total: int
) -> int:
    return await ctx.tx.fetchval(
        """INSERT INTO archive_export (corp_id, look_id, member_id, filter, total, created_at)
           VALUES ($1, $2, $3, $4, $5, $6) RETURNING id""",
        ctx.corp_id, look_id, member_id, msgspec.to_builtins(wanted), total, ctx.now,
    )  # fmt: skip


async def exports(ctx: Context, member_id: int) -> list[Export]:
    """The officer's own, newest first."""
    rows = await ctx.tx.fetch(
        """SELECT x.id, x.look_id, l.purpose, m.name AS member_name, x.state, x.done, x.total,
                  x.media_id, x.created_at
           FROM archive_export x
           JOIN archive_look l ON l.corp_id = x.corp_id AND l.id = x.look_id
           JOIN member m ON m.corp_id = x.corp_id AND m.id = x.member_id
           WHERE x.corp_id = $1 AND x.member_id = $2 ORDER BY x.id DESC LIMIT 50""",
        ctx.corp_id, member_id,
    )  # fmt: skip
    return [Export(**row) for row in rows]


async def next_export(tx: Any) -> Any:
    """One that waits, or whose worker died; one process at a time, until the transaction ends. Global:
    of any corp."""
    if not await tx.fetchval("SELECT pg_try_advisory_xact_lock($1)", _EXPORTER):
        return None
    return await tx.fetchrow(
        """SELECT x.corp_id, x.id, x.member_id, x.filter, x.total FROM archive_export x
           WHERE x.state IN ('waiting', 'running') ORDER BY x.id LIMIT 1"""
    )


async def advance(ctx: Context, export_id: int, state: ExportState, done: int) -> None:
    await ctx.tx.execute(
        "UPDATE archive_export SET state = $3, done = $4 WHERE corp_id = $1 AND id = $2",
        ctx.corp_id, export_id, state, done,
    )  # fmt: skip


async def finish(ctx: Context, export_id: int, media_id: str, done: int) -> None:
    await ctx.tx.execute(
        """UPDATE archive_export SET state = 'done', done = $4, media_id = $3
           WHERE corp_id = $1 AND id = $2""",
        ctx.corp_id, export_id, media_id, done,
    )  # fmt: skip
