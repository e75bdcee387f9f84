"""客户联系 / 客户朋友圈: what members post, after they have confirmed it."""

from typing import Any

from reunion.wecom.endpoints.contact_ways import ConclusionText
from reunion.wecom.endpoints.welcome import AttachedMedia
from reunion.wecom.registry import CUSTOMER_SECRETS, get, post
from reunion.wecom.wire import UNSET, Answer, Done, Filled, Request, UnsetType, Wire

AREA = "客户联系/客户朋友圈"
MOMENT_ID = "momxxxxAAAXtWyujaWJHDDGi0mACAAA"
JOBID = "jobAAAAAwuAgAAAA8sXdyC1SY2Q1"
MISSING = {"moment_id": 41059}
_PICTURE = "1G6nrLmr5EC3MMb_-zK1dDdzmd0p7cNliYu9V5w7o8K0"


class MomentLink(Wire):
    """`media_id`: the cover, on the way in."""

    title: str = ""
    url: str = ""
    media_id: str | UnsetType = UNSET


class MomentAttachment(Wire):
    """`msgtype` image, video or link, and the member of that name."""

    msgtype: str
    image: AttachedMedia | UnsetType = UNSET
    video: AttachedMedia | UnsetType = UNSET
    link: MomentLink | UnsetType = UNSET


class SenderList(Wire):
    """Members by name and by department, both together."""

    user_list: list[str] = []
    department_list: list[int] = []


class ExternalContactList(Wire):
    """Customers with one of these tags."""

    tag_list: list[str] = []


class VisibleRange(Wire):
    """Left out: all members, all their customers."""

    sender_list: SenderList | UnsetType = UNSET
    external_contact_list: ExternalContactList | UnsetType = UNSET


class AddMomentTaskRequest(Request):
    """Text at most 2000 characters; up to nine pictures, or one video, or one link."""

    text: ConclusionText | None = None
    attachments: list[MomentAttachment] = []
    visible_range: VisibleRange | None = None


class AddMomentTaskResponse(Answer):
    """The result can be asked for by `jobid` for 24 hours."""

    jobid: str = ""


class GetMomentTaskResultRequest(Request):
    jobid: Filled


class MomentTaskResult(Wire):
    """`errcode` not 0: nobody can post it."""

    errcode: int = 0
    errmsg: str = "ok"
    moment_id: str | UnsetType = UNSET
    invalid_sender_list: SenderList | UnsetType = UNSET
    invalid_external_contact_list: ExternalContactList | UnsetType = UNSET


class GetMomentTaskResultResponse(Answer):
    """`status` 1 begun, 2 under way, 3 done: only then there is a `result`."""

    status: int = 0
    type: str = "add_moment_task"
    result: MomentTaskResult | UnsetType = UNSET


class GetMomentListRequest(Request):
    """Seconds since 1970, at most 30 days apart. `filter_type` 0 made by the company, 1 by members, 2
    both; `limit` up to 20, else 20."""

    start_time: int
    end_time: int
    creator: str = ""
    filter_type: int = 2
    cursor: str = ""
    limit: int = 20


class MomentItem(Wire):
    """`create_type` 0 made by the company, 1 by a member; `visible_type` 0 some customers, 1 all;
    `creator` is absent where an app made it."""

    moment_id: str
    creator: str | UnsetType = UNSET
    create_time: int = 0
    create_type: int = 0
    visible_type: int = 1
    text: ConclusionText | UnsetType = UNSET
    image: list[AttachedMedia] | UnsetType = UNSET
    video: AttachedMedia | UnsetType = UNSET
    link: MomentLink | UnsetType = UNSET


class GetMomentListResponse(Answer):
    """`next_cursor` is empty on the last page."""

    next_cursor: str = ""
    moment_list: list[MomentItem] = []


class GetMomentTaskRequest(Request):
    """`limit` up to 1000, else 500."""

    moment_id: Filled
    cursor: str = ""
    limit: int = 500


class MomentTask(Wire):
    """`publish_status` 0 not published, 1 published."""

    userid: str
    publish_status: int = 0


class GetMomentTaskResponse(Answer):
    next_cursor: str = ""
    task_list: list[MomentTask] = []


class MomentIdRequest(Request):
    moment_id: Filled


_RANGE: dict[str, Any] = {
    "sender_list": {"user_list": ["zhangsan", "lisi"], "department_list": [2]},
    "external_contact_list": {"tag_list": ["etTAGAAAA2"]},
}


@post(
    "/cgi-bin/externalcontact/add_moment_task",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    errors=(40007, 40058, 41064, 41065, 41080, 41082, 41089, 45002, 45009),
    request={
        "text": {"content": "春茶到店，欢迎品尝"},
        "attachments": [{"msgtype": "image", "image": {"media_id": _PICTURE}}],
        "visible_range": _RANGE,
    },
    response={"errcode": 0, "errmsg": "ok", "jobid": JOBID},
)
def add_moment_task(req: AddMomentTaskRequest) -> AddMomentTaskResponse:
    """创建发表任务

    异步任务，每企业每分钟最多 10 个；成员在企业微信里确认后发表，按触达规则计数。
    Give members a Moment to confirm; done in the background, ten a minute for a company.
    """
    ...


@get(
    "/cgi-bin/externalcontact/get_moment_task_result",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    errors=(40058, 40088),
    request={"jobid": JOBID},
    response={"errcode": 0, "errmsg": "ok", "status": 1, "type": "add_moment_task"},
)
def get_moment_task_result(req: GetMomentTaskResultRequest) -> GetMomentTaskResultResponse:
    """获取任务创建结果

    完成后有 moment_id，以及不合法的执行者和标签；结果保留 24 小时。
    What became of a task, with the moment_id and with whoever and whatever does not exist.
    """
    ...


@post(
    "/cgi-bin/externalcontact/cancel_moment_task",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    missing=MISSING,
    errors=(41059, 41060, 41067),
    request={"moment_id": MOMENT_ID},
    response={"errcode": 0, "errmsg": "ok"},
)
def cancel_moment_task(req: MomentIdRequest) -> Done:
    """停止发表企业朋友圈

    尚未发表的成员不能再发表，已发表的不受影响。
    Members who have not posted it cannot any more; what was posted stays.
    """
    ...


@post(
    "/cgi-bin/externalcontact/get_moment_list",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    reads=True,
    errors=(40058, 50100),
    request={
        "start_time": 1605000000,
        "end_time": 1605172726,
        "creator": "zhangsan",
        "filter_type": 1,
        "cursor": "",
        "limit": 10,
    },
    response={
        "errcode": 0,
        "errmsg": "ok",
        "next_cursor": "",
        "moment_list": [
            {
                "moment_id": MOMENT_ID,
                "creator": "zhangsan",
                "create_time": 1605172000,
                "create_type": 1,
                "visible_type": 1,
                "text": {"content": "春茶到店，欢迎品尝"},
                "link": {"title": "春茶上市", "url": "https://example.com/tea"},
            }
        ],
    },
)
def get_moment_list(req: GetMomentListRequest) -> GetMomentListResponse:
    """获取企业全部的发表列表

    按创建时间倒序，跨度不超过 30 天；已删除的不在其中。
    Moments made in a span of time, newest first, without deleted ones.
    """
    ...


@post(
    "/cgi-bin/externalcontact/get_moment_task",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    reads=True,
    missing=MISSING,
    errors=(41059, 41060, 41067, 41079, 50100),
    request={"moment_id": MOMENT_ID, "cursor": "", "limit": 10},
    response={
        "errcode": 0,
        "errmsg": "ok",
        "next_cursor": "",
        "task_list": [{"userid": "zhangsan", "publish_status": 0}],
    },
)
def get_moment_task(req: GetMomentTaskRequest) -> GetMomentTaskResponse:
    """获取客户朋友圈企业发表的列表

    每位成员一条，是否已发表。
    Whether each member has posted what the company made.
    """
    ...
