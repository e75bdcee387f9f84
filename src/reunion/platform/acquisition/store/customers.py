"""Customers whom links brought, and what each of them has said."""

from typing import Any

from reunion.core.context import Context
from reunion.platform.acquisition.model import TALKING, Brought, Started

_SAID = """
    SELECT count(*) FROM (
        SELECT 1 FROM message m
        WHERE m.corp_id = f.corp_id AND m.conversation_id = f.conversation_id
          AND m.sender_id = a.contact_id AND m.kind NOT IN ('system', 'recall')
          AND m.sent_at >= a.asked_at AND m.client_id NOT LIKE 'apply-%'
        LIMIT 10
    ) said
"""


async def insert(ctx: Context, link_key: int, contact_id: int, member_id: int, state: str) -> bool:
    """Writes down by which link she came; false where it was written before."""
    made = await ctx.tx.fetchval(
        """INSERT INTO acquisition_customer
               (corp_id, contact_id, member_id, link_id, state, asked_at)
           VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING 1""",
        ctx.corp_id, contact_id, member_id, link_key, state, ctx.now,
    )  # fmt: skip
    return made is not None


async def became_contacts(ctx: Context, contact_id: int, member_id: int, at: Any) -> int | None:
    """The link by which the two became contacts now for the first time; None where there is none."""
    return await ctx.tx.fetchval(
        """UPDATE acquisition_customer SET added_at = $4
           WHERE corp_id = $1 AND contact_id = $2 AND member_id = $3 AND added_at IS NULL
           RETURNING link_id""",
        ctx.corp_id, contact_id, member_id, at,
    )  # fmt: skip


async def talking(tx: Any, since: int, until: int) -> list[tuple[int, int, int]]:
    """(corp, contact, member) of links' customers in whose chats these transactions wrote.

    Global: the worker serves all corps.
    """
    rows = await tx.fetch(
        """WITH touched AS MATERIALIZED (
               SELECT DISTINCT corp_id, conversation_id FROM message
               WHERE changed >= $1 AND changed < $2
           )
           SELECT a.corp_id, a.contact_id, a.member_id FROM touched t
           JOIN participant p ON p.corp_id = t.corp_id AND p.conversation_id = t.conversation_id
               AND p.kind = 'contact'
           JOIN participant q ON q.corp_id = t.corp_id AND q.conversation_id = t.conversation_id
               AND q.kind = 'member'
           JOIN acquisition_customer a ON a.corp_id = t.corp_id AND a.contact_id = p.principal_id
               AND a.member_id = q.principal_id AND a.received < 10
           ORDER BY a.corp_id, a.contact_id, a.member_id""",
        since, until,
    )  # fmt: skip
    return [(row["corp_id"], row["contact_id"], row["member_id"]) for row in rows]


async def count_said(ctx: Context, contact_id: int, member_id: int) -> Started | None:
    """Counts her messages anew under the lock of her row; None where there are no more than before."""
    row = await ctx.tx.fetchrow(
        f"""SELECT a.received AS before, ({_SAID}) AS now, l.id AS link_key, l.link_id,
                l.created_by_app AS app_id, a.state, m.userid, c.external_userid
            FROM acquisition_customer a
            JOIN follow f ON f.corp_id = a.corp_id AND f.contact_id = a.contact_id
                AND f.member_id = a.member_id
            JOIN acquisition_link l ON l.corp_id = a.corp_id AND l.id = a.link_id
            JOIN member m ON m.corp_id = a.corp_id AND m.id = a.member_id
            JOIN contact c ON c.corp_id = a.corp_id AND c.id = a.contact_id
            WHERE a.corp_id = $1 AND a.contact_id = $2 AND a.member_id = $3
            FOR UPDATE OF a""",
        ctx.corp_id, contact_id, member_id,
    )  # fmt: skip
    if row is None or row["now"] <= row["before"]:
        return None
    await ctx.tx.execute(
        """UPDATE acquisition_customer SET received = $4, started_at = coalesce(started_at, $5)
           WHERE corp_id = $1 AND contact_id = $2 AND member_id = $3""",
        ctx.corp_id, contact_id, member_id, min(row["now"], TALKING), ctx.now,
    )  # fmt: skip
    return Started(contact_id=contact_id, member_id=member_id, **row)


async def of_link(
    ctx: Context, link_key: int, after: tuple[int, int], limit: int
) -> list[tuple[tuple[int, int], Brought]]:
    """Customers of a link by key, those who are contacts or were."""
    rows = await ctx.tx.fetch(
        """SELECT a.contact_id, a.member_id, c.external_userid, p.name, m.userid,
                  m.name AS member_name, a.state, a.received, a.added_at
           FROM acquisition_customer a
           JOIN contact c ON c.corp_id = a.corp_id AND c.id = a.contact_id
           JOIN person p ON p.id = c.person_id
           JOIN member m ON m.corp_id = a.corp_id AND m.id = a.member_id
           WHERE a.corp_id = $1 AND a.link_id = $2 AND a.added_at IS NOT NULL
             AND (a.contact_id, a.member_id) > ($3, $4)
           ORDER BY a.contact_id, a.member_id LIMIT $5""",
        ctx.corp_id, link_key, *after, limit,
    )  # fmt: skip
    return [
        (
            (row["contact_id"], row["member_id"]),
            Brought(
                row["external_userid"], row["name"], row["userid"], row["member_name"],
                row["state"], 1 if row["received"] else 0, row["added_at"],
            ),
        )
        for row in rows
    ]  # fmt: skip


async def put_key(
    ctx: Context, key_hash: bytes, who: tuple[int, int], received: int, expires_at: Any
) -> None:
    """A key by which to ask about a chat; those that are over go."""
    await ctx.tx.execute(
        "DELETE FROM acquisition_chat_key WHERE corp_id = $1 AND expires_at < $2",
        ctx.corp_id, ctx.now,
    )  # fmt: skip
    await ctx.tx.execute(
        """INSERT INTO acquisition_chat_key
               (corp_id, key_hash, contact_id, member_id, received, expires_at)
           VALUES ($1, $2, $3, $4, $5, $6)""",
        ctx.corp_id, key_hash, *who, received, expires_at,
    )  # fmt: skip


async def by_key(ctx: Context, key_hash: bytes) -> Any:
    """What a key that is not over tells: who, by which link, how many messages; None without one."""
    return await ctx.tx.fetchrow(
        """SELECT m.userid, c.external_userid, k.received, l.link_id, l.created_by_app, a.state
           FROM acquisition_chat_key k
           JOIN acquisition_customer a ON a.corp_id = k.corp_id AND a.contact_id = k.contact_id
               AND a.member_id = k.member_id
           JOIN acquisition_link l ON l.corp_id = a.corp_id AND l.id = a.link_id
           JOIN member m ON m.corp_id = a.corp_id AND m.id = a.member_id
           JOIN contact c ON c.corp_id = a.corp_id AND c.id = a.contact_id
           WHERE k.corp_id = $1 AND k.key_hash = $2 AND k.expires_at > $3""",
        ctx.corp_id, key_hash, ctx.now,
    )  # fmt: skip
