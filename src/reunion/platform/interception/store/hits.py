"""Hits: kept, listed, counted."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.platform.interception.model import Act, Hit, Outcome, Place


class HitRow(msgspec.Struct):
    """A hit with the names of those concerned. `place`: where it was said or would have been."""

    id: int
    rule_id: str | None
    rule_name: str | None
    act: Act | None
    found: str
    by_customer: bool
    outcome: Outcome
    member_id: int
    member_name: str
    userid: str
    customer_name: str | None
    external_userid: str | None
    conversation_id: int | None
    place: Place
    excerpt: str
    at: datetime
    alert: bool


class HitFilter(msgspec.Struct, frozen=True):
    """`departments`: members of these alone (null: everybody); `watcher`: alerts of this
    administrator alone."""

    rule_id: str | None = None
    act: str | None = None
    outcome: str | None = None
    member_id: int | None = None
    watcher: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    departments: list[int] | None = None


class DayCount(msgspec.Struct):
    day: date
    blocked: int
    warned: int
    seen: int


class MemberCount(msgspec.Struct):
    member_id: int
    name: str
    userid: str
    hits: int


# $2 rule, $3 act, $4 outcome, $5 member, $6 watcher, $7 since, $8 until, $9 departments
_FROM = """
    FROM intercept_hit h
    JOIN member m ON m.corp_id = h.corp_id AND m.id = h.member_id
    LEFT JOIN intercept_rule r ON r.corp_id = h.corp_id AND r.id = h.rule
    LEFT JOIN sensitive_act a ON a.corp_id = h.corp_id AND a.act = h.act
    LEFT JOIN contact c ON c.corp_id = h.corp_id AND c.id = h.contact_id
    LEFT JOIN person p ON p.id = c.person_id
    WHERE h.corp_id = $1
      AND ($2::text IS NULL OR r.rule_id = $2) AND ($3::text IS NULL OR h.act = $3)
      AND ($4::text IS NULL OR h.outcome = $4) AND ($5::bigint IS NULL OR h.member_id = $5)
      AND ($6::bigint IS NULL OR $6 = ANY(coalesce(r.watchers, a.watchers, '{}')))
      AND ($7::timestamptz IS NULL OR h.at >= $7) AND ($8::timestamptz IS NULL OR h.at < $8)
      AND ($9::int[] IS NULL OR EXISTS (
          SELECT 1 FROM member_department md WHERE md.corp_id = h.corp_id
            AND md.member_id = h.member_id AND md.department_id = ANY($9)))
"""


def _given(ctx: Context, wanted: HitFilter) -> tuple[Any, ...]:
    return (
        ctx.corp_id, wanted.rule_id, wanted.act, wanted.outcome, wanted.member_id, wanted.watcher,
        wanted.since, wanted.until, wanted.departments,
    )  # fmt: skip


async def keep(ctx: Context, hits: Sequence[Hit], at: datetime | None = None) -> None:
    """A message that is sent again is no new hit; a confirmation is kept on the warning."""
    columns = list(
        zip(
            *(
                (h.rule, h.act, h.found, h.by_customer, h.outcome, h.member_id, h.contact_id,
                 h.conversation_id, h.client_id, h.excerpt, h.place) for h in hits
            ),
            strict=True,
        )
    )  # fmt: skip
    await ctx.tx.execute(
        """INSERT INTO intercept_hit (corp_id, rule, act, found, by_customer, outcome, member_id,
               contact_id, conversation_id, client_id, excerpt, place, at)
           SELECT $1, i.*, $2 FROM unnest($3::bigint[], $4::text[], $5::text[], $6::boolean[],
               $7::text[], $8::bigint[], $9::bigint[], $10::bigint[], $11::text[], $12::text[],
               $13::text[]) AS i
           ON CONFLICT DO NOTHING""",
        ctx.corp_id, at or ctx.now, *columns,
    )  # fmt: skip


async def confirm(ctx: Context, conversation_id: int, client_id: str) -> None:
    """The member sends it all the same."""
    await ctx.tx.execute(
        """UPDATE intercept_hit SET outcome = 'confirmed'
           WHERE corp_id = $1 AND conversation_id = $2 AND client_id = $3 AND NOT by_customer
             AND outcome = 'warned'""",
        ctx.corp_id, conversation_id, client_id,
    )  # fmt: skip


async def of_text(ctx: Context, member_id: int, key: str, since: datetime) -> set[int]:
    """The rules by which this member heard of this text since then."""
    rows = await ctx.tx.fetch(
        """SELECT rule FROM intercept_hit WHERE corp_id = $1 AND member_id = $2 AND client_id = $3
             AND conversation_id IS NULL AND rule IS NOT NULL AND at > $4""",
        ctx.corp_id, member_id, key, since,
    )  # fmt: skip
    return {row["rule"] for row in rows}


async def confirm_text(ctx: Context, member_id: int, key: str) -> None:
    """He saves it all the same."""
    await ctx.tx.execute(
        """UPDATE intercept_hit SET outcome = 'confirmed' WHERE corp_id = $1 AND member_id = $2
             AND client_id = $3 AND conversation_id IS NULL AND outcome = 'warned'""",
        ctx.corp_id, member_id, key,
    )  # fmt: skip


async def page(
    ctx: Context, wanted: HitFilter, viewer: int, before: int | None, limit: int
) -> list[HitRow]:
    """Newest first; `alert`: the viewer watches it and has not seen it yet."""
    rows = await ctx.tx.fetch(
        f"""SELECT h.id, r.rule_id, r.name AS rule_name, h.act, h.found, h.by_customer, h.outcome,
                h.member_id, m.name AS member_name, m.userid, p.name AS customer_name,
                c.external_userid, h.conversation_id, h.place, h.excerpt, h.at,
                $10 = ANY(coalesce(r.watchers, a.watchers, '{{}}')) AND h.id > coalesce(
                    (SELECT seen_to FROM intercept_seen WHERE corp_id = $1 AND member_id = $10), 0
                ) AS alert
            {_FROM} AND ($11::bigint IS NULL OR h.id < $11) ORDER BY h.id DESC LIMIT $12""",
        *_given(ctx, wanted), viewer, before, limit,
    )  # fmt: skip
    return [HitRow(**row) for row in rows]


async def days(ctx: Context, wanted: HitFilter, zone: str) -> list[DayCount]:
    """By day of the corp's time zone; days without a hit are left out."""
    rows = await ctx.tx.fetch(
        f"""SELECT (h.at AT TIME ZONE $10)::date AS day,
                count(*) FILTER (WHERE h.outcome = 'blocked') AS blocked,
                count(*) FILTER (WHERE h.outcome IN ('warned', 'confirmed')) AS warned,
                count(*) FILTER (WHERE h.outcome = 'seen') AS seen
            {_FROM} GROUP BY 1 ORDER BY 1""",
        *_given(ctx, wanted), zone,
    )  # fmt: skip
    return [DayCount(**row) for row in rows]


async def members(ctx: Context, wanted: HitFilter, limit: int) -> list[MemberCount]:
    """Who has the most, first."""
    rows = await ctx.tx.fetch(
        f"""SELECT h.member_id, m.name, m.userid, count(*) AS hits
            {_FROM} GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1 LIMIT $10""",
        *_given(ctx, wanted), limit,
    )  # fmt: skip
    return [MemberCount(**row) for row in rows]


async def alerts(ctx: Context, viewer: int) -> int:
    """Hits that this administrator watches and has not seen."""
    return await ctx.tx.fetchval(
        f"""SELECT count(*) {_FROM} AND h.id > coalesce(
                (SELECT seen_to FROM intercept_seen WHERE corp_id = $1 AND member_id = $6), 0)""",
        *_given(ctx, HitFilter(watcher=viewer)),
    )


async def see(ctx: Context, viewer: int, seen_to: int) -> None:
    """Never moves back."""
    await ctx.tx.execute(
        """INSERT INTO intercept_seen (corp_id, member_id, seen_to) VALUES ($1, $2, $3)
           ON CONFLICT (corp_id, member_id)
           DO UPDATE SET seen_to = greatest(intercept_seen.seen_to, excluded.seen_to)""",
        ctx.corp_id, viewer, seen_to,
    )  # fmt: skip
