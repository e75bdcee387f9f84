"""客户联系 / 客户朋友圈: who sees a member's post, and who said something to it."""

from reunion.wecom.endpoints.external_contacts import EXTERNAL_USERID
from reunion.wecom.endpoints.moments import AREA, MISSING, MOMENT_ID
from reunion.wecom.registry import CUSTOMER_SECRETS, post
from reunion.wecom.wire import UNSET, Answer, Filled, Request, UnsetType, Wire


class GetMomentCustomerListRequest(Request):
    """`limit` up to 1000, else 500."""

    moment_id: Filled
    userid: Filled
    cursor: str = ""
    limit: int = 500


class MomentCustomer(Wire):
    userid: str
    external_userid: str


class GetMomentCustomerListResponse(Answer):
    next_cursor: str = ""
    customer_list: list[MomentCustomer] = []


class GetMomentSendResultRequest(Request):
    """`limit` up to 5000, else 3000."""

    moment_id: Filled
    userid: Filled
    cursor: str = ""
    limit: int = 3000


class MomentViewer(Wire):
    external_userid: str


class GetMomentSendResultResponse(Answer):
    next_cursor: str = ""
    customer_list: list[MomentViewer] = []


class GetMomentCommentsRequest(Request):
    moment_id: Filled
    userid: Filled


class Interaction(Wire):
    """One of `external_userid` and `userid`: a customer or the member."""

    external_userid: str | UnsetType = UNSET
    userid: str | UnsetType = UNSET
    create_time: int = 0


class GetMomentCommentsResponse(Answer):
    comment_list: list[Interaction] = []
    like_list: list[Interaction] = []


@post(
    "/cgi-bin/externalcontact/get_moment_customer_list",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    reads=True,
    missing=MISSING,
    errors=(41059, 41060, 41061, 41062, 60111, 50100),
    request={"moment_id": MOMENT_ID, "userid": "zhangsan", "cursor": "", "limit": 10},
    response={
        "errcode": 0,
        "errmsg": "ok",
        "next_cursor": "",
        "customer_list": [{"userid": "zhangsan", "external_userid": EXTERNAL_USERID}],
    },
)
def get_moment_customer_list(req: GetMomentCustomerListRequest) -> GetMomentCustomerListResponse:
    """获取客户朋友圈发表时选择的可见范围

    成员发表时范围内的客户，包括按触达规则没有展示的。
    The customers for whom a member's post was meant, also those whom a rule refused.
    """
    ...


@post(
    "/cgi-bin/externalcontact/get_moment_send_result",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    reads=True,
    missing=MISSING,
    errors=(41059, 41060, 41061, 41062, 60111, 50100),
    request={"moment_id": MOMENT_ID, "userid": "zhangsan", "cursor": "", "limit": 100},
    response={
        "errcode": 0,
        "errmsg": "ok",
        "next_cursor": "",
        "customer_list": [{"external_userid": EXTERNAL_USERID}],
    },
)
def get_moment_send_result(req: GetMomentSendResultRequest) -> GetMomentSendResultResponse:
    """获取客户朋友圈发表后的可见客户列表

    实际可见的客户。
    The customers in whose feed a member's post is.
    """
    ...


@post(
    "/cgi-bin/externalcontact/get_moment_comments",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    reads=True,
    missing=MISSING,
    errors=(41059, 41060, 41061, 41062, 60111),
    request={"moment_id": MOMENT_ID, "userid": "zhangsan"},
    response={
        "errcode": 0,
        "errmsg": "ok",
        "comment_list": [{"external_userid": EXTERNAL_USERID, "create_time": 1605172726}],
        "like_list": [{"userid": "zhangsan", "create_time": 1605172720}],
    },
)
def get_moment_comments(req: GetMomentCommentsRequest) -> GetMomentCommentsResponse:
    """获取客户朋友圈的互动数据

    评论和点赞，每条有客户或成员之一。
    Who commented on a member's post and who likes it, without the words.
    """
    ...
