"""交接包 What the next person must know of a customer: from the records, each line with its place."""

from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.platform.contacts import service as contacts
from reunion.platform.contacts.model import Customer
from reunion.platform.conversations import service as conversations
from reunion.platform.conversations.model import Message
from reunion.platform.handover.model import Line, Pack
from reunion.platform.promises import service as promises

_LINES = 12
_READ = 40
_SHOWN = 200
_KINDS: dict[str, tuple[str, str]] = {
    "image": ("[图片]", "[picture]"),
    "voice": ("[语音]", "[voice]"),
    "video": ("[视频]", "[video]"),
    "file": ("[文件]", "[file]"),
    "link": ("[链接]", "[link]"),
    "card": ("[名片]", "[contact card]"),
    "location": ("[位置]", "[location]"),
    "miniprogram": ("[小程序]", "[mini program]"),
}


async def pack(
    ctx: Context, contact_id: int, owner_id: int, promises_of: int, language: str
) -> Pack:
    """Of a customer as one member has, or had, her; the promises are those that `promises_of` keeps now."""
    one = await contacts.customer(ctx, contact_id, owner_id, language)
    lines: list[Line] = []
    if one.conversation_id is not None:
        lines = await _last_talk(ctx, one, owner_id, language)
    waits, since = _who_waits(lines)
    follow = one.follow
    return Pack(
        contact_id=contact_id,
        external_userid=one.external_userid,
        name=one.name,
        remark=follow.remark,
        description=follow.description,
        company=follow.company,
        mobiles=follow.mobiles,
        tags=follow.tags,
        member_name=follow.member_name,
        since=follow.added_at,
        add_way_name=follow.add_way_name,
        source_name=follow.source_name,
        last_talk=lines,
        waits=waits,
        waits_since=since,
        promises=await promises.of_customer(ctx, contact_id, promises_of),
    )


async def _last_talk(ctx: Context, one: Customer, owner_id: int, language: str) -> list[Line]:
    talk = one.conversation_id or 0
    found = await conversations.history(ctx, talk, before=None, limit=_READ)
    said = [m for m in found if m.kind not in ("system", "recall") and not m.recalled]
    return [
        Line(
            at=message.sent_at,
            mine=message.sender_id == owner_id,
            by=one.follow.member_name if message.sender_id == owner_id else one.name,
            kind=message.kind,
            text=_text(message, language),
            conversation_id=talk,
            seq=message.seq,
        )
        for message in said[-_LINES:]
    ]


def _text(message: Message, language: str) -> str:
    content: dict[str, Any] = msgspec.json.decode(message.content)
    if message.kind == "text":
        return str(content.get("text", ""))[:_SHOWN]
    sign = _KINDS.get(message.kind, ("", ""))[language == "en"]
    name = content.get("title") or content.get("name") or ""
    return f"{sign} {name}".strip()[:_SHOWN]


def _who_waits(lines: list[Line]) -> tuple[str | None, Any]:
    """Whoever spoke last waits for the other: since the first of those words."""
    if not lines:
        return None, None
    last = lines[-1]
    first = last
    for line in reversed(lines):
        if line.mine != last.mine:
            break
        first = line
    return ("us" if last.mine else "customer"), first.at
