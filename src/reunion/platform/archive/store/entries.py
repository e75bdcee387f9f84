"""Entries out: by seq for programs, by filter for officers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.platform.archive.model import (
    ArchivedMessage,
    ArchivedTalk,
    ArchiveFilter,
    Entry,
)

_MESSAGE = """
    FROM archive_entry e
    JOIN message m ON m.corp_id = e.corp_id AND m.conversation_id = e.conversation_id
        AND m.seq = e.message_seq
    JOIN conversation v ON v.corp_id = e.corp_id AND v.id = e.conversation_id
    LEFT JOIN archive_recalled r ON r.corp_id = e.corp_id AND r.conversation_id = e.conversation_id
        AND r.message_seq = e.message_seq
"""

# $2 who is in it (member or contact), $3 conversation, $4 since, $5 until, $6 search, $7 like
_FILTERED = f"""
    {_MESSAGE}
    WHERE e.corp_id = $1
      AND ($2::bigint[] IS NULL OR NOT EXISTS (
          SELECT 1 FROM unnest($2::bigint[]) AS w (id) WHERE NOT EXISTS (
              SELECT 1 FROM participant p WHERE p.corp_id = e.corp_id
                AND p.conversation_id = e.conversation_id AND p.principal_id = w.id)))
      AND ($3::bigint IS NULL OR e.conversation_id = $3)
      AND ($4::timestamptz IS NULL OR e.sent_at >= $4)
      AND ($5::timestamptz IS NULL OR e.sent_at < $5)
      AND m.kind <> 'recall'
      AND ($6::text IS NULL OR (e.conversation_id, e.message_seq) IN (
          SELECT s.conversation_id, s.seq FROM message_search s
          WHERE s.corp_id = $1 AND s.tokens @@ $6::text::tsquery AND s.body LIKE $7
          UNION ALL
          SELECT k.conversation_id, k.message_seq FROM archive_recalled k
          WHERE k.corp_id = $1 AND message_text(k.kind, k.content) LIKE $7
          UNION ALL
          SELECT n.conversation_id, n.seq FROM message_follower w
          JOIN message n ON n.changed >= w.changed
          WHERE w.name = 'search' AND n.corp_id = $1 AND message_text(n.kind, n.content) LIKE $7))
"""


class Terms(msgspec.Struct, frozen=True):
    """What is looked for in the search index, and the exact check behind it."""

    tokens: str
    like: str


def _given(ctx: Context, wanted: ArchiveFilter, who: list[int], terms: Terms | None) -> list[Any]:
    return [
        ctx.corp_id, who or None, wanted.conversation_id, wanted.since, wanted.until,
        terms.tokens if terms else None, terms.like if terms else None,
    ]  # fmt: skip


async def after(ctx: Context, seq: int, limit: int) -> list[Entry]:
    """Above `seq`, in order; who got a message is read from who was in the conversation then."""
    rows = await ctx.tx.fetch(
        f"""SELECT e.seq, e.conversation_id, e.message_seq, v.kind AS conversation_kind, e.sender_id,
                m.kind, coalesce(r.content, m.content)::text AS content, e.sent_at,
                m.recalled_at IS NOT NULL AS recalled, ARRAY(
                    SELECT p.principal_id FROM participant p WHERE p.corp_id = e.corp_id
                      AND p.conversation_id = e.conversation_id AND p.principal_id <> e.sender_id
                      AND (v.kind IN ('external', 'internal') OR p.joined_at <= e.sent_at)
                    UNION
                    SELECT q.principal_id FROM departure q WHERE q.corp_id = e.corp_id
                      AND q.conversation_id = e.conversation_id AND q.principal_id <> e.sender_id
                      AND q.left_at > e.sent_at ORDER BY 1) AS to
            {_MESSAGE} WHERE e.corp_id = $1 AND e.seq > $2 ORDER BY e.seq LIMIT $3""",
        ctx.corp_id, seq, limit,
    )  # fmt: skip
    return [
        Entry(**row | {"content": msgspec.json.decode(row["content"])}) for row in map(dict, rows)
    ]


async def wire_ids(ctx: Context, principals: Sequence[int]) -> dict[int, str]:
    """userid or external_userid of each."""
    rows = await ctx.tx.fetch(
        """SELECT id, userid AS wire FROM member WHERE corp_id = $1 AND id = ANY($2::bigint[])
           UNION ALL
           SELECT id, external_userid FROM contact WHERE corp_id = $1 AND id = ANY($2::bigint[])""",
        ctx.corp_id, list(principals),
    )  # fmt: skip
    return {row["id"]: row["wire"] for row in rows}


async def carries(ctx: Context, media_id: str) -> bool:
    """Whether an entry carries this file."""
    return await ctx.tx.fetchval(
        """SELECT EXISTS (
               SELECT 1 FROM conversation_media f JOIN archive_entry e ON e.corp_id = f.corp_id
                   AND e.conversation_id = f.conversation_id AND e.message_seq = f.seq
               WHERE f.corp_id = $1 AND f.media_id = $2
           ) OR EXISTS (
               SELECT 1 FROM archive_recalled r JOIN archive_entry e ON e.corp_id = r.corp_id
                   AND e.conversation_id = r.conversation_id AND e.message_seq = r.message_seq
               WHERE r.corp_id = $1 AND r.media_id = $2)""",
        ctx.corp_id, media_id,
    )  # fmt: skip


async def contact_id(ctx: Context, external_userid: str) -> int | None:
    return await ctx.tx.fetchval(
        "SELECT id FROM contact WHERE corp_id = $1 AND external_userid = $2",
        ctx.corp_id, external_userid,
    )  # fmt: skip


async def messages(
    ctx: Context, wanted: ArchiveFilter, who: list[int], terms: Terms | None,
    before: int | None, limit: int,
) -> list[ArchivedMessage]:  # fmt: skip
    """Newest first."""
    rows = await ctx.tx.fetch(
        f"""SELECT e.seq, e.conversation_id, e.message_seq, e.sender_id,
                coalesce(b.name, h.name, '') AS sender_name, c.id IS NOT NULL AS sender_is_customer,
                m.kind, coalesce(r.content, m.content)::text AS content, e.sent_at,
                m.recalled_at IS NOT NULL AS recalled
            {_FILTERED.replace("WHERE e.corp_id = $1", '''
            LEFT JOIN member b ON b.corp_id = e.corp_id AND b.id = e.sender_id
            LEFT JOIN contact c ON c.corp_id = e.corp_id AND c.id = e.sender_id
            LEFT JOIN person h ON h.id = c.person_id
            WHERE e.corp_id = $1''', 1)}
              AND ($8::bigint IS NULL OR e.seq < $8) ORDER BY e.seq DESC LIMIT $9""",
        *_given(ctx, wanted, who, terms), before, limit,
    )  # fmt: skip
    return [
        ArchivedMessage(**row | {"content": msgspec.json.decode(row["content"])})
        for row in map(dict, rows)
    ]


async def count(ctx: Context, wanted: ArchiveFilter, who: list[int], terms: Terms | None) -> int:
    return await ctx.tx.fetchval(f"SELECT count(*) {_FILTERED}", *_given(ctx, wanted, who, terms))


async def talks(
    ctx: Context, wanted: ArchiveFilter, who: list[int], terms: Terms | None,
    after_: tuple[datetime, int] | None, limit: int,
) -> list[ArchivedTalk]:  # fmt: skip
    """The conversations of what is found, the newest first, called after who is in them."""
    last_at, last_id = after_ or (None, None)
    rows = await ctx.tx.fetch(
        f"""WITH found AS (
                SELECT e.conversation_id, count(*) AS messages, max(e.sent_at) AS last_at
                {_FILTERED} GROUP BY 1
            )
            SELECT f.conversation_id, v.kind, f.messages, f.last_at,
                coalesce(nullif(v.title, ''), (
                    SELECT string_agg(coalesce(b.name, h.name), '、' ORDER BY p.principal_id)
                    FROM (SELECT principal_id FROM participant q WHERE q.corp_id = $1
                            AND q.conversation_id = f.conversation_id
                          ORDER BY q.principal_id LIMIT 5) p
                    LEFT JOIN member b ON b.corp_id = $1 AND b.id = p.principal_id
                    LEFT JOIN contact c ON c.corp_id = $1 AND c.id = p.principal_id
                    LEFT JOIN person h ON h.id = c.person_id), '') AS title
            FROM found f JOIN conversation v ON v.corp_id = $1 AND v.id = f.conversation_id
            WHERE $8::timestamptz IS NULL OR (f.last_at, f.conversation_id) < ($8, $9)
            ORDER BY f.last_at DESC, f.conversation_id DESC LIMIT $10""",
        *_given(ctx, wanted, who, terms), last_at, last_id, limit,
    )  # fmt: skip
    return [ArchivedTalk(**row) for row in rows]


async def room(ctx: Context, conversation_id: int) -> Any:
    """kind, title, created_at and the owner's userid of a conversation."""
    return await ctx.tx.fetchrow(
        """SELECT v.kind, v.title, v.created_at, coalesce(m.userid, '') AS owner
           FROM conversation v
           LEFT JOIN member m ON m.corp_id = v.corp_id AND m.id = v.owner_id
           WHERE v.corp_id = $1 AND v.id = $2""",
        ctx.corp_id, conversation_id,
    )  # fmt: skip


async def room_members(ctx: Context, conversation_id: int) -> list[tuple[str, datetime]]:
    """(userid, joined) in the order of joining."""
    rows = await ctx.tx.fetch(
        """SELECT m.userid, p.joined_at FROM participant p
           JOIN member m ON m.corp_id = p.corp_id AND m.id = p.principal_id
           WHERE p.corp_id = $1 AND p.conversation_id = $2 ORDER BY p.joined_at, m.id""",
        ctx.corp_id, conversation_id,
    )  # fmt: skip
    return [(row["userid"], row["joined_at"]) for row in rows]


async def sent_at(ctx: Context, places: list[tuple[int, int]]) -> dict[tuple[int, int], datetime]:
    """When the messages at these (conversation, seq) were sent."""
    if not places:
        return {}
    rows = await ctx.tx.fetch(
        """SELECT m.conversation_id, m.seq, m.sent_at
           FROM unnest($2::bigint[], $3::bigint[]) AS p (conversation_id, seq)
           JOIN message m USING (conversation_id, seq) WHERE m.corp_id = $1""",
        ctx.corp_id, *(list(column) for column in zip(*places, strict=True)),
    )  # fmt: skip
    return {(row["conversation_id"], row["seq"]): row["sent_at"] for row in rows}
