"""Messages out."""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.platform.conversations.model import Message

MESSAGE = (
    "m.conversation_id, m.seq, m.sender_id, m.client_id, m.kind, m.content::text AS content, "
    "m.reply_to, m.sent_at, m.recalled_at"
)


def message_of(row: Any) -> Message:
    """A message from a row with the columns of `MESSAGE`."""
    return Message(
        row["conversation_id"], row["seq"], row["sender_id"], row["client_id"], row["kind"],
        msgspec.Raw(row["content"]), row["reply_to"], row["sent_at"], row["recalled_at"] is not None,
    )  # fmt: skip


async def messages_before(
    ctx: Context, conversation_id: int, before: int | None, above: int, limit: int
) -> list[Message]:
    """The newest below `before` (or at all) and above `above`, ascending."""
    rows = await ctx.tx.fetch(
        f"""SELECT {MESSAGE} FROM message m
            WHERE m.corp_id = $1 AND m.conversation_id = $2 AND ($3::bigint IS NULL OR m.seq < $3)
              AND m.seq > $4
            ORDER BY m.seq DESC LIMIT $5""",
        ctx.corp_id, conversation_id, before, above, limit,
    )  # fmt: skip
    return [message_of(row) for row in reversed(rows)]


async def messages_after(
    ctx: Context, conversation_id: int, after: int, limit: int
) -> list[Message]:
    """The oldest above `after`, ascending: how a client catches up."""
    rows = await ctx.tx.fetch(
        f"""SELECT {MESSAGE} FROM message m
            WHERE m.corp_id = $1 AND m.conversation_id = $2 AND m.seq > $3
            ORDER BY m.seq LIMIT $4""",
        ctx.corp_id, conversation_id, after, limit,
    )  # fmt: skip
    return [message_of(row) for row in rows]


async def message_at(ctx: Context, conversation_id: int, seq: int) -> Message | None:
    """One message by its place."""
    row = await ctx.tx.fetchrow(
        f"SELECT {MESSAGE} FROM message m WHERE m.corp_id = $1 AND m.conversation_id = $2 AND m.seq = $3",
        ctx.corp_id, conversation_id, seq,
    )  # fmt: skip
    return message_of(row) if row else None


async def messages_at(
    tx: Any, places: Sequence[tuple[int, int, int]]
) -> Iterable[tuple[int, Message]]:
    """(corp_id, message) for each (corp_id, conversation_id, seq) of any corps: what a node delivers."""
    corps, conversations, seqs = zip(*places, strict=True)
    rows = await tx.fetch(
        f"""SELECT m.corp_id, {MESSAGE}
            FROM unnest($1::bigint[], $2::bigint[], $3::bigint[]) AS p (corp_id, conversation_id, seq)
            JOIN message m USING (corp_id, conversation_id, seq)
            ORDER BY m.corp_id, m.conversation_id, m.seq""",
        corps, conversations, seqs,
    )  # fmt: skip
    return [(row["corp_id"], message_of(row)) for row in rows]


async def recall(ctx: Context, conversation_id: int, seq: int) -> None:
    """Takes the content away everywhere it is kept. The conversation's row must be locked."""
    place = (ctx.corp_id, conversation_id, seq)
    await ctx.tx.execute(
        """UPDATE message SET content = '{}', recalled_at = $4,
               changed = pg_current_xact_id()::text::bigint
           WHERE corp_id = $1 AND conversation_id = $2 AND seq = $3""",
        *place, ctx.now,
    )  # fmt: skip
    for table in ("message_search", "conversation_media"):
        await ctx.tx.execute(
            f"DELETE FROM {table} WHERE corp_id = $1 AND conversation_id = $2 AND seq = $3", *place
        )
