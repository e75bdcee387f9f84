"""The verbs on welcomes, and the promise that exactly one arrives per addition."""

import msgspec

from reunion import outbox
from reunion.core import ids
from reunion.core.context import Context
from reunion.platform.conversations import service as conversations
from reunion.platform.interception import vetting
from reunion.platform.media import service as media
from reunion.platform.welcome import store
from reunion.platform.welcome.model import (
    MEDIA_KINDS,
    UNUSABLE,
    AlreadyWelcomed,
    Attachment,
    BeingSent,
    CodeInvalid,
    Greeting,
    MediaUnusable,
    MemberWelcome,
    Slot,
    Welcome,
    check,
    message_of,
    personal,
)


async def greet(ctx: Context, greeting: Greeting) -> str | None:
    """Sends the welcome that applies, in the transaction of the addition.

    Where none is set, answers a welcome_code for the apps: 20 seconds, one use.
    """
    seq = await store.last_seq(ctx, greeting.conversation_id)
    chosen = await store.choose(ctx, greeting)
    if chosen is None:
        code = ids.token()
        await store.open_slot(ctx, greeting, seq, code=code, sent_by=None)
        return code
    await store.open_slot(ctx, greeting, seq, code=None, sent_by=chosen.owner)
    slot = Slot(
        greeting.contact_id,
        greeting.member_id,
        greeting.conversation_id,
        seq,
        greeting.userid,
        greeting.external_userid,
        greeting.customer_name,
    )
    await _say(ctx, slot, await shown(ctx, chosen.welcome), chosen.owner)
    return None


async def send_by_code(ctx: Context, code: str, welcome: Welcome, sent_by: str) -> None:
    """An app sends the welcome. Raises CodeInvalid, AlreadyWelcomed, BeingSent, TextBlocked, and what
    `check` raises."""
    check(welcome)
    locked = await store.lock_slot(ctx, code)
    if locked is None:
        raise BeingSent() if await store.has_slot(ctx, code) else CodeInvalid()
    slot, sent, late = locked
    if sent:
        raise AlreadyWelcomed()
    if late:
        raise CodeInvalid()
    if await store.talked_since(ctx, slot.conversation_id, slot.opened_seq):
        raise AlreadyWelcomed()
    await vetting.vet(ctx, "welcome", welcome.said, speaker_id=slot.member_id)
    welcome = await require_media(ctx, welcome)
    await store.claim(ctx, code, sent_by)
    await _say(ctx, slot, welcome, "app")


async def _say(ctx: Context, slot: Slot, welcome: Welcome, owner: str) -> None:
    client_id = f"welcome-{slot.opened_seq}"
    messages = [message_of(one) for one in welcome.attachments if _usable(one)]
    if welcome.text.strip():
        messages.insert(0, ("text", {"text": personal(welcome.text, slot.customer_name)}))
    for place, (kind, content) in enumerate(messages):
        await conversations.send(
            ctx, slot.conversation_id, slot.member_id, kind, content, f"{client_id}-{place}"
        )
    data = {
        "member_id": slot.member_id,
        "userid": slot.userid,
        "external_userid": slot.external_userid,
        "owner": owner,
        "messages": len(messages),
    }
    key = str(slot.contact_id)
    await outbox.append(ctx, "welcome.sent", subject=slot.external_userid, key=key, data=data)


def _usable(one: Attachment) -> bool:
    return one.kind not in MEDIA_KINDS or one.media is not None


async def require_media(ctx: Context, welcome: Welcome) -> Welcome:
    """The welcome with media that stay, filled in; raises MediaUnusable."""
    attachments = []
    for place, one in enumerate(welcome.attachments):
        found = await media.find(ctx, one.media_id) if one.media_id else None
        if one.kind in MEDIA_KINDS:
            if found is None or found.kind != one.kind:
                raise MediaUnusable(UNUSABLE, **{f"attachments[{place}].media_id": UNUSABLE})
            found = await media.keep(ctx, found.id)
            one = msgspec.structs.replace(one, media_id=found.id, media=found)
        attachments.append(one)
    return msgspec.structs.replace(welcome, attachments=attachments)


async def shown(ctx: Context, welcome: Welcome) -> Welcome:
    """The welcome with its media filled in as far as they exist."""
    attachments = []
    for one in welcome.attachments:
        found = await media.find(ctx, one.media_id) if one.media_id else None
        attachments.append(msgspec.structs.replace(one, media=found))
    return msgspec.structs.replace(welcome, attachments=attachments)


async def get(
    ctx: Context, *, member_id: int | None = None, contact_way_id: int | None = None
) -> Welcome | None:
    """A contact way's, a member's, or (neither given) the corp's."""
    found = await store.get(ctx, member_id=member_id, contact_way_id=contact_way_id)
    return await shown(ctx, found) if found else None


async def of_ways(ctx: Context, contact_way_ids: list[int]) -> dict[int, Welcome]:
    """Welcomes of several contact ways, by their keys."""
    found = await store.of_ways(ctx, contact_way_ids)
    return {way_id: await shown(ctx, welcome) for way_id, welcome in found.items()}


async def of_members(ctx: Context) -> list[MemberWelcome]:
    """All members' own welcomes."""
    rows = await store.of_members(ctx)
    return [msgspec.structs.replace(row, welcome=await shown(ctx, row.welcome)) for row in rows]


async def put(
    ctx: Context,
    welcome: Welcome,
    *,
    subject: str,
    member_id: int | None = None,
    contact_way_id: int | None = None,
) -> Welcome:
    """Sets a welcome; `subject` names its owner in the audit log.

    Raises what `check` raises, TextBlocked, TextWarned, and MediaUnusable.
    """
    check(welcome)
    if welcome.enabled:
        await vetting.vet(ctx, "welcome", welcome.said, speaker_id=member_id)
    filled = await require_media(ctx, welcome)
    await store.put(ctx, filled, member_id=member_id, contact_way_id=contact_way_id)
    data = {"text": welcome.text, "attachments": len(welcome.attachments)}
    data["enabled"] = welcome.enabled
    await outbox.append(ctx, "welcome.changed", subject=subject, data=data)
    return filled


async def delete(
    ctx: Context, *, subject: str, member_id: int | None = None, contact_way_id: int | None = None
) -> None:
    """Takes a welcome away, where there is one."""
    if await store.delete(ctx, member_id=member_id, contact_way_id=contact_way_id):
        await outbox.append(ctx, "welcome.deleted", subject=subject)
