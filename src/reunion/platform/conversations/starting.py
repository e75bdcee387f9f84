"""Opening a conversation from a contact list: finds the pair's, or makes that of two colleagues."""

from collections.abc import Sequence

from reunion.core.context import Context
from reunion.platform.conversations import service
from reunion.platform.conversations.model import CannotTalk, Conversation, NoConversation, Party
from reunion.platform.conversations.store import parties, views


async def start(ctx: Context, account_id: int, principal_id: int) -> Conversation:
    """The conversation of the caller with a contact or a colleague; shown again if it was hidden.

    With a contact it exists since the contact was added, so none means that there is no contact.
    """
    found = await parties.shared_pair(ctx, account_id, principal_id)
    if found is None:
        if not await _colleagues(ctx, [account_id, principal_id]):
            raise CannotTalk
        one, other = (Party(i, "member", i) for i in (account_id, principal_id))
        conversation_id = await service.open_pair(ctx, one, other)
    else:
        corp_id, conversation_id, me = found
        inside = ctx.in_corp(corp_id)
        await parties.set_marks(inside, conversation_id, me, muted=None, pinned=None, hidden=False)
    return await shown(ctx, account_id, conversation_id)


async def shown(ctx: Context, account_id: int, conversation_id: int) -> Conversation:
    """One of the caller's; raises NoConversation."""
    conversation = await views.one(ctx, account_id, conversation_id)
    if conversation is None:
        raise NoConversation
    return conversation


async def _colleagues(ctx: Context, member_ids: Sequence[int]) -> bool:
    if ctx.corp_id == 0 or len(set(member_ids)) < 2:
        return False
    return await parties.active_members(ctx, member_ids) == len(set(member_ids))
