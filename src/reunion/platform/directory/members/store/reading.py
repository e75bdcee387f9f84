"""SQL that reads `member` and `member_department`. Customer counts are read from contacts' counter."""

from typing import Any

import asyncpg

from reunion.core.context import Context
from reunion.core.sql import containing, escaped
from reunion.platform.directory.members.store.writing import COLUMNS
from reunion.platform.directory.model import Member, MemberFilter
from reunion.platform.directory.scope import Span

_SELECT = f"""
    SELECT m.id, {", ".join("m." + c for c in COLUMNS)}, m.role, m.role_departments,
           m.resigned_at, m.created_at, m.seen_at,
           coalesce(d.departments, '{{}}') AS departments, coalesce(d.orders, '{{}}') AS orders,
           coalesce(d.leads, '{{}}') AS leads, coalesce(l.customers, 0) AS customers
    FROM member m
    LEFT JOIN LATERAL (
        SELECT array_agg(md.department_id ORDER BY md.place, md.department_id) AS departments,
               array_agg(md.sort ORDER BY md.place, md.department_id) AS orders,
               array_agg(md.is_leader ORDER BY md.place, md.department_id) AS leads
        FROM member_department md WHERE md.corp_id = m.corp_id AND md.member_id = m.id) d ON true
    LEFT JOIN member_load l ON l.corp_id = m.corp_id AND l.member_id = m.id
"""

# $2: department ids or null for all; $3: member ids in reach besides.
_IN_SPAN = """
    ($2::int[] IS NULL OR m.id = ANY($3::bigint[]) OR EXISTS (
        SELECT 1 FROM member_department md WHERE md.corp_id = $1 AND md.member_id = m.id
          AND md.department_id = ANY($2::int[]))
     OR (m.status = 'resigned' AND m.main_department = ANY($2::int[])))
"""

_FILTERED = f"""
    m.corp_id = $1 AND {_IN_SPAN}
    AND ($4::int[] IS NULL OR EXISTS (
        SELECT 1 FROM member_department md WHERE md.corp_id = $1 AND md.member_id = m.id
          AND md.department_id = ANY($4::int[]))
      OR (m.status = 'resigned' AND m.main_department = ANY($4::int[])))
    AND CASE WHEN $5::text IS NULL THEN m.status <> 'resigned' ELSE m.status = $5 END
    AND ($6::text IS NULL OR m.name ILIKE $6 OR m.alias ILIKE $6 OR m.userid ILIKE $6
         OR m.mobile LIKE $6 OR m.email ILIKE $6 OR m.english_name ILIKE $6
         OR replace(m.name_pinyin, ' ', '') LIKE $7
         OR regexp_replace(m.name_pinyin, '(\\S)\\S*\\s*', '\\1', 'g') LIKE $7)
    AND (NOT $8 OR m.role <> 'member')
"""


def _member(row: asyncpg.Record) -> Member:
    return Member(**row)


def _arguments(
    ctx: Context, span: Span, wanted: MemberFilter, departments: list[int] | None
) -> list[Any]:
    q = wanted.q.strip()
    return [
        ctx.corp_id,
        span.departments,
        list(span.members),
        departments,
        wanted.status,
        containing(q) if q else None,
        f"{escaped(q.lower().replace(' ', ''))}%" if q else None,
        wanted.administrators,
    ]


async def page(
    ctx: Context,
    span: Span,
    wanted: MemberFilter,
    departments: list[int] | None,
    after: tuple[str, int] | None,
    limit: int,
) -> list[Member]:
    """By name. `departments`: those of the filter, with all below them where it says so."""
    rows = await ctx.tx.fetch(
        f"""{_SELECT} WHERE {_FILTERED}
            AND ($9::text IS NULL OR (m.name_pinyin COLLATE "C", m.id) > ($9, $10))
            ORDER BY m.name_pinyin COLLATE "C", m.id LIMIT $11""",
        *_arguments(ctx, span, wanted, departments),
        after[0] if after else None,
        after[1] if after else None,
        limit,
    )
    return [_member(row) for row in rows]


async def count(
    ctx: Context, span: Span, wanted: MemberFilter, departments: list[int] | None
) -> int:
    return await ctx.tx.fetchval(
        f"SELECT count(*) FROM member m WHERE {_FILTERED}",
        *_arguments(ctx, span, wanted, departments),
    )


async def in_departments(ctx: Context, span: Span, departments: list[int] | None) -> list[Member]:
    """All members of these departments (None: of any) who have not left, by id."""
    rows = await ctx.tx.fetch(
        f"{_SELECT} WHERE {_FILTERED} ORDER BY m.id",
        *_arguments(ctx, span, MemberFilter(), departments),
    )
    return [_member(row) for row in rows]


async def by_userid(ctx: Context, userid: str) -> Member | None:
    """Resigned members too."""
    row = await ctx.tx.fetchrow(
        f"{_SELECT} WHERE m.corp_id = $1 AND lower(m.userid) = lower($2)", ctx.corp_id, userid
    )
    return _member(row) if row else None


async def by_userids(ctx: Context, userids: list[str]) -> list[Member]:
    """Resigned members too."""
    rows = await ctx.tx.fetch(
        f"{_SELECT} WHERE m.corp_id = $1 AND lower(m.userid) = ANY($2) ORDER BY m.id",
        ctx.corp_id,
        [userid.lower() for userid in userids],
    )
    return [_member(row) for row in rows]


async def by_ids(ctx: Context, ids: list[int]) -> list[Member]:
    """Resigned members too."""
    rows = await ctx.tx.fetch(
        f"{_SELECT} WHERE m.corp_id = $1 AND m.id = ANY($2) ORDER BY m.id", ctx.corp_id, ids
    )
    return [_member(row) for row in rows]


async def changed_since(ctx: Context, member_id: int, since: int) -> bool:
    return await ctx.tx.fetchval(
        """SELECT EXISTS (SELECT 1 FROM member
           WHERE corp_id = $1 AND id = $2 AND changed >= $3)""",
        ctx.corp_id,
        member_id,
        since,
    )


async def ids_in_departments(ctx: Context, departments: list[int]) -> list[int]:
    rows = await ctx.tx.fetch(
        """SELECT DISTINCT md.member_id FROM member_department md
           JOIN member m ON m.corp_id = md.corp_id AND m.id = md.member_id
           WHERE md.corp_id = $1 AND md.department_id = ANY($2::int[]) AND m.status <> 'resigned'
           ORDER BY md.member_id""",
        ctx.corp_id,
        departments,
    )
    return [row["member_id"] for row in rows]


async def places(ctx: Context, after: tuple[int, int], limit: int) -> list[tuple[int, int, str]]:
    """(member id, department id, userid) of everybody, after the given pair."""
    rows = await ctx.tx.fetch(
        """SELECT md.member_id, md.department_id, m.userid FROM member_department md
           JOIN member m ON m.corp_id = md.corp_id AND m.id = md.member_id
           WHERE md.corp_id = $1 AND m.status <> 'resigned'
             AND (md.member_id, md.department_id) > ($2, $3)
           ORDER BY md.member_id, md.department_id LIMIT $4""",
        ctx.corp_id,
        after[0],
        after[1],
        limit,
    )
    return [tuple(row) for row in rows]


async def userid_by_mobile(ctx: Context, mobile: str) -> str | None:
    return await ctx.tx.fetchval(
        "SELECT userid FROM member WHERE corp_id = $1 AND mobile = $2 AND status <> 'resigned'",
        ctx.corp_id,
        mobile,
    )


async def userid_by_email(ctx: Context, email: str, *, business: bool) -> str | None:
    """`business` looks at the company's mail address, otherwise at the personal one."""
    return await ctx.tx.fetchval(
        """SELECT userid FROM member WHERE corp_id = $1 AND status <> 'resigned'
             AND lower(CASE WHEN $3 THEN biz_mail ELSE email END) = lower($2) LIMIT 1""",
        ctx.corp_id,
        email,
        business,
    )
