"""会话内容存档: who is archived, who agreed, and the entries themselves."""

from typing import Any

from reunion.wecom.registry import ARCHIVE_SECRET, OURS, get, post
from reunion.wecom.wire import UNSET, Answer, Filled, Request, UnsetType, Wire

AREA = "会话内容存档"
ROOMID = "wr1000"
ROBOT_ID = "wb1000002"
FILE_ID = "archivedfile"


class PermitUserListRequest(Request):
    """`type` 1 office, 2 service, 3 enterprise; without it everybody."""

    type: int = 0


class PermitUserListResponse(Answer):
    ids: list[str] = []


class AgreeAsked(Wire):
    """`exteranalopenid` is how WeCom writes it."""

    userid: Filled
    exteranalopenid: Filled


class CheckSingleAgreeRequest(Request):
    """At most 100 pairs."""

    info: list[AgreeAsked]


class SingleAgreeInfo(Wire):
    """`agree_status` Agree, Disagree or Default_Agree; seconds since 1970."""

    status_change_time: int
    userid: str
    exteranalopenid: str
    agree_status: str


class CheckSingleAgreeResponse(Answer):
    agreeinfo: list[SingleAgreeInfo] = []


class RoomRequest(Request):
    roomid: Filled


class RoomAgreeInfo(Wire):
    """As in a chat of two."""

    status_change_time: int
    exteranalopenid: str
    agree_status: str


class CheckRoomAgreeResponse(Answer):
    agreeinfo: list[RoomAgreeInfo] = []


class RoomMember(Wire):
    memberid: str
    jointime: int


class ArchivedRoomResponse(Answer):
    """A group of colleagues; times in seconds since 1970."""

    roomname: str = ""
    creator: str = ""
    room_create_time: int = 0
    notice: str = ""
    members: list[RoomMember] = []


class RobotRequest(Request):
    robot_id: Filled


class RobotInfo(Wire):
    robot_id: str
    name: str
    creator_userid: str


class RobotResponse(Answer):
    data: RobotInfo | UnsetType = UNSET


class GetChatMsgRequest(Request):
    """`seq`: the last that was read, 0 at first; `limit` at most 1000. `proxy`, `passwd` and `timeout`
    are the SDK's and are ignored."""

    seq: int = 0
    limit: int = 1000
    proxy: str = ""
    passwd: str = ""
    timeout: int = 0


class ChatData(Wire):
    """`encrypt_random_key`: base64 of RSA (PKCS #1 v1.5) over a random key; `encrypt_chat_msg`: base64 of
    AES-256-CBC with that key, its first 16 bytes as initial vector, PKCS #7."""

    seq: int
    msgid: str
    publickey_ver: int
    encrypt_random_key: str
    encrypt_chat_msg: str


class GetChatMsgResponse(Answer):
    chatdata: list[ChatData] = []


class ArchivedFileRequest(Request):
    """`indexbuf`: the `outindexbuf` of the answer before, empty at first."""

    sdkfileid: Filled
    indexbuf: str = ""


class ArchivedFileResponse(Answer):
    """`data`: at most 512 KB as base64; `is_finish` 1 with the last part."""

    data: str = ""
    outindexbuf: str = ""
    is_finish: int = 0


_AGREED: dict[str, Any] = {
    "status_change_time": 1562766651,
    "exteranalopenid": "woAJ2GCAAAXtWyujaWJHDDGi0mACAAA",
    "agree_status": "Agree",
}


@post(
    "/cgi-bin/msgaudit/get_permit_user_list",
    area=AREA,
    secrets=ARCHIVE_SECRET,
    reads=True,
    errors=(40058, 48002, 301053),
    request={"type": 3},
    response={"ids": ["zhangsan"]},
)
def get_permit_user_list(req: PermitUserListRequest) -> PermitUserListResponse:
    """获取会话内容存档开启成员列表

    type 为 1 办公版、2 服务版、3 企业版；不填返回全部。
    Office: chats with colleagues; service: with customers; enterprise: both.
    """
    ...


@post(
    "/cgi-bin/msgaudit/check_single_agree",
    area=AREA,
    secrets=ARCHIVE_SECRET,
    reads=True,
    errors=(40058, 48002, 301053),
    request={"info": [{"userid": "zhangsan", "exteranalopenid": _AGREED["exteranalopenid"]}]},
    response={"agreeinfo": [{**_AGREED, "userid": "zhangsan"}]},
)
def check_single_agree(req: CheckSingleAgreeRequest) -> CheckSingleAgreeResponse:
    """获取单聊会话同意情况

    未开启存档的成员、没有会话的客户不在结果中；客户还没有表态而企业设为先询问时为 Disagree，变更时间为 0。
    Pairs without a chat, or whose member is not archived, are left out; a customer who was asked and has not
    answered is Disagree, changed at 0.
    """
    ...


@post(
    "/cgi-bin/msgaudit/check_room_agree",
    area=AREA,
    secrets=ARCHIVE_SECRET,
    reads=True,
    errors=(40058, 48002, 301053),
    request={"roomid": ROOMID},
    response={"agreeinfo": []},
)
def check_room_agree(req: RoomRequest) -> CheckRoomAgreeResponse:
    """获取群聊会话同意情况

    群里每位客户的同意情况。
    What each customer in the group said.
    """
    ...


@post(
    "/cgi-bin/msgaudit/groupchat/get",
    area=AREA,
    secrets=ARCHIVE_SECRET,
    reads=True,
    errors=(40058, 48002, 301053, 301059),
    request={"roomid": ROOMID},
    response={
        "roomname": "门店群",
        "creator": "zhangsan",
        "room_create_time": 1592361604,
        "notice": "",
        "members": [{"memberid": "zhangsan", "jointime": 1592361605}],
    },
)
def get_archived_room(req: RoomRequest) -> ArchivedRoomResponse:
    """获取会话内容存档内部群信息

    只有同事的群；客户群请用客户联系的接口。
    Groups of colleagues only; customer groups have calls of their own.
    """
    ...


@get(
    "/cgi-bin/msgaudit/get_robot_info",
    area=AREA,
    secrets=ARCHIVE_SECRET,
    errors=(40058, 48002),
    request={"robot_id": ROBOT_ID},
    response={"data": {"robot_id": ROBOT_ID, "name": "订单助手", "creator_userid": "lin"}},
)
def get_robot_info(req: RobotRequest) -> RobotResponse:
    """获取机器人信息

    机器人是自建应用：wb 加应用的 agentid。
    A robot is a self-built app: wb and its agentid.
    """
    ...


@post(
    "/cgi-bin/external-contact/getchatmsg",
    area=AREA,
    secrets=ARCHIVE_SECRET,
    reads=True,
    errors=(40058, 48002, 301052, 301053),
    request={"seq": 0, "limit": 100},
    response={
        "chatdata": [
            {
                "seq": 196,
                "msgid": "1001_7_1795017600000_external",
                "publickey_ver": 3,
                "encrypt_random_key": "ftJ+uz3n/z1DsxlkwxNgE+mL38H42/KCvN8T60gbbtPD+Rta",
                "encrypt_chat_msg": "898WSfGMnIeytTsea7Rc0WsOocs0bIAerF6de0v2cFwqo9uO",
            }
        ]
    },
)
def getchatmsg(req: GetChatMsgRequest) -> GetChatMsgResponse:
    """获取会话记录数据

    seq 之后的存档消息，按 seq 升序，用最新版本的公钥加密；seq 连续无缺口。
    Entries above seq in order, sealed for the newest public key; seq has no gaps.
    """
    ...


@post(
    "/cgi-bin/reunion/archived_file",
    area=OURS,
    secrets=ARCHIVE_SECRET,
    reads=True,
    errors=(40058, 48002, 301048, 301053),
    missing={"sdkfileid": 301048},
    request={"sdkfileid": FILE_ID},
    response={"data": "iVBORw0KGgo=", "outindexbuf": "", "is_finish": 1},
)
def archived_file(req: ArchivedFileRequest) -> ArchivedFileResponse:
    """获取存档的媒体文件

    Reunion 自有接口，对应企业微信 SDK 的 GetMediaData：每次最多 512 KB，用 outindexbuf 取下一段。
    Reunion's own, in place of the SDK's GetMediaData: at most 512 KB a call, the next by outindexbuf.
    """
    ...
