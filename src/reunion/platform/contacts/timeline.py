"""The story of a customer, told from the events: a line each, in the reader's language."""

from datetime import datetime
from typing import Any

from reunion.core.context import Context
from reunion.core.paging import Page, decode_cursor, encode_cursor
from reunion.platform.contacts.model import TimelineEntry
from reunion.platform.contacts.store import story
from reunion.platform.contacts.store.story import EventRow, TalkRow
from reunion.wecom.add_ways import ADD_WAYS

# kind, Chinese title, English title
_TITLES: dict[str, tuple[str, str, str]] = {
    "contact.requested": ("requested", "申请添加好友", "Asked to be a contact"),
    "contact.added": ("added", "成为客户", "Became a customer"),
    "partner.person_joined": ("employed", "登记为上下游联系人", "Known as of a partner company"),
    "partner.person_changed": ("employed", "更改上下游职务", "Position at a partner changed"),
    "partner.person_left": ("employed", "不再是上下游联系人", "No longer of a partner company"),
    "contact.ignored": ("ignored", "忽略了申请", "The request was put away"),
    "contact.withdrawn": ("withdrawn", "撤回了申请", "The request was taken back"),
    "contact.deleted": ("deleted", "解除了好友关系", "No longer contacts"),
    "contact.blocked": ("blocked", "客户屏蔽了消息", "The customer blocked messages"),
    "contact.unblocked": ("unblocked", "客户解除了屏蔽", "The customer accepts messages again"),
    "contact.unassigned": (
        "unassigned",
        "成员离职，等待分配",
        "The member left; waits to be taken over",
    ),
    "contact.chat_opened": ("temporary", "开始临时会话", "Temporary chat began"),
    "contact.chat_ended": ("temporary", "临时会话结束", "Temporary chat ended"),
    "welcome.sent": ("welcome", "发送了欢迎语", "Welcome sent"),
    "moment.liked": ("moment", "赞了朋友圈", "Liked a Moment"),
    "moment.unliked": ("moment", "取消了朋友圈的赞", "Took back a like"),
    "moment.commented": ("moment", "评论了朋友圈", "Commented on a Moment"),
    "moment.comment_deleted": ("moment", "删除了朋友圈评论", "Deleted a comment"),
    "customer.preferences_changed": (
        "preferences",
        "客户修改了接收偏好",
        "The customer changed what she receives",
    ),
    "promise.made": ("promise", "记下承诺", "Promise noted"),
    "promise.changed": ("promise", "修改承诺", "Promise changed"),
    "promise.kept": ("promise", "完成承诺", "Promise kept"),
    "promise.reopened": ("promise", "承诺重新打开", "Promise open again"),
    "promise.deleted": ("promise", "删除承诺", "Promise deleted"),
    "handover.started": ("handover", "开始交接", "Handover began"),
    "handover.refused": ("handover", "客户拒绝了交接", "The customer refused the handover"),
    "handover.failed": ("handover", "交接未成功", "The handover failed"),
    "handover.ended": ("handover", "交接已取消", "The handover was called off"),
}
_HANDED = ("handover", "交给了同事", "Handed over to a colleague")
_PURPOSES = {"marketing": ("营销消息", "marketing"), "service": ("服务消息", "service messages")}
_FIELDS = {
    "remark": ("备注", "Remark"),
    "description": ("描述", "Description"),
    "remark_company": ("企业", "Company"),
    "remark_mobiles": ("电话", "Phones"),
    "remark_media_id": ("图片", "Picture"),
}
_OWNERS = {
    "contact_way": ("联系我的欢迎语", "of the contact way"),
    "member": ("成员的欢迎语", "the member's own"),
    "corp": ("企业默认欢迎语", "the company's"),
    "app": ("应用发送", "by an app"),
}


async def timeline(
    ctx: Context,
    external_userid: str,
    *,
    conversations: list[int],
    members: list[int] | None,
    cursor: str | None,
    limit: int,
    language: str,
) -> Page[TimelineEntry]:
    """What happened and on which days they talked, the latest first.

    With `members` only between these and the customer. Days of talk stand between the events:
    a page shows those that ended after its last event and before the page above.
    """
    before, until = None, ctx.now
    if cursor:
        before, until = decode_cursor(cursor, tuple[int, datetime])
    rows = await story.events(ctx, external_userid, members=members, before=before, limit=limit + 1)
    more = len(rows) > limit
    rows = rows[:limit]
    english = language == "en"
    talks = await story.talks(ctx, conversations, rows[-1].at if more else None, until)
    keys = {way for row in rows if (way := _way_of(row))}
    ids = {key for key in keys if isinstance(key, int)}
    states = {key for key in keys if isinstance(key, str)}
    ways = await story.way_names(ctx, ids, states)
    entries = [entry(row, ways, english=english) for row in rows]
    entries += [talk(row, english=english) for row in talks]
    entries.sort(key=lambda one: one.at, reverse=True)
    return Page(entries, encode_cursor(rows[-1].id, rows[-1].at) if more else None)


def talk(row: TalkRow, *, english: bool) -> TimelineEntry:
    """A day of talk as a line."""
    title = "Talked" if english else "聊天"
    if english:
        detail = f"{row.received} from the customer, {row.sent} from us"
    else:
        detail = f"客户 {row.received} 条，我方 {row.sent} 条"
    data = {"received": row.received, "sent": row.sent}
    return TimelineEntry(row.at, "message_day", title, detail, data)


def entry(row: EventRow, ways: dict[int | str, str], *, english: bool) -> TimelineEntry:
    """One event as a line; `ways` has the names of contact ways."""
    if row.name == "contact.edited":
        return _edited(row, english=english)
    kind, zh, en = _TITLES.get(row.name, (row.name, row.name, row.name))
    if row.name == "contact.deleted" and row.data.get("source"):
        kind, zh, en = _HANDED
    title = en if english else zh
    if row.name == "contact.added":
        return _added(row, kind, title, ways.get(_way_of(row) or ""), english=english)
    detail = _detail(row.name, row.data, english=english)
    return TimelineEntry(row.at, kind, title, detail, _shown(row))


def _way_of(row: EventRow) -> int | str | None:
    """The contact way by id; by its state where the event does not know it."""
    if row.name != "contact.added":
        return None
    return row.data.get("contact_way_id") or row.data.get("state")


def _added(
    row: EventRow, kind: str, title: str, way: str | None, *, english: bool
) -> TimelineEntry:
    """How they met, and by which contact way: by its name, with `state` beside it."""
    how = ADD_WAYS.get(row.data.get("add_way", 0), ADD_WAYS[0]).said("en" if english else "zh")
    state = row.data.get("state", "")
    detail = " · ".join(part for part in (how, way or state) if part)
    note = state if way and state != way else ""
    return TimelineEntry(row.at, kind, title, detail, _shown(row), note)


def _detail(name: str, data: dict[str, Any], *, english: bool) -> str:
    if name == "contact.requested":
        return data.get("apply_text", "")
    if name.startswith("partner."):
        return " · ".join(part for part in (data["partner"], data["position"]) if part)
    if name.startswith("promise."):
        return data.get("text", "")
    if name.startswith("handover.") or (name == "contact.deleted" and data.get("source")):
        return f"{data.get('from', '')} → {data.get('to', '')}"
    if name == "contact.deleted":
        by_customer = data.get("by") == "customer"
        if english:
            return "by the customer" if by_customer else "by the member"
        return "客户删除了成员" if by_customer else "成员删除了客户"
    if name == "customer.preferences_changed":
        return _wishes(data.get("receives", {}), english=english)
    if name in ("moment.commented", "moment.comment_deleted"):
        return data.get("text", "")
    if name == "welcome.sent":
        return _OWNERS.get(data.get("owner", ""), ("", ""))[english]
    return ""


def _wishes(receives: dict[str, bool], *, english: bool) -> str:
    parts = []
    for purpose, wanted in receives.items():
        named = _PURPOSES.get(purpose, (purpose, purpose))[english]
        if english:
            parts.append(f"{'wants' if wanted else 'no more'} {named}")
        else:
            parts.append(f"{'接收' if wanted else '不再接收'}{named}")
    return (", " if english else "，").join(parts)


def _edited(row: EventRow, *, english: bool) -> TimelineEntry:
    changed = row.data.get("changed", {})
    tags = changed.get("tags")
    if tags:
        signs = [f"+{name}" for name in tags.get("add", [])]
        signs += [f"−{name}" for name in tags.get("remove", [])]
        title = "Tags changed" if english else "修改标签"
        return TimelineEntry(row.at, "tags", title, " ".join(signs), _shown(row))
    parts = []
    for field, values in changed.items():
        new = values[1] if isinstance(values, list) and len(values) == 2 else values
        shown = "、".join(new) if isinstance(new, list) else str(new or "")
        parts.append(f"{_FIELDS.get(field, (field, field))[english]}：{shown or '—'}")
    title = "Remark changed" if english else "修改备注"
    return TimelineEntry(row.at, "remark", title, "；".join(parts), _shown(row))


def _shown(row: EventRow) -> dict[str, Any]:
    """What the screens may know: codes stay out."""
    data = {name: value for name, value in row.data.items() if name != "welcome_code"}
    return data | {"by": row.actor_name, "ended_by": row.data.get("by")}
