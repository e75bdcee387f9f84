"""客户联系 / 客户群: 进群码, the codes that lead into groups."""

from typing import Any

from reunion.wecom.endpoints.customer_groups import AREA, CHAT_ID
from reunion.wecom.registry import CUSTOMER_SECRETS, post
from reunion.wecom.wire import UNSET, Answer, Done, Filled, Request, UnsetType, Wire

JOIN_CONFIG_ID = "9ad7fa5cdaa6511298498f979c472aaa"


class JoinWayFields(Request):
    """`scene` 1 a mini program's plugin, 2 a code; at most 5 groups; `remark` and `state` at most 30
    characters, `room_base_name` 40."""

    scene: int
    chat_id_list: list[str]
    remark: str = ""
    auto_create_room: int = 1
    room_base_name: str = ""
    room_base_id: int = 1
    state: str = ""
    mark_source: bool = True


class AddJoinWayRequest(JoinWayFields):
    """As above."""


class AddJoinWayResponse(Answer):
    config_id: str = ""


class JoinWayIdRequest(Request):
    config_id: Filled


class JoinWay(Wire):
    """`chat_id_list` has the groups that were opened since, too."""

    config_id: str
    scene: int
    remark: str
    auto_create_room: int
    room_base_name: str
    room_base_id: int
    chat_id_list: list[str]
    state: str
    mark_source: bool
    qr_code: str | UnsetType = UNSET


class GetJoinWayResponse(Answer, kw_only=True):
    join_way: JoinWay


class UpdateJoinWayRequest(JoinWayFields, kw_only=True):
    """All of it anew."""

    config_id: Filled


_WAY: dict[str, Any] = {
    "scene": 2, "remark": "门店海报", "auto_create_room": 1, "room_base_name": "春茶会员群",
    "room_base_id": 10, "chat_id_list": [CHAT_ID], "state": "poster", "mark_source": True,
}  # fmt: skip


@post(
    "/cgi-bin/externalcontact/groupchat/add_join_way",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    errors=(40050, 40058, 41091, 49008, 48002),
    request=_WAY,
    response={"errcode": 0, "errmsg": "ok", "config_id": JOIN_CONFIG_ID},
)
def add_join_way(req: AddJoinWayRequest) -> AddJoinWayResponse:
    """配置客户群进群方式

    最多关联 5 个群，按顺序进入；都满后可自动新建下一个群。与「联系我」共用 50 万个的上限。
    A code that leads into up to 5 groups, in order; when all are full the next one may be opened by itself.
    """
    ...


@post(
    "/cgi-bin/externalcontact/groupchat/get_join_way",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    reads=True,
    errors=(41043, 41044, 48002),
    request={"config_id": JOIN_CONFIG_ID},
    response={
        "errcode": 0,
        "errmsg": "ok",
        "join_way": {
            "config_id": JOIN_CONFIG_ID, **_WAY,
            "qr_code": "https://reunion.example.com/g/4b6cUTPMxVfk.png",
        },
    },
)  # fmt: skip
def get_join_way(req: JoinWayIdRequest) -> GetJoinWayResponse:
    """获取客户群进群方式配置

    包含自动新建的群和二维码地址。
    One code, with the groups that were opened since and the address of its picture.
    """
    ...


@post(
    "/cgi-bin/externalcontact/groupchat/update_join_way",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    errors=(40050, 40058, 41043, 41044, 41091, 49008, 48002),
    request={"config_id": JOIN_CONFIG_ID, **_WAY},
    response={"errcode": 0, "errmsg": "ok"},
)
def update_join_way(req: UpdateJoinWayRequest) -> Done:
    """更新客户群进群方式配置

    以新配置整体替换。
    Replaces all of a code's settings; its picture stays the same.
    """
    ...


@post(
    "/cgi-bin/externalcontact/groupchat/del_join_way",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    errors=(41043, 41044, 48002),
    request={"config_id": JOIN_CONFIG_ID},
    response={"errcode": 0, "errmsg": "ok"},
)
def del_join_way(req: JoinWayIdRequest) -> Done:
    """删除客户群进群方式配置

    二维码随即失效。
    The code stops working.
    """
    ...
