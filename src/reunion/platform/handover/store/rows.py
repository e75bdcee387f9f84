"""Handovers one at a time, and those that are begun together."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.platform.handover.model import HandoverRow, Kind

_ROW = """
    SELECT h.id, h.kind, h.contact_id, c.external_userid, h.from_id, a.userid AS from_userid,
        a.name AS from_name, h.to_id, b.userid AS to_userid, b.name AS to_name, h.state, h.message,
        h.greeting, h.origin, h.creator_id, h.created_by, h.oper_userid, h.due_at
    FROM handover h
    JOIN contact c ON c.corp_id = h.corp_id AND c.id = h.contact_id
    JOIN member a ON a.corp_id = h.corp_id AND a.id = h.from_id
    JOIN member b ON b.corp_id = h.corp_id AND b.id = h.to_id
"""


class New(msgspec.Struct, frozen=True):
    """What is the same for all that are begun together."""

    kind: Kind
    from_id: int
    to_id: int
    message: str
    origin: str
    oper_userid: str
    due_at: datetime
    plan_id: int | None


async def insert(ctx: Context, new: New, contact_ids: Sequence[int]) -> dict[int, int]:
    """Begins them; the id of each by customer."""
    rows = await ctx.tx.fetch(
        """INSERT INTO handover (corp_id, kind, contact_id, from_id, to_id, message, origin,
               creator_id, created_by, oper_userid, plan_id, created_at, due_at, try_at)
           SELECT $1, $2, contact_id, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12
           FROM unnest($13::bigint[]) AS u (contact_id) ORDER BY contact_id
           RETURNING contact_id, id""",
        ctx.corp_id, new.kind, new.from_id, new.to_id, new.message, new.origin, ctx.actor.id,
        ctx.actor.name, new.oper_userid, new.plan_id, ctx.now, new.due_at, contact_ids,
    )  # fmt: skip
    return {row["contact_id"]: row["id"] for row in rows}


async def lock(ctx: Context, handover_id: int) -> HandoverRow | None:
    """One, locked until the transaction ends. The customer's own row is locked before."""
    row = await ctx.tx.fetchrow(
        f"{_ROW} WHERE h.corp_id = $1 AND h.id = $2 FOR UPDATE OF h", ctx.corp_id, handover_id
    )
    return HandoverRow(**row) if row else None


async def close_stale(ctx: Context, contact_ids: Sequence[int], from_id: int) -> None:
    """What still waits for customers who parted from this member and met him again meanwhile."""
    await ctx.tx.execute(
        """UPDATE handover SET state = 'ended', reason = 'parted', settled_at = $4, try_at = NULL
           WHERE corp_id = $1 AND contact_id = ANY($2::bigint[]) AND from_id = $3
             AND state = 'waiting'""",
        ctx.corp_id, contact_ids, from_id, ctx.now,
    )  # fmt: skip


async def look_again(
    ctx: Context, *, contact_id: int | None = None, from_id: int | None = None, to_id: int | None = None
) -> None:  # fmt: skip
    """The worker looks at once at what waits: of a customer and a giver, or for a taker."""
    await ctx.tx.execute(
        """UPDATE handover SET try_at = $5
           WHERE corp_id = $1 AND state = 'waiting' AND ($2::bigint IS NULL OR contact_id = $2)
             AND ($3::bigint IS NULL OR from_id = $3) AND ($4::bigint IS NULL OR to_id = $4)""",
        ctx.corp_id, contact_id, from_id, to_id, ctx.now,
    )  # fmt: skip


async def look_at(ctx: Context, handover_id: int, at: datetime) -> None:
    """When the worker looks at one next."""
    await ctx.tx.execute(
        "UPDATE handover SET try_at = $3 WHERE corp_id = $1 AND id = $2",
        ctx.corp_id,
        handover_id,
        at,
    )


async def greet_later(ctx: Context, handover_id: int, at: datetime) -> None:
    """Where a greeting waits: not before then."""
    await ctx.tx.execute(
        "UPDATE handover SET try_at = $3 WHERE corp_id = $1 AND id = $2 AND greeting = 'waiting'",
        ctx.corp_id, handover_id, at,
    )  # fmt: skip


async def contact_of(ctx: Context, handover_id: int) -> int | None:
    """Whose handover it is, without a lock."""
    return await ctx.tx.fetchval(
        "SELECT contact_id FROM handover WHERE corp_id = $1 AND id = $2", ctx.corp_id, handover_id
    )


async def of_person(tx: Any, person_id: int, handover_id: int) -> tuple[int, int] | None:
    """(corp, contact) of a handover of this person.

    Global: a customer's request names only the handover.
    """
    row = await tx.fetchrow(
        """SELECT h.corp_id, h.contact_id FROM handover h
           JOIN contact c ON c.corp_id = h.corp_id AND c.id = h.contact_id
           WHERE c.person_id = $1 AND h.id = $2""",
        person_id, handover_id,
    )  # fmt: skip
    return (row["corp_id"], row["contact_id"]) if row else None


async def recent(ctx: Context, contact_ids: Sequence[int], since: datetime) -> dict[int, int]:
    """How often each customer was handed over on the job since then: done, refused, or under way."""
    rows = await ctx.tx.fetch(
        """SELECT contact_id, count(*) AS count FROM handover
           WHERE corp_id = $1 AND contact_id = ANY($2::bigint[]) AND kind = 'onjob'
             AND created_at >= $3 AND state IN ('waiting', 'done', 'refused') GROUP BY contact_id""",
        ctx.corp_id, contact_ids, since,
    )  # fmt: skip
    return {row["contact_id"]: row["count"] for row in rows}


async def settle(ctx: Context, handover_id: int, state: str, reason: str, greeting: str) -> None:
    """It is over; with `greeting` waiting the worker looks at it once more."""
    await ctx.tx.execute(
        """UPDATE handover SET state = $3, reason = $4, greeting = $5, settled_at = $6,
               try_at = CASE WHEN $5 = 'waiting' THEN $6::timestamptz END
           WHERE corp_id = $1 AND id = $2""",
        ctx.corp_id, handover_id, state, reason, greeting, ctx.now,
    )  # fmt: skip


async def greeted(ctx: Context, handover_id: int, greeting: str) -> None:
    """The taker's first words were sent, or may not be."""
    await ctx.tx.execute(
        "UPDATE handover SET greeting = $3, try_at = NULL WHERE corp_id = $1 AND id = $2",
        ctx.corp_id, handover_id, greeting,
    )  # fmt: skip


class Due(msgspec.Struct, frozen=True):
    """A handover that the worker has to look at; its customer is locked."""

    corp_id: int
    id: int
    contact_id: int


async def take_due(tx: Any, now: datetime) -> Due | None:
    """The one that has waited longest whose customer nobody holds.

    Global: the worker does what is due in every corp.
    """
    row = await tx.fetchrow(
        """SELECT h.corp_id, h.id, h.contact_id FROM handover h
           JOIN contact c ON c.corp_id = h.corp_id AND c.id = h.contact_id
           WHERE h.try_at <= $1 ORDER BY h.try_at LIMIT 1 FOR NO KEY UPDATE OF c SKIP LOCKED""",
        now,
    )
    return Due(**row) if row else None


async def put_off(tx: Any, due: Due, until: datetime) -> None:
    """Looked at again then; what the customer was told stays.

    Global: the worker's own, for the corp of the row.
    """
    await tx.execute(
        "UPDATE handover SET try_at = $3 WHERE corp_id = $1 AND id = $2 AND try_at IS NOT NULL",
        due.corp_id, due.id, until,
    )  # fmt: skip
