"""客户联系 / 消息推送: 企业群发, which members confirm before customers get it."""

from typing import Any

from reunion.wecom.endpoints.contact_ways import (
    ConclusionLink,
    ConclusionMiniprogram,
    ConclusionText,
)
from reunion.wecom.endpoints.welcome import AREA, AttachedImage, Attachment
from reunion.wecom.registry import CUSTOMER_SECRETS, post
from reunion.wecom.wire import UNSET, Answer, Done, Filled, Request, UnsetType, Wire

MSGID = "msgGCAAAXtWyujaWJHDDGi0mACAAAA"
_NO_MSGID = {"msgid": 41046}


class TagList(Wire):
    tag_list: list[str] = []


class TagFilter(Wire):
    """One tag of each group, at most 100 tags a group."""

    group_list: list[TagList] = []


class AddMsgTemplateRequest(Request):
    """At least one of `external_userid` (at most 10,000), `sender` and `tag_filter`; with `chat_type` group
    a `sender`, and in `chat_id_list` which of his groups (none: all). Text at most 4000 bytes, at most
    nine attachments, not both empty. The members of the first version of this call, `image`, `link` and
    `miniprogram` beside `text`, count as attachments."""

    chat_type: str = "single"
    external_userid: list[str] = []
    chat_id_list: list[str] = []
    tag_filter: TagFilter | None = None
    sender: str = ""
    allow_select: bool = False
    text: ConclusionText | None = None
    attachments: list[Attachment] = []
    image: AttachedImage | None = None
    link: ConclusionLink | None = None
    miniprogram: ConclusionMiniprogram | None = None


class AddMsgTemplateResponse(Answer):
    """`fail_list`: external_userids that are unknown, or nobody's customers any more; chat_ids that are
    not the sender's."""

    fail_list: list[str] = []
    msgid: str = ""


class GetGroupmsgListRequest(Request):
    """Seconds since 1970, at most a month apart. `filter_type` 0 made by the company, 1 by members, 2
    both; `limit` up to 100, else 50."""

    chat_type: Filled
    start_time: int
    end_time: int
    creator: str = ""
    filter_type: int = 2
    limit: int = 50
    cursor: str = ""


class GroupMsg(Wire):
    """`create_type` 0 made by the company, 1 by a member; `creator` is absent where an app made it."""

    msgid: str
    creator: str | UnsetType = UNSET
    create_time: int = 0
    create_type: int = 0
    text: ConclusionText | UnsetType = UNSET
    attachments: list[Attachment] = []


class GetGroupmsgListResponse(Answer):
    """`next_cursor` is empty on the last page."""

    next_cursor: str = ""
    group_msg_list: list[GroupMsg] = []


class GetGroupmsgTaskRequest(Request):
    """`limit` up to 1000, else 500."""

    msgid: Filled
    limit: int = 500
    cursor: str = ""


class GroupMsgTask(Wire):
    """`status` 0 not sent, 2 sent; `send_time` only then."""

    userid: str
    status: int = 0
    send_time: int | UnsetType = UNSET


class GetGroupmsgTaskResponse(Answer):
    next_cursor: str = ""
    task_list: list[GroupMsgTask] = []


class GetGroupmsgSendResultRequest(Request):
    """`limit` up to 1000, else 500."""

    msgid: Filled
    userid: Filled
    limit: int = 500
    cursor: str = ""


class GroupMsgSend(Wire):
    """`status` 0 not sent, 1 sent, 2 no friend any more, 3 at a limit (has got other broadcasts). Of a
    broadcast to groups `chat_id` in place of `external_userid`, and nothing that is not sent."""

    userid: str
    external_userid: str | UnsetType = UNSET
    chat_id: str | UnsetType = UNSET
    status: int = 0
    send_time: int | UnsetType = UNSET


class GetGroupmsgSendResultResponse(Answer):
    next_cursor: str = ""
    send_list: list[GroupMsgSend] = []


class GetGroupMsgResultRequest(Request):
    """`limit` up to 10,000, else 10,000."""

    msgid: Filled
    limit: int = 10_000
    cursor: str = ""


class GetGroupMsgResultResponse(Answer):
    """`check_status` 0 waits for approval, 1 approved, 2 rejected."""

    check_status: int = 1
    detail_list: list[GroupMsgSend] = []
    next_cursor: str = ""


class MsgidRequest(Request):
    msgid: Filled


_LINK: dict[str, Any] = {
    "msgtype": "link",
    "link": {"title": "春茶上市", "desc": "本周到店有礼", "url": "https://example.com/tea"},
}


@post(
    "/cgi-bin/externalcontact/add_msg_template",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    errors=(40007, 40058, 40068, 41048, 41064, 41065, 45002, 60111, 86214),
    request={
        "chat_type": "single",
        "external_userid": ["wmqfasd1e1927831123109rBAAAA"],
        "sender": "zhangsan",
        "allow_select": False,
        "text": {"content": "春茶到店，欢迎品尝"},
        "attachments": [_LINK],
    },
    response={"errcode": 0, "errmsg": "ok", "fail_list": [], "msgid": MSGID},
)
def add_msg_template(req: AddMsgTemplateRequest) -> AddMsgTemplateResponse:
    """创建企业群发

    下发给成员，成员确认后发送；同一客户由最近与其聊天的成员发送；按触达规则计数；客户群由群主发送，每个群有自己的上限。
    Give members a broadcast to confirm; each customer gets it from the member who last talked with her,
    and a customer group from its owner, within a limit of its own.
    """
    ...


@post(
    "/cgi-bin/externalcontact/get_groupmsg_list_v2",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    reads=True,
    aliases=("/cgi-bin/externalcontact/get_groupmsg_list",),
    errors=(40058, 50100, 86214),
    request={
        "chat_type": "single",
        "start_time": 1605171726,
        "end_time": 1605172726,
        "filter_type": 2,
        "limit": 50,
    },
    response={
        "errcode": 0,
        "errmsg": "ok",
        "next_cursor": "",
        "group_msg_list": [
            {
                "msgid": MSGID,
                "creator": "zhangsan",
                "create_time": 1605172000,
                "create_type": 1,
                "text": {"content": "春茶到店，欢迎品尝"},
                "attachments": [_LINK],
            }
        ],
    },
)
def get_groupmsg_list_v2(req: GetGroupmsgListRequest) -> GetGroupmsgListResponse:
    """获取群发记录列表

    按创建时间倒序；待审批和被驳回的不在其中。
    Broadcasts made in a span of time, newest first; without those that wait for approval.
    """
    ...


@post(
    "/cgi-bin/externalcontact/get_groupmsg_task",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    reads=True,
    missing=_NO_MSGID,
    errors=(41046, 41047, 41063, 50100),
    request={"msgid": MSGID, "limit": 50},
    response={
        "errcode": 0,
        "errmsg": "ok",
        "next_cursor": "",
        "task_list": [{"userid": "zhangsan", "status": 0}],
    },
)
def get_groupmsg_task(req: GetGroupmsgTaskRequest) -> GetGroupmsgTaskResponse:
    """获取群发成员发送任务列表

    每位成员一条。
    Whether each member has sent his part.
    """
    ...


@post(
    "/cgi-bin/externalcontact/get_groupmsg_send_result",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    reads=True,
    missing=_NO_MSGID,
    errors=(41009, 41046, 41047, 41063, 50100, 60111),
    request={"msgid": MSGID, "userid": "zhangsan", "limit": 50},
    response={
        "errcode": 0,
        "errmsg": "ok",
        "next_cursor": "",
        "send_list": [
            {
                "external_userid": "wmqfasd1e1927831123109rBAAAA",
                "userid": "zhangsan",
                "status": 0,
            }
        ],
    },
)
def get_groupmsg_send_result(req: GetGroupmsgSendResultRequest) -> GetGroupmsgSendResultResponse:
    """获取企业群发成员执行结果

    一位成员的每个客户一条。
    What became of it for each customer of a member.
    """
    ...


@post(
    "/cgi-bin/externalcontact/remind_groupmsg_send",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    missing=_NO_MSGID,
    errors=(40058, 41046, 41047, 41063, 41093, 41094),
    request={"msgid": MSGID},
    response={"errcode": 0, "errmsg": "ok"},
)
def remind_groupmsg_send(req: MsgidRequest) -> Done:
    """提醒成员群发

    24 小时内最多提醒 3 次。
    Remind the members who have not confirmed, at most three times within 24 hours.
    """
    ...


@post(
    "/cgi-bin/externalcontact/cancel_groupmsg_send",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    missing=_NO_MSGID,
    errors=(40058, 41046, 41047, 41093),
    request={"msgid": MSGID},
    response={"errcode": 0, "errmsg": "ok"},
)
def cancel_groupmsg_send(req: MsgidRequest) -> Done:
    """停止企业群发

    已发送的不撤回，未发送的不再发送。
    Stop what is not sent yet.
    """
    ...


@post(
    "/cgi-bin/externalcontact/get_group_msg_result",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    reads=True,
    errors=(40058, 41046, 41047),
    missing=_NO_MSGID,
    request={"msgid": MSGID},
    response={
        "errcode": 0,
        "errmsg": "ok",
        "check_status": 1,
        "detail_list": [
            {"external_userid": "wmqfasd1e19278asdasAAAA", "userid": "zhangsan", "status": 0}
        ],
    },
)
def get_group_msg_result(req: GetGroupMsgResultRequest) -> GetGroupMsgResultResponse:
    """获取企业群发消息发送结果

    旧版接口，已由 get_groupmsg_send_result 代替；一次返回所有成员的结果。
    The first version of get_groupmsg_send_result: of all members at once.
    """
    ...
