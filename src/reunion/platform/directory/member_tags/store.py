"""SQL on `member_tag` and `member_tag_item`."""

from reunion.core.context import Context
from reunion.platform.directory.model import MemberTag


async def lock(ctx: Context) -> int:
    """Holds the corp's tags until the end of the transaction; answers the next id."""
    return await ctx.tx.fetchval(
        "SELECT next_tag FROM directory_counter WHERE corp_id = $1 FOR UPDATE", ctx.corp_id
    )


async def listed(ctx: Context) -> list[MemberTag]:
    rows = await ctx.tx.fetch(
        """SELECT t.id, t.name, count(i.tag_id) AS items FROM member_tag t
           LEFT JOIN member_tag_item i ON i.corp_id = t.corp_id AND i.tag_id = t.id
           WHERE t.corp_id = $1 GROUP BY t.id, t.name ORDER BY t.id""",
        ctx.corp_id,
    )
    return [MemberTag(*row) for row in rows]


async def get(ctx: Context, tag_id: int) -> MemberTag | None:
    row = await ctx.tx.fetchrow(
        "SELECT id, name FROM member_tag WHERE corp_id = $1 AND id = $2", ctx.corp_id, tag_id
    )
    return MemberTag(*row) if row else None


async def number(ctx: Context) -> int:
    return await ctx.tx.fetchval("SELECT count(*) FROM member_tag WHERE corp_id = $1", ctx.corp_id)


async def free_id(ctx: Context, first: int) -> int:
    """The lowest id from `first` on that no tag has."""
    return await ctx.tx.fetchval(
        """SELECT n::int FROM generate_series($2::int, $2::int + (
               SELECT count(*)::int FROM member_tag WHERE corp_id = $1 AND id >= $2)) AS g (n)
           WHERE NOT EXISTS (SELECT 1 FROM member_tag WHERE corp_id = $1 AND id = n)
           ORDER BY n LIMIT 1""",
        ctx.corp_id,
        first,
    )


async def count_on(ctx: Context, next_tag: int) -> None:
    await ctx.tx.execute(
        "UPDATE directory_counter SET next_tag = $2 WHERE corp_id = $1", ctx.corp_id, next_tag
    )


async def insert(ctx: Context, tag_id: int, name: str) -> None:
    """Raises UniqueViolationError."""
    await ctx.tx.execute(
        "INSERT INTO member_tag (corp_id, id, name, created_at) VALUES ($1, $2, $3, $4)",
        ctx.corp_id,
        tag_id,
        name,
        ctx.now,
    )


async def rename(ctx: Context, tag_id: int, name: str) -> None:
    """Raises UniqueViolationError."""
    await ctx.tx.execute(
        "UPDATE member_tag SET name = $3 WHERE corp_id = $1 AND id = $2",
        ctx.corp_id,
        tag_id,
        name,
    )


async def delete(ctx: Context, tag_id: int) -> None:
    await ctx.tx.execute(
        "DELETE FROM member_tag WHERE corp_id = $1 AND id = $2", ctx.corp_id, tag_id
    )


async def known(ctx: Context, ids: list[int]) -> set[int]:
    rows = await ctx.tx.fetch(
        "SELECT id FROM member_tag WHERE corp_id = $1 AND id = ANY($2::int[])", ctx.corp_id, ids
    )
    return {row["id"] for row in rows}


async def items(ctx: Context, tag_ids: list[int]) -> tuple[list[int], list[int]]:
    """(member ids, department ids) under any of the tags."""
    rows = await ctx.tx.fetch(
        """SELECT DISTINCT member_id, department_id FROM member_tag_item
           WHERE corp_id = $1 AND tag_id = ANY($2::int[]) ORDER BY member_id, department_id""",
        ctx.corp_id,
        tag_ids,
    )
    return (
        [row["member_id"] for row in rows if row["member_id"] is not None],
        [row["department_id"] for row in rows if row["department_id"] is not None],
    )


async def add(
    ctx: Context, tag_id: int, members: list[int], departments: list[int]
) -> tuple[list[int], list[int]]:
    """Answers what is new."""
    rows = await ctx.tx.fetch(
        """INSERT INTO member_tag_item (corp_id, tag_id, member_id, department_id)
           SELECT $1::bigint, $2::int, m, NULL::int FROM unnest($3::bigint[]) AS m
           UNION ALL SELECT $1, $2, NULL, d FROM unnest($4::int[]) AS d
           ON CONFLICT DO NOTHING RETURNING member_id, department_id""",
        ctx.corp_id,
        tag_id,
        members,
        departments,
    )
    return _split(rows)


async def remove(
    ctx: Context, tag_id: int, members: list[int], departments: list[int]
) -> tuple[list[int], list[int]]:
    """Answers what was there."""
    rows = await ctx.tx.fetch(
        """DELETE FROM member_tag_item WHERE corp_id = $1 AND tag_id = $2
             AND (member_id = ANY($3::bigint[]) OR department_id = ANY($4::int[]))
           RETURNING member_id, department_id""",
        ctx.corp_id,
        tag_id,
        members,
        departments,
    )
    return _split(rows)


def _split(rows: list[dict[str, int | None]]) -> tuple[list[int], list[int]]:
    members = [row["member_id"] for row in rows]
    departments = [row["department_id"] for row in rows]
    return [m for m in members if m is not None], [d for d in departments if d is not None]
