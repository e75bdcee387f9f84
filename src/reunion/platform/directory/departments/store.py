"""SQL on `department` and `directory_counter`."""

import asyncpg

from reunion.core.context import Context
from reunion.platform.directory.model import Department

_BELOW = """
    WITH RECURSIVE below AS (
        SELECT id FROM department WHERE corp_id = $1 AND id = ANY($2::int[])
        UNION
        SELECT d.id FROM department d JOIN below b ON d.parent_id = b.id WHERE d.corp_id = $1)
"""


async def begin(ctx: Context, name: str) -> None:
    """The root department and the counters of a new corp."""
    await ctx.tx.execute("INSERT INTO directory_counter (corp_id) VALUES ($1)", ctx.corp_id)
    await ctx.tx.execute(
        "INSERT INTO department (corp_id, id, parent_id, name) VALUES ($1, 1, 0, $2)",
        ctx.corp_id,
        name,
    )


async def lock(ctx: Context) -> int:
    """Holds the tree until the end of the transaction; answers the id to try first for a new one."""
    return await ctx.tx.fetchval(
        "SELECT next_department FROM directory_counter WHERE corp_id = $1 FOR UPDATE", ctx.corp_id
    )


async def free_ids(ctx: Context, first: int, count: int) -> list[int]:
    """The lowest `count` ids from `first` on that no department has; the counter moves past them."""
    rows = await ctx.tx.fetch(
        """SELECT n::int AS id FROM generate_series($2::int, $2::int + $3 + (
               SELECT count(*)::int FROM department WHERE corp_id = $1 AND id >= $2)) AS g (n)
           WHERE NOT EXISTS (SELECT 1 FROM department WHERE corp_id = $1 AND id = n)
           ORDER BY n LIMIT $3""",
        ctx.corp_id,
        first,
        count,
    )
    ids = [row["id"] for row in rows]
    if ids:
        await ctx.tx.execute(
            "UPDATE directory_counter SET next_department = $2 WHERE corp_id = $1",
            ctx.corp_id,
            ids[-1] + 1,
        )
    return ids


async def get(ctx: Context, department_id: int) -> Department | None:
    row = await ctx.tx.fetchrow(
        "SELECT id, parent_id, name, sort, name_en FROM department WHERE corp_id = $1 AND id = $2",
        ctx.corp_id,
        department_id,
    )
    return _department(row) if row else None


def _department(row: asyncpg.Record) -> Department:
    return Department(row["id"], row["parent_id"], row["name"], row["sort"], name_en=row["name_en"])


async def known(ctx: Context, ids: list[int]) -> set[int]:
    """Which of these ids are departments."""
    rows = await ctx.tx.fetch(
        "SELECT id FROM department WHERE corp_id = $1 AND id = ANY($2::int[])", ctx.corp_id, ids
    )
    return {row["id"] for row in rows}


async def of(ctx: Context, ids: list[int]) -> list[Department]:
    rows = await ctx.tx.fetch(
        """SELECT id, parent_id, name, sort, name_en FROM department
           WHERE corp_id = $1 AND id = ANY($2::int[])""",
        ctx.corp_id,
        ids,
    )
    return [_department(row) for row in rows]


async def everything(ctx: Context) -> list[Department]:
    rows = await ctx.tx.fetch(
        "SELECT id, parent_id, name, sort, name_en FROM department WHERE corp_id = $1 ORDER BY id",
        ctx.corp_id,
    )
    return [_department(row) for row in rows]


async def names(ctx: Context) -> dict[int, str]:
    rows = await ctx.tx.fetch("SELECT id, name FROM department WHERE corp_id = $1", ctx.corp_id)
    return {row["id"]: row["name"] for row in rows}


async def below(ctx: Context, roots: list[int]) -> list[int]:
    """These departments and all below them."""
    rows = await ctx.tx.fetch(_BELOW + "SELECT id FROM below", ctx.corp_id, roots)
    return [row["id"] for row in rows]


async def path(ctx: Context, department_id: int) -> list[int]:
    """From the department up to the root, both included; its length is the level."""
    rows = await ctx.tx.fetch(
        """WITH RECURSIVE up AS (
               SELECT id, parent_id, 1 AS step FROM department WHERE corp_id = $1 AND id = $2
               UNION ALL
               SELECT d.id, d.parent_id, up.step + 1 FROM department d
               JOIN up ON d.id = up.parent_id WHERE d.corp_id = $1)
           SELECT id FROM up ORDER BY step""",
        ctx.corp_id,
        department_id,
    )
    return [row["id"] for row in rows]


async def height(ctx: Context, department_id: int) -> int:
    """Levels from this department down to its lowest one; 1 without sub-departments."""
    return await ctx.tx.fetchval(
        """WITH RECURSIVE down AS (
               SELECT id, 1 AS level FROM department WHERE corp_id = $1 AND id = $2
               UNION ALL
               SELECT d.id, down.level + 1 FROM department d
               JOIN down ON d.parent_id = down.id WHERE d.corp_id = $1)
           SELECT max(level) FROM down""",
        ctx.corp_id,
        department_id,
    )


async def listed(ctx: Context, roots: list[int] | None) -> list[Department]:
    """Departments with the userids of their leaders: all, or those at and below `roots`."""
    rows = await ctx.tx.fetch(
        _BELOW
        + """SELECT d.id, d.parent_id, d.name, d.sort, d.name_en, l.leaders
           FROM department d
           LEFT JOIN LATERAL (
               SELECT array_agg(m.userid ORDER BY m.id) AS leaders FROM member_department md
               JOIN member m ON m.corp_id = md.corp_id AND m.id = md.member_id
               WHERE md.corp_id = $1 AND md.department_id = d.id AND md.is_leader
                 AND m.status <> 'resigned') l ON true
           WHERE d.corp_id = $1 AND ($2::int[] IS NULL OR d.id IN (SELECT id FROM below))
           ORDER BY d.sort DESC, d.id""",
        ctx.corp_id,
        roots,
    )
    departments = [_department(row) for row in rows]
    for department, row in zip(departments, rows, strict=True):
        department.leaders = row["leaders"] or []
    return departments


async def counted(ctx: Context, roots: list[int] | None) -> list[Department]:
    """Departments with how many members are in each and below, in one query."""
    rows = await ctx.tx.fetch(
        _BELOW
        + """, over AS (
               SELECT id, id AS holder FROM department WHERE corp_id = $1
               UNION ALL
               SELECT over.id, d.parent_id FROM over
               JOIN department d ON d.corp_id = $1 AND d.id = over.holder WHERE d.parent_id <> 0),
           counts AS (
               SELECT over.holder, count(DISTINCT m.id) AS members FROM over
               JOIN member_department md ON md.corp_id = $1 AND md.department_id = over.id
               JOIN member m ON m.corp_id = $1 AND m.id = md.member_id AND m.status <> 'resigned'
               GROUP BY over.holder)
           SELECT d.id, d.parent_id, d.name, d.sort, d.name_en, coalesce(c.members, 0) AS members
           FROM department d LEFT JOIN counts c ON c.holder = d.id
           WHERE d.corp_id = $1 AND ($2::int[] IS NULL OR d.id IN (SELECT id FROM below))
           ORDER BY d.sort DESC, d.id""",
        ctx.corp_id,
        roots,
    )
    departments = [_department(row) for row in rows]
    for department, row in zip(departments, rows, strict=True):
        department.member_count = row["members"]
    return departments


async def contents(ctx: Context, department_id: int) -> tuple[int, int]:
    """How many sub-departments and how many members it holds directly."""
    row = await ctx.tx.fetchrow(
        """SELECT (SELECT count(*) FROM department WHERE corp_id = $1 AND parent_id = $2) AS d,
                  (SELECT count(*) FROM member_department
                   WHERE corp_id = $1 AND department_id = $2) AS m""",
        ctx.corp_id,
        department_id,
    )
    return row["d"], row["m"]


async def insert(ctx: Context, rows: list[Department]) -> None:
    """Parents before children. Raises UniqueViolationError when an id or a name is taken."""
    await ctx.tx.execute(
        """INSERT INTO department (corp_id, id, parent_id, name, name_en, sort, created_at)
           SELECT $1, id, parent_id, name, name_en, sort, $2
           FROM unnest($3::int[], $4::int[], $5::text[], $6::text[], $7::bigint[])
                AS d (id, parent_id, name, name_en, sort)""",
        ctx.corp_id,
        ctx.now,
        [d.id for d in rows],
        [d.parent_id for d in rows],
        [d.name for d in rows],
        [d.name_en for d in rows],
        [d.order for d in rows],
    )


async def update(ctx: Context, changed: Department) -> None:
    """Raises UniqueViolationError when the name is taken under that parent."""
    await ctx.tx.execute(
        """UPDATE department SET parent_id = $3, name = $4, name_en = $5, sort = $6
           WHERE corp_id = $1 AND id = $2""",
        ctx.corp_id,
        changed.id,
        changed.parent_id,
        changed.name,
        changed.name_en,
        changed.order,
    )


async def delete(ctx: Context, department_id: int) -> None:
    await ctx.tx.execute(
        "DELETE FROM department WHERE corp_id = $1 AND id = $2", ctx.corp_id, department_id
    )


async def drop_from_scopes(ctx: Context, department_id: int) -> None:
    """Takes a deleted department out of the scopes of administrators."""
    await ctx.tx.execute(
        """UPDATE member SET role_departments = array_remove(role_departments, $2)
           WHERE corp_id = $1 AND role = 'scoped' AND $2 = ANY(role_departments)""",
        ctx.corp_id,
        department_id,
    )
