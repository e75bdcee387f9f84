"""客户联系 / 客户管理: customers as the members who follow them see them."""

from typing import Any

from reunion.wecom.endpoints.access import NoParameters
from reunion.wecom.endpoints.profiles import ExternalProfile
from reunion.wecom.registry import CUSTOMER_SECRETS, get, post
from reunion.wecom.wire import UNSET, Answer, Done, Filled, Request, UnsetType, Wire

AREA = "客户联系/客户管理"


class GetExternalContactRequest(Request):
    """`cursor`: from the previous answer, when the customer has more than 500 followers."""

    external_userid: Filled
    cursor: str = ""


class ExternalContact(Wire):
    """`type` 1 WeChat user, 2 WeCom user; `gender` 0 unknown, 1 male, 2 female."""

    external_userid: str
    name: str = ""
    position: str | UnsetType = UNSET
    avatar: str = ""
    corp_name: str | UnsetType = UNSET
    corp_full_name: str | UnsetType = UNSET
    type: int = 1
    gender: int = 0
    unionid: str | UnsetType = UNSET
    external_profile: ExternalProfile | UnsetType = UNSET


class FollowTag(Wire):
    """`type` 1 corp tag, 2 the member's own tag (no tag_id), 3 rule-group tag."""

    group_name: str = ""
    tag_name: str = ""
    tag_id: str | UnsetType = UNSET
    type: int = 1


class FollowUser(Wire):
    """One member's relation to the customer. `createtime` in seconds since 1970; `add_way` says how
    they met (1 QR code, 2 phone search, 3 card, 16 link …, 202 assigned by an admin)."""

    userid: str
    remark: str = ""
    description: str = ""
    createtime: int = 0
    tags: list[FollowTag] = []
    remark_corp_name: str | UnsetType = UNSET
    remark_mobiles: list[str] = []
    oper_userid: str = ""
    add_way: int = 0
    state: str | UnsetType = UNSET


class GetExternalContactResponse(Answer):
    """`next_cursor` is absent on the last page."""

    external_contact: ExternalContact | UnsetType = UNSET
    follow_user: list[FollowUser] = []
    next_cursor: str | UnsetType = UNSET


class ListExternalContactsRequest(Request):
    userid: Filled


class ListExternalContactsResponse(Answer):
    external_userid: list[str] = []


class GetByUserRequest(Request):
    """At most 100 userids; `limit` 1 to 100. `userid` alone is what the endpoint took before it
    took lists, and what some SDKs still send; after reading it is in `userid_list`."""

    userid_list: list[str] = []
    cursor: str = ""
    limit: int = 50
    userid: str | None = None

    def __post_init__(self) -> None:
        if not self.userid_list:
            if not self.userid:
                raise ValueError("Object missing required field `userid_list`")
            self.userid_list = [self.userid]
        self.userid = None


class FollowInfo(Wire):
    """As FollowUser, with corp tags by id."""

    userid: str
    remark: str = ""
    description: str = ""
    createtime: int = 0
    tag_id: list[str] = []
    remark_corp_name: str | UnsetType = UNSET
    remark_mobiles: list[str] = []
    oper_userid: str = ""
    add_way: int = 0
    state: str | UnsetType = UNSET


class ContactOfMember(Wire):
    external_contact: ExternalContact
    follow_info: FollowInfo


class GetByUserResponse(Answer):
    """`next_cursor` is empty on the last page. `fail_info` names userids that gave nothing."""

    external_contact_list: list[ContactOfMember] = []
    next_cursor: str = ""
    fail_info: "FailInfo | UnsetType" = UNSET


class FailInfo(Wire):
    unlicensed_userid_list: list[str] = []


class RemarkRequest(Request):
    """`remark` at most 20 characters, `description` 150, `remark_company` 20. What is not given
    stays; a given `remark_mobiles` replaces the list ([""] empties it)."""

    userid: Filled
    external_userid: Filled
    remark: str | None = None
    description: str | None = None
    remark_company: str | None = None
    remark_mobiles: list[str] | None = None
    remark_pic_mediaid: str | None = None


class FollowUserListResponse(Answer):
    follow_user: list[str] = []


EXTERNAL_USERID = "wmqfasd1e1927831123109rBAAAA"
CONTACT: dict[str, Any] = {
    "external_userid": EXTERNAL_USERID,
    "name": "陈美",
    "avatar": "",
    "type": 1,
    "gender": 2,
}
FOLLOW: dict[str, Any] = {
    "userid": "zhangsan",
    "remark": "陈女士",
    "description": "近视 350 度，喜欢细框",
    "createtime": 1525779812,
    "remark_mobiles": ["13807991234"],
    "oper_userid": "zhangsan",
    "add_way": 1,
    "state": "poster-2026",
}


@get(
    "/cgi-bin/externalcontact/get_follow_user_list",
    area="客户联系/企业服务人员",
    secrets=CUSTOMER_SECRETS,
    also=("POST",),
    errors=(41001, 40014, 42001, 48002),
    request={},
    response={"errcode": 0, "errmsg": "ok", "follow_user": ["zhangsan", "lisi"]},
)
def get_follow_user_list(req: NoParameters) -> FollowUserListResponse:
    """获取配置了客户联系功能的成员列表

    The members who may have customers.
    """
    ...


@get(
    "/cgi-bin/externalcontact/list",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    errors=(41009, 60111, 84061, 48002),
    request={"userid": "zhangsan"},
    response={"errcode": 0, "errmsg": "ok", "external_userid": [EXTERNAL_USERID]},
)
def list_(req: ListExternalContactsRequest) -> ListExternalContactsResponse:
    """获取客户列表

    某成员添加的全部客户；成员没有客户时返回 84061。
    All customers of one member; 84061 when there is none.
    """
    ...


@get(
    "/cgi-bin/externalcontact/get",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    also=("POST",),
    aliases=("/cgi-bin/crm/get_external_contact",),
    errors=(40096, 41035, 50100, 84061, 48002),
    request={"external_userid": EXTERNAL_USERID},
    response={
        "errcode": 0,
        "errmsg": "ok",
        "external_contact": CONTACT,
        "follow_user": [
            {
                **FOLLOW,
                "tags": [
                    {"group_name": "客户等级", "tag_name": "核心", "tag_id": "etAAAAAA", "type": 1}
                ],
            }
        ],
    },
)
def get_(req: GetExternalContactRequest) -> GetExternalContactResponse:
    """获取客户详情

    客户资料和全部跟进成员的备注、标签、来源；跟进成员超过 500 时用 cursor 翻页。
    A customer with every member's remark, tags and source.
    """
    ...


@post(
    "/cgi-bin/externalcontact/batch/get_by_user",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    reads=True,
    errors=(40031, 40058, 41009, 50100, 60111, 48002),
    missing={"userid_list": 41009},
    request={"userid_list": ["zhangsan", "lisi"], "cursor": "", "limit": 100},
    response={
        "errcode": 0,
        "errmsg": "ok",
        "external_contact_list": [
            {"external_contact": CONTACT, "follow_info": {**FOLLOW, "tag_id": ["etAAAAAA"]}}
        ],
        "next_cursor": "",
    },
)
def get_by_user(req: GetByUserRequest) -> GetByUserResponse:
    """批量获取客户详情

    最多 100 个成员的客户，按页返回。
    The customers of up to 100 members, paged.
    """
    ...


@post(
    "/cgi-bin/externalcontact/remark",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    errors=(40007, 40058, 40096, 41009, 41035, 60111, 84061, 48002),
    request={
        "userid": "zhangsan",
        "external_userid": EXTERNAL_USERID,
        "remark": "陈女士",
        "description": "老花镜客户，偏好周末到店",
        "remark_company": "春天文化",
        "remark_mobiles": ["13807991234"],
    },
    response={"errcode": 0, "errmsg": "ok"},
)
def remark(req: RemarkRequest) -> Done:
    """修改客户备注信息

    只修改给出的字段。
    Set one member's remark, description, company and phone numbers of a customer.
    """
    ...
