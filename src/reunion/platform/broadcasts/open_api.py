"""企业群发 on the open surface."""

from datetime import datetime, timedelta

import msgspec
from msgspec import UNSET

from reunion.core.context import Context
from reunion.core.errors import Invalid, Text
from reunion.core.paging import decode_cursor, encode_cursor
from reunion.platform.broadcasts import group_sending, service
from reunion.platform.broadcasts.model import NAMED, Audience, BroadcastRow, ChatType, Draft, Wires
from reunion.platform.broadcasts.refusals import NobodyReached, WrongType
from reunion.platform.broadcasts.store import audience, results, rows
from reunion.platform.directory import service as directory
from reunion.platform.welcome.attachments import of_wire, to_wire
from reunion.surfaces.open import serves
from reunion.surfaces.open.context import OpenContext
from reunion.surfaces.open.lists import limit_or, span
from reunion.wecom.endpoints import broadcasts
from reunion.wecom.endpoints.broadcasts import (
    AddMsgTemplateRequest,
    AddMsgTemplateResponse,
    GetGroupmsgListRequest,
    GetGroupmsgListResponse,
    GetGroupMsgResultRequest,
    GetGroupMsgResultResponse,
    GetGroupmsgSendResultRequest,
    GetGroupmsgSendResultResponse,
    GetGroupmsgTaskRequest,
    GetGroupmsgTaskResponse,
    GroupMsg,
    GroupMsgSend,
    GroupMsgTask,
    MsgidRequest,
)
from reunion.wecom.endpoints.contact_ways import ConclusionText
from reunion.wecom.endpoints.welcome import Attachment
from reunion.wecom.wire import Done

_SPAN = timedelta(days=31)
_TOO_LONG = Text("须晚于 start_time，跨度不超过一个月", "after start_time, by a month at most")
_GROUPS = 100
_CHECKED = {"review": 0, "rejected": 2}
_NO_FRIEND = frozenset({"not_friend", "blocked"})


def _type(chat_type: str) -> ChatType:
    if chat_type not in ("single", "group"):
        raise WrongType
    return "group" if chat_type == "group" else "single"


@serves(broadcasts.add_msg_template)
async def add_msg_template(ctx: OpenContext, req: AddMsgTemplateRequest) -> AddMsgTemplateResponse:
    """`fail_list`: who was named and is not among the recipients."""
    chat_type = _type(req.chat_type)
    failed: list[str] = []
    if chat_type == "group":
        wanted, failed = await _groups(ctx, req)
    else:
        wanted = _audience(req)
    attachments = [
        of_wire(one, place, ctx.config.public_url) for place, one in enumerate(_attachments(req))
    ]
    text = req.text.content if req.text else ""
    draft = Draft(
        text, attachments, wanted, origin="api", allow_select=req.allow_select, chat_type=chat_type
    )
    row = await service.create(ctx, draft)
    if wanted.external_userids:
        known = await audience.contact_ids(ctx, wanted.external_userids)
        left_out = set(await audience.unreached(ctx, row.id, list(known.values())))
        named = dict.fromkeys(wanted.external_userids)
        failed = [one for one in named if one not in known or known[one] in left_out]
    return AddMsgTemplateResponse(fail_list=failed, msgid=row.msgid)


async def _groups(ctx: OpenContext, req: AddMsgTemplateRequest) -> tuple[Audience, list[str]]:
    """The sender's groups, all or those named; and which of those are not."""
    if not req.sender:
        raise Invalid(sender=Text("发到客户群时须指定 sender", "groups need a sender"))
    member = await directory.require(ctx, req.sender)
    own, failed = await group_sending.of_wire(ctx, req.chat_id_list, member.id)
    if req.chat_id_list and not own:
        raise NobodyReached
    return Audience(userids=[member.userid], group_ids=[one.id for one in own]), failed


def _audience(req: AddMsgTemplateRequest) -> Audience:
    groups = [group.tag_list for group in req.tag_filter.group_list] if req.tag_filter else []
    groups = [group for group in groups if group]
    if not (req.external_userid or req.sender or groups):
        raise Invalid(
            external_userid=Text(
                "external_userid、sender、tag_filter 不能都为空",
                "give external_userid, sender or tag_filter",
            )
        )
    if len(req.external_userid) > NAMED:
        wrong = Text(f"一次最多 {NAMED} 个", f"at most {NAMED} at once")
        raise Invalid(external_userid=wrong)
    try:
        tag_groups = msgspec.convert(groups, list[Wires])
    except msgspec.ValidationError:
        wrong = Text("每组 1 到 100 个标签", "each group has 1 to 100 tags")
        raise Invalid(tag_filter=wrong) from None
    if len(groups) > _GROUPS:
        raise Invalid(tag_filter=Text("最多 100 组", "at most 100 groups"))
    return Audience(
        userids=[req.sender] if req.sender else [],
        external_userids=req.external_userid,
        tag_groups=tag_groups,
    )


def _attachments(req: AddMsgTemplateRequest) -> list[Attachment]:
    found = list(req.attachments)
    if req.image:
        found.append(Attachment("image", image=req.image))
    if req.link:
        found.append(Attachment("link", link=req.link))
    if req.miniprogram:
        found.append(Attachment("miniprogram", miniprogram=req.miniprogram))
    return found


@serves(broadcasts.get_groupmsg_list_v2)
async def get_groupmsg_list_v2(
    ctx: OpenContext, req: GetGroupmsgListRequest
) -> GetGroupmsgListResponse:
    """Newest first."""
    chat_type = _type(req.chat_type)
    start, end = span(req.start_time, req.end_time, _SPAN, _TOO_LONG)
    if req.filter_type not in (0, 1, 2):
        raise Invalid(filter_type=Text("须为 0、1 或 2", "must be 0, 1 or 2"))
    own = {0: False, 1: True, 2: None}[req.filter_type]
    limit = limit_or(req.limit, 100, 50)
    after = decode_cursor(req.cursor, tuple[datetime, int]) if req.cursor else None
    found = await rows.made_between(
        ctx, chat_type, start, end, own=own, creator=req.creator, after=after, limit=limit + 1
    )
    more, found = len(found) > limit, found[:limit]
    last = found[-1][0] if more else None
    return GetGroupmsgListResponse(
        next_cursor=encode_cursor(last.created_at, last.id) if last else "",
        group_msg_list=[_group_msg(row, userid, ctx.config.public_url) for row, userid in found],
    )


def _group_msg(row: BroadcastRow, userid: str | None, public_url: str) -> GroupMsg:
    return GroupMsg(
        msgid=row.msgid,
        creator=userid or UNSET,
        create_time=int(row.created_at.timestamp()),
        create_type=1 if row.origin == "desk" else 0,
        text=ConclusionText(row.text) if row.text else UNSET,
        attachments=[to_wire(one, public_url) for one in row.attachments],
    )


@serves(broadcasts.get_groupmsg_task)
async def get_groupmsg_task(ctx: Context, req: GetGroupmsgTaskRequest) -> GetGroupmsgTaskResponse:
    """By member."""
    row = await service.require_msgid(ctx, req.msgid)
    limit = limit_or(req.limit, 1000, 500)
    after = decode_cursor(req.cursor, tuple[int])[0] if req.cursor else 0
    found = await results.task_lines(ctx, row.id, after, limit + 1)
    more, found = len(found) > limit, found[:limit]
    return GetGroupmsgTaskResponse(
        next_cursor=encode_cursor(found[-1].member_id) if more else "",
        task_list=[
            GroupMsgTask(
                userid=one.userid,
                status=2 if one.state == "done" else 0,
                send_time=int(one.done_at.timestamp())
                if one.state == "done" and one.done_at
                else UNSET,
            )
            for one in found
        ],
    )


@serves(broadcasts.get_groupmsg_send_result)
async def get_groupmsg_send_result(
    ctx: Context, req: GetGroupmsgSendResultRequest
) -> GetGroupmsgSendResultResponse:
    """By customer."""
    row = await service.require_msgid(ctx, req.msgid)
    member = await directory.require(ctx, req.userid)
    limit = limit_or(req.limit, 1000, 500)
    after = decode_cursor(req.cursor, tuple[int])[0] if req.cursor else 0
    found = await results.send_lines(ctx, row.id, member.id, after, limit + 1)
    more, found = len(found) > limit, found[:limit]
    return GetGroupmsgSendResultResponse(
        next_cursor=encode_cursor(found[-1].contact_id) if more else "",
        send_list=[
            GroupMsgSend(
                external_userid=one.external_userid or UNSET,
                chat_id=one.chat_id or UNSET,
                userid=member.userid,
                status=_status(one),
                send_time=int(one.sent_at.timestamp()) if one.sent_at else UNSET,
            )
            for one in found
        ],
    )


@serves(broadcasts.get_group_msg_result)
async def get_group_msg_result(
    ctx: Context, req: GetGroupMsgResultRequest
) -> GetGroupMsgResultResponse:
    """By customer, of all members."""
    row = await service.require_msgid(ctx, req.msgid)
    limit = limit_or(req.limit, 10_000, 10_000)
    after = decode_cursor(req.cursor, tuple[int])[0] if req.cursor else 0
    found = await results.all_send_lines(ctx, row.id, after, limit + 1)
    more, found = len(found) > limit, found[:limit]
    return GetGroupMsgResultResponse(
        check_status=_CHECKED.get(row.state, 1),
        detail_list=[
            GroupMsgSend(
                external_userid=one.external_userid or UNSET,
                chat_id=one.chat_id or UNSET,
                userid=userid,
                status=_status(one),
                send_time=int(one.sent_at.timestamp()) if one.sent_at else UNSET,
            )
            for userid, one in found
        ],
        next_cursor=encode_cursor(found[-1][1].contact_id) if more else "",
    )


def _status(one: results.SendLine) -> int:
    if one.state == "sent":
        return 1
    if one.refused_by in _NO_FRIEND:
        return 2
    return 3 if one.state == "refused" else 0


@serves(broadcasts.remind_groupmsg_send)
async def remind_groupmsg_send(ctx: Context, req: MsgidRequest) -> Done:
    """Three times within 24 hours."""
    row = await service.require_msgid(ctx, req.msgid)
    await service.remind(ctx, row.id)
    return Done()


@serves(broadcasts.cancel_groupmsg_send)
async def cancel_groupmsg_send(ctx: Context, req: MsgidRequest) -> Done:
    """What was sent stays sent."""
    row = await rows.by_msgid(ctx, req.msgid)
    await service.cancel(ctx, row.id if row else 0)
    return Done()
