"""Who is in which conversation, who may write, and each side's own marks on it."""

from collections.abc import Iterable, Sequence
from typing import Any

from reunion.core.context import Context
from reunion.platform.conversations.model import Party


async def roster(tx: Any, conversation_ids: Sequence[int]) -> list[Any]:
    """Rows (corp_id, conversation_id, kind, principal_id, party_kind, account_id, from_seq, leads)
    of conversations of any corp. Global: the node's own knowledge of who hears what, not shown to
    anybody as it is."""
    return await tx.fetch(
        """SELECT c.corp_id, c.id AS conversation_id, c.kind, p.principal_id,
                  p.kind AS party_kind, p.account_id, p.from_seq, p.leads
           FROM conversation c JOIN participant p ON p.corp_id = c.corp_id AND p.conversation_id = c.id
           WHERE c.id = ANY($1::bigint[]) ORDER BY c.id, p.principal_id""",
        conversation_ids,
    )


async def contact_ids(tx: Any, person_id: int) -> list[int]:
    """The contacts that a person is, one a corp. Global: a person belongs to no corp."""
    rows = await tx.fetch("SELECT id FROM contact WHERE person_id = $1", person_id)
    return [row["id"] for row in rows]


async def make_conversation(
    ctx: Context, kind: str, title: str, pair: str | None, parties: Iterable[Party]
) -> int:
    """A new conversation, or the one that the pair already has."""
    found = await ctx.tx.fetchval(
        """INSERT INTO conversation (corp_id, kind, title, pair, last_at) VALUES ($1, $2, $3, $4, $5)
           ON CONFLICT (corp_id, pair) DO UPDATE SET changed = pg_current_xact_id() RETURNING id""",
        ctx.corp_id, kind, title, pair, ctx.now,
    )  # fmt: skip
    rows = [(p.principal_id, p.kind, p.account_id) for p in parties]
    principals, kinds, accounts = zip(*rows, strict=True)
    await ctx.tx.execute(
        """INSERT INTO participant (corp_id, conversation_id, principal_id, kind, account_id)
           SELECT $1, $2, * FROM unnest($3::bigint[], $4::text[], $5::bigint[])
           ON CONFLICT DO NOTHING""",
        ctx.corp_id, found, principals, kinds, accounts,
    )  # fmt: skip
    return found


async def find_pair(ctx: Context, pair: str) -> int | None:
    """The conversation of a pair."""
    return await ctx.tx.fetchval(
        "SELECT id FROM conversation WHERE corp_id = $1 AND pair = $2", ctx.corp_id, pair
    )


async def find_pairs(ctx: Context, pairs: Sequence[str]) -> dict[str, int]:
    """The conversations of several pairs, by pair."""
    rows = await ctx.tx.fetch(
        "SELECT pair, id FROM conversation WHERE corp_id = $1 AND pair = ANY($2::text[])",
        ctx.corp_id, pairs,
    )  # fmt: skip
    return {row["pair"]: row["id"] for row in rows}


async def close_side(ctx: Context, conversation_ids: Sequence[int], closed: dict[str, str]) -> None:
    """Sides that may not write any more, with the reason; other sides stay as they are."""
    await ctx.tx.execute(
        """UPDATE conversation SET closed = closed || $3::jsonb, changed = pg_current_xact_id()
           WHERE corp_id = $1 AND id IN (
               SELECT id FROM conversation WHERE corp_id = $1 AND id = ANY($2::bigint[])
               ORDER BY id FOR UPDATE)""",
        ctx.corp_id, conversation_ids, closed,
    )  # fmt: skip


async def open_sides(ctx: Context, conversation_ids: Sequence[int]) -> None:
    """Everybody in these may write."""
    await ctx.tx.execute(
        """UPDATE conversation SET closed = '{}', changed = pg_current_xact_id()
           WHERE corp_id = $1 AND closed <> '{}' AND id IN (
               SELECT id FROM conversation WHERE corp_id = $1 AND id = ANY($2::bigint[])
               ORDER BY id FOR UPDATE)""",
        ctx.corp_id, conversation_ids,
    )  # fmt: skip


async def lock(ctx: Context, conversation_id: int) -> bool:
    """Nothing is sent in it until the transaction ends."""
    found = await ctx.tx.fetchval(
        "SELECT true FROM conversation WHERE corp_id = $1 AND id = $2 FOR UPDATE",
        ctx.corp_id, conversation_id,
    )  # fmt: skip
    return bool(found)


async def set_marks(
    ctx: Context, conversation_id: int, principal_id: int,
    *, muted: bool | None, pinned: bool | None, hidden: bool | None,
) -> None:  # fmt: skip
    """One side's own view. Hidden lasts until something new arrives."""
    await ctx.tx.execute(
        """UPDATE participant p SET
               muted = coalesce($4, muted), pinned = coalesce($5, pinned),
               hidden_seq = CASE $6::boolean WHEN true THEN c.last_seq WHEN false THEN -1
                            ELSE hidden_seq END,
               changed = pg_current_xact_id()
           FROM conversation c
           WHERE p.corp_id = $1 AND p.conversation_id = $2 AND p.principal_id = $3
             AND c.corp_id = p.corp_id AND c.id = p.conversation_id""",
        ctx.corp_id, conversation_id, principal_id, muted, pinned, hidden,
    )  # fmt: skip


_READ = """
WITH input AS (
    SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[])
        AS i (corp_id, conversation_id, principal_id, seq)
), locked AS MATERIALIZED (
    SELECT p.corp_id, p.conversation_id, p.principal_id, p.read_seq FROM participant p
    WHERE (p.corp_id, p.conversation_id, p.principal_id)
        IN (SELECT corp_id, conversation_id, principal_id FROM input)
    ORDER BY p.corp_id, p.conversation_id, p.principal_id FOR UPDATE
), wanted AS (
    SELECT l.*, greatest(l.read_seq, least(i.seq, c.last_seq)) AS seq
    FROM locked l
    JOIN input i USING (corp_id, conversation_id, principal_id)
    JOIN conversation c ON c.corp_id = l.corp_id AND c.id = l.conversation_id
), moved AS (
    UPDATE participant p SET read_seq = w.seq, changed = pg_current_xact_id()
    FROM wanted w
    WHERE p.corp_id = w.corp_id AND p.conversation_id = w.conversation_id
      AND p.principal_id = w.principal_id AND w.seq > w.read_seq
)
SELECT corp_id, conversation_id, principal_id, seq, seq > read_seq AS moved FROM wanted
"""


async def mark_read(tx: Any, marks: Sequence[tuple[int, int, int, int]]) -> list[Any]:
    """Moves read marks (corp_id, conversation_id, principal_id, seq) forward, never back and never
    past the last message. Answers rows with where each mark is now and whether it `moved`."""
    return await tx.fetch(_READ, *zip(*marks, strict=True))


async def acquainted(
    tx: Any, account_id: int, corp_id: int, principal_ids: Sequence[int], staff: bool
) -> set[int]:
    """Those of `principal_ids` whose presence this account may see: who shares a pair with it, and
    for staff the colleagues. `corp_id` is 0 for customers, whose pairs lie in several corps."""
    rows = await tx.fetch(
        """SELECT theirs.principal_id AS id
           FROM participant mine
           JOIN participant theirs
             ON theirs.corp_id = mine.corp_id AND theirs.conversation_id = mine.conversation_id
           JOIN conversation c ON c.corp_id = mine.corp_id AND c.id = mine.conversation_id
             AND c.kind <> 'group'
           WHERE mine.account_id = $1 AND ($2 = 0 OR mine.corp_id = $2)
             AND theirs.principal_id = ANY($3::bigint[])
           UNION
           SELECT id FROM member WHERE $4 AND corp_id = $2 AND id = ANY($3::bigint[])""",
        account_id, corp_id, principal_ids, staff,
    )  # fmt: skip
    return {row["id"] for row in rows}


async def pairs_of(ctx: Context, principal_id: int) -> list[int]:
    """The pairs of one member, in the order in which they are locked."""
    rows = await ctx.tx.fetch(
        """SELECT p.conversation_id FROM participant p
           JOIN conversation c ON c.corp_id = p.corp_id AND c.id = p.conversation_id
           WHERE p.account_id = $2 AND p.corp_id = $1 AND c.kind IN ('external', 'internal')
           ORDER BY p.conversation_id""",
        ctx.corp_id, principal_id,
    )  # fmt: skip
    return [row["conversation_id"] for row in rows]


async def close_both(ctx: Context, conversation_ids: Sequence[int], reason: str) -> None:
    """Neither side of these pairs may write."""
    await ctx.tx.execute(
        """UPDATE conversation c SET changed = pg_current_xact_id(), closed = (
               SELECT jsonb_object_agg(p.principal_id::text, $3::text) FROM participant p
               WHERE p.corp_id = c.corp_id AND p.conversation_id = c.id)
           WHERE corp_id = $1 AND id IN (
               SELECT id FROM conversation WHERE corp_id = $1 AND id = ANY($2::bigint[])
               ORDER BY id FOR UPDATE)""",
        ctx.corp_id, conversation_ids, reason,
    )  # fmt: skip


async def shared_pair(
    ctx: Context, account_id: int, principal_id: int
) -> tuple[int, int, int] | None:
    """(corp_id, conversation_id, the account's own principal) of the pair with `principal_id`."""
    row = await ctx.tx.fetchrow(
        """SELECT c.corp_id, c.id, mine.principal_id
           FROM participant mine
           JOIN conversation c ON c.corp_id = mine.corp_id AND c.id = mine.conversation_id
               AND c.pair = concat(least(mine.principal_id, $3), ':', greatest(mine.principal_id, $3))
           WHERE mine.account_id = $1 AND ($2::bigint = 0 OR mine.corp_id = $2)""",
        account_id, ctx.corp_id, principal_id,
    )  # fmt: skip
    return tuple(row) if row else None


async def active_members(ctx: Context, member_ids: Sequence[int]) -> int:
    """How many of these are working members of the corp."""
    return await ctx.tx.fetchval(
        """SELECT count(*) FROM member
           WHERE corp_id = $1 AND id = ANY($2::bigint[]) AND status IN ('active', 'pending')""",
        ctx.corp_id, member_ids,
    )  # fmt: skip


async def member_card(ctx: Context, member_id: int) -> Any:
    """(name, avatar_media_id, corp_name) of a member of the corp."""
    return await ctx.tx.fetchrow(
        """SELECT m.name, m.avatar_media_id, k.name AS corp_name
           FROM member m JOIN corp k ON k.id = m.corp_id
           WHERE m.corp_id = $1 AND m.id = $2 AND m.status IN ('active', 'pending')""",
        ctx.corp_id, member_id,
    )  # fmt: skip


async def followed_card(tx: Any, person_id: int, member_id: int) -> Any:
    """(name, avatar_media_id, corp_name) of a member whom this person has added and not deleted.
    Global: a person's contacts lie in several corps."""
    return await tx.fetchrow(
        """SELECT m.name, m.avatar_media_id, k.name AS corp_name
           FROM contact t
           JOIN follow f ON f.corp_id = t.corp_id AND f.contact_id = t.id
           JOIN member m ON m.corp_id = f.corp_id AND m.id = f.member_id
           JOIN corp k ON k.id = m.corp_id
           WHERE t.person_id = $1 AND f.member_id = $2 AND f.state IN ('active', 'temporary')
             AND m.status IN ('active', 'pending')""",
        person_id, member_id,
    )  # fmt: skip


async def carries(tx: Any, media_id: str, account_id: int) -> bool:
    """Whether a file was sent in a conversation of this account (in any of a customer's corps)."""
    return await tx.fetchval(
        """SELECT EXISTS (
               SELECT 1 FROM conversation_media x
               JOIN participant p ON p.corp_id = x.corp_id AND p.conversation_id = x.conversation_id
                 AND x.seq > p.from_seq
               WHERE x.media_id = $1 AND p.account_id = $2)""",
        media_id, account_id,
    )  # fmt: skip
