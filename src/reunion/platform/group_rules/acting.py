"""What follows from a message in a group: a guard's act, or a keyword reply; each once, in order.

Both answer what she herself wrote, where she wrote it, within seconds: like a person's own reply they are
no touch, and ask no permit. What keeps them few is counted here: a pause for each reply, so many replies an
hour for each group, one warning a minute for each person.
"""

from typing import Any

from reunion import outbox
from reunion.core.context import Context
from reunion.platform.conversations import service as conversations
from reunion.platform.conversations.content import written
from reunion.platform.group_rules.matching import (
    Finding,
    findings,
    flooded,
    reply_for,
    severest,
)
from reunion.platform.group_rules.model import (
    ANSWER_WITHIN,
    EXCERPT,
    GroupCustomer,
    Outcome,
    Reason,
)
from reunion.platform.group_rules.store import acts, customers, rules
from reunion.platform.groups import service as groups
from reunion.platform.groups.hooks import GroupMessage
from reunion.platform.media import service as media
from reunion.platform.media.codes import codes_in
from reunion.platform.welcome.model import MEDIA_KINDS, message_of, personal
from reunion.storage.blobs import Blobs

_HELPER = "群助手"
"""Who removes, in the grey line."""
_WARNINGS: dict[Reason, str] = {
    "word": "请注意用语，您的消息含有本群不允许的内容",
    "link": "本群不允许发送链接，请勿再发",
    "code": "本群不允许发送二维码，请勿再发",
    "miniprogram": "本群不允许发送小程序，请勿再发",
    "card": "本群不允许发送名片，请勿再发",
    "flood": "您发送得太频繁了，请稍等片刻再发",
}


async def follow(ctx: Context, message: GroupMessage, blobs: Blobs) -> None:
    """A customer's message is looked at by the guards first; one that broke no rule may be answered."""
    if message.sender_kind != "contact":
        return
    found = await _found(ctx, message, blobs)
    if found is not None:
        await _act(ctx, message, found)
    elif message.kind == "text" and ctx.now - message.sent_at <= ANSWER_WITHIN:
        await _answer(ctx, message)


async def _found(ctx: Context, message: GroupMessage, blobs: Blobs) -> Finding | None:
    guards = await rules.guards_for(ctx, message.group_id, message.sent_at)
    if not guards:
        return None
    who = message.sender_id
    codes: list[str] = []
    if any(one.codes and who not in one.exempt for one in guards):
        picture = message.content.get("media")
        codes = await codes_in(ctx.tx, blobs, picture["id"]) if picture else []
    found = findings(guards, who, message.kind, message.content, codes)
    counting = [one for one in guards if one.flood and who not in one.exempt]
    if counting:
        times = await acts.times_of(ctx, message.group_id, who, message.seq)
        for guard in counting:
            count = flooded(guard.flood, times, message.sent_at) if guard.flood else 0
            if count:
                found.append(Finding(guard, "flood", str(count)))
    return severest(found)


async def _act(ctx: Context, message: GroupMessage, found: Finding) -> None:
    who, group_id, action = message.sender_id, message.group_id, found.guard.action
    customer = (await customers.named(ctx, [who]))[who]
    inside = await customers.is_inside(ctx, group_id, who)
    barring = action == "remove_and_block" and not await customers.barred_among(ctx, [who])
    outcome: Outcome = "gone"
    if barring:
        outcome = "blocked"
    elif inside and action != "warn":
        outcome = "removed"
    elif inside:
        lately = await acts.warned_lately(ctx, group_id, who, message.sent_at)
        outcome = "quiet" if lately else "warned"
    excerpt = written(message.kind, message.content)[:EXCERPT]
    act_id = await acts.write(
        ctx, group_id, message.seq, who, found, excerpt, outcome, message.sent_at
    )
    if barring:
        await customers.bar(ctx, who, found.guard.name, act_id)
    if inside and action != "warn":
        await groups.remove(ctx, group_id, [who], reason=found.guard.name, by=_HELPER)
    if outcome == "warned":
        words = found.guard.warning or _WARNINGS[found.reason]
        await _say(ctx, message, f"guard-{message.seq}", customer, [("text", {"text": words})])
    data = {
        "group_id": group_id, "seq": message.seq, "guard": found.guard.name,
        "reason": found.reason, "found": found.found, "outcome": outcome,
    }  # fmt: skip
    await outbox.append(
        ctx, "group_guard.acted", subject=customer.external_userid, key=str(who), data=data
    )


async def _answer(ctx: Context, message: GroupMessage) -> None:
    offered = await rules.replies_for(ctx, message.group_id, message.sent_at)
    rule = reply_for(offered, message.content["text"])
    if rule is None or not await acts.take_reply(
        ctx, message.group_id, message.seq, rule.id, rule.cooldown, ctx.now
    ):
        return
    customer = (await customers.named(ctx, [message.sender_id]))[message.sender_id]
    text, attachments = await rules.message_of(ctx, rule.id)
    parts: list[tuple[str, dict[str, Any]]] = []
    if text.strip():
        parts.append(("text", {"text": personal(text, customer.name)}))
    for one in attachments:
        if one.kind in MEDIA_KINDS:
            one.media = await media.find(ctx, one.media_id) if one.media_id else None
            if one.media is None:
                continue
        parts.append(message_of(one))
    await _say(ctx, message, f"reply-{message.seq}", customer, parts)


async def _say(
    ctx: Context, message: GroupMessage, client_id: str, customer: GroupCustomer,
    parts: list[tuple[str, dict[str, Any]]],
) -> None:  # fmt: skip
    """In the owner's name; words are for her by name."""
    group = await groups.require(ctx, message.group_id)
    if group.dismissed_at is not None:
        return
    for place, (kind, content) in enumerate(parts):
        if kind == "text":
            content = {
                "text": f"@{customer.name} {content['text']}", "at": [customer.contact_id],
            }  # fmt: skip
        await conversations.send(
            ctx, group.id, group.owner_id, kind, content, f"{client_id}-{place}"
        )
