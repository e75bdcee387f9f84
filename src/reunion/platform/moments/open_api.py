"""客户朋友圈 on the open surface."""

from datetime import datetime, timedelta

import msgspec
from msgspec import UNSET

from reunion.core import ids
from reunion.core.context import Context
from reunion.core.errors import Invalid, Text
from reunion.core.paging import decode_cursor, encode_cursor
from reunion.platform.directory import service as directory
from reunion.platform.media import service as media
from reunion.platform.moments import service
from reunion.platform.moments.model import (
    TASKS_A_MINUTE,
    Draft,
    MomentRow,
    Post,
    Range,
)
from reunion.platform.moments.refusals import (
    BeingPrepared,
    MembersOwn,
    MomentUnknown,
    NobodySees,
    NotHis,
    NotPublished,
    TooManyTasks,
    WrongAttachment,
)
from reunion.platform.moments.store import figures, posts, rows, talk
from reunion.platform.welcome.model import Attachment
from reunion.surfaces.open import serves
from reunion.surfaces.open.lists import limit_or, span
from reunion.wecom.endpoints import moment_results, moments
from reunion.wecom.endpoints.contact_ways import ConclusionText
from reunion.wecom.endpoints.moment_results import (
    GetMomentCommentsRequest,
    GetMomentCommentsResponse,
    GetMomentCustomerListRequest,
    GetMomentCustomerListResponse,
    GetMomentSendResultRequest,
    GetMomentSendResultResponse,
    Interaction,
    MomentCustomer,
    MomentViewer,
)
from reunion.wecom.endpoints.moments import (
    AddMomentTaskRequest,
    AddMomentTaskResponse,
    ExternalContactList,
    GetMomentListRequest,
    GetMomentListResponse,
    GetMomentTaskRequest,
    GetMomentTaskResponse,
    GetMomentTaskResultRequest,
    GetMomentTaskResultResponse,
    MomentAttachment,
    MomentIdRequest,
    MomentItem,
    MomentLink,
    MomentTask,
    MomentTaskResult,
    SenderList,
    VisibleRange,
)
from reunion.wecom.endpoints.welcome import AttachedMedia
from reunion.wecom.wire import Done

_SPAN = timedelta(days=30)
_TOO_LONG = Text("须晚于 start_time，跨度不超过 30 天", "after start_time, by 30 days at most")
_MINUTE = timedelta(minutes=1)


@serves(moments.add_moment_task)
async def add_moment_task(ctx: Context, req: AddMomentTaskRequest) -> AddMomentTaskResponse:
    """Checked at once as far as it can be; members get it in the background."""
    if await rows.jobs_since(ctx, ctx.now - _MINUTE) >= TASKS_A_MINUTE:
        raise TooManyTasks(limit=TASKS_A_MINUTE)
    draft = Draft(
        req.text.content if req.text else "",
        [_attachment(one) for one in req.attachments],
        _range(req.visible_range or VisibleRange()),
        origin="api",
        jobid=f"job{ids.alphanumeric(29)}",
    )
    row = await service.create(ctx, draft)
    return AddMomentTaskResponse(jobid=row.jobid or "")


def _range(given: VisibleRange) -> Range:
    senders = SenderList() if given.sender_list is UNSET else given.sender_list
    tags = [] if given.external_contact_list is UNSET else given.external_contact_list.tag_list
    wanted = {
        "userids": senders.user_list, "department_ids": senders.department_list, "tags_any": tags
    }  # fmt: skip
    try:
        return msgspec.convert(wanted, Range)
    except msgspec.ValidationError as error:
        raise Invalid(visible_range=str(error)) from None


def _attachment(one: MomentAttachment) -> Attachment:
    if one.msgtype == "image" and one.image is not UNSET:
        return Attachment("image", media_id=one.image.media_id or None)
    if one.msgtype == "video" and one.video is not UNSET:
        return Attachment("video", media_id=one.video.media_id or None)
    if one.msgtype == "link" and one.link is not UNSET:
        link = one.link
        cover = media.url(link.media_id) if link.media_id else None
        return Attachment("link", title=link.title, url=link.url, image_url=cover)
    raise WrongAttachment


@serves(moments.get_moment_task_result)
async def get_moment_task_result(
    ctx: Context, req: GetMomentTaskResultRequest
) -> GetMomentTaskResultResponse:
    """For 24 hours."""
    row = await service.of_job(ctx, req.jobid)
    if row.state == "preparing":
        return GetMomentTaskResultResponse(status=1)
    result = MomentTaskResult(
        invalid_sender_list=SenderList(row.unknown.userids, row.unknown.department_ids),
        invalid_external_contact_list=ExternalContactList(row.unknown.tags),
    )
    if row.state == "failed":
        result.errcode, result.errmsg = NobodySees.errcode, NobodySees().text("zh")
    else:
        result.moment_id = row.wire_id
    return GetMomentTaskResultResponse(status=3, result=result)


@serves(moments.cancel_moment_task)
async def cancel_moment_task(ctx: Context, req: MomentIdRequest) -> Done:
    """Once more changes nothing."""
    row = await _require(ctx, req.moment_id)
    if row.origin == "desk":
        raise MembersOwn
    if row.state in ("preparing", "open"):
        await service.cancel(ctx, row.id)
    return Done()


@serves(moments.get_moment_list)
async def get_moment_list(ctx: Context, req: GetMomentListRequest) -> GetMomentListResponse:
    """Newest first."""
    start, end = span(req.start_time, req.end_time, _SPAN, _TOO_LONG)
    if req.filter_type not in (0, 1, 2):
        raise Invalid(filter_type=Text("须为 0、1 或 2", "must be 0, 1 or 2"))
    own = {0: False, 1: True, 2: None}[req.filter_type]
    limit = limit_or(req.limit, 20, 20)
    after = decode_cursor(req.cursor, tuple[datetime, int]) if req.cursor else None
    found = await rows.made_between(
        ctx, start, end, own=own, creator=req.creator, after=after, limit=limit + 1
    )
    more, found = len(found) > limit, found[:limit]
    last = found[-1][0] if more else None
    return GetMomentListResponse(
        next_cursor=encode_cursor(last.created_at, last.id) if last else "",
        moment_list=[_item(row, userid) for row, userid in found],
    )


def _item(row: MomentRow, userid: str | None) -> MomentItem:
    item = MomentItem(
        moment_id=row.wire_id,
        creator=userid or UNSET,
        create_time=int(row.created_at.timestamp()),
        create_type=1 if row.origin == "desk" else 0,
        visible_type=1 if row.range.everybody else 0,
        text=ConclusionText(row.text) if row.text else UNSET,
    )
    pictures = [AttachedMedia(one.media_id or "") for one in row.attachments if one.kind == "image"]
    item.image = pictures or UNSET
    for one in row.attachments:
        if one.kind == "video":
            item.video = AttachedMedia(one.media_id or "")
        elif one.kind == "link":
            item.link = MomentLink(one.title or "", one.url or "")
    return item


async def _require(ctx: Context, wire_id: str) -> MomentRow:
    row = await rows.by_wire_id(ctx, wire_id)
    if row is None or row.state in ("deleted", "failed"):
        raise MomentUnknown
    return row


@serves(moments.get_moment_task)
async def get_moment_task(ctx: Context, req: GetMomentTaskRequest) -> GetMomentTaskResponse:
    """By member."""
    row = await _require(ctx, req.moment_id)
    if row.origin == "desk":
        raise MembersOwn
    if row.state == "preparing":
        raise BeingPrepared
    limit = limit_or(req.limit, 1000, 500)
    found = await figures.task_lines(ctx, row.id, _after(req.cursor), limit + 1)
    more, found = len(found) > limit, found[:limit]
    return GetMomentTaskResponse(
        next_cursor=encode_cursor(found[-1].key) if more else "",
        task_list=[MomentTask(one.wire_id, int(one.published)) for one in found],
    )


def _after(cursor: str) -> int:
    return decode_cursor(cursor, tuple[int])[0] if cursor else 0


async def _published(ctx: Context, moment_id: str, userid: str) -> Post:
    row = await _require(ctx, moment_id)
    member = await directory.require(ctx, userid)
    post = await posts.of_moment(ctx, row.id, member.id)
    if post is None or post.state == "deleted":
        raise NotHis
    if post.published_at is None:
        raise NotPublished
    return post


@serves(moment_results.get_moment_customer_list)
async def get_moment_customer_list(
    ctx: Context, req: GetMomentCustomerListRequest
) -> GetMomentCustomerListResponse:
    """Also those whom a rule refused."""
    post = await _published(ctx, req.moment_id, req.userid)
    limit = limit_or(req.limit, 1000, 500)
    found = await figures.viewer_lines(
        ctx, post.id, shown=False, after=_after(req.cursor), limit=limit + 1
    )
    more, found = len(found) > limit, found[:limit]
    return GetMomentCustomerListResponse(
        next_cursor=encode_cursor(found[-1].key) if more else "",
        customer_list=[MomentCustomer(req.userid, one.wire_id) for one in found],
    )


@serves(moment_results.get_moment_send_result)
async def get_moment_send_result(
    ctx: Context, req: GetMomentSendResultRequest
) -> GetMomentSendResultResponse:
    """Those who see it."""
    post = await _published(ctx, req.moment_id, req.userid)
    limit = limit_or(req.limit, 5000, 3000)
    found = await figures.viewer_lines(
        ctx, post.id, shown=True, after=_after(req.cursor), limit=limit + 1
    )
    more, found = len(found) > limit, found[:limit]
    return GetMomentSendResultResponse(
        next_cursor=encode_cursor(found[-1].key) if more else "",
        customer_list=[MomentViewer(one.wire_id) for one in found],
    )


@serves(moment_results.get_moment_comments)
async def get_moment_comments(
    ctx: Context, req: GetMomentCommentsRequest
) -> GetMomentCommentsResponse:
    """In their order."""
    post = await _published(ctx, req.moment_id, req.userid)
    found = await talk.interactions(ctx, post.id)
    lines = [
        (one.kind, Interaction(
            external_userid=one.external_userid or UNSET, userid=one.userid or UNSET,
            create_time=int(one.at.timestamp()),
        ))
        for one in found
    ]  # fmt: skip
    return GetMomentCommentsResponse(
        comment_list=[one for kind, one in lines if kind == "comment"],
        like_list=[one for kind, one in lines if kind == "like"],
    )
