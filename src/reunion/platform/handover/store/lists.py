"""Handovers as screens and programs see them."""

from datetime import datetime
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.core.sql import containing
from reunion.platform.corps.model import picture_url
from reunion.platform.handover.model import (
    Handover,
    Kind,
    Plan,
    Rule,
    Share,
    Side,
    State,
)


def side(letter: str) -> str:
    """SQL that makes a Side of a member."""
    return f"""json_build_object('member_id', {letter}.id, 'userid', {letter}.userid,
        'name', {letter}.name, 'avatar_url', {letter}.avatar_media_id,
        'department', coalesce((SELECT d.name FROM department d
            WHERE d.corp_id = {letter}.corp_id AND d.id = {letter}.main_department), ''))"""


_SELECT = f"""
    SELECT h.id, h.kind, h.contact_id, c.external_userid,
        coalesce(nullif(f.remark, ''), p.name) AS customer_name, p.avatar_media_id AS picture,
        {side("a")} AS giver, {side("b")} AS taker, h.state, h.reason, h.message, h.greeting,
        h.created_by, h.created_at, h.due_at, h.settled_at, h.plan_id
    FROM handover h
    JOIN contact c ON c.corp_id = h.corp_id AND c.id = h.contact_id
    JOIN person p ON p.id = c.person_id
    JOIN member a ON a.corp_id = h.corp_id AND a.id = h.from_id
    JOIN member b ON b.corp_id = h.corp_id AND b.id = h.to_id
    JOIN follow f ON f.corp_id = h.corp_id AND f.contact_id = h.contact_id AND f.member_id = h.from_id
"""
WITHIN = """
    WITH RECURSIVE below AS (
        SELECT id FROM department WHERE corp_id = $1 AND id = ANY($2::bigint[])
        UNION SELECT d.id FROM department d JOIN below b ON d.corp_id = $1 AND d.parent_id = b.id
    ), within AS (
        SELECT md.member_id AS id FROM member_department md JOIN below b ON b.id = md.department_id
        WHERE md.corp_id = $1
        UNION SELECT m.id FROM member m JOIN below b ON b.id = m.main_department
        WHERE m.corp_id = $1 AND m.status = 'resigned'
    )
"""


def _handover(row: Any) -> Handover:
    values: dict[str, Any] = dict(row)
    picture = picture_url(values.pop("picture"))
    giver, taker = member_of(values.pop("giver")), member_of(values.pop("taker"))
    return Handover(**values, giver=giver, taker=taker, avatar_url=picture)


def member_of(value: dict[str, Any]) -> Side:
    """What `side` read."""
    picture = picture_url(value.pop("avatar_url"))
    return Side(**value, avatar_url=picture)


class Wanted(msgspec.Struct, frozen=True):
    """All conditions hold together; None: no condition. `scope`: giver or taker is in these departments;
    `packed`: those that have a pack, since they wait or are done."""

    state: State | None = None
    kind: Kind | None = None
    from_id: int | None = None
    to_id: int | None = None
    plan_id: int | None = None
    contact_id: int | None = None
    over: bool | None = None
    q: str = ""
    scope: tuple[int, ...] | None = None
    packed: bool = False


async def page(ctx: Context, wanted: Wanted, before: int | None, limit: int) -> list[Handover]:
    """The latest first."""
    rows = await ctx.tx.fetch(
        f"""{WITHIN} {_SELECT}
            WHERE h.corp_id = $1
              AND ($2::bigint[] IS NULL OR h.from_id IN (SELECT id FROM within)
                   OR h.to_id IN (SELECT id FROM within))
              AND ($3::text IS NULL OR h.state = $3) AND ($4::text IS NULL OR h.kind = $4)
              AND ($5::bigint IS NULL OR h.from_id = $5) AND ($6::bigint IS NULL OR h.to_id = $6)
              AND ($7::bigint IS NULL OR h.plan_id = $7)
              AND ($8::bigint IS NULL OR h.contact_id = $8)
              AND ($9::boolean IS NULL OR (h.state <> 'waiting') = $9)
              AND ($10 = '' OR concat_ws(' ', f.remark, p.name, a.name, b.name) ILIKE $10)
              AND ($11::bigint IS NULL OR h.id < $11)
              AND (NOT $13 OR h.state IN ('waiting', 'done'))
            ORDER BY h.id DESC LIMIT $12""",
        ctx.corp_id, ids_of(wanted.scope), wanted.state, wanted.kind, wanted.from_id, wanted.to_id,
        wanted.plan_id, wanted.contact_id, wanted.over, pattern_of(wanted.q), before, limit, wanted.packed,
    )  # fmt: skip
    return [_handover(row) for row in rows]


def ids_of(scope: tuple[int, ...] | None) -> list[int] | None:
    """A scope as a parameter of WITHIN."""
    return None if scope is None else list(scope)


def pattern_of(q: str) -> str:
    """What ILIKE looks for; empty: anything."""
    q = q.strip()
    return containing(q) if q else ""


async def packed(
    ctx: Context, plan_id: int | None, from_id: int | None, to_id: int | None,
    scope: tuple[int, ...] | None,
) -> int:  # fmt: skip
    """How many of a plan, a giver or a taker have a pack."""
    return await ctx.tx.fetchval(
        f"""{WITHIN} SELECT count(*) FROM handover h
            WHERE h.corp_id = $1 AND h.state IN ('waiting', 'done')
              AND ($2::bigint[] IS NULL OR h.from_id IN (SELECT id FROM within)
                   OR h.to_id IN (SELECT id FROM within))
              AND ($3::bigint IS NULL OR h.plan_id = $3) AND ($4::bigint IS NULL OR h.from_id = $4)
              AND ($5::bigint IS NULL OR h.to_id = $5)""",
        ctx.corp_id, ids_of(scope), plan_id, from_id, to_id,
    )  # fmt: skip


async def one(ctx: Context, handover_id: int) -> Handover | None:
    """One handover."""
    row = await ctx.tx.fetchrow(
        f"{_SELECT} WHERE h.corp_id = $1 AND h.id = $2", ctx.corp_id, handover_id
    )
    return _handover(row) if row else None


async def counts(
    ctx: Context, from_id: int | None, to_id: int | None, plan_id: int | None = None
) -> dict[str, int]:
    """How many of a giver's, a taker's or a plan's are in each state."""
    rows = await ctx.tx.fetch(
        """SELECT state, count(*) AS count FROM handover
           WHERE corp_id = $1 AND ($2::bigint IS NULL OR from_id = $2)
             AND ($3::bigint IS NULL OR to_id = $3) AND ($4::bigint IS NULL OR plan_id = $4)
           GROUP BY state""",
        ctx.corp_id, from_id, to_id, plan_id,
    )  # fmt: skip
    return {row["state"]: row["count"] for row in rows}


class Result(msgspec.Struct, frozen=True):
    """The latest handover of a customer between two members."""

    id: int
    contact_id: int
    external_userid: str
    state: State
    due_at: datetime
    settled_at: datetime | None


async def results(
    ctx: Context,
    from_id: int,
    to_id: int,
    kind: Kind | None,
    after: int,
    limit: int,
    external_userid: str | None = None,
) -> list[Result]:
    """One a customer, in the order of customers; `kind` None: whichever was later."""
    rows = await ctx.tx.fetch(
        """SELECT DISTINCT ON (h.contact_id) h.id, h.contact_id, c.external_userid, h.state, h.due_at,
               h.settled_at
           FROM handover h JOIN contact c ON c.corp_id = h.corp_id AND c.id = h.contact_id
           WHERE h.corp_id = $1 AND h.from_id = $2 AND h.to_id = $3
             AND ($4::text IS NULL OR h.kind = $4) AND h.contact_id > $5
             AND ($7::text IS NULL OR c.external_userid = $7)
           ORDER BY h.contact_id, h.id DESC LIMIT $6""",
        ctx.corp_id, from_id, to_id, kind, after, limit, external_userid,
    )  # fmt: skip
    return [Result(**row) for row in rows]


class Told(msgspec.Struct):
    """What a customer is told: who takes over from whom, and when by itself."""

    id: int
    corp_id: int
    from_id: int
    from_name: str
    to_id: int
    to_name: str
    to_title: str
    to_avatar_url: str | None
    corp_name: str
    due_at: datetime
    conversation_id: int | None


async def told(tx: Any, person_id: int) -> list[Told]:
    """What waits for a customer's word, in all companies.

    Global: a person belongs to no corp.
    """
    rows = await tx.fetch(
        """SELECT h.id, h.corp_id, h.from_id, a.name AS from_name, h.to_id, b.name AS to_name,
               coalesce(nullif(b.external_position, ''), b.position) AS to_title,
               b.avatar_media_id AS picture, k.name AS corp_name, h.due_at, f.conversation_id
           FROM contact c
           JOIN handover h ON h.corp_id = c.corp_id AND h.contact_id = c.id AND h.state = 'waiting'
           JOIN follow f ON f.corp_id = h.corp_id AND f.contact_id = h.contact_id
               AND f.member_id = h.from_id
           JOIN member a ON a.corp_id = h.corp_id AND a.id = h.from_id
           JOIN member b ON b.corp_id = h.corp_id AND b.id = h.to_id
           JOIN corp k ON k.id = h.corp_id
           WHERE c.person_id = $1 ORDER BY h.due_at, h.id""",
        person_id,
    )
    return [
        Told(to_avatar_url=picture_url(row["picture"]), **_without(row, "picture")) for row in rows
    ]


def _without(row: Any, name: str) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != name}


async def plans(
    ctx: Context, scope: tuple[int, ...] | None, before: int | None, limit: int, plan_id: int | None = None
) -> list[Plan]:  # fmt: skip
    """Jobs, the latest first, without their shares."""
    rows = await ctx.tx.fetch(
        f"""{WITHIN} SELECT h.id, h.kind, {side("m")} AS giver, h.state, h.rule, h.message,
                h.customers, h.started, h.left_out, h.groups, h.groups_given, h.groups_left_out,
                h.created_by, h.created_at, h.done_at
            FROM handover_plan h JOIN member m ON m.corp_id = h.corp_id AND m.id = h.from_id
            WHERE h.corp_id = $1 AND ($2::bigint[] IS NULL OR h.from_id IN (SELECT id FROM within))
              AND ($3::bigint IS NULL OR h.id < $3) AND ($5::bigint IS NULL OR h.id = $5)
            ORDER BY h.id DESC LIMIT $4""",
        ctx.corp_id, ids_of(scope), before, limit, plan_id,
    )  # fmt: skip
    return [_plan(dict(row)) for row in rows]


def _plan(values: dict[str, Any]) -> Plan:
    values["giver"] = member_of(values["giver"])
    values["rule"] = msgspec.convert(values["rule"], Rule)
    return Plan(**values)


async def shares(ctx: Context, plan_id: int) -> list[Share]:
    """What each taker gets, in order."""
    rows = await ctx.tx.fetch(
        """SELECT s.to_id AS member_id, m.userid, m.name, coalesce(d.name, '') AS department,
               s.had AS has, coalesce(m.customer_cap, k.customer_cap) AS cap, s.customers AS gets, s.given,
               s.had_groups AS has_groups, s.groups AS gets_groups, s.groups_given AS given_groups
           FROM handover_share s JOIN member m ON m.corp_id = s.corp_id AND m.id = s.to_id
           JOIN corp k ON k.id = s.corp_id
           LEFT JOIN department d ON d.corp_id = m.corp_id AND d.id = m.main_department
           WHERE s.corp_id = $1 AND s.plan_id = $2 ORDER BY s.place""",
        ctx.corp_id, plan_id,
    )  # fmt: skip
    return [Share(**row) for row in rows]


async def carries(tx: Any, media_id: str, account_id: int) -> bool:
    """Whether a file was sent in a talk of somebody who handed one of the member's customers over to him.

    Global: a member's id says his corp.
    """
    return await tx.fetchval(
        """SELECT EXISTS (
               SELECT 1 FROM conversation_media x
               JOIN participant p ON p.corp_id = x.corp_id AND p.conversation_id = x.conversation_id
                   AND p.kind = 'contact'
               JOIN follow f ON f.corp_id = p.corp_id AND f.contact_id = p.principal_id
                   AND f.member_id = $2 AND f.state = 'active'
               JOIN participant b ON b.corp_id = x.corp_id AND b.conversation_id = x.conversation_id
                   AND b.principal_id = ANY(f.predecessors)
               WHERE x.media_id = $1)""",
        media_id, account_id,
    )  # fmt: skip
