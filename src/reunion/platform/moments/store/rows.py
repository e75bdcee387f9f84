"""SQL of Moments themselves: made, listed, and found by the worker when they are due."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.platform.moments.model import (
    CHANNEL,
    Draft,
    MomentRow,
    Range,
    State,
    Unknown,
)
from reunion.platform.welcome.model import Attachment

COLUMNS = ", ".join(f"m.{name}" for name in MomentRow.__struct_fields__)
# Whose Moments a scoped administrator sees: his own, and what members of his departments post
# themselves. $2 is his id (null: all), $3 those members.
SEEN_BY = """($2::bigint IS NULL OR m.creator_id = $2
    OR (m.origin = 'desk' AND m.creator_id = ANY($3::bigint[])))"""


def row_of(row: Any) -> MomentRow:
    """A database row as a struct."""
    facts = {name: row[name] for name in MomentRow.__struct_fields__}
    facts["attachments"] = msgspec.convert(facts["attachments"], list[Attachment])
    facts["range"] = msgspec.convert(facts["range"], Range)
    facts["unknown"] = msgspec.convert(facts["unknown"], Unknown)
    return MomentRow(**facts)


async def wake(ctx: Context) -> None:
    """Tells the workers at commit that something is due."""
    await ctx.tx.execute("SELECT pg_notify($1, '')", CHANNEL)


async def insert(ctx: Context, wire_id: str, draft: Draft, state: State, media: list[str]) -> int:
    """A new Moment without posts. An app is nobody who could be told: 0."""
    return await ctx.tx.fetchval(
        """WITH made AS (
               INSERT INTO moment (corp_id, wire_id, jobid, state, origin, purpose, text, attachments,
                   range, scope, created_at, creator_id, created_by, due_at)
               VALUES ($1, $2, $3, $4::text, $5, $6, $7, $8, $9, $10, $11::timestamptz, $12, $13,
                   CASE WHEN $4::text = 'preparing' THEN $11::timestamptz END)
               RETURNING corp_id, id
           ), carried AS (
               INSERT INTO moment_media (corp_id, media_id, moment_id)
               SELECT made.corp_id, u.media_id, made.id FROM made, unnest($14::text[]) AS u (media_id)
               ON CONFLICT DO NOTHING
           )
           SELECT id FROM made""",
        ctx.corp_id, wire_id, draft.jobid, state, draft.origin, draft.purpose, draft.text,
        draft.attachments, msgspec.to_builtins(draft.range),
        list(draft.scope) if draft.scope is not None else None, ctx.now,
        0 if draft.origin == "api" else ctx.actor.id, ctx.actor.name, media,
    )  # fmt: skip


async def get(ctx: Context, moment_id: int, *, lock: bool = False) -> MomentRow | None:
    """One, under its lock where somebody wants to change it."""
    row = await ctx.tx.fetchrow(
        f"""SELECT {COLUMNS} FROM moment m WHERE m.corp_id = $1 AND m.id = $2
            {"FOR UPDATE" if lock else ""}""",
        ctx.corp_id, moment_id,
    )  # fmt: skip
    return row_of(row) if row else None


async def by_wire_id(ctx: Context, wire_id: str) -> MomentRow | None:
    """One by its id on the wire."""
    row = await ctx.tx.fetchrow(
        f"SELECT {COLUMNS} FROM moment m WHERE m.corp_id = $1 AND m.wire_id = $2",
        ctx.corp_id, wire_id,
    )  # fmt: skip
    return row_of(row) if row else None


async def by_jobid(ctx: Context, jobid: str, since: datetime) -> MomentRow | None:
    """One by the job that made it since then."""
    row = await ctx.tx.fetchrow(
        f"""SELECT {COLUMNS} FROM moment m
            WHERE m.corp_id = $1 AND m.jobid = $2 AND m.created_at >= $3""",
        ctx.corp_id, jobid, since,
    )  # fmt: skip
    return row_of(row) if row else None


async def jobs_since(ctx: Context, since: datetime) -> int:
    """How many tasks apps have made since then; whoever asks has the corp to himself until he
    commits."""
    await ctx.tx.execute(
        "SELECT pg_advisory_xact_lock(hashtextextended('moment tasks', $1))", ctx.corp_id
    )
    return await ctx.tx.fetchval(
        """SELECT count(*) FROM moment
           WHERE corp_id = $1 AND created_at > $2 AND jobid IS NOT NULL""",
        ctx.corp_id, since,
    )  # fmt: skip


async def several(ctx: Context, moment_ids: Sequence[int]) -> dict[int, MomentRow]:
    """Several by id."""
    rows = await ctx.tx.fetch(
        f"SELECT {COLUMNS} FROM moment m WHERE m.corp_id = $1 AND m.id = ANY($2)",
        ctx.corp_id, list(moment_ids),
    )  # fmt: skip
    return {row["id"]: row_of(row) for row in rows}


async def page(
    ctx: Context, *, own_id: int | None, member_ids: Sequence[int], state: State | None,
    of_members: bool | None, q: str, after: tuple[datetime, int] | None, limit: int,
) -> list[MomentRow]:  # fmt: skip
    """Newest first; `of_members`: those that members post themselves, or the others."""
    rows = await ctx.tx.fetch(
        f"""SELECT {COLUMNS} FROM moment m WHERE m.corp_id = $1 AND {SEEN_BY}
              AND ($4::text IS NULL OR m.state = $4)
              AND ($5::boolean IS NULL OR (m.origin = 'desk') = $5)
              AND ($6 = '' OR strpos(lower(m.text), lower($6)) > 0)
              AND ($7::timestamptz IS NULL OR (m.created_at, m.id) < ($7, $8::bigint))
            ORDER BY m.created_at DESC, m.id DESC LIMIT $9""",
        ctx.corp_id, own_id, list(member_ids), state, of_members, q, *(after or (None, None)), limit,
    )  # fmt: skip
    return [row_of(row) for row in rows]


async def seen(ctx: Context, moment_id: int, own_id: int | None, member_ids: Sequence[int]) -> bool:
    """Whether a scoped administrator sees this one."""
    return await ctx.tx.fetchval(
        f"""SELECT EXISTS (SELECT FROM moment m
            WHERE m.corp_id = $1 AND {SEEN_BY} AND m.id = $4)""",
        ctx.corp_id, own_id, list(member_ids), moment_id,
    )  # fmt: skip


async def made_between(
    ctx: Context, start: datetime, end: datetime, *, own: bool | None, creator: str,
    after: tuple[datetime, int] | None, limit: int,
) -> list[tuple[MomentRow, str | None]]:  # fmt: skip
    """Newest first, with the userid of who made it (None: an app); deleted ones are left out. `own`:
    made by members themselves (True), by the company (False), or either."""
    rows = await ctx.tx.fetch(
        f"""SELECT {COLUMNS}, p.userid FROM moment m
            LEFT JOIN member p ON p.corp_id = m.corp_id AND p.id = m.creator_id
            WHERE m.corp_id = $1 AND m.created_at >= $2 AND m.created_at <= $3
              AND m.state IN ('open', 'finished', 'cancelled')
              AND (m.origin <> 'desk' OR EXISTS (SELECT FROM moment_post o WHERE o.corp_id = m.corp_id
                   AND o.moment_id = m.id AND o.state <> 'deleted'))
              AND ($4::boolean IS NULL OR (m.origin = 'desk') = $4)
              AND ($5 = '' OR lower(p.userid) = lower($5))
              AND ($6::timestamptz IS NULL OR (m.created_at, m.id) < ($6, $7::bigint))
            ORDER BY m.created_at DESC, m.id DESC LIMIT $8""",
        ctx.corp_id, start, end, own, creator, *(after or (None, None)), limit,
    )  # fmt: skip
    return [(row_of(row), row["userid"]) for row in rows]


async def set_state(ctx: Context, moment_id: int, state: State) -> None:
    """Moves it on; the caller holds its lock."""
    await ctx.tx.execute(
        "UPDATE moment SET state = $3, due_at = NULL WHERE corp_id = $1 AND id = $2",
        ctx.corp_id, moment_id, state,
    )  # fmt: skip


async def prepared(
    ctx: Context, moment_id: int, state: State, members: int, unknown: Unknown
) -> None:
    """Its posts are made, or nobody has any."""
    await ctx.tx.execute(
        """UPDATE moment SET state = $3, members = $4, unknown = $5, due_at = NULL
           WHERE corp_id = $1 AND id = $2""",
        ctx.corp_id, moment_id, state, members, msgspec.to_builtins(unknown),
    )  # fmt: skip


async def reminded(ctx: Context, moment_id: int, times: list[datetime]) -> None:
    """When its members were reminded."""
    await ctx.tx.execute(
        "UPDATE moment SET reminded = $3 WHERE corp_id = $1 AND id = $2",
        ctx.corp_id, moment_id, times,
    )  # fmt: skip


async def take_due(tx: Any, now: datetime) -> MomentRow | None:
    """One that the worker has to prepare, under its lock; None when there is none, or others have it.
    Global: the worker serves all corps; each row says which corp_id it is of."""
    row = await tx.fetchrow(
        f"""SELECT {COLUMNS} FROM moment m WHERE m.due_at <= $1
            ORDER BY m.due_at LIMIT 1 FOR UPDATE SKIP LOCKED""",
        now,
    )
    return row_of(row) if row else None


async def put_off(tx: Any, corp_id: int, moment_id: int, until: datetime) -> None:
    """The worker looks at it later."""
    await tx.execute(
        "UPDATE moment SET due_at = $3 WHERE corp_id = $1 AND id = $2 AND due_at IS NOT NULL",
        corp_id, moment_id, until,
    )  # fmt: skip


async def finish_done(tx: Any) -> list[MomentRow]:
    """Ends those whose posts are all over. Global: over all corps, as the worker serves them."""
    rows = await tx.fetch(
        f"""UPDATE moment m SET state = 'finished'
            WHERE m.state = 'open' AND NOT EXISTS (
                SELECT FROM moment_post p WHERE p.corp_id = m.corp_id AND p.moment_id = m.id
                  AND p.state IN ('pending', 'publishing'))
            RETURNING {COLUMNS}"""
    )
    return [row_of(row) for row in rows]
