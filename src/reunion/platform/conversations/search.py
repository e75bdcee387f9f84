"""Finding messages by any part of their text, one character included."""

from datetime import datetime

import msgspec

from reunion.core.context import Context
from reunion.core.errors import Invalid, Text
from reunion.core.paging import Page, decode_cursor, encode_cursor
from reunion.platform.conversations.content import folded, snippet, written
from reunion.platform.conversations.model import Conversation, Message
from reunion.platform.conversations.store import searching, views

_LONGEST = 100


class Hit(msgspec.Struct):
    """A message that holds what was searched; `snippet` is the part around it, as it was written."""

    message: Message
    conversation: Conversation
    snippet: str


class Found(msgspec.Struct):
    """Newest first."""

    messages: Page[Hit]


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
    seen = {message.conversation_id for message in found}
    by_id = {c.id: c for c in await views.several(ctx, account_id, list(seen))}
    hits = [
        Hit(message, by_id[message.conversation_id], snippet(_written(message), needle))
        for message in found
    ]
    last = found[-1] if found else None
    next_cursor = (
        encode_cursor(last.sent_at, last.conversation_id, last.seq) if more and last else None
    )
    return Found(Page(hits, next_cursor))


def _written(message: Message) -> str:
    return written(message.kind, msgspec.json.decode(message.content))
