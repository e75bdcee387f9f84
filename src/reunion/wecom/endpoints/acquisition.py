"""客户联系 / 获客助手: acquisition links, the customers they bring, and the uses that these take."""

from typing import Any

from reunion.wecom.registry import OWN_APPS, get, post
from reunion.wecom.wire import UNSET, Answer, Done, Filled, Request, UnsetType, Wire

AREA = "客户联系/获客助手"
LINK_ID = "cawcdea7783d7330c6"
CHAT_KEY = "CHATKEYAAAAAAAAAAAAAAAAAAAAAAAAA"


class LinkRange(Wire):
    """Who can be added: at most 500 of each; one of them at least."""

    user_list: list[str] = []
    department_list: list[int] = []


class PriorityOption(Wire):
    """`priority_type` 1: a customer gets a member of the company whom she has already; 2: one of
    `priority_userid_list` whom she has already."""

    priority_type: int | None = None
    priority_userid_list: list[str] = []


class AcquisitionLink(Wire):
    """`create_time` in seconds since 1970; `url` may carry `?customer_channel=` (64 bytes)."""

    link_id: str | UnsetType = UNSET
    link_name: str = ""
    url: str = ""
    create_time: int = 0
    skip_verify: bool = True
    mark_source: bool = True


class ListLinksRequest(Request):
    """`limit` at most 100."""

    limit: int = 100
    cursor: str = ""


class ListLinksResponse(Answer):
    """`next_cursor` is empty on the last page."""

    link_id_list: list[str] = []
    next_cursor: str = ""


class LinkIdRequest(Request):
    link_id: Filled


class GetLinkResponse(Answer):
    link: AcquisitionLink | UnsetType = UNSET
    range: LinkRange | UnsetType = UNSET
    priority_option: PriorityOption | UnsetType = UNSET


class CreateLinkRequest(Request):
    """`link_name` at most 30 characters."""

    link_name: Filled
    range: LinkRange
    skip_verify: bool = True
    priority_option: PriorityOption | None = None
    mark_source: bool = True


class CreateLinkResponse(Answer):
    link: AcquisitionLink | UnsetType = UNSET


class UpdateLinkRequest(Request):
    """What is not given stays; a given `range` replaces the old one."""

    link_id: Filled
    link_name: str | None = None
    range: LinkRange | None = None
    skip_verify: bool | None = None
    priority_option: PriorityOption | None = None
    mark_source: bool | None = None


class LinkCustomersRequest(Request):
    """`limit` at most 1000."""

    link_id: Filled
    limit: int = 500
    cursor: str = ""


class LinkCustomer(Wire):
    """`chat_status` 0 has written nothing, 1 has written; `state` is the customer_channel."""

    external_userid: str
    userid: str = ""
    chat_status: int = 0
    state: str = ""


class LinkCustomersResponse(Answer):
    customer_list: list[LinkCustomer] = []
    next_cursor: str = ""


class LinkStatisticRequest(Request):
    """Days of the corp's time zone with both ends, within 180 days, at most 30 days apart."""

    link_id: Filled
    start_time: int
    end_time: int


class LinkStatisticResponse(Answer):
    click_link_customer_cnt: int = 0
    new_customer_cnt: int = 0


class QuotaRequest(Request):
    pass


class QuotaPart(Wire):
    """`expire_date`: the midnight at which `balance` uses end."""

    expire_date: int
    balance: int = 0


class QuotaResponse(Answer):
    """`total` uses taken since the beginning, `balance` left."""

    total: int = 0
    balance: int = 0
    quota_list: list[QuotaPart] = []


class ChatInfoRequest(Request):
    """From the callback message_from_customer, for 30 minutes."""

    chat_key: Filled


class ChatInfo(Wire):
    recv_msg_cnt: int
    link_id: str = ""
    state: str = ""


class ChatInfoResponse(Answer):
    userid: str = ""
    external_userid: str = ""
    chat_info: ChatInfo | UnsetType = UNSET


_LINK: dict[str, Any] = {
    "link_id": LINK_ID,
    "link_name": "信息流广告",
    "url": f"http://127.0.0.1:8700/ca/{LINK_ID}",
    "create_time": 1672502400,
    "skip_verify": True,
    "mark_source": True,
}
_RANGE: dict[str, Any] = {"user_list": ["zhangsan", "lisi"], "department_list": [2]}
_PRIORITY: dict[str, Any] = {"priority_type": 2, "priority_userid_list": ["zhangsan"]}
_DONE = {"errcode": 0, "errmsg": "ok"}
_MISSING = {"link_id": 40058}


@post(
    "/cgi-bin/externalcontact/customer_acquisition/list_link",
    area=AREA,
    secrets=OWN_APPS,
    reads=True,
    errors=(40058, 48002),
    request={"limit": 100},
    response={**_DONE, "link_id_list": [LINK_ID], "next_cursor": ""},
)
def list_link(req: ListLinksRequest) -> ListLinksResponse:
    """获取获客链接列表

    仅包含当前应用创建且仍然有效的链接。
    Ids of the links that the calling app made, paged.
    """
    ...


@post(
    "/cgi-bin/externalcontact/customer_acquisition/get",
    area=AREA,
    secrets=OWN_APPS,
    reads=True,
    errors=(40058, 48002),
    request={"link_id": LINK_ID},
    response={**_DONE, "link": _LINK, "range": _RANGE, "priority_option": _PRIORITY},
)
def get_link(req: LinkIdRequest) -> GetLinkResponse:
    """获取获客链接详情

    仅限当前应用创建的链接。
    One link of the calling app.
    """
    ...


@post(
    "/cgi-bin/externalcontact/customer_acquisition/create_link",
    area=AREA,
    secrets=OWN_APPS,
    errors=(40003, 40035, 40058, 40066, 41095, 48002, 84074),
    request={
        "link_name": "信息流广告",
        "range": _RANGE,
        "skip_verify": True,
        "priority_option": _PRIORITY,
        "mark_source": True,
    },
    response={**_DONE, "link": _LINK},
)
def create_link(req: CreateLinkRequest) -> CreateLinkResponse:
    """创建获客链接

    在链接后拼接 customer_channel 可区分投放渠道，该值会作为 state 返回。
    Make a link; `?customer_channel=` behind its address comes back as `state`.
    """
    ...


@post(
    "/cgi-bin/externalcontact/customer_acquisition/update_link",
    area=AREA,
    secrets=OWN_APPS,
    errors=(40003, 40035, 40058, 40066, 48002, 84074),
    request={"link_id": LINK_ID, "link_name": "搜索广告", "range": {"user_list": ["zhangsan"]}},
    response=_DONE,
)
def update_link(req: UpdateLinkRequest) -> Done:
    """编辑获客链接

    只修改给出的字段，range 为覆盖；链接地址不变。
    Change the given fields of a link; its address stays.
    """
    ...


@post(
    "/cgi-bin/externalcontact/customer_acquisition/delete_link",
    area=AREA,
    secrets=OWN_APPS,
    errors=(40058, 48002),
    request={"link_id": LINK_ID},
    response=_DONE,
)
def delete_link(req: LinkIdRequest) -> Done:
    """删除获客链接

    删除后链接失效，已添加的客户不受影响。
    Delete a link; customers who came by it stay.
    """
    ...


@post(
    "/cgi-bin/externalcontact/customer_acquisition/customer",
    area=AREA,
    secrets=OWN_APPS,
    reads=True,
    errors=(40058, 48002),
    request={"link_id": LINK_ID, "limit": 1000},
    response={
        **_DONE,
        "customer_list": [
            {
                "external_userid": "wmqfasd1e1927831123109rBAAAA",
                "userid": "zhangsan",
                "chat_status": 1,
                "state": "feed-a",
            }
        ],
        "next_cursor": "",
    },
)
def customer(req: LinkCustomersRequest) -> LinkCustomersResponse:
    """获取由获客链接添加的客户信息

    Customers whom a link brought, by which member, channel, and whether they have written.
    """
    ...


@post(
    "/cgi-bin/externalcontact/customer_acquisition/statistic",
    area=AREA,
    secrets=OWN_APPS,
    reads=True,
    errors=(40058, 48002),
    request={"link_id": LINK_ID, "start_time": 1688140800, "end_time": 1688486400},
    response={**_DONE, "click_link_customer_cnt": 120, "new_customer_cnt": 34},
)
def statistic(req: LinkStatisticRequest) -> LinkStatisticResponse:
    """查询链接使用详情

    最小粒度为自然日，区间为闭区间。
    How many opened a link and how many became contacts, in a span of days.
    """
    ...


@get(
    "/cgi-bin/externalcontact/customer_acquisition_quota",
    area=AREA,
    secrets=OWN_APPS,
    errors=(48002,),
    request={},
    response={
        **_DONE,
        "total": 1000,
        "balance": 500,
        "quota_list": [{"expire_date": 1689350400, "balance": 200}],
    },
)
def quota(req: QuotaRequest) -> QuotaResponse:
    """查询剩余使用量

    每位新客户首次发消息消耗 1 次使用量，先消耗最早到期的额度。
    Uses taken and left. A new customer takes one when she first writes, from what ends first.
    """
    ...


@post(
    "/cgi-bin/externalcontact/customer_acquisition/get_chat_info",
    area=AREA,
    secrets=OWN_APPS,
    reads=True,
    errors=(40058, 48002),
    request={"chat_key": CHAT_KEY},
    response={
        **_DONE,
        "userid": "zhangsan",
        "external_userid": "wmqfasd1e1927831123109rBAAAA",
        "chat_info": {"recv_msg_cnt": 3, "link_id": LINK_ID, "state": "feed-a"},
    },
)
def get_chat_info(req: ChatInfoRequest) -> ChatInfoResponse:
    """获取成员多次收消息详情

    chat_key 来自「成员多次收消息」回调，30 分钟内有效。
    Who has written how often, by the key of the callback message_from_customer.
    """
    ...
