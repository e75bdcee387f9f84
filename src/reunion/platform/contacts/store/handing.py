"""Follows that go from one member to another."""

from collections.abc import Sequence

from reunion.core.context import Context
from reunion.platform.contacts.handed import Earlier, Handing, Room


async def contact_ids(ctx: Context, external_userids: Sequence[str]) -> dict[str, int]:
    """Keys of those that exist, by wire id."""
    rows = await ctx.tx.fetch(
        "SELECT external_userid, id FROM contact WHERE corp_id = $1 AND external_userid = ANY($2)",
        ctx.corp_id, external_userids,
    )  # fmt: skip
    return {row["external_userid"]: row["id"] for row in rows}


async def lock_contacts(ctx: Context, contact_ids: Sequence[int]) -> None:
    """What happens with these customers happens one after another, until the transaction ends."""
    await ctx.tx.execute(
        """SELECT 1 FROM contact WHERE corp_id = $1 AND id = ANY($2::bigint[])
           ORDER BY id FOR NO KEY UPDATE""",
        ctx.corp_id, contact_ids,
    )  # fmt: skip


async def lock_of_member(
    ctx: Context, member_id: int, contact_ids: Sequence[int]
) -> dict[int, Handing]:
    """The follows of one member with these customers, locked, by customer."""
    rows = await ctx.tx.fetch(
        """SELECT f.contact_id, c.external_userid, c.person_id, f.state, f.handing_to,
               f.conversation_id, coalesce(nullif(f.remark, ''), p.name) AS customer_name
           FROM follow f JOIN contact c ON c.corp_id = f.corp_id AND c.id = f.contact_id
           JOIN person p ON p.id = c.person_id
           WHERE f.corp_id = $1 AND f.member_id = $2 AND f.contact_id = ANY($3::bigint[])
           ORDER BY f.contact_id FOR UPDATE OF f""",
        ctx.corp_id, member_id, contact_ids,
    )  # fmt: skip
    return {row["contact_id"]: Handing(**row) for row in rows}


async def set_handing(
    ctx: Context, member_id: int, contact_ids: Sequence[int], to_id: int | None
) -> None:
    """To whom they are being handed over; None: to nobody any more."""
    await ctx.tx.execute(
        """UPDATE follow SET handing_to = $4, changed = pg_current_xact_id()
           WHERE corp_id = $1 AND member_id = $2 AND contact_id = ANY($3::bigint[])""",
        ctx.corp_id, member_id, contact_ids, to_id,
    )  # fmt: skip


async def inherit(
    ctx: Context, contact_id: int, from_id: int, to_id: int, oper_userid: str
) -> None:
    """The taker has what the giver wrote, where he has written nothing himself; and all the tags."""
    await ctx.tx.execute(
        """UPDATE follow n SET
               remark = CASE WHEN n.remark = '' THEN o.remark ELSE n.remark END,
               description = CASE WHEN n.description = '' THEN o.description ELSE n.description END,
               remark_company = CASE WHEN n.remark_company = '' THEN o.remark_company
                                ELSE n.remark_company END,
               remark_mobiles = CASE WHEN n.remark_mobiles = '{}' THEN o.remark_mobiles
                                ELSE n.remark_mobiles END,
               remark_media_id = coalesce(n.remark_media_id, o.remark_media_id),
               predecessors = (
                   SELECT coalesce(array_agg(id ORDER BY place), '{}') FROM (
                       SELECT id, min(place) AS place
                       FROM unnest(n.predecessors || o.predecessors || $3::bigint)
                           WITH ORDINALITY AS u (id, place)
                       WHERE id <> $4 GROUP BY id) AS distinct_ids),
               oper_userid = CASE WHEN $5 = '' THEN n.oper_userid ELSE $5 END,
               changed = pg_current_xact_id()
           FROM follow o
           WHERE n.corp_id = $1 AND n.contact_id = $2 AND n.member_id = $4
             AND o.corp_id = $1 AND o.contact_id = $2 AND o.member_id = $3""",
        ctx.corp_id, contact_id, from_id, to_id, oper_userid,
    )  # fmt: skip
    await ctx.tx.execute(
        """INSERT INTO follow_tag (corp_id, contact_id, member_id, tag_id, at)
           SELECT corp_id, contact_id, $4, tag_id, at FROM follow_tag
           WHERE corp_id = $1 AND contact_id = $2 AND member_id = $3 ON CONFLICT DO NOTHING""",
        ctx.corp_id, contact_id, from_id, to_id,
    )  # fmt: skip


async def earlier(ctx: Context, contact_id: int, member_id: int) -> list[Earlier]:
    """Whom this member has taken the customer over from, the latest first; none where he has her not."""
    rows = await ctx.tx.fetch(
        """SELECT b.member_id, m.name, o.conversation_id
           FROM follow f CROSS JOIN LATERAL unnest(f.predecessors)
               WITH ORDINALITY AS b (member_id, place)
           JOIN member m ON m.corp_id = f.corp_id AND m.id = b.member_id
           JOIN follow o ON o.corp_id = f.corp_id AND o.contact_id = f.contact_id
               AND o.member_id = b.member_id
           WHERE f.corp_id = $1 AND f.contact_id = $2 AND f.member_id = $3 AND f.state = 'active'
           ORDER BY b.place DESC""",
        ctx.corp_id, contact_id, member_id,
    )  # fmt: skip
    return [Earlier(**row) for row in rows]


async def next_of(ctx: Context, member_id: int, after: int, limit: int) -> list[tuple[int, str]]:
    """(contact, external_userid) of a member's customers who are not being handed over, by key."""
    rows = await ctx.tx.fetch(
        """SELECT f.contact_id, c.external_userid
           FROM follow f JOIN contact c ON c.corp_id = f.corp_id AND c.id = f.contact_id
           WHERE f.corp_id = $1 AND f.member_id = $2 AND f.state = 'active'
             AND f.handing_to IS NULL AND f.contact_id > $3
           ORDER BY f.contact_id LIMIT $4""",
        ctx.corp_id, member_id, after, limit,
    )  # fmt: skip
    return [(row["contact_id"], row["external_userid"]) for row in rows]


async def rooms(ctx: Context, member_ids: Sequence[int]) -> list[Room]:
    """In the order of members; those who are on their way to him count."""
    rows = await ctx.tx.fetch(
        """SELECT m.id AS member_id, coalesce(m.customer_cap, k.customer_cap) AS cap,
               coalesce(l.customers, 0) + (SELECT count(*) FROM follow f
                   WHERE f.corp_id = m.corp_id AND f.handing_to = m.id)::int AS customers
           FROM member m JOIN corp k ON k.id = m.corp_id
           LEFT JOIN member_load l ON l.corp_id = m.corp_id AND l.member_id = m.id
           WHERE m.corp_id = $1 AND m.id = ANY($2::bigint[]) ORDER BY m.id""",
        ctx.corp_id, member_ids,
    )  # fmt: skip
    return [Room(**row) for row in rows]


async def free_count(ctx: Context, member_id: int) -> int:
    """How many customers a member has who are not being handed over."""
    return await ctx.tx.fetchval(
        """SELECT count(*) FROM follow WHERE corp_id = $1 AND member_id = $2
             AND state = 'active' AND handing_to IS NULL""",
        ctx.corp_id, member_id,
    )  # fmt: skip
