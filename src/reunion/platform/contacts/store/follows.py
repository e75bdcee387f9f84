"""Contacts and follows one at a time, under their locks."""

from datetime import datetime
from typing import Any

from reunion.core import ids
from reunion.core.context import Context
from reunion.platform.contacts.model import Arrival, FollowRow, MemberFacts
from reunion.platform.contacts.states import State

_ROW = """
    f.contact_id, f.member_id, c.person_id, m.userid, c.external_userid, f.state,
    f.blocked_by_customer, f.remark, f.description, f.remark_company, f.remark_mobiles,
    f.remark_media_id, f.remark_by_customer, f.source_state, f.add_way, f.contact_way_id,
    f.apply_text, f.added_at, f.conversation_id, p.name AS customer_name
"""
_JOINED = """
    follow f JOIN contact c ON c.corp_id = f.corp_id AND c.id = f.contact_id
    JOIN person p ON p.id = c.person_id JOIN member m ON m.corp_id = f.corp_id AND m.id = f.member_id
"""


async def contact_of(ctx: Context, person_id: int) -> int:
    """The person's contact in this corp, made at the first meeting. Its row stays locked, so that
    one customer's additions come one after another."""
    return await ctx.tx.fetchval(
        """INSERT INTO contact (corp_id, person_id, external_userid, created_at)
           VALUES ($1, $2, $3, $4)
           ON CONFLICT (corp_id, person_id) DO UPDATE SET changed = pg_current_xact_id()
           RETURNING id""",
        ctx.corp_id, person_id, ids.external_userid(), ctx.now,
    )  # fmt: skip


async def find_contact(ctx: Context, person_id: int) -> int | None:
    """The person's contact in this corp; None where they have not met."""
    return await ctx.tx.fetchval(
        "SELECT id FROM contact WHERE corp_id = $1 AND person_id = $2", ctx.corp_id, person_id
    )


async def lock(ctx: Context, contact_id: int, member_id: int) -> FollowRow | None:
    """One follow, locked until the transaction ends."""
    row = await ctx.tx.fetchrow(
        f"""SELECT {_ROW} FROM {_JOINED}
            WHERE f.corp_id = $1 AND f.contact_id = $2 AND f.member_id = $3 FOR UPDATE OF f""",
        ctx.corp_id, contact_id, member_id,
    )  # fmt: skip
    return FollowRow(**row) if row else None


async def find(ctx: Context, contact_id: int, member_id: int) -> FollowRow | None:
    """One follow, without a lock."""
    row = await ctx.tx.fetchrow(
        f"""SELECT {_ROW} FROM {_JOINED}
            WHERE f.corp_id = $1 AND f.contact_id = $2 AND f.member_id = $3""",
        ctx.corp_id, contact_id, member_id,
    )  # fmt: skip
    return FollowRow(**row) if row else None


async def of_person(ctx: Context, person_id: int, member_id: int) -> FollowRow | None:
    """One follow by the person's account, without a lock."""
    row = await ctx.tx.fetchrow(
        f"""SELECT {_ROW} FROM {_JOINED}
            WHERE f.corp_id = $1 AND c.person_id = $2 AND f.member_id = $3""",
        ctx.corp_id, person_id, member_id,
    )  # fmt: skip
    return FollowRow(**row) if row else None


async def all_of_person(ctx: Context, person_id: int) -> list[tuple[int, int, int]]:
    """(corp, contact, member) of every living follow of a person, in all corps."""
    rows = await ctx.tx.fetch(
        """SELECT f.corp_id, f.contact_id, f.member_id FROM contact c
           JOIN follow f ON f.corp_id = c.corp_id AND f.contact_id = c.id
           WHERE c.person_id = $1 AND f.state IN ('requested', 'active', 'temporary')
           ORDER BY 1, 3, 2""",
        person_id,
    )
    return [(row["corp_id"], row["contact_id"], row["member_id"]) for row in rows]


async def put(
    ctx: Context, contact_id: int, member_id: int, state: State, arrival: Arrival
) -> None:
    """Writes who came how, and the new state; remark, tags and the like of before stay."""
    await ctx.tx.execute(
        """INSERT INTO follow (corp_id, contact_id, member_id, state, add_way, source_state,
               contact_way_id, apply_text, oper_userid, requested_at, added_at, since)
           SELECT $1, $2, m.id, $4, $5, $6, $7, $8, m.userid,
               CASE WHEN $4 = 'requested' THEN $9::timestamptz END,
               CASE WHEN $4 = 'active' THEN $9::timestamptz END, $9
           FROM member m WHERE m.corp_id = $1 AND m.id = $3
           ON CONFLICT (corp_id, contact_id, member_id) DO UPDATE SET
               state = excluded.state, add_way = excluded.add_way,
               source_state = excluded.source_state, contact_way_id = excluded.contact_way_id,
               apply_text = excluded.apply_text, blocked_by_customer = false, ended_at = NULL,
               unassigned_at = NULL, handing_to = NULL, chat_expires_at = NULL, since = excluded.since,
               requested_at = coalesce(excluded.requested_at, follow.requested_at),
               added_at = coalesce(excluded.added_at, follow.added_at),
               changed = pg_current_xact_id()""",
        ctx.corp_id, contact_id, member_id, state, arrival.add_way, arrival.state,
        arrival.contact_way_id, arrival.apply_text, ctx.now,
    )  # fmt: skip


async def set_state(ctx: Context, contact_id: int, member_id: int, state: State) -> None:
    """The new state, with the time of an end or of an addition."""
    await ctx.tx.execute(
        """UPDATE follow SET state = $4, changed = pg_current_xact_id(),
               added_at = CASE WHEN $4 = 'active' THEN $5 ELSE added_at END,
               since = CASE WHEN $4 = 'active' THEN $5 ELSE since END,
               ended_at = CASE WHEN $4 IN ('deleted_by_member', 'deleted_by_customer') THEN $5 END,
               unassigned_at = NULL, handing_to = NULL
           WHERE corp_id = $1 AND contact_id = $2 AND member_id = $3""",
        ctx.corp_id, contact_id, member_id, state, ctx.now,
    )  # fmt: skip


async def set_conversation(
    ctx: Context, contact_id: int, member_id: int, conversation_id: int, until: datetime | None
) -> None:
    """Where the two talk; `until` ends a temporary chat."""
    await ctx.tx.execute(
        """UPDATE follow SET conversation_id = $4, chat_expires_at = $5
           WHERE corp_id = $1 AND contact_id = $2 AND member_id = $3""",
        ctx.corp_id, contact_id, member_id, conversation_id, until,
    )  # fmt: skip


async def known_to(ctx: Context, member_id: int) -> list[int]:
    """Everybody whom a member has or had."""
    rows = await ctx.tx.fetch(
        "SELECT contact_id FROM follow WHERE corp_id = $1 AND member_id = $2",
        ctx.corp_id, member_id,
    )  # fmt: skip
    return [row["contact_id"] for row in rows]


async def called(ctx: Context, contact_ids: list[int]) -> dict[int, tuple[str, str]]:
    """The external_userid and the own name of these contacts."""
    rows = await ctx.tx.fetch(
        """SELECT c.id, c.external_userid, p.name FROM contact c JOIN person p ON p.id = c.person_id
           WHERE c.corp_id = $1 AND c.id = ANY($2::bigint[])""",
        ctx.corp_id, contact_ids,
    )  # fmt: skip
    return {row["id"]: (row["external_userid"], row["name"]) for row in rows}


async def set_names(
    ctx: Context, contact_id: int, member_id: int, name_key: str, search: str
) -> None:
    """The place in lists and what a search matches."""
    await ctx.tx.execute(
        """UPDATE follow SET name_key = $4, search = $5, changed = pg_current_xact_id()
           WHERE corp_id = $1 AND contact_id = $2 AND member_id = $3""",
        ctx.corp_id, contact_id, member_id, name_key, search,
    )  # fmt: skip


async def set_remarks(ctx: Context, row: FollowRow) -> None:
    """What the member writes about the customer, as the row has it."""
    await ctx.tx.execute(
        """UPDATE follow SET remark = $4, description = $5, remark_company = $6,
               remark_mobiles = $7, remark_media_id = $8, changed = pg_current_xact_id()
           WHERE corp_id = $1 AND contact_id = $2 AND member_id = $3""",
        ctx.corp_id, row.contact_id, row.member_id, row.remark, row.description,
        row.remark_company, row.remark_mobiles, row.remark_media_id,
    )  # fmt: skip


async def set_by_customer(
    ctx: Context, row: FollowRow, *, remark: str | None = None, blocked: bool | None = None
) -> None:
    """What the customer calls the member, and whether he is blocked."""
    await ctx.tx.execute(
        """UPDATE follow SET remark_by_customer = coalesce($4, remark_by_customer),
               blocked_by_customer = coalesce($5, blocked_by_customer),
               changed = pg_current_xact_id()
           WHERE corp_id = $1 AND contact_id = $2 AND member_id = $3""",
        ctx.corp_id, row.contact_id, row.member_id, remark, blocked,
    )  # fmt: skip


async def mark_changed(ctx: Context, contact_id: int) -> list[int]:
    """Lets the clients of all who have this customer pull her anew; answers who they are."""
    rows = await ctx.tx.fetch(
        """UPDATE follow f SET changed = pg_current_xact_id()
           FROM (SELECT member_id FROM follow
                 WHERE corp_id = $1 AND contact_id = $2 AND state = 'active'
                 ORDER BY member_id FOR UPDATE) AS a
           WHERE f.corp_id = $1 AND f.contact_id = $2 AND f.member_id = a.member_id
           RETURNING f.member_id""",
        ctx.corp_id, contact_id,
    )  # fmt: skip
    return [row["member_id"] for row in rows]


async def unassign(ctx: Context, member_id: int) -> list[tuple[int, str, int]]:
    """Marks the active follows of a member who has left; (contact, external_userid, person) of each."""
    rows = await ctx.tx.fetch(
        """UPDATE follow f SET unassigned_at = $3, changed = pg_current_xact_id()
           FROM contact c
           WHERE f.corp_id = $1 AND f.member_id = $2 AND f.state = 'active'
             AND f.unassigned_at IS NULL AND c.corp_id = f.corp_id AND c.id = f.contact_id
           RETURNING f.contact_id, c.external_userid, c.person_id""",
        ctx.corp_id, member_id, ctx.now,
    )  # fmt: skip
    return [(row["contact_id"], row["external_userid"], row["person_id"]) for row in rows]


async def expired_temporary(ctx: Context) -> list[tuple[int, int]]:
    """(contact, member) of this corp's temporary chats whose time is over."""
    rows = await ctx.tx.fetch(
        """SELECT contact_id, member_id FROM follow
           WHERE corp_id = $1 AND state = 'temporary' AND chat_expires_at <= $2 LIMIT 500""",
        ctx.corp_id, ctx.now,
    )  # fmt: skip
    return [(row["contact_id"], row["member_id"]) for row in rows]


async def member_facts(ctx: Context, member_id: int) -> MemberFacts | None:
    """Who a member is, and whether he may have customers."""
    row = await ctx.tx.fetchrow(
        """SELECT id, userid, name, can_contact AND status IN ('active', 'pending') AS may_contact
           FROM member WHERE corp_id = $1 AND id = $2""",
        ctx.corp_id, member_id,
    )  # fmt: skip
    return MemberFacts(**row) if row else None


async def has_left(ctx: Context, member_id: int) -> bool:
    """Whether the member works here no more."""
    return bool(
        await ctx.tx.fetchval(
            "SELECT status = 'resigned' FROM member WHERE corp_id = $1 AND id = $2",
            ctx.corp_id, member_id,
        )
    )  # fmt: skip


async def member_by_userid(ctx: Context, userid: str) -> MemberFacts | None:
    """The same by userid, which is compared without case."""
    row = await ctx.tx.fetchrow(
        """SELECT id, userid, name, can_contact AND status IN ('active', 'pending') AS may_contact
           FROM member WHERE corp_id = $1 AND lower(userid) = lower($2)""",
        ctx.corp_id, userid,
    )  # fmt: skip
    return MemberFacts(**row) if row else None


async def corp_of_member(tx: Any, member_id: int) -> int | None:
    """Which corp a member belongs to.

    Global: a customer's request names only the member.
    """
    return await tx.fetchval("SELECT corp_id FROM member WHERE id = $1", member_id)


async def contact_by_wire_id(ctx: Context, external_userid: str) -> int | None:
    """A contact's key by its wire id."""
    return await ctx.tx.fetchval(
        "SELECT id FROM contact WHERE corp_id = $1 AND external_userid = $2",
        ctx.corp_id, external_userid,
    )  # fmt: skip
