"""Taking a message back: its content goes, and a message of kind `recall` tells everybody so."""

from reunion.core.context import Context
from reunion.platform.conversations.model import (
    RECALL_PREFIX,
    RECALL_WITHIN,
    Message,
    NoConversation,
    NoMessage,
    NotYours,
    TooLate,
)
from reunion.platform.conversations.service import about_to_recall, send
from reunion.platform.conversations.store import parties, reading


async def recall(ctx: Context, conversation_id: int, sender_id: int, seq: int) -> Message:
    """Own messages, for two minutes; again is no error. Answers the message without its content.

    Works in a closed conversation too: who was blocked may still take his words back.
    """
    if not await parties.lock(ctx, conversation_id):
        raise NoConversation
    message = await reading.message_at(ctx, conversation_id, seq)
    if message is None or message.kind in {"system", "recall"}:
        raise NoMessage
    if message.sender_id != sender_id:
        raise NotYours
    if not message.recalled:
        if ctx.now - message.sent_at > RECALL_WITHIN:
            raise TooLate
        await about_to_recall(ctx, conversation_id, seq)
        await reading.recall(ctx, conversation_id, seq)
        await send(
            ctx, conversation_id, sender_id, "recall", {"seq": seq}, RECALL_PREFIX + str(seq)
        )
        message = await reading.message_at(ctx, conversation_id, seq)
        assert message is not None
    return message
