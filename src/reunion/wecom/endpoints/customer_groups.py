"""客户联系 / 客户群: which groups there are, and who is in them."""

from reunion.wecom.registry import CUSTOMER_SECRETS, post
from reunion.wecom.wire import UNSET, Answer, Filled, Request, UnsetType, Wire

AREA = "客户联系/客户群"
CHAT_ID = "wrOgQhDgAAMYQiS5ol9G7gK9JVAAAA"
OPEN_GID = "oAAAAAAA"
_NO_CHAT_ID = {"chat_id": 86201}


class OwnerFilter(Wire):
    """At most 100 owners."""

    userid_list: list[str] = []


class ListGroupChatsRequest(Request):
    """`status_filter` 0 all, 1 the owner left the company, 2 being handed over, 3 handed over; `limit` 1
    to 1000."""

    limit: int
    status_filter: int = 0
    owner_filter: OwnerFilter | None = None
    cursor: str = ""


class GroupChatRef(Wire):
    chat_id: str
    status: int = 0


class ListGroupChatsResponse(Answer):
    """`next_cursor` is empty on the last page."""

    group_chat_list: list[GroupChatRef] = []
    next_cursor: str = ""


class GetGroupChatRequest(Request):
    """`need_name` 1: members' names too."""

    chat_id: Filled
    need_name: int = 0


class Invitor(Wire):
    userid: str


class GroupChatMember(Wire):
    """`type` 1 member of the company, 2 customer; `join_scene` 1 invited, 2 by a link, 3 by a code."""

    userid: str
    type: int
    join_time: int
    join_scene: int
    unionid: str | UnsetType = UNSET
    invitor: Invitor | UnsetType = UNSET
    group_nickname: str = ""
    name: str | UnsetType = UNSET
    state: str | UnsetType = UNSET


class GroupChatAdmin(Wire):
    userid: str


class GroupChat(Wire):
    """`member_version` is another after each coming and going."""

    chat_id: str
    name: str
    owner: str
    create_time: int
    member_list: list[GroupChatMember]
    admin_list: list[GroupChatAdmin]
    notice: str | UnsetType = UNSET
    member_version: str = ""


class GetGroupChatResponse(Answer, kw_only=True):
    group_chat: GroupChat


class OpengidRequest(Request):
    opengid: Filled


class OpengidResponse(Answer):
    chat_id: str = ""


@post(
    "/cgi-bin/externalcontact/groupchat/list",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    reads=True,
    errors=(40058, 60111, 48002),
    request={"status_filter": 0, "owner_filter": {"userid_list": ["zhangsan"]}, "limit": 10},
    response={
        "errcode": 0,
        "errmsg": "ok",
        "group_chat_list": [{"chat_id": CHAT_ID, "status": 0}],
        "next_cursor": "",
    },
)
def list_group_chats(req: ListGroupChatsRequest) -> ListGroupChatsResponse:
    """获取客户群列表

    按群主和跟进状态筛选；不含已解散的群。
    Customer groups by owner and by whether the owner has left; without dismissed ones.
    """
    ...


@post(
    "/cgi-bin/externalcontact/groupchat/get",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    reads=True,
    missing=_NO_CHAT_ID,
    errors=(40050, 49008, 86201, 48002),
    request={"chat_id": CHAT_ID, "need_name": 1},
    response={
        "errcode": 0,
        "errmsg": "ok",
        "group_chat": {
            "chat_id": CHAT_ID,
            "name": "春茶会员群",
            "owner": "zhangsan",
            "create_time": 1572505490,
            "notice": "文明群聊",
            "member_list": [
                {
                    "userid": "zhangsan", "type": 1, "join_time": 1572505491, "join_scene": 1,
                    "invitor": {"userid": "zhangsan"}, "group_nickname": "店长", "name": "张三",
                },
                {
                    "userid": "wmOgQhDgAAH2Yy-CTZ6POca8mlBEdaaa", "type": 2,
                    "join_time": 1572505491, "join_scene": 3, "unionid": "ozynqsulJFCZ2z1aYeS8h-nuasdAAA",
                    "group_nickname": "", "name": "小美", "state": "poster",
                },
            ],
            "admin_list": [{"userid": "lisi"}],
            "member_version": "71217227bbd112ecfe3a49c482195cb4",
        },
    },
)  # fmt: skip
def get_group_chat(req: GetGroupChatRequest) -> GetGroupChatResponse:
    """获取客户群详情

    群名、群主、公告、成员及其进群方式、管理员。
    Name, owner, notice, who is in it and how they came, and its admins.
    """
    ...


@post(
    "/cgi-bin/externalcontact/opengid_to_chatid",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    reads=True,
    aliases=("/cgi-bin/externalcontact/groupchat/opengid_to_chatid",),
    errors=(40050, 40058, 48002),
    request={"opengid": OPEN_GID},
    response={"errcode": 0, "errmsg": "ok", "chat_id": CHAT_ID},
)
def opengid_to_chatid(req: OpengidRequest) -> OpengidResponse:
    """客户群opengid转换

    小程序里得到的群 opengid 对应的客户群。
    The customer group behind the opengid that a mini program has got.
    """
    ...
