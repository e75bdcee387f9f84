"""Plans and their shares."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.platform.handover.model import Kind, Rule, Share


class PlanRow(msgspec.Struct, frozen=True):
    """A plan under its lock."""

    corp_id: int
    id: int
    kind: Kind
    from_id: int
    message: str
    customers: int
    started: int
    reached: int
    groups_given: int
    groups_reached: int
    creator_id: int
    created_by: str


_COLUMNS = """
    corp_id, id, kind, from_id, message, customers, started, reached, groups_given, groups_reached,
    creator_id, created_by
"""


async def insert(
    ctx: Context, kind: Kind, from_id: int, rule: Rule, message: str, customers: int, groups: int
) -> int | None:
    """The id; None where another plan gives out the same member's customers."""
    return await ctx.tx.fetchval(
        """INSERT INTO handover_plan (corp_id, kind, from_id, state, rule, message, customers,
               creator_id, created_by, created_at, try_at, groups)
           VALUES ($1, $2, $3, 'running', $4, $5, $6, $7, $8, $9, $9, $10)
           ON CONFLICT (corp_id, from_id) WHERE state = 'running' DO NOTHING RETURNING id""",
        ctx.corp_id, kind, from_id, msgspec.to_builtins(rule), message, customers, ctx.actor.id,
        ctx.actor.name, ctx.now, groups,
    )  # fmt: skip


async def insert_shares(ctx: Context, plan_id: int, shares: Sequence[Share]) -> None:
    """What each had and gets, in order."""
    await ctx.tx.execute(
        """INSERT INTO handover_share (corp_id, plan_id, place, to_id, had, customers, had_groups, groups)
           SELECT $1, $2, u.place, u.to_id, u.had, u.customers, u.had_groups, u.groups
           FROM unnest($3::bigint[], $4::int[], $5::int[], $6::int[], $7::int[]) WITH ORDINALITY
               AS u (to_id, had, customers, had_groups, groups, place)""",
        ctx.corp_id, plan_id, [one.member_id for one in shares], [one.has for one in shares],
        [one.gets for one in shares], [one.has_groups for one in shares],
        [one.gets_groups for one in shares],
    )  # fmt: skip


async def take_due(tx: Any, now: datetime) -> PlanRow | None:
    """The running plan that has waited longest and that nobody holds.

    Global: the worker does what is due in every corp.
    """
    row = await tx.fetchrow(
        f"""SELECT {_COLUMNS} FROM handover_plan WHERE state = 'running' AND try_at <= $1
            ORDER BY try_at LIMIT 1 FOR UPDATE SKIP LOCKED""",
        now,
    )
    return PlanRow(**row) if row else None


async def put_off(tx: Any, plan: PlanRow, until: datetime) -> None:
    """Looked at again then."""
    await tx.execute(
        "UPDATE handover_plan SET try_at = $3 WHERE corp_id = $1 AND id = $2",
        plan.corp_id, plan.id, until,
    )  # fmt: skip


async def room(ctx: Context, plan_id: int) -> list[tuple[int, int]]:
    """(taker, how many he still gets), in order."""
    rows = await ctx.tx.fetch(
        """SELECT to_id, customers - given AS rest FROM handover_share
           WHERE corp_id = $1 AND plan_id = $2 AND given < customers ORDER BY place""",
        ctx.corp_id, plan_id,
    )  # fmt: skip
    return [(row["to_id"], row["rest"]) for row in rows]


async def give(ctx: Context, plan_id: int, to_id: int, count: int) -> None:
    """Counted as given to a taker."""
    await ctx.tx.execute(
        """UPDATE handover_share SET given = given + $4
           WHERE corp_id = $1 AND plan_id = $2 AND to_id = $3""",
        ctx.corp_id, plan_id, to_id, count,
    )  # fmt: skip


async def shut(ctx: Context, plan_id: int, to_id: int) -> None:
    """A taker gets nobody more."""
    await ctx.tx.execute(
        """UPDATE handover_share SET customers = given
           WHERE corp_id = $1 AND plan_id = $2 AND to_id = $3""",
        ctx.corp_id, plan_id, to_id,
    )  # fmt: skip


async def reach(
    ctx: Context, plan: PlanRow, contact_id: int, started: int, left_out: dict[str, int]
) -> None:
    """How far it is; `left_out` is added to what was left out before."""
    await ctx.tx.execute(
        """UPDATE handover_plan p SET reached = $3, started = started + $4,
                left_out = counts_added(left_out, $5::jsonb)
            WHERE p.corp_id = $1 AND p.id = $2""",
        ctx.corp_id, plan.id, contact_id, started, left_out,
    )  # fmt: skip


async def group_room(ctx: Context, plan_id: int) -> list[tuple[int, int]]:
    """(taker, how many groups he still gets), in order."""
    rows = await ctx.tx.fetch(
        """SELECT to_id, groups - groups_given AS rest FROM handover_share
           WHERE corp_id = $1 AND plan_id = $2 AND groups_given < groups ORDER BY place""",
        ctx.corp_id, plan_id,
    )  # fmt: skip
    return [(row["to_id"], row["rest"]) for row in rows]


async def give_groups(
    ctx: Context, plan_id: int, to_id: int, count: int, *, shut: bool = False
) -> None:
    """Counted as given to a taker; `shut`: he gets no more."""
    await ctx.tx.execute(
        """UPDATE handover_share SET groups_given = groups_given + $4,
               groups = CASE WHEN $5 THEN groups_given + $4 ELSE groups END
           WHERE corp_id = $1 AND plan_id = $2 AND to_id = $3""",
        ctx.corp_id, plan_id, to_id, count, shut,
    )  # fmt: skip


async def reach_groups(
    ctx: Context, plan: PlanRow, group_id: int, given: int, left_out: dict[str, int]
) -> None:
    """How far it is with the groups; `left_out` is added to what was left out before."""
    await ctx.tx.execute(
        """UPDATE handover_plan p SET groups_reached = $3, groups_given = groups_given + $4,
                groups_left_out = counts_added(groups_left_out, $5::jsonb)
            WHERE p.corp_id = $1 AND p.id = $2""",
        ctx.corp_id, plan.id, group_id, given, left_out,
    )  # fmt: skip


async def end(ctx: Context, plan_id: int, state: str) -> bool:
    """Done or stopped; False where it was over."""
    found = await ctx.tx.fetchval(
        """UPDATE handover_plan SET state = $3, done_at = $4, try_at = NULL
           WHERE corp_id = $1 AND id = $2 AND state = 'running' RETURNING true""",
        ctx.corp_id, plan_id, state, ctx.now,
    )  # fmt: skip
    return bool(found)


async def takers_of_store(ctx: Context, from_id: int) -> list[int]:
    """Who else works in the departments of a member; those of one who has left are where he was last."""
    rows = await ctx.tx.fetch(
        """SELECT DISTINCT d.member_id FROM member m
           JOIN member_department d ON d.corp_id = m.corp_id AND (d.department_id = m.main_department
               OR d.department_id IN (SELECT department_id FROM member_department
                                      WHERE corp_id = $1 AND member_id = $2))
           WHERE m.corp_id = $1 AND m.id = $2 ORDER BY 1""",
        ctx.corp_id, from_id,
    )  # fmt: skip
    return [row["member_id"] for row in rows]
