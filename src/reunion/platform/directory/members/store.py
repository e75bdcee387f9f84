"""SQL on `member` and `member_department`. Customer counts are read from contacts' counter."""

from typing import Any

import asyncpg

from reunion.core.context import Context
from reunion.platform.directory.model import Member, MemberFilter
from reunion.platform.directory.scope import Span

COLUMNS = (
    "userid", "name", "name_pinyin", "alias", "english_name", "mobile", "email", "biz_mail",
    "telephone", "position", "external_position", "gender", "address", "avatar_media_id",
    "status", "main_department", "direct_leaders", "extattr", "external_profile", "can_contact",
    "customer_cap",
)  # fmt: skip
"""What verbs write; roles and leaving have statements of their own."""

_SELECT = f"""
    SELECT m.id, {", ".join("m." + c for c in COLUMNS)}, m.role, m.role_departments,
           m.resigned_at, m.created_at,
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
    return Member(*row)


def _escaped(part: str) -> str:
    return part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


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
        f"%{_escaped(q)}%" if q else None,
        f"{_escaped(q.lower().replace(' ', ''))}%" if q else None,
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


async def in_departments(ctx: Context, span: Span, departments: list[int]) -> list[Member]:
    """All members of these departments who have not left, by id."""
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


async def lock(ctx: Context, member_ids: list[int]) -> None:
    """Holds the rows until the end of the transaction, always in the same order."""
    await ctx.tx.execute(
        "SELECT 1 FROM member WHERE corp_id = $1 AND id = ANY($2::bigint[]) ORDER BY id FOR UPDATE",
        ctx.corp_id,
        member_ids,
    )


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


async def insert(ctx: Context, values: dict[str, Any]) -> int:
    """`values` has all COLUMNS. Raises UniqueViolationError."""
    return await ctx.tx.fetchval(
        f"""INSERT INTO member (corp_id, created_at, {", ".join(COLUMNS)})
            VALUES ($1, $2, {", ".join(f"${n}" for n in range(3, 3 + len(COLUMNS)))})
            RETURNING id""",
        ctx.corp_id,
        ctx.now,
        *(values[column] for column in COLUMNS),
    )


async def update(ctx: Context, member_id: int, values: dict[str, Any]) -> None:
    """`values` has all COLUMNS. Raises UniqueViolationError."""
    assignments = ", ".join(f"{column} = ${n}" for n, column in enumerate(COLUMNS, 3))
    await ctx.tx.execute(
        f"""UPDATE member SET {assignments}, changed = pg_current_xact_id()
            WHERE corp_id = $1 AND id = $2""",
        ctx.corp_id,
        member_id,
        *(values[column] for column in COLUMNS),
    )


async def set_departments(
    ctx: Context, member_id: int, departments: list[int], orders: list[int], leads: list[bool]
) -> None:
    """Replaces the departments of a member; an empty list takes all away."""
    await ctx.tx.execute(
        "DELETE FROM member_department WHERE corp_id = $1 AND member_id = $2",
        ctx.corp_id,
        member_id,
    )
    await ctx.tx.execute(
        """INSERT INTO member_department
               (corp_id, member_id, department_id, sort, is_leader, place)
           SELECT $1, $2, d.id, d.sort, d.leads, d.place
           FROM unnest($3::int[], $4::bigint[], $5::bool[])
                WITH ORDINALITY AS d (id, sort, leads, place)""",
        ctx.corp_id,
        member_id,
        departments,
        orders,
        leads,
    )


async def free_userid(ctx: Context, userid: str) -> int | None:
    """Renames a resigned member who still has this userid; answers his id."""
    return await ctx.tx.fetchval(
        """UPDATE member SET userid = left(userid, 40) || '@left' || id,
               changed = pg_current_xact_id()
           WHERE corp_id = $1 AND lower(userid) = lower($2) AND status = 'resigned'
           RETURNING id""",
        ctx.corp_id,
        userid,
    )


async def resign(ctx: Context, member_ids: list[int]) -> None:
    """The rows stay for the customers' history; mobile, email and places are free again."""
    await ctx.tx.execute(
        """UPDATE member SET status = 'resigned', resigned_at = $3, mobile = NULL, email = NULL,
               biz_mail = NULL, role = 'member', role_departments = '{}',
               changed = pg_current_xact_id()
           WHERE corp_id = $1 AND id = ANY($2::bigint[])""",
        ctx.corp_id,
        member_ids,
        ctx.now,
    )
    for table in ("member_department", "member_tag_item", "password"):
        await ctx.tx.execute(
            f"DELETE FROM {table} WHERE corp_id = $1 AND member_id = ANY($2::bigint[])",
            ctx.corp_id,
            member_ids,
        )


async def set_role(ctx: Context, member_id: int, role: str, departments: list[int]) -> None:
    await ctx.tx.execute(
        """UPDATE member SET role = $3, role_departments = $4, changed = pg_current_xact_id()
           WHERE corp_id = $1 AND id = $2""",
        ctx.corp_id,
        member_id,
        role,
        departments,
    )


async def lock_super_admins(ctx: Context) -> set[int]:
    """Those who may sign in, held so that two of them cannot remove each other at once."""
    rows = await ctx.tx.fetch(
        """SELECT id FROM member WHERE corp_id = $1 AND role = 'super_admin'
             AND status IN ('active', 'pending') ORDER BY id FOR UPDATE""",
        ctx.corp_id,
    )
    return {row["id"] for row in rows}
