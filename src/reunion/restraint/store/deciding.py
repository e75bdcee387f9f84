"""SQL that decides: it counts in touch_count and writes the ledger, touch.

A customer's row of touch_count is the lock: an upsert waits for it, then judges the row as it is.
"""

from typing import Any

from msgspec.structs import astuple

from reunion.core.context import Context
from reunion.core.db import plan_by_keys
from reunion.core.sql import affected
from reunion.restraint.model import (
    NEVER,
    OPTED_OUT,
    PERIODS,
    Asks,
    Class,
    Days,
    Limits,
    Period,
    Refusal,
    Touch,
    rule_of,
)

# Parameters that the statements share: $1 corp_id, $2 source, $3 source_id, $4 the two as a key, $5 priority,
# $6 day, $7 week, $8 month, $9 and $10 last day of that week and month, $11 caps in the order of `_rules`,
# $12 to $14 the asks as columns. What was decided before is found by ANY: the keys of a set are walked
# through once, in their order. OFFSET 0 makes the planner look up each customer by the key: of a table
# that is new to it, it would rather read the whole, and keep doing so while the table grows.

_FEW = 20
_CLASSES: tuple[Class, ...] = ("broadcast", "moment", "marketing", "service", "every")


def _rules(touch: Touch) -> list[tuple[Class, Period]]:
    return [(one, period) for one in touch.classes for period in PERIODS]


def _counted(one: Class, period: Period, row: str = "s") -> str:
    """What counts for a customer in this period: sent, and held for others."""
    first = {"day": "$6", "week": "$7", "month": "$8"}[period]
    last = {"day": "$6", "week": "$9", "month": "$10"}[period]
    return (
        f"(CASE WHEN {row}.{period} >= {first}::date THEN {row}.{one}_{period} ELSE 0 END"
        f" + CASE WHEN {row}.held IS NULL THEN 0 ELSE touches_held("
        f"{row}.held, $4::text, $5::integer, '{one}', {first}::date, {last}::date) END)"
    )


def _cap(place: int) -> str:
    return f"($11::smallint[])[{place + 1}]"


def _has_room(touch: Touch) -> str:
    rooms = [
        f"{_counted(one, period)} < {_cap(place)}"
        for place, (one, period) in enumerate(_rules(touch))
    ]
    return " AND ".join([f"NOT s.refuses_{touch.purpose}", *rooms])


_ASKED = """
decided AS MATERIALIZED (
    SELECT contact_id FROM touch WHERE corp_id = $1 AND source = $2 AND source_id = $3
    AND contact_id = ANY($12::bigint[])
), asked AS MATERIALIZED (
    SELECT a.* FROM unnest($12::bigint[], $13::bigint[], $14::text[]) AS a (contact_id, member_id, barred)
    WHERE contact_id NOT IN (SELECT contact_id FROM decided)
)"""


def _decide(touch: Touch) -> str:
    """Counts up where there is room, and writes the ledger's lines of what may go."""
    new = [f"{one}_{period}" for one, period in _rules(touch)]
    counters = [f"{one}_{period}" for one in _CLASSES for period in PERIODS]
    sets = []
    for name in counters:
        period = name.rpartition("_")[2]
        first = {"day": "$6", "week": "$7", "month": "$8"}[period]
        kept = f"CASE WHEN s.{period} >= {first}::date THEN s.{name} ELSE 0 END"
        sets.append(f"{name} = {kept}{' + 1' if name in new else ''}")
    return f"""
WITH {_ASKED}, permitted AS (
    INSERT INTO touch_count AS s (corp_id, contact_id, day, week, month, {", ".join(new)})
    SELECT $1, contact_id, $6::date, $7::date, $8::date, {", ".join("1" for _ in new)}
    FROM asked WHERE barred IS NULL ORDER BY contact_id
    ON CONFLICT (corp_id, contact_id) DO UPDATE SET
        day = greatest(s.day, excluded.day), week = greatest(s.week, excluded.week),
        month = greatest(s.month, excluded.month), {", ".join(sets)},
        held = CASE WHEN s.held IS NULL THEN NULL ELSE nullif(s.held - $4::text, '{{}}'::jsonb) END
    WHERE {_has_room(touch)}
    RETURNING contact_id
), written AS (
    INSERT INTO touch (corp_id, contact_id, source, source_id, member_id, channel, purpose, at)
    SELECT $1, contact_id, $2, $3, a.member_id, $15, $16, $17
    FROM asked a WHERE contact_id IN (SELECT contact_id FROM permitted)
)
SELECT array_agg(contact_id) FROM permitted"""


def _which(touch: Touch) -> tuple[str, str, str]:
    """The rule that refuses, what it counted and what it allows: as SQL over a row `s`."""
    cases = [f"WHEN s.refuses_{touch.purpose} THEN '{OPTED_OUT}'"]
    counted, allowed = [], []
    for place, (one, period) in enumerate(_rules(touch)):
        full = f"{_counted(one, period)} >= {_cap(place)}"
        cases.append(f"WHEN {full} THEN '{rule_of(one, period)}'")
        counted.append(f"WHEN {full} THEN {_counted(one, period)}")
        allowed.append(f"WHEN {full} THEN {_cap(place)}")
    barred = f"CASE WHEN s.refuses_{touch.purpose} THEN NULL"
    return (
        f"CASE {' '.join(cases)} END",
        f"{barred} {' '.join(counted)} END",
        f"{barred} {' '.join(allowed)} END",
    )


def _weigh(touch: Touch) -> str:
    """Each asked customer with the rule that would refuse her, if one does."""
    rule, counted, allowed = _which(touch)
    return f"""
weighed AS (
    SELECT a.contact_id, a.member_id,
           coalesce(a.barred, {rule}) AS refused_by,
           CASE WHEN a.barred IS NULL THEN {counted} END AS counted,
           CASE WHEN a.barred IS NULL THEN {allowed} END AS allowed
    FROM asked a LEFT JOIN LATERAL (
        SELECT * FROM touch_count c WHERE c.corp_id = $1 AND c.contact_id = a.contact_id OFFSET 0
    ) s ON true
)"""


def _common(ctx: Context, touch: Touch, days: Days, limits: Limits) -> list[Any]:
    caps = [limits.cap(one, period) for one, period in _rules(touch)]
    return [
        ctx.corp_id, touch.source, touch.source_id, touch.key, touch.priority,
        days.day, days.week, days.month, days.last("week"), days.last("month"), caps,
    ]  # fmt: skip


async def _planned(ctx: Context, query: str, asks: Asks) -> str:
    """The statement for so many asks. For a set, plans go by the keys for the rest of the transaction, and
    it is a statement of its own: a plan that was kept from when the ledger was small would read the
    whole for each customer."""
    if len(asks.contact_ids) <= _FEW:
        return query
    await plan_by_keys(ctx.tx)
    return f"{query} -- of a set"


async def permit(ctx: Context, touch: Touch, days: Days, limits: Limits, asks: Asks) -> list[int]:
    """Counts and records those who may get it; locks the rows of all others who were asked about."""
    values = [*_common(ctx, touch, days, limits), *astuple(asks)]
    query = await _planned(ctx, _decide(touch), asks)
    return await ctx.tx.fetchval(query, *values, touch.channel, touch.purpose, ctx.now) or []


async def refuse(
    ctx: Context, touch: Touch, days: Days, limits: Limits, asks: Asks
) -> dict[int, Refusal]:
    """Records why the rest do not get it. Called after `permit`, whose locks still hold."""
    values = [*_common(ctx, touch, days, limits), *astuple(asks)]
    query = f"""WITH {_ASKED}, {_weigh(touch)}
        INSERT INTO touch (corp_id, contact_id, source, source_id, member_id, channel, purpose,
                           at, refused_by, counted, allowed)
        SELECT $1, contact_id, $2, $3, member_id, $15, $16, $17, refused_by, counted, allowed
        FROM weighed
        RETURNING contact_id, refused_by, counted, allowed"""
    query = await _planned(ctx, query, asks)
    rows = await ctx.tx.fetch(query, *values, touch.channel, touch.purpose, ctx.now)
    if any(row["refused_by"] is None for row in rows):
        raise RuntimeError("a touch was neither permitted nor refused: the two conditions differ")
    return {row[0]: Refusal(*row[1:]) for row in map(tuple, rows)}


async def weigh(
    ctx: Context, touch: Touch, days: Days, limits: Limits, asks: Asks
) -> dict[str | None, int]:
    """How many would be refused by each rule (None: by none), as things stand; writes nothing."""
    values = [*_common(ctx, touch, days, limits), *astuple(asks)]
    rows = await ctx.tx.fetch(
        f"WITH {_ASKED}, {_weigh(touch)} SELECT refused_by, count(*) AS n FROM weighed GROUP BY 1",
        *values,
    )
    return {row["refused_by"]: row["n"] for row in rows}


async def weigh_table(
    ctx: Context, touch: Touch, days: Days, limits: Limits, table: str
) -> dict[str | None, int]:
    """The same for asks in a table. So many are joined, not looked up one by one."""
    await ctx.tx.execute(f"ANALYZE {table}")
    rule, _, _ = _which(touch)
    rows = await ctx.tx.fetch(
        f"""SELECT coalesce(a.barred, {rule}) AS refused_by, count(*) AS n
            FROM {table} a LEFT JOIN touch_count s ON s.corp_id = $1 AND s.contact_id = a.contact_id
            WHERE NOT EXISTS (
                SELECT FROM touch t WHERE t.corp_id = $1 AND t.source = $2 AND t.source_id = $3
                AND t.contact_id = a.contact_id)
            GROUP BY 1""",
        *_common(ctx, touch, days, limits),
    )
    return {row["refused_by"]: row["n"] for row in rows}


async def weigh_each(
    ctx: Context, touch: Touch, days: Days, limits: Limits, asks: Asks
) -> dict[int, Refusal]:
    """Who would be refused, and why, as things stand; writes nothing."""
    values = [*_common(ctx, touch, days, limits), *astuple(asks)]
    rows = await ctx.tx.fetch(
        f"""WITH {_ASKED}, {_weigh(touch)}
            SELECT contact_id, refused_by, counted, allowed FROM weighed
            WHERE refused_by IS NOT NULL""",
        *values,
    )
    return {
        row["contact_id"]: Refusal(row["refused_by"], row["counted"], row["allowed"])
        for row in rows
    }


async def hold(ctx: Context, touch: Touch, days: Days, limits: Limits, asks: Asks) -> set[int]:
    """Keeps room on a later day where there is some; answers for whom."""
    values = [*_common(ctx, touch, days, limits), *astuple(asks)]
    hold = {"day": days.day, "channel": touch.channel, "purpose": touch.purpose}
    query = f"""WITH {_ASKED}
        INSERT INTO touch_count AS s (corp_id, contact_id, day, week, month, held)
        SELECT $1, contact_id, $15::date, $15::date, $15::date, jsonb_build_object($4::text, $16::jsonb)
        FROM asked WHERE barred IS NULL ORDER BY contact_id
        ON CONFLICT (corp_id, contact_id) DO UPDATE
        SET held = coalesce(s.held, '{{}}'::jsonb) || excluded.held
        WHERE {_has_room(touch)}
        RETURNING contact_id"""
    query = await _planned(ctx, query, asks)
    rows = await ctx.tx.fetch(query, *values, NEVER, hold | {"priority": touch.priority})
    return {row["contact_id"] for row in rows}


async def release(ctx: Context, key: str, most: int | None) -> int:
    """Gives back the room that a source still holds; answers for how many customers. Locks are taken in
    the order of customers, as by `permit`."""
    done = await ctx.tx.execute(
        """UPDATE touch_count c SET held = nullif(c.held - $2::text, '{}'::jsonb)
           FROM (SELECT contact_id FROM touch_count
                 WHERE corp_id = $1 AND held IS NOT NULL AND held ? $2
                 ORDER BY contact_id LIMIT $3 FOR UPDATE) h
           WHERE c.corp_id = $1 AND c.contact_id = h.contact_id""",
        ctx.corp_id, key, most,
    )  # fmt: skip
    return affected(done)
