"""What stands in the pack of one customer, line by line, each with its source."""

from datetime import datetime
from zoneinfo import ZoneInfo

from reunion.core.context import Context
from reunion.core.errors import Text
from reunion.platform.handover import service
from reunion.platform.handover.model import Handover, Pack
from reunion.platform.handover.packs.model import Fact, Language, known_elsewhere

_NAMES = {
    "remark": Text("备注", "Remark"), "description": Text("描述", "Description"),
    "company": Text("公司", "Company"), "mobiles": Text("电话", "Mobiles"),
    "tags": Text("标签", "Tags"), "came": Text("来源", "Source"), "since": Text("添加时间", "Added"),
    "promise": Text("承诺", "Promise"), "waits": Text("等待", "Waits"), "talk": Text("聊天", "Talk"),
}  # fmt: skip
_WAITS = {
    "customer": Text("客户在等回复", "The customer waits for an answer"),
    "us": Text("在等客户回复", "We wait for their answer"),
}


def when(at: datetime | None, zone: ZoneInfo) -> str:
    """A time in the company's zone; empty where there is none."""
    return at.astimezone(zone).strftime("%Y-%m-%d %H:%M") if at else ""


async def facts_of(ctx: Context, one: Handover, zone: ZoneInfo, language: Language) -> list[Fact]:
    """Who she is, what was promised, the last talk, and what other modules know."""
    pack = await service.pack_of(ctx, one, language)
    found = [*_card(pack, language), *_promised(pack, zone, language), *_talk(pack, language)]
    return [*found, *await known_elsewhere(ctx, one.external_userid, language)]


def _card(pack: Pack, language: Language) -> list[Fact]:
    card = Text(f"{pack.member_name} 的客户资料", f"{pack.member_name}'s card").said(language)
    values = {
        "remark": pack.remark, "description": pack.description, "company": pack.company,
        "mobiles": "；".join(pack.mobiles),
        "tags": "；".join(f"{tag.group}/{tag.name}" for tag in pack.tags),
        "came": pack.source_name or pack.add_way_name,
    }  # fmt: skip
    found = [
        Fact(_NAMES[key].said(language), text, None, card) for key, text in values.items() if text
    ]
    if pack.since:
        found.append(Fact(_NAMES["since"].said(language), "", pack.since, card))
    return found


def _promised(pack: Pack, zone: ZoneInfo, language: Language) -> list[Fact]:
    name = _NAMES["promise"].said(language)
    found: list[Fact] = []
    for one in pack.promises:
        due = when(one.due_at, zone)
        text = Text(f"{one.text}（{due} 前）", f"{one.text} (by {due})").said(language)
        source = Text(f"承诺 {one.id}，{one.made_by_name}", f"promise {one.id}, {one.made_by_name}")
        found.append(Fact(name, text, one.created_at, source.said(language)))
    return found


def _talk(pack: Pack, language: Language) -> list[Fact]:
    found: list[Fact] = []
    for line in pack.last_talk:
        place = Text(
            f"会话 {line.conversation_id} 第 {line.seq} 条",
            f"conversation {line.conversation_id}, line {line.seq}",
        )
        text = f"{line.by}：{line.text}"
        found.append(Fact(_NAMES["talk"].said(language), text, line.at, place.said(language)))
    if pack.waits and pack.waits_since and found:
        waits = _WAITS[pack.waits].said(language)
        last = Fact(_NAMES["waits"].said(language), waits, pack.waits_since, found[-1].source)
        found.append(last)
    return found
