"""That a customer reads is told at the member's desk: content knows the userid and the customer, the platform
their chat. Growth and platform do not know each other."""

from collections.abc import Sequence

from reunion.core.context import Context
from reunion.growth.connection import service as connections
from reunion.growth.content.desks import Desk, finds_desks
from reunion.platform.contacts import handing
from reunion.platform.contacts import service as contacts
from reunion.platform.contacts.refusals import MemberUnknown
from reunion.platform.conversations import service as conversations


@finds_desks
async def desk(ctx: Context, userid: str, external_userids: Sequence[str]) -> Desk | None:
    """None where the company's WeCom is another than this platform, or has no such member here."""
    connected = await connections.find(ctx)
    if connected is not None and not connected.embedded:
        return None
    try:
        member = await contacts.require_member(ctx, userid)
    except MemberUnknown:
        return None
    if not external_userids:
        return Desk(member.id, {})
    known = await handing.ids_of(ctx, list(external_userids))
    chats = await conversations.pair_ids(ctx, member.id, list(known.values()))
    return Desk(member.id, {one: chats[key] for one, key in known.items() if key in chats})
