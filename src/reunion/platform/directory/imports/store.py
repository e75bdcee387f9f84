"""SQL of imports: whole sets of rows in a few statements."""

from typing import Any

from reunion.core.context import Context

_FIELDS = (
    ("userid", "text"), ("name", "text"), ("name_pinyin", "text"), ("alias", "text"),
    ("english_name", "text"), ("mobile", "text"), ("email", "text"), ("biz_mail", "text"),
    ("telephone", "text"), ("position", "text"), ("external_position", "text"),
    ("gender", "smallint"), ("address", "text"), ("status", "text"),
    ("main_department", "integer"), ("direct_leaders", "text[]"),
)  # fmt: skip
COLUMNS = tuple(name for name, _ in _FIELDS)
_RECORD = ", ".join(f"{name} {kind}" for name, kind in _FIELDS)


async def touched(
    ctx: Context, userids: list[str], mobiles: list[str], emails: list[str]
) -> list[int]:
    """Members who have one of these userids, mobiles or emails. All in lower case."""
    rows = await ctx.tx.fetch(
        """SELECT id FROM member WHERE corp_id = $1 AND status <> 'resigned'
             AND (lower(userid) = ANY($2) OR mobile = ANY($3) OR lower(email) = ANY($4))""",
        ctx.corp_id,
        userids,
        mobiles,
        emails,
    )
    return [row["id"] for row in rows]


async def present(ctx: Context, userids: list[str]) -> set[str]:
    """Which of these userids, in lower case, are members who have not left."""
    rows = await ctx.tx.fetch(
        """SELECT lower(userid) AS userid FROM member
           WHERE corp_id = $1 AND status <> 'resigned' AND lower(userid) = ANY($2)""",
        ctx.corp_id,
        userids,
    )
    return {row["userid"] for row in rows}


async def free_userids(ctx: Context, userids: list[str]) -> None:
    """Renames resigned members who still have these userids (lower case)."""
    await ctx.tx.execute(
        """UPDATE member SET userid = left(userid, 40) || '@left' || id,
               changed = pg_current_xact_id()
           WHERE corp_id = $1 AND status = 'resigned' AND lower(userid) = ANY($2)""",
        ctx.corp_id,
        userids,
    )


async def insert(ctx: Context, rows: list[dict[str, Any]]) -> dict[str, int]:
    """`rows` have all COLUMNS; answers ids by userid."""
    made = await ctx.tx.fetch(
        f"""INSERT INTO member (corp_id, created_at, {", ".join(COLUMNS)})
            SELECT $1, $2, {", ".join("r." + c for c in COLUMNS)}
            FROM jsonb_to_recordset($3::jsonb) AS r ({_RECORD})
            RETURNING id, userid""",
        ctx.corp_id,
        ctx.now,
        rows,
    )
    return {row["userid"]: row["id"] for row in made}


async def update(ctx: Context, rows: list[dict[str, Any]]) -> None:
    """`rows` have `id` and all COLUMNS. Mobiles and emails are put down first, so that members
    may swap them."""
    await ctx.tx.execute(
        "UPDATE member SET mobile = NULL, email = NULL WHERE corp_id = $1 AND id = ANY($2::bigint[])",
        ctx.corp_id,
        [row["id"] for row in rows],
    )
    await ctx.tx.execute(
        f"""UPDATE member m SET {", ".join(f"{c} = r.{c}" for c in COLUMNS)},
                changed = pg_current_xact_id()
            FROM jsonb_to_recordset($2::jsonb) AS r (id bigint, {_RECORD})
            WHERE m.corp_id = $1 AND m.id = r.id""",
        ctx.corp_id,
        rows,
    )


async def replace_departments(
    ctx: Context, member_ids: list[int], places: list[tuple[int, int, int, bool, int]]
) -> None:
    """`places`: (member, department, order, leads, place); the members' old ones go."""
    await ctx.tx.execute(
        "DELETE FROM member_department WHERE corp_id = $1 AND member_id = ANY($2::bigint[])",
        ctx.corp_id,
        member_ids,
    )
    columns = [list(column) for column in zip(*places, strict=True)] or [[], [], [], [], []]
    await ctx.tx.execute(
        """INSERT INTO member_department
               (corp_id, member_id, department_id, sort, is_leader, place)
           SELECT $1, m, d, s, l, p FROM unnest(
               $2::bigint[], $3::int[], $4::bigint[], $5::bool[], $6::smallint[])
               AS places (m, d, s, l, p)""",
        ctx.corp_id,
        *columns,
    )
