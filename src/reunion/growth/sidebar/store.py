"""SQL on `sidebar_session` and `follow_up`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from reunion.core.context import Context
from reunion.core.sql import affected

_NOTE = "id, profile_no, text, due_at, done_at, created_at"


async def keep_session(
    ctx: Context, token_hash: bytes, userid: str, name: str, expires_at: datetime
) -> None:
    """What has ended goes meanwhile."""
    await ctx.tx.execute(
        "DELETE FROM sidebar_session WHERE corp_id = $1 AND expires_at <= $2", ctx.corp_id, ctx.now
    )
    await ctx.tx.execute(
        """INSERT INTO sidebar_session (token_hash, corp_id, userid, name, expires_at)
           VALUES ($1, $2, $3, $4, $5)""",
        token_hash, ctx.corp_id, userid, name, expires_at,
    )  # fmt: skip


async def session(connection: Any, token_hash: bytes, now: datetime) -> Any:
    """Global: the token says which corp."""
    return await connection.fetchrow(
        """SELECT corp_id, userid, name FROM sidebar_session
           WHERE token_hash = $1 AND expires_at > $2""",
        token_hash, now,
    )  # fmt: skip


async def of_customer(ctx: Context, userid: str, profile_nos: Sequence[int]) -> list[Any]:
    """Open ones first, the next due before the others, then the newest."""
    return await ctx.tx.fetch(
        f"""SELECT {_NOTE} FROM follow_up
            WHERE corp_id = $1 AND userid = $2 AND profile_no = ANY($3)
            ORDER BY done_at IS NOT NULL, done_at DESC, due_at NULLS LAST, id DESC LIMIT 500""",
        ctx.corp_id, userid, list(profile_nos),
    )  # fmt: skip


async def due(ctx: Context, userid: str, limit: int) -> list[Any]:
    """Of all customers, what is open and has a date, the most urgent first."""
    return await ctx.tx.fetch(
        f"""SELECT {_NOTE} FROM follow_up
            WHERE corp_id = $1 AND userid = $2 AND due_at IS NOT NULL AND done_at IS NULL
            ORDER BY due_at, id LIMIT $3""",
        ctx.corp_id, userid, limit,
    )  # fmt: skip


async def waiting(ctx: Context, userid: str, today_ends: datetime) -> tuple[int, int, int]:
    """How many are due today or before, are late, and come later."""
    row = await ctx.tx.fetchrow(
        """SELECT count(*) FILTER (WHERE due_at < $3) AS count,
                  count(*) FILTER (WHERE due_at < $4) AS late,
                  count(*) FILTER (WHERE due_at >= $3) AS later
           FROM follow_up
           WHERE corp_id = $1 AND userid = $2 AND due_at IS NOT NULL AND done_at IS NULL""",
        ctx.corp_id, userid, today_ends, ctx.now,
    )  # fmt: skip
    return row["count"], row["late"], row["later"]


async def open_notes(ctx: Context, userid: str, profile_no: int) -> int:
    return await ctx.tx.fetchval(
        """SELECT count(*) FROM follow_up
           WHERE corp_id = $1 AND profile_no = $2 AND userid = $3 AND done_at IS NULL""",
        ctx.corp_id, profile_no, userid,
    )  # fmt: skip


async def add(
    ctx: Context, userid: str, profile_no: int, text: str, due_at: datetime | None
) -> Any:
    return await ctx.tx.fetchrow(
        f"""INSERT INTO follow_up (corp_id, profile_no, userid, text, due_at, created_at)
            VALUES ($1, $2, $3, $4, $5, $6) RETURNING {_NOTE}""",
        ctx.corp_id, profile_no, userid, text, due_at, ctx.now,
    )  # fmt: skip


async def get(ctx: Context, userid: str, key: int) -> Any:
    """Locked."""
    return await ctx.tx.fetchrow(
        f"""SELECT {_NOTE} FROM follow_up WHERE corp_id = $1 AND userid = $2 AND id = $3
            FOR UPDATE""",
        ctx.corp_id, userid, key,
    )  # fmt: skip


async def update(
    ctx: Context, key: int, text: str, due_at: datetime | None, done_at: datetime | None
) -> Any:
    return await ctx.tx.fetchrow(
        f"""UPDATE follow_up SET text = $3, due_at = $4, done_at = $5
            WHERE corp_id = $1 AND id = $2 RETURNING {_NOTE}""",
        ctx.corp_id, key, text, due_at, done_at,
    )  # fmt: skip


async def delete(ctx: Context, userid: str, key: int) -> int | None:
    """Whose note it was."""
    return await ctx.tx.fetchval(
        """DELETE FROM follow_up WHERE corp_id = $1 AND userid = $2 AND id = $3
           RETURNING profile_no""",
        ctx.corp_id, userid, key,
    )  # fmt: skip


async def of_profiles(ctx: Context, profile_nos: Sequence[int]) -> list[Any]:
    """Everybody's notes about these people."""
    return await ctx.tx.fetch(
        f"SELECT userid, {_NOTE} FROM follow_up WHERE corp_id = $1 AND profile_no = ANY($2) ORDER BY id",
        ctx.corp_id, list(profile_nos),
    )  # fmt: skip


async def erase(ctx: Context, profile_nos: Sequence[int]) -> int:
    done = await ctx.tx.execute(
        "DELETE FROM follow_up WHERE corp_id = $1 AND profile_no = ANY($2)",
        ctx.corp_id, list(profile_nos),
    )  # fmt: skip
    return affected(done)
