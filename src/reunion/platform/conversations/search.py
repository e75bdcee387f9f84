"""Finding messages by any part of their text, one character included."""

import unicodedata
from datetime import datetime

import msgspec

from reunion.core.context import Context
from reunion.core.errors import Invalid, Text
from reunion.core.paging import Page, decode_cursor, encode_cursor
from reunion.platform.conversations.content import snippet
from reunion.platform.conversations.model import Conversation, Message
from reunion.platform.conversations.store import searching, views

_LONGEST = 100


class Hit(msgspec.Struct):
    """A message that holds what was searched; `snippet` is the part around it, in small letters."""

    message: Message
    conversation: Conversation
    snippet: str


class Found(msgspec.Struct):
    """Newest first."""

    messages: Page[Hit]


def folded(text: str) -> str:
    """Full-width letters as ordinary ones, capitals A–Z as small: as the database folds messages."""
    normal = unicodedata.normalize("NFKC", text)
    return "".join(c.lower() if c.isascii() else c for c in normal)


async def search(
    ctx: Context, account_id: int, q: str, *,
    conversation_id: int | None, cursor: str | None, limit: int,
) -> Found:  # fmt: skip
    """Messages of this account's conversations, exactly those that contain `q`."""
    needle = folded(q).strip()
    if not needle or len(needle) > _LONGEST or "\x00" in needle:
        wrong = Text(f"请输入 1 到 {_LONGEST} 个字", f"enter 1 to {_LONGEST} characters")
        raise Invalid(q=wrong)
    after = decode_cursor(cursor, tuple[datetime, int, int]) if cursor else None
    found = await searching.search(ctx, account_id, needle, conversation_id, after, limit + 1)
    more, found = len(found) > limit, found[:limit]
    seen = {message.conversation_id for message, _ in found}
    by_id = {c.id: c for c in await views.several(ctx, account_id, list(seen))}
    hits = [
        Hit(message, by_id[message.conversation_id], snippet(body, needle))
        for message, body in found
    ]
    last = found[-1][0] if found else None
    next_cursor = (
        encode_cursor(last.sent_at, last.conversation_id, last.seq) if more and last else None
    )
    return Found(Page(hits, next_cursor))
