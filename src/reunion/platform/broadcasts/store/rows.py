"""SQL of broadcasts themselves: made, decided, listed, and found by the worker when they are due."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.platform.broadcasts.model import (
    CHANNEL,
    Audience,
    BroadcastRow,
    ChatType,
    Draft,
    State,
    Totals,
)
from reunion.platform.welcome.model import Attachment

_COLUMNS = ", ".join(f"b.{name}" for name in BroadcastRow.__struct_fields__)


def _row(row: Any) -> BroadcastRow:
    facts = {name: row[name] for name in BroadcastRow.__struct_fields__}
    facts["attachments"] = msgspec.convert(facts["attachments"], list[Attachment])
    facts["audience"] = msgspec.convert(facts["audience"], Audience)
    return BroadcastRow(**facts)


async def wake(ctx: Context) -> None:
    """Tells the workers at commit that something is due."""
    await ctx.tx.execute("SELECT pg_notify($1, '')", CHANNEL)


async def insert(ctx: Context, msgid: str, draft: Draft, state: State) -> int:
    """A new broadcast; its audience is not resolved yet. An app is nobody who could be told: 0."""
    attachments = [msgspec.structs.replace(one, media=None) for one in draft.attachments]
    return await ctx.tx.fetchval(
        """INSERT INTO broadcast (corp_id, msgid, state, origin, purpose, text, attachments, audience,
               scope, allow_select, send_at, created_at, creator_id, created_by, chat_type, due_at)
           VALUES ($1, $2, $3::text, $4, $5, $6, $7, $8, $9, $10, $11, $12::timestamptz, $13, $14, $15,
               CASE WHEN $3::text = 'preparing' THEN $12::timestamptz END)
           RETURNING id""",
        ctx.corp_id, msgid, state, draft.origin, draft.purpose, draft.text, attachments,
        msgspec.to_builtins(draft.audience), list(draft.scope) if draft.scope is not None else None,
        draft.allow_select, draft.send_at, ctx.now,
        0 if draft.origin == "api" else ctx.actor.id, ctx.actor.name, draft.chat_type,
    )  # fmt: skip


async def get(ctx: Context, broadcast_id: int, *, lock: bool = False) -> BroadcastRow | None:
    """One, under its lock where somebody wants to change it."""
    row = await ctx.tx.fetchrow(
        f"""SELECT {_COLUMNS} FROM broadcast b WHERE b.corp_id = $1 AND b.id = $2
            {"FOR UPDATE" if lock else ""}""",
        ctx.corp_id, broadcast_id,
    )  # fmt: skip
    return _row(row) if row else None


async def by_msgid(ctx: Context, msgid: str) -> BroadcastRow | None:
    """One by its id on the wire."""
    row = await ctx.tx.fetchrow(
        f"SELECT {_COLUMNS} FROM broadcast b WHERE b.corp_id = $1 AND b.msgid = $2",
        ctx.corp_id, msgid,
    )  # fmt: skip
    return _row(row) if row else None


async def several(ctx: Context, broadcast_ids: Sequence[int]) -> dict[int, BroadcastRow]:
    """Several by id."""
    rows = await ctx.tx.fetch(
        f"SELECT {_COLUMNS} FROM broadcast b WHERE b.corp_id = $1 AND b.id = ANY($2)",
        ctx.corp_id, list(broadcast_ids),
    )  # fmt: skip
    return {row["id"]: _row(row) for row in rows}


async def page(
    ctx: Context, *, state: State | None, q: str, creator_id: int | None,
    after: tuple[datetime, int] | None, limit: int,
) -> list[BroadcastRow]:  # fmt: skip
    """Newest first. `creator_id`: those of one maker alone; members' own are left out."""
    rows = await ctx.tx.fetch(
        f"""SELECT {_COLUMNS} FROM broadcast b WHERE b.corp_id = $1
              AND ($2::text IS NULL OR b.state = $2)
              AND ($3 = '' OR strpos(lower(b.text), lower($3)) > 0)
              AND ($4::bigint IS NULL OR b.creator_id = $4)
              AND ($5::timestamptz IS NULL OR (b.created_at, b.id) < ($5, $6::bigint))
            ORDER BY b.created_at DESC, b.id DESC LIMIT $7""",
        ctx.corp_id, state, q, creator_id, *(after or (None, None)), limit,
    )  # fmt: skip
    return [_row(row) for row in rows]


async def to_decide(ctx: Context, member_id: int) -> int:
    return await ctx.tx.fetchval(
        """SELECT count(*) FROM broadcast WHERE corp_id = $1 AND state = 'review'
             AND creator_id <> $2""",
        ctx.corp_id, member_id,
    )  # fmt: skip


async def made_between(
    ctx: Context, chat_type: ChatType, start: datetime, end: datetime, *, own: bool | None, creator: str,
    after: tuple[datetime, int] | None, limit: int,
) -> list[tuple[BroadcastRow, str | None]]:  # fmt: skip
    """Newest first, with the userid of who made it (None: an app). `own`: made by members
    themselves (True), by headquarters (False), or either."""
    rows = await ctx.tx.fetch(
        f"""SELECT {_COLUMNS}, m.userid FROM broadcast b
            LEFT JOIN member m ON m.corp_id = b.corp_id AND m.id = b.creator_id
            WHERE b.corp_id = $1 AND b.created_at >= $2 AND b.created_at <= $3
              AND b.state NOT IN ('review', 'rejected') AND b.chat_type = $9
              AND ($4::boolean IS NULL OR (b.origin = 'desk') = $4)
              AND ($5 = '' OR lower(m.userid) = lower($5))
              AND ($6::timestamptz IS NULL OR (b.created_at, b.id) < ($6, $7::bigint))
            ORDER BY b.created_at DESC, b.id DESC LIMIT $8""",
        ctx.corp_id, start, end, own, creator, *(after or (None, None)), limit,
        chat_type,
    )  # fmt: skip
    return [(_row(row), row["userid"]) for row in rows]


async def set_state(
    ctx: Context, broadcast_id: int, state: State, *,
    due_at: datetime | None = None, decided_by: str | None = None, reason: str | None = None,
) -> None:  # fmt: skip
    """Moves it on; the caller holds its lock."""
    await ctx.tx.execute(
        """UPDATE broadcast SET state = $3, due_at = $4, decided_by = coalesce($5, decided_by),
               reason = coalesce($6, reason)
           WHERE corp_id = $1 AND id = $2""",
        ctx.corp_id, broadcast_id, state, due_at, decided_by, reason,
    )  # fmt: skip


async def put_off(tx: Any, corp_id: int, broadcast_id: int, until: datetime) -> None:
    """The worker looks at it later."""
    await tx.execute(
        "UPDATE broadcast SET due_at = $3 WHERE corp_id = $1 AND id = $2 AND due_at IS NOT NULL",
        corp_id, broadcast_id, until,
    )  # fmt: skip


async def reminded(ctx: Context, broadcast_id: int, times: list[datetime]) -> None:
    """When its members were reminded."""
    await ctx.tx.execute(
        "UPDATE broadcast SET reminded = $3 WHERE corp_id = $1 AND id = $2",
        ctx.corp_id, broadcast_id, times,
    )  # fmt: skip


async def no_holds(ctx: Context, broadcast_id: int) -> None:
    """All its room is given back."""
    await ctx.tx.execute(
        "UPDATE broadcast SET holds = false, due_at = NULL WHERE corp_id = $1 AND id = $2",
        ctx.corp_id, broadcast_id,
    )  # fmt: skip


async def totals(ctx: Context, broadcast_ids: Sequence[int]) -> dict[int, Totals]:
    """Sums over the tasks of several broadcasts; those without tasks are left out."""
    rows = await ctx.tx.fetch(
        """SELECT t.broadcast_id, sum(customers)::bigint AS customers, sum(sent)::bigint AS sent,
                  sum(not_friend)::bigint AS not_friend, sum(refused)::bigint AS refused,
                  sum(deselected)::bigint AS deselected,
                  min(quiet_until) FILTER (WHERE state = 'sending') AS quiet_until
           FROM broadcast_task t WHERE t.corp_id = $1 AND t.broadcast_id = ANY($2) GROUP BY 1""",
        ctx.corp_id, list(broadcast_ids),
    )  # fmt: skip
    refusals: dict[int, dict[str, int]] = {}
    counted = await ctx.tx.fetch(
        """SELECT t.broadcast_id, r.rule, sum(r.n::bigint)::bigint AS n
           FROM broadcast_task t, jsonb_each_text(t.refusals) AS r (rule, n)
           WHERE t.corp_id = $1 AND t.broadcast_id = ANY($2) GROUP BY 1, 2 ORDER BY 3 DESC, 2""",
        ctx.corp_id, list(broadcast_ids),
    )  # fmt: skip
    for row in counted:
        refusals.setdefault(row["broadcast_id"], {})[row["rule"]] = row["n"]
    return {
        row["broadcast_id"]: Totals(
            row["customers"], row["sent"], row["not_friend"], row["refused"], row["deselected"],
            refusals.get(row["broadcast_id"], {}), row["quiet_until"],
        )
        for row in rows
    }  # fmt: skip


async def take_due(tx: Any, now: datetime) -> BroadcastRow | None:
    """One that the worker has to look at, under its lock; None when there is none, or others have it.
    Global: the worker serves all corps; each row says which corp_id it is of."""
    row = await tx.fetchrow(
        f"""SELECT {_COLUMNS} FROM broadcast b WHERE b.due_at <= $1
            ORDER BY b.due_at LIMIT 1 FOR UPDATE SKIP LOCKED""",
        now,
    )
    return _row(row) if row else None


async def finish_done(tx: Any, now: datetime) -> list[BroadcastRow]:
    """Ends those whose tasks are all over. Global: over all corps, as the worker serves them."""
    rows = await tx.fetch(
        f"""UPDATE broadcast b SET state = 'finished', due_at = CASE WHEN b.holds THEN $1::timestamptz END
            WHERE b.state = 'open' AND NOT EXISTS (
                SELECT FROM broadcast_task t WHERE t.corp_id = b.corp_id AND t.broadcast_id = b.id
                  AND t.state IN ('pending', 'sending'))
            RETURNING {_COLUMNS}""",
        now,
    )
    return [_row(row) for row in rows]


async def holds(ctx: Context, broadcast_id: int) -> None:
    """Room is held for it from now on."""
    await ctx.tx.execute(
        "UPDATE broadcast SET holds = true WHERE corp_id = $1 AND id = $2",
        ctx.corp_id, broadcast_id,
    )  # fmt: skip
