"""SQL that writes `member` and `member_department`."""

from typing import Any

from reunion.core.context import Context

COLUMNS = (
    "userid", "name", "name_pinyin", "alias", "english_name", "mobile", "email", "biz_mail",
    "telephone", "position", "external_position", "gender", "address", "avatar_media_id",
    "status", "main_department", "direct_leaders", "extattr", "external_profile", "can_contact",
    "customer_cap",
)  # fmt: skip
"""What verbs write; roles and leaving have statements of their own."""


async def lock(ctx: Context, member_ids: list[int]) -> None:
    """Holds the rows until the end of the transaction, always in the same order."""
    await ctx.tx.execute(
        "SELECT 1 FROM member WHERE corp_id = $1 AND id = ANY($2::bigint[]) ORDER BY id FOR UPDATE",
        ctx.corp_id,
        member_ids,
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
