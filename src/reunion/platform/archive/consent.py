"""What a customer is told and says, in a conversation that may be archived."""

from datetime import datetime

import msgspec

from reunion import outbox
from reunion.core.context import Context
from reunion.platform.archive.model import AGREED, DISAGREED, Mode
from reunion.platform.archive.store import consents
from reunion.platform.conversations import service as conversations
from reunion.platform.conversations.model import NoConversation

_LINES = {
    AGREED: "客户已同意会话存档",
    DISAGREED: "客户不同意会话存档，后续消息不会存档",
}


class ArchiveNotice(msgspec.Struct):
    """`concerned`: a member in it is archived. `mode`: ask, nothing before she agrees; tell, until she
    disagrees. `agreed` null: she has said nothing."""

    concerned: bool
    mode: Mode
    agreed: bool | None
    at: datetime | None
    member_name: str


async def notice(ctx: Context, person_id: int, conversation_id: int) -> ArchiveNotice:
    """Raises NoConversation."""
    asked = await consents.asked(ctx.tx, person_id, conversation_id)
    if asked is None:
        raise NoConversation
    return ArchiveNotice(bool(asked.members), asked.mode, asked.agreed, asked.at, asked.member_name)


async def say(ctx: Context, person_id: int, conversation_id: int, *, agreed: bool) -> ArchiveNotice:
    """Her word holds from now on, and stands in the chat as a grey line. The same word again changes
    nothing. Raises NoConversation."""
    asked = await consents.asked(ctx.tx, person_id, conversation_id)
    if asked is None or not asked.members:
        raise NoConversation
    inside = ctx.in_corp(asked.corp_id)
    last = await consents.last(inside, conversation_id, asked.contact_id)
    if last.agreed != agreed:
        await consents.say(inside, conversation_id, asked.contact_id, agreed)
        code = AGREED if agreed else DISAGREED
        await conversations.send_system(
            inside, conversation_id, code, _LINES[code], sender_id=asked.contact_id
        )
        data = {
            "external_userid": asked.external_userid,
            "userid": asked.members[0] if asked.kind == "external" else None,
            "conversation_id": conversation_id,
        }
        await outbox.append(
            inside, "archive.agreed" if agreed else "archive.disagreed",
            subject=asked.external_userid, key=str(asked.contact_id), data=data,
        )  # fmt: skip
    return await notice(ctx, person_id, conversation_id)
