"""Many follows at once, named by wire ids; and what a scoped administrator may see of them."""

import msgspec

from reunion.core.context import Context
from reunion.platform.contacts.store.lists import IN_DEPARTMENTS

_BELOW = """
    WITH RECURSIVE below AS (
        SELECT id FROM department WHERE corp_id = $1 AND id = ANY($3)
        UNION SELECT d.id FROM department d JOIN below b ON d.corp_id = $1 AND d.parent_id = b.id
    )
"""


class Pair(msgspec.Struct, frozen=True):
    """Keys of a customer and a member; None where there is no such."""

    contact_id: int | None
    member_id: int | None


async def pairs(ctx: Context, refs: list[tuple[str, str]]) -> list[Pair]:
    """Keys for (external_userid, userid), in the order given."""
    rows = await ctx.tx.fetch(
        """SELECT c.id AS contact_id, m.id AS member_id
           FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS r (external_userid, userid, n)
           LEFT JOIN contact c ON c.corp_id = $1 AND c.external_userid = r.external_userid
           LEFT JOIN member m ON m.corp_id = $1 AND lower(m.userid) = lower(r.userid)
           ORDER BY r.n""",
        ctx.corp_id, [external for external, _ in refs], [userid for _, userid in refs],
    )  # fmt: skip
    return [Pair(**row) for row in rows]


async def members_within(
    ctx: Context, member_ids: set[int], departments: tuple[int, ...]
) -> set[int]:
    """Those of the members who are in these departments or below."""
    rows = await ctx.tx.fetch(
        f"""{_BELOW} SELECT DISTINCT md.member_id FROM member_department md
            JOIN below b ON b.id = md.department_id
            WHERE md.corp_id = $1 AND md.member_id = ANY($2)""",
        ctx.corp_id, sorted(member_ids), list(departments),
    )  # fmt: skip
    return {row["member_id"] for row in rows}


async def visible(ctx: Context, external_userids: list[str], departments: tuple[int, ...]) -> bool:
    """Whether somebody in these departments or below has, or had, one of the customers: those that
    the list shows."""
    inside = IN_DEPARTMENTS.replace("{place}", "$3")
    return await ctx.tx.fetchval(
        f"""SELECT EXISTS (
                SELECT 1 FROM contact c
                JOIN follow f ON f.corp_id = c.corp_id AND f.contact_id = c.id
                WHERE c.corp_id = $1 AND c.external_userid = ANY($2)
                  AND f.state <> 'temporary' AND {inside})""",
        ctx.corp_id, external_userids, list(departments),
    )  # fmt: skip
