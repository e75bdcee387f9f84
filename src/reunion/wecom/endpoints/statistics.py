"""客户联系 / 统计: what members did with their customers, day by day."""

from reunion.wecom.registry import CUSTOMER_SECRETS, post
from reunion.wecom.wire import UNSET, Answer, Request, UnsetType, Wire

AREA = "客户联系/统计"


class GetUserBehaviorDataRequest(Request):
    """Seconds since 1970, floored to days; span at most 30 days, within the last 180; at most 100
    members or departments, one of them at least."""

    start_time: int
    end_time: int
    userid: list[str] = []
    partyid: list[int] = []


class BehaviorDay(Wire):
    """`avg_reply_time` in minutes, and `reply_percentage` in percent: absent on a day without
    chats."""

    stat_time: int
    chat_cnt: int = 0
    message_cnt: int = 0
    reply_percentage: float | UnsetType = UNSET
    avg_reply_time: int | UnsetType = UNSET
    negative_feedback_cnt: int = 0
    new_apply_cnt: int = 0
    new_contact_cnt: int = 0


class GetUserBehaviorDataResponse(Answer):
    behavior_data: list[BehaviorDay] = []


@post(
    "/cgi-bin/externalcontact/get_user_behavior_data",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    reads=True,
    errors=(40003, 40035, 40058, 60003, 60111, 48002),
    request={"userid": ["zhangsan"], "start_time": 1536508800, "end_time": 1536595200},
    response={
        "errcode": 0,
        "errmsg": "ok",
        "behavior_data": [
            {
                "stat_time": 1536508800,
                "chat_cnt": 100,
                "message_cnt": 80,
                "reply_percentage": 60.25,
                "avg_reply_time": 1,
                "negative_feedback_cnt": 0,
                "new_apply_cnt": 6,
                "new_contact_cnt": 5,
            }
        ],
    },
)
def get_user_behavior_data(req: GetUserBehaviorDataRequest) -> GetUserBehaviorDataResponse:
    """获取「联系客户统计」数据

    按天汇总成员的新增、聊天、回复和被删除情况；不含当天。
    Requests, new customers, chats, messages, reply rate and losses of members, by day.
    """
    ...
