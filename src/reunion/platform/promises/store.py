"""SQL on `promise`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from reunion.core.context import Context
from reunion.platform.corps.model import picture_url
from reunion.platform.promises.model import Due, Origin, Promise

_COLUMNS = """
    r.id, r.contact_id, c.external_userid, coalesce(nullif(f.remark, ''), p.name) AS customer_name,
    p.avatar_media_id AS avatar_url, r.member_id, r.made_by, b.name AS made_by_name, r.text, r.due_at,
    r.created_at, r.done_at, r.conversation_id, r.seq
"""
_JOINED = """
    promise r
    JOIN follow f ON f.corp_id = r.corp_id AND f.contact_id = r.contact_id AND f.member_id = r.member_id
    JOIN contact c ON c.corp_id = r.corp_id AND c.id = r.contact_id
    JOIN person p ON p.id = c.person_id
    JOIN member b ON b.corp_id = r.corp_id AND b.id = r.made_by
"""


def _promise(row: Any) -> Promise:
    values = dict(row)
    conversation_id, seq = values.pop("conversation_id"), values.pop("seq")
    values["avatar_url"] = picture_url(values["avatar_url"])
    origin = Origin(conversation_id, seq) if seq is not None else None
    return Promise(**values, origin=origin)


async def insert(
    ctx: Context,
    contact_id: int,
    member_id: int,
    text: str,
    due_at: datetime,
    origin: Origin | None,
) -> int | None:
    """The id; None where this message has been noted before."""
    return await ctx.tx.fetchval(
        """INSERT INTO promise (corp_id, contact_id, member_id, made_by, text, due_at,
               conversation_id, seq, created_at)
           VALUES ($1, $2, $3, $3, $4, $5, $6, $7, $8)
           ON CONFLICT (corp_id, conversation_id, seq, member_id) WHERE seq IS NOT NULL DO NOTHING
           RETURNING id""",
        ctx.corp_id, contact_id, member_id, text, due_at,
        origin.conversation_id if origin else None, origin.seq if origin else None, ctx.now,
    )  # fmt: skip


async def of_message(ctx: Context, member_id: int, origin: Origin) -> int | None:
    """The promise that was noted from a message."""
    return await ctx.tx.fetchval(
        """SELECT id FROM promise
           WHERE corp_id = $1 AND conversation_id = $2 AND seq = $3 AND member_id = $4""",
        ctx.corp_id, origin.conversation_id, origin.seq, member_id,
    )  # fmt: skip


async def lock(ctx: Context, promise_id: int) -> bool:
    """Whether there is one; it stays locked until the transaction ends."""
    return bool(
        await ctx.tx.fetchval(
            "SELECT true FROM promise WHERE corp_id = $1 AND id = $2 FOR UPDATE",
            ctx.corp_id, promise_id,
        )
    )  # fmt: skip


async def get(ctx: Context, promise_id: int) -> Promise | None:
    """One promise."""
    row = await ctx.tx.fetchrow(
        f"SELECT {_COLUMNS} FROM {_JOINED} WHERE r.corp_id = $1 AND r.id = $2",
        ctx.corp_id, promise_id,
    )  # fmt: skip
    return _promise(row) if row else None


async def open_of(
    ctx: Context, member_id: int, contact_id: int | None, after: tuple[datetime, int] | None, limit: int
) -> list[Promise]:  # fmt: skip
    """Open ones of customers that the member has, the soonest first."""
    rows = await ctx.tx.fetch(
        f"""SELECT {_COLUMNS} FROM {_JOINED}
            WHERE r.corp_id = $1 AND r.member_id = $2 AND r.done_at IS NULL AND f.state = 'active'
              AND ($3::bigint IS NULL OR r.contact_id = $3)
              AND ($4::timestamptz IS NULL OR (r.due_at, r.id) > ($4, $5::bigint))
            ORDER BY r.due_at, r.id LIMIT $6""",
        ctx.corp_id, member_id, contact_id, *(after or (None, None)), limit,
    )  # fmt: skip
    return [_promise(row) for row in rows]


async def done_of(
    ctx: Context, member_id: int, contact_id: int | None, after: tuple[datetime, int] | None, limit: int
) -> list[Promise]:  # fmt: skip
    """Those that are done, the latest first."""
    rows = await ctx.tx.fetch(
        f"""SELECT {_COLUMNS} FROM {_JOINED}
            WHERE r.corp_id = $1 AND r.member_id = $2 AND r.done_at IS NOT NULL
              AND ($3::bigint IS NULL OR r.contact_id = $3)
              AND ($4::timestamptz IS NULL OR (r.done_at, r.id) < ($4, $5::bigint))
            ORDER BY r.done_at DESC, r.id DESC LIMIT $6""",
        ctx.corp_id, member_id, contact_id, *(after or (None, None)), limit,
    )  # fmt: skip
    return [_promise(row) for row in rows]


async def of_customer(ctx: Context, contact_id: int, member_id: int) -> list[Promise]:
    """All open promises to a customer that one member keeps."""
    return await open_of(ctx, member_id, contact_id, None, 200)


async def change(ctx: Context, promise_id: int, text: str, due_at: datetime) -> None:
    """What and when."""
    await ctx.tx.execute(
        "UPDATE promise SET text = $3, due_at = $4 WHERE corp_id = $1 AND id = $2",
        ctx.corp_id, promise_id, text, due_at,
    )  # fmt: skip


async def set_done(ctx: Context, promise_id: int, *, done: bool) -> None:
    """Done now, or open again."""
    await ctx.tx.execute(
        "UPDATE promise SET done_at = $3 WHERE corp_id = $1 AND id = $2",
        ctx.corp_id, promise_id, ctx.now if done else None,
    )  # fmt: skip


async def delete(ctx: Context, promise_id: int) -> None:
    """It was noted by mistake."""
    await ctx.tx.execute(
        "DELETE FROM promise WHERE corp_id = $1 AND id = $2", ctx.corp_id, promise_id
    )


async def move(ctx: Context, contact_id: int, from_id: int, to_id: int) -> int:
    """Open ones go over to another member; answers how many."""
    rows = await ctx.tx.fetch(
        """UPDATE promise r SET member_id = $4
           WHERE corp_id = $1 AND contact_id = $2 AND member_id = $3 AND done_at IS NULL
             AND NOT EXISTS (SELECT 1 FROM promise o WHERE o.corp_id = $1 AND o.member_id = $4
               AND o.conversation_id = r.conversation_id AND o.seq = r.seq)
           RETURNING id""",
        ctx.corp_id, contact_id, from_id, to_id,
    )  # fmt: skip
    return len(rows)


async def due(ctx: Context, member_id: int) -> Due:
    """By day of the company's time zone; what was due earlier today is due today."""
    row = await ctx.tx.fetchrow(
        """SELECT count(*) FILTER (WHERE day < today) AS overdue,
                  count(*) FILTER (WHERE day = today) AS today,
                  count(*) FILTER (WHERE day > today) AS later
           FROM (SELECT (r.due_at AT TIME ZONE k.time_zone)::date AS day,
                        ($3::timestamptz AT TIME ZONE k.time_zone)::date AS today
                 FROM promise r JOIN corp k ON k.id = r.corp_id
                 JOIN follow f ON f.corp_id = r.corp_id AND f.contact_id = r.contact_id
                   AND f.member_id = r.member_id AND f.state = 'active'
                 WHERE r.corp_id = $1 AND r.member_id = $2 AND r.done_at IS NULL) AS days""",
        ctx.corp_id, member_id, ctx.now,
    )  # fmt: skip
    return Due(**row)


async def open_counts(ctx: Context, pairs: Sequence[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """How many are open for each (customer, member)."""
    rows = await ctx.tx.fetch(
        """SELECT r.contact_id, r.member_id, count(*) AS count FROM promise r
           JOIN unnest($2::bigint[], $3::bigint[]) AS w (contact_id, member_id)
             USING (contact_id, member_id)
           WHERE r.corp_id = $1 AND r.done_at IS NULL GROUP BY 1, 2""",
        ctx.corp_id, [c for c, _ in pairs], [m for _, m in pairs],
    )  # fmt: skip
    return {(row["contact_id"], row["member_id"]): row["count"] for row in rows}
