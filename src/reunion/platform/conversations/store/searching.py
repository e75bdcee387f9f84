"""Text of messages: what is indexed, what is not yet, and moving the border between them."""

from datetime import datetime
from typing import Any

from reunion.core.context import Context
from reunion.core.sql import containing
from reunion.platform.conversations import following
from reunion.platform.conversations.model import Message
from reunion.platform.conversations.store.reading import MESSAGE, message_of

_HITS = f"""
WITH mine AS (
    SELECT p.corp_id, p.conversation_id, p.from_seq FROM participant p
    WHERE p.account_id = $1 AND ($2::bigint = 0 OR p.corp_id = $2)
      AND ($3::bigint IS NULL OR p.conversation_id = $3)
), hits AS (
    SELECT s.corp_id, s.conversation_id, s.seq
    FROM message_search s JOIN mine USING (corp_id, conversation_id)
    WHERE s.seq > mine.from_seq AND s.tokens @@ $4::text::tsquery AND s.body LIKE $5
    UNION
    SELECT m.corp_id, m.conversation_id, m.seq
    FROM message_follower w
    JOIN message m ON m.changed >= w.changed
    JOIN mine ON mine.corp_id = m.corp_id AND mine.conversation_id = m.conversation_id
    WHERE w.name = 'search' AND m.seq > mine.from_seq AND message_text(m.kind, m.content) LIKE $5
)
SELECT {MESSAGE} FROM hits h
JOIN message m ON m.corp_id = h.corp_id AND m.conversation_id = h.conversation_id AND m.seq = h.seq
WHERE m.recalled_at IS NULL
  AND ($6::timestamptz IS NULL OR (m.sent_at, m.conversation_id, m.seq) < ($6, $7, $8))
ORDER BY m.sent_at DESC, m.conversation_id DESC, m.seq DESC LIMIT $9
"""


def tokens_of(needle: str) -> list[str]:
    """The single character, or every pair of neighbours, without those that hold white space."""
    found = [needle] if len(needle) == 1 else [needle[i : i + 2] for i in range(len(needle) - 1)]
    tokens = [token for token in dict.fromkeys(found) if not any(c.isspace() for c in token)]
    return tokens or [c for c in dict.fromkeys(needle) if not c.isspace()]


def tsquery(needle: str) -> str:
    """The tokens of a folded needle, all of them wanted."""
    quoted = (token.replace("\\", "\\\\").replace("'", "''") for token in tokens_of(needle))
    return " & ".join(f"'{token}'" for token in quoted)


def like(needle: str) -> str:
    """The pattern that finds a folded needle anywhere."""
    return containing(needle)


async def search(
    ctx: Context, account_id: int, needle: str, conversation_id: int | None,
    after: tuple[datetime, int, int] | None, limit: int,
) -> list[Message]:  # fmt: skip
    """Newest first: exactly those whose folded text holds `needle`, folded the same."""
    sent_at, last_conversation, last_seq = after or (None, None, None)
    rows = await ctx.tx.fetch(
        _HITS,
        account_id, ctx.corp_id, conversation_id, tsquery(needle), like(needle),
        sent_at, last_conversation, last_seq, limit,
    )  # fmt: skip
    return [message_of(row) for row in rows]


async def index_some(tx: Any, messages: int) -> bool:
    """Indexes the next so many messages, of all corps; whether there is more."""
    window = await following.window(tx, "search", messages)
    if window is None:
        return False
    await tx.execute(
        """INSERT INTO message_search (corp_id, conversation_id, seq, body, tokens)
           SELECT m.corp_id, m.conversation_id, m.seq, t.body, search_tokens(t.body)
           FROM message m
           CROSS JOIN LATERAL (SELECT message_text(m.kind, m.content) AS body) t
           WHERE m.changed >= $1 AND m.changed < $2 AND m.recalled_at IS NULL AND t.body <> ''
           ON CONFLICT DO NOTHING""",
        window.since, window.until,
    )  # fmt: skip
    await following.passed(tx, window)
    return window.more
