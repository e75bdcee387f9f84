"""客户联系 / 企业服务人员: 联系我 codes and temporary chats."""

from typing import Any

from reunion.wecom.registry import CUSTOMER_SECRETS, post
from reunion.wecom.wire import UNSET, Answer, Done, Filled, Request, UnsetType, Wire

AREA = "客户联系/企业服务人员"


class ConclusionText(Wire):
    content: str = ""


class ConclusionImage(Wire):
    """`media_id` on the way in, `pic_url` on the way out."""

    media_id: str | UnsetType = UNSET
    pic_url: str | UnsetType = UNSET


class ConclusionLink(Wire):
    title: str = ""
    picurl: str = ""
    desc: str = ""
    url: str = ""


class ConclusionMiniprogram(Wire):
    title: str = ""
    pic_media_id: str = ""
    appid: str = ""
    page: str = ""


class Conclusions(Wire):
    """What the customer gets when a temporary chat ends."""

    text: ConclusionText | UnsetType = UNSET
    image: ConclusionImage | UnsetType = UNSET
    link: ConclusionLink | UnsetType = UNSET
    miniprogram: ConclusionMiniprogram | UnsetType = UNSET


class AddContactWayRequest(Request):
    """`type` 1 single, 2 several members; `scene` 1 mini program, 2 QR code; `style` of a mini
    program's button; `expires_in` and `chat_expires_in` in seconds, for temporary ones (at most
    14 days); at most 100 members, departments counted out."""

    type: int
    scene: int
    style: int | None = None
    remark: str | None = None
    skip_verify: bool | None = None
    state: str | None = None
    user: list[str] = []
    party: list[int] = []
    is_temp: bool = False
    expires_in: int | None = None
    chat_expires_in: int | None = None
    unionid: str | None = None
    is_exclusive: bool = False
    mark_source: bool | None = None
    conclusions: Conclusions | None = None


class AddContactWayResponse(Answer):
    """`qr_code`: address of the picture; absent for scene 1."""

    config_id: str = ""
    qr_code: str | UnsetType = UNSET


class ContactWayIdRequest(Request):
    config_id: Filled


class ContactWay(Wire):
    config_id: str
    type: int = 1
    scene: int = 2
    style: int = 0
    remark: str = ""
    skip_verify: bool = True
    state: str = ""
    qr_code: str | UnsetType = UNSET
    user: list[str] = []
    party: list[int] = []
    is_temp: bool = False
    expires_in: int | UnsetType = UNSET
    chat_expires_in: int | UnsetType = UNSET
    unionid: str | UnsetType = UNSET
    is_exclusive: bool = False
    mark_source: bool = True
    conclusions: Conclusions | UnsetType = UNSET


class GetContactWayResponse(Answer):
    contact_way: ContactWay | UnsetType = UNSET


class UpdateContactWayRequest(Request):
    """Only what is given is changed; a given `user` or `party` replaces the old list."""

    config_id: Filled
    remark: str | None = None
    skip_verify: bool | None = None
    style: int | None = None
    state: str | None = None
    user: list[str] | None = None
    party: list[int] | None = None
    expires_in: int | None = None
    chat_expires_in: int | None = None
    unionid: str | None = None
    mark_source: bool | None = None
    conclusions: Conclusions | None = None


class ListContactWaysRequest(Request):
    """By time of creation, seconds since 1970; the default is the last 90 days. `limit` <= 1000."""

    start_time: int | None = None
    end_time: int | None = None
    cursor: str = ""
    limit: int = 100


class ContactWayRef(Wire):
    config_id: str


class ListContactWaysResponse(Answer):
    """`next_cursor` is empty on the last page."""

    contact_way: list[ContactWayRef] = []
    next_cursor: str = ""


class CloseTempChatRequest(Request):
    userid: Filled
    external_userid: Filled


CONFIG_ID = "42b34949e138eb6e027c123cba77fAAA"
WAY: dict[str, Any] = {
    "type": 2,
    "scene": 2,
    "style": 1,
    "remark": "门店海报",
    "skip_verify": True,
    "state": "poster-2026",
    "user": ["zhangsan", "lisi"],
    "party": [],
}


@post(
    "/cgi-bin/externalcontact/add_contact_way",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    errors=(40003, 40035, 40058, 40066, 41037, 41038, 41039, 41040, 41041, 41042, 41045, 84074),
    missing={"type": 41037, "scene": 41038},
    request=WAY,
    response={
        "errcode": 0,
        "errmsg": "ok",
        "config_id": CONFIG_ID,
        "qr_code": "http://127.0.0.1:8700/p/qr/42b34949e138eb6e027c123cba77fAAA.png",
    },
)
def add_contact_way(req: AddContactWayRequest) -> AddContactWayResponse:
    """配置客户联系「联系我」方式

    生成单人或多人的「联系我」二维码或按钮；state 会原样带回到回调和客户详情，用于区分渠道。
    Create a code by which customers add members; `state` comes back with every customer it brings.
    """
    ...


@post(
    "/cgi-bin/externalcontact/get_contact_way",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    reads=True,
    errors=(41043, 41044),
    request={"config_id": CONFIG_ID},
    response={"errcode": 0, "errmsg": "ok", "contact_way": {"config_id": CONFIG_ID, **WAY}},
)
def get_contact_way(req: ContactWayIdRequest) -> GetContactWayResponse:
    """获取企业已配置的「联系我」方式

    One contact way.
    """
    ...


@post(
    "/cgi-bin/externalcontact/list_contact_way",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    reads=True,
    errors=(40058, 50100),
    request={"start_time": 1622476800, "end_time": 4102416000, "limit": 1000},
    response={
        "errcode": 0,
        "errmsg": "ok",
        "contact_way": [{"config_id": CONFIG_ID}],
        "next_cursor": "",
    },
)
def list_contact_way(req: ListContactWaysRequest) -> ListContactWaysResponse:
    """获取企业已配置的「联系我」列表

    不含临时会话的「联系我」。
    Ids of the contact ways made in a span of time, paged; temporary ones are left out.
    """
    ...


@post(
    "/cgi-bin/externalcontact/update_contact_way",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    errors=(40003, 40035, 40058, 40066, 41041, 41043, 41044, 84074),
    request={"config_id": CONFIG_ID, "remark": "橱窗海报", "user": ["zhangsan"], "state": "window"},
    response={"errcode": 0, "errmsg": "ok"},
)
def update_contact_way(req: UpdateContactWayRequest) -> Done:
    """更新企业已配置的「联系我」方式

    只修改给出的字段；user、party 为覆盖。
    Change the given fields of a contact way.
    """
    ...


@post(
    "/cgi-bin/externalcontact/del_contact_way",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    errors=(41043, 41044),
    request={"config_id": CONFIG_ID},
    response={"errcode": 0, "errmsg": "ok"},
)
def del_contact_way(req: ContactWayIdRequest) -> Done:
    """删除企业已配置的「联系我」方式

    删除后二维码失效。
    Delete a contact way; its code stops working.
    """
    ...


@post(
    "/cgi-bin/externalcontact/close_temp_chat",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    errors=(41009, 41035, 60111, 40096, 84061),
    request={"userid": "zhangsan", "external_userid": "wmqfasd1e1927831123109rBAAAA"},
    response={"errcode": 0, "errmsg": "ok"},
)
def close_temp_chat(req: CloseTempChatRequest) -> Done:
    """结束临时会话

    结束后客户收到配置的结束语。
    End a temporary chat; the customer gets the conclusions of the contact way.
    """
    ...
