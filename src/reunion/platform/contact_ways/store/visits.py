"""Whom a code can give, and whom each visitor got."""

from reunion.core.context import Context
from reunion.platform.contact_ways.model import Shown

_BELOW = """
    WITH RECURSIVE below AS (
        SELECT id FROM department WHERE corp_id = $1 AND id = ANY($3)
        UNION SELECT d.id FROM department d JOIN below b ON d.corp_id = $1 AND d.parent_id = b.id
    ), pool AS (
        SELECT unnest($2::bigint[]) AS id
        UNION SELECT md.member_id FROM member_department md JOIN below b ON b.id = md.department_id
        WHERE md.corp_id = $1
    )
"""


async def pool_size(ctx: Context, member_ids: list[int], department_ids: list[int]) -> int:
    """How many members there are with the departments counted out."""
    return await ctx.tx.fetchval(
        f"""{_BELOW} SELECT count(*) FROM pool JOIN member m ON m.corp_id = $1 AND m.id = pool.id
            WHERE m.status <> 'resigned'""",
        ctx.corp_id, member_ids, department_ids,
    )  # fmt: skip


async def pool(
    ctx: Context, member_ids: list[int], department_ids: list[int], way_id: int | None = None
) -> list[Shown]:
    """The members who can be given now, the least loaded first: customers, and visitors of a way
    within the last hour who have not added yet, count alike."""
    rows = await ctx.tx.fetch(
        f"""{_BELOW} SELECT m.id, m.name, m.avatar_media_id, m.gender,
                coalesce(nullif(m.external_position, ''), m.position) AS title,
                coalesce(d.name, '') AS department,
                coalesce(l.customers, 0) >= coalesce(m.customer_cap, k.customer_cap) AS "full",
                coalesce(l.customers, 0) AS load
            FROM pool JOIN member m ON m.corp_id = $1 AND m.id = pool.id
            JOIN corp k ON k.id = m.corp_id
            LEFT JOIN department d ON d.corp_id = m.corp_id AND d.id = m.main_department
            LEFT JOIN member_load l ON l.corp_id = m.corp_id AND l.member_id = m.id
            LEFT JOIN LATERAL (
                SELECT count(*) AS waiting FROM contact_way_visit v
                WHERE v.corp_id = $1 AND v.way_id = $4::bigint AND v.member_id = m.id
                  AND v.at > $5::timestamptz - interval '1 hour'
            ) v ON true
            WHERE m.status IN ('active', 'pending') AND m.can_contact
            ORDER BY coalesce(l.customers, 0) + v.waiting, m.id""",
        ctx.corp_id, member_ids, department_ids, way_id, ctx.now,
    )  # fmt: skip
    return [Shown(**row) for row in rows]


async def visit(ctx: Context, way_id: int, visitor: str, free: list[int], wanted: int) -> int:
    """The member whom this visitor got before, if still free, else the wanted one; kept from now on."""
    return await ctx.tx.fetchval(
        """INSERT INTO contact_way_visit AS v (corp_id, way_id, visitor, member_id, at)
           VALUES ($1, $2, $3, $5, $6)
           ON CONFLICT (corp_id, way_id, visitor) DO UPDATE SET at = excluded.at, member_id =
               CASE WHEN v.member_id = ANY($4) THEN v.member_id ELSE excluded.member_id END
           RETURNING member_id""",
        ctx.corp_id, way_id, visitor, free, wanted, ctx.now,
    )  # fmt: skip


async def visited(ctx: Context, way_id: int, visitors: list[str]) -> int | None:
    """Whom one of these visitors got before, the first named first."""
    return await ctx.tx.fetchval(
        """SELECT member_id FROM contact_way_visit
           WHERE corp_id = $1 AND way_id = $2 AND visitor = ANY($3)
           ORDER BY array_position($3, visitor) LIMIT 1""",
        ctx.corp_id, way_id, visitors,
    )  # fmt: skip


async def followed(
    ctx: Context, person_id: int, member_ids: list[int], way_id: int | None
) -> tuple[int, int | None] | None:
    """(member, conversation) of one of these members who is the person's contact already; with a way
    only through this way."""
    row = await ctx.tx.fetchrow(
        """SELECT f.member_id, f.conversation_id
           FROM contact c JOIN follow f ON f.corp_id = c.corp_id AND f.contact_id = c.id
           WHERE c.corp_id = $1 AND c.person_id = $2 AND f.member_id = ANY($3) AND f.state = 'active'
             AND ($4::bigint IS NULL OR f.contact_way_id = $4)
           ORDER BY f.added_at DESC LIMIT 1""",
        ctx.corp_id, person_id, member_ids, way_id,
    )  # fmt: skip
    return (row["member_id"], row["conversation_id"]) if row else None
