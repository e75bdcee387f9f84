"""客户联系 / 统计: what goes on in customer groups, by owner and by day."""

from typing import Any

from reunion.wecom.endpoints.customer_groups import OwnerFilter
from reunion.wecom.endpoints.statistics import AREA
from reunion.wecom.registry import CUSTOMER_SECRETS, post
from reunion.wecom.wire import Answer, Request, Wire


class GroupChatStatisticRequest(Request):
    """Seconds since 1970, floored to days; at most 30 days within the last 180, without `day_end_time`
    one day. `order_by` 1 new groups, 2 groups, 3 new people, 4 people; `limit` up to 1000, else 500."""

    day_begin_time: int
    day_end_time: int | None = None
    owner_filter: OwnerFilter | None = None
    order_by: int = 1
    order_asc: int = 0
    offset: int = 0
    limit: int = 500


class GroupChatFigures(Wire):
    """`chat_total` and `member_total` as they stood at the end; `chat_has_msg` and `member_has_msg`: in
    which, and by whom, something was said. `migrate_trainee_chat_cnt` is 0: there are none here."""

    new_chat_cnt: int = 0
    chat_total: int = 0
    chat_has_msg: int = 0
    new_member_cnt: int = 0
    member_total: int = 0
    member_has_msg: int = 0
    msg_total: int = 0
    migrate_trainee_chat_cnt: int = 0


class GroupChatOwner(Wire):
    owner: str
    data: GroupChatFigures


class GroupChatStatisticResponse(Answer):
    total: int = 0
    next_offset: int = 0
    items: list[GroupChatOwner] = []


class GroupChatByDayRequest(Request):
    """As above, without order."""

    day_begin_time: int
    day_end_time: int | None = None
    owner_filter: OwnerFilter | None = None


class GroupChatDay(Wire):
    stat_time: int
    data: GroupChatFigures


class GroupChatByDayResponse(Answer):
    items: list[GroupChatDay] = []


_FIGURES: dict[str, Any] = {
    "new_chat_cnt": 2, "chat_total": 2, "chat_has_msg": 0, "new_member_cnt": 0, "member_total": 6,
    "member_has_msg": 0, "msg_total": 0, "migrate_trainee_chat_cnt": 0,
}  # fmt: skip


@post(
    "/cgi-bin/externalcontact/groupchat/statistic",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    reads=True,
    errors=(40058, 60111, 48002),
    request={
        "day_begin_time": 1600272000, "day_end_time": 1600444800,
        "owner_filter": {"userid_list": ["zhangsan"]},
        "order_by": 2, "order_asc": 0, "offset": 0, "limit": 1000,
    },
    response={
        "errcode": 0, "errmsg": "ok", "total": 1, "next_offset": 1,
        "items": [{"owner": "zhangsan", "data": _FIGURES}],
    },
)  # fmt: skip
def groupchat_statistic(req: GroupChatStatisticRequest) -> GroupChatStatisticResponse:
    """获取「群聊数据统计」数据（按群主聚合）

    一段时间内各群主的新增群、群总数、人数与消息数。
    New groups, groups, people and messages of each owner in a span of days.
    """
    ...


@post(
    "/cgi-bin/externalcontact/groupchat/statistic_group_by_day",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    reads=True,
    errors=(40058, 60111, 48002),
    request={
        "day_begin_time": 1600272000, "day_end_time": 1600358400,
        "owner_filter": {"userid_list": ["zhangsan"]},
    },
    response={
        "errcode": 0, "errmsg": "ok",
        "items": [{"stat_time": 1600272000, "data": _FIGURES}],
    },
)  # fmt: skip
def groupchat_statistic_group_by_day(req: GroupChatByDayRequest) -> GroupChatByDayResponse:
    """获取「群聊数据统计」数据（按自然日聚合）

    所列群主合计，每天一条。
    The same for all named owners together, a row a day.
    """
    ...
