"""Which groups went from whom to whom."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from reunion.core.context import Context
from reunion.platform.handover.model import GroupRecord, GroupState, Kind, Origin
from reunion.platform.handover.store.lists import WITHIN, ids_of, member_of, pattern_of, side


async def lock_between(ctx: Context, from_id: int, to_id: int) -> None:
    """Of handovers between two members one counts at a time, until the transaction ends."""
    await ctx.tx.execute(
        "SELECT pg_advisory_xact_lock(hashtextextended($1, 29))", f"{ctx.corp_id}:{from_id}:{to_id}"
    )


async def counted(
    ctx: Context, group_id: int, from_id: int, to_id: int, today: datetime, since: datetime
) -> tuple[int, int]:
    """(how many groups went between the two today, how often this one on the job since then). What an owner
    passed on himself is no handover and does not count."""
    row = await ctx.tx.fetchrow(
        """SELECT (SELECT count(*) FROM group_handover
                   WHERE corp_id = $1 AND from_id = $3 AND to_id = $4 AND at >= $5
                     AND state = 'done' AND origin <> 'desk') AS today,
                  (SELECT count(*) FROM group_handover
                   WHERE corp_id = $1 AND group_id = $2 AND kind = 'onjob' AND at >= $6
                     AND state = 'done' AND origin <> 'desk') AS often""",
        ctx.corp_id, group_id, from_id, to_id, today, since,
    )  # fmt: skip
    return row["today"], row["often"]


class Change(msgspec.Struct, frozen=True):
    """Who gives a group to whom, by which way; `reason`: why it stays."""

    kind: Kind
    group_id: int
    from_id: int
    to_id: int
    origin: Origin
    plan_id: int | None = None
    reason: str = ""


async def insert(ctx: Context, one: Change) -> None:
    """It went, or stayed."""
    await ctx.tx.execute(
        """INSERT INTO group_handover (corp_id, kind, group_id, from_id, to_id, created_by, at, origin,
               plan_id, reason, state)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
               CASE WHEN $10 = '' THEN 'done' ELSE 'failed' END)""",
        ctx.corp_id, one.kind, one.group_id, one.from_id, one.to_id, ctx.actor.name, ctx.now, one.origin,
        one.plan_id, one.reason,
    )  # fmt: skip


async def passing(ctx: Context) -> list[int]:
    """Groups of owners who left that a plan is about to give out."""
    rows = await ctx.tx.fetch(
        """SELECT g.id FROM handover_plan p
           JOIN customer_group g ON g.corp_id = p.corp_id AND g.owner_id = p.from_id
             AND g.dismissed_at IS NULL AND g.id > p.groups_reached
           WHERE p.corp_id = $1 AND p.state = 'running' AND p.kind = 'resigned' AND EXISTS (
               SELECT FROM handover_share s WHERE s.corp_id = p.corp_id AND s.plan_id = p.id
                 AND s.groups_given < s.groups)""",
        ctx.corp_id,
    )  # fmt: skip
    return [row["id"] for row in rows]


async def standing(
    ctx: Context, from_id: int, member_ids: Sequence[int], today: datetime
) -> list[tuple[int, int, int]]:
    """(member, how many groups he looks after, how many he got of this owner today), by member."""
    rows = await ctx.tx.fetch(
        """SELECT u.id,
                  (SELECT count(*) FROM customer_group g WHERE g.corp_id = $1 AND g.owner_id = u.id
                     AND g.dismissed_at IS NULL) AS has,
                  (SELECT count(*) FROM group_handover h WHERE h.corp_id = $1 AND h.from_id = $2
                     AND h.to_id = u.id AND h.at >= $4 AND h.state = 'done' AND h.origin <> 'desk') AS got
           FROM unnest($3::bigint[]) AS u (id) ORDER BY u.id""",
        ctx.corp_id, from_id, member_ids, today,
    )  # fmt: skip
    return [(row["id"], row["has"], row["got"]) for row in rows]


class WantedGroups(msgspec.Struct, frozen=True):
    """All conditions hold together; None: no condition. `scope`: giver or taker is in these departments."""

    state: GroupState | None = None
    kind: Kind | None = None
    plan_id: int | None = None
    q: str = ""
    scope: tuple[int, ...] | None = None


async def page(
    ctx: Context, wanted: WantedGroups, before: int | None, limit: int
) -> list[GroupRecord]:
    """The latest first."""
    rows = await ctx.tx.fetch(
        f"""{WITHIN} SELECT h.id, h.kind, h.group_id, g.chat_id, g.name AS group_name,
                {side("a")} AS giver, {side("b")} AS taker, h.state, h.reason, h.origin, h.created_by,
                h.at, h.plan_id
            FROM group_handover h
            JOIN customer_group g ON g.corp_id = h.corp_id AND g.id = h.group_id
            JOIN member a ON a.corp_id = h.corp_id AND a.id = h.from_id
            JOIN member b ON b.corp_id = h.corp_id AND b.id = h.to_id
            WHERE h.corp_id = $1
              AND ($2::bigint[] IS NULL OR h.from_id IN (SELECT id FROM within)
                   OR h.to_id IN (SELECT id FROM within))
              AND ($3::text IS NULL OR h.state = $3) AND ($4::text IS NULL OR h.kind = $4)
              AND ($5::bigint IS NULL OR h.plan_id = $5)
              AND ($6 = '' OR concat_ws(' ', g.name, a.name, b.name) ILIKE $6)
              AND ($7::bigint IS NULL OR h.id < $7)
            ORDER BY h.id DESC LIMIT $8""",
        ctx.corp_id, ids_of(wanted.scope), wanted.state, wanted.kind, wanted.plan_id,
        pattern_of(wanted.q), before, limit,
    )  # fmt: skip
    return [
        GroupRecord(**{**row, "giver": member_of(row["giver"]), "taker": member_of(row["taker"])})
        for row in map(dict, rows)
    ]
