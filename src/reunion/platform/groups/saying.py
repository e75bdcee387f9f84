"""What a group hears that nobody typed: grey lines, announcements, welcomes, automated replies."""

from collections.abc import Sequence
from typing import Any

from reunion.core.context import Context
from reunion.platform.conversations import service as conversations
from reunion.platform.corps import service as corps
from reunion.platform.groups.model import GroupRow, Newcomer, NoticeRefusal
from reunion.platform.groups.store import templates
from reunion.platform.welcome import service as welcome
from reunion.platform.welcome.model import Attachment, Welcome, around_name, message_of
from reunion.restraint import service as restraint
from reunion.restraint.model import Ask, Purpose, Touch

_NAMED = 10
"""How many names a grey line lists."""
_LINES = {
    "group_started": "{by} 创建了客户群，成员有 {what}",
    "group_added": "{by} 邀请 {what} 加入了群聊",
    "group_joined": "{by} 通过扫描二维码加入了群聊",
    "group_removed": "{by} 将 {what} 移出了群聊",
    "group_left": "{by} 退出了群聊",
    "group_owner": "{by} 成为新群主",
    "group_named": "{by} 修改群名为“{what}”",
    "group_unnamed": "{by} 清空了群名",
    "group_admins": "{by} 将 {what} 设为群管理员",
    "group_unadmins": "{by} 取消了群管理员",
    "group_dismissed": "{by} 解散了该群",
    "group_code_opened": "本群已满，新成员将加入“{what}”",
}


def listed(names: Sequence[str]) -> str:
    """Names for a grey line."""
    return "、".join(names[:_NAMED]) + ("…" if len(names) > _NAMED else "")


async def line(
    ctx: Context, group_id: int, code: str, what: str = "", by: str | None = None
) -> None:
    """A grey line; it reaches the sockets at commit."""
    by = by if by is not None else ctx.actor.name
    text = _LINES[code].format(by=by, what=what)
    await conversations.send_system(ctx, group_id, code, text, said={"by": by, "what": what})


async def announce(
    ctx: Context, group: GroupRow, notice_id: int, speaker_id: int, text: str
) -> NoticeRefusal | None:
    """The announcement as a message to all, where restraint lets it through: the group is who is
    asked about. Answers why not."""
    refusal = await permit(ctx, group, "group_notice", notice_id, speaker_id)
    if refusal is None:
        content = {"text": text, "at_all": True, "notice": True}
        await conversations.send(
            ctx, group.id, speaker_id, "text", content, f"group-notice-{notice_id}"
        )
    return refusal


async def permit(
    ctx: Context, group: GroupRow, source: str, source_id: int, member_id: int,
    purpose: Purpose = "service",
) -> NoticeRefusal | None:  # fmt: skip
    """One touch of the whole group; answers why it is refused. The conversation must not be held."""
    zone = await corps.zone(ctx)
    quiet = await restraint.quiet(ctx, purpose, zone)
    if quiet is not None:
        return NoticeRefusal("quiet_hours", None, None)
    touch = Touch("group", purpose, source, source_id)
    verdicts = await restraint.decide(ctx, touch, [Ask(group.addressee, member_id)], zone)
    if refused := verdicts.refused.get(group.addressee):
        return NoticeRefusal(refused.rule, refused.counted, refused.allowed)
    return None


async def greet(ctx: Context, group: GroupRow, newcomers: Sequence[Newcomer]) -> None:
    """The group's welcome to the customers among these, at most once for a customer and a group."""
    customers = [one for one in newcomers if one.kind == "contact"]
    words = await welcome_of(ctx, group)
    if not customers or words is None or words.empty or not words.enabled:
        return
    touch = Touch("automated", "service", "group_welcome", group.id)
    asks = [Ask(one.principal_id, group.owner_id) for one in customers]
    verdicts = await restraint.decide(ctx, touch, asks, await corps.zone(ctx))
    to = [one for one in customers if one.principal_id in verdicts.permitted]
    if not to:
        return
    names, at = listed([one.name for one in to]), [one.principal_id for one in to][:50]
    parts = around_name(words.text)
    text = names.join(parts) if len(parts) > 1 else f"@{names} {words.text}"
    messages = [] if not words.text.strip() else [("text", {"text": text, "at": at})]
    await write(ctx, group, messages, words.attachments, f"group-welcome-{group.version}")


async def write(
    ctx: Context, group: GroupRow, messages: Sequence[tuple[str, dict[str, Any]]],
    attachments: Sequence[Attachment], client_id: str,
) -> None:  # fmt: skip
    """In the owner's name; attachments that are gone are left out."""
    shown = await welcome.shown(ctx, Welcome("", list(attachments)))
    rest = [
        message_of(one)
        for one in shown.attachments
        if one.kind not in ("image", "video", "file") or one.media is not None
    ]
    for place, (kind, content) in enumerate([*messages, *rest]):
        await conversations.send(
            ctx, group.id, group.owner_id, kind, content, f"{client_id}-{place}"
        )


async def welcome_of(ctx: Context, group: GroupRow) -> Welcome | None:
    """The group's own words, or those of its template."""
    if group.template_id is not None:
        found = await templates.get(ctx, template_key=group.template_id)
        return Welcome(found.text, found.attachments) if found else None
    return templates.welcome_from(group.welcome) if group.welcome else None


async def say(
    ctx: Context, group: GroupRow, text: str, *, at: Sequence[int], source: str, source_id: int,
    client_id: str, attachments: Sequence[Attachment] = (), purpose: Purpose = "service",
) -> bool:  # fmt: skip
    """An automated message in the owner's name to customers of the group (`at`), who are asked about
    under (`source`, `source_id`); whether it was said. To nobody in particular, it is for the group."""
    zone = await corps.zone(ctx)
    asked = list(at) or [group.addressee]
    asks = [Ask(one, group.owner_id) for one in asked]
    touch = Touch("automated", purpose, source, source_id)
    verdicts = await restraint.decide(ctx, touch, asks, zone)
    if not verdicts.permitted:
        return False
    to = [one for one in at if one in verdicts.permitted]
    content: dict[str, Any] = {"text": text} | ({"at": to} if to else {})
    messages = [("text", content)] if text.strip() else []
    await write(ctx, group, messages, attachments, client_id)
    return True
