"""通讯录管理 / 成员: members of the corp. UserIDs compare without case."""

from reunion.wecom.endpoints.profiles import Attributes, ExternalProfile
from reunion.wecom.registry import DIRECTORY_WRITERS, get, post
from reunion.wecom.wire import UNSET, Done, Filled, Request, UnsetType, Wire

AREA = "通讯录管理/成员"


class MemberFields(Request):
    """Fields of a member that may be set; on update only what is given is changed.

    `gender` "1" male, "2" female; `enable` 1 active, 0 disabled; `order` and `is_leader_in_dept`
    run parallel to `department`.
    """

    alias: str | None = None
    mobile: str | None = None
    order: list[int] | None = None
    position: str | None = None
    gender: str | None = None
    email: str | None = None
    biz_mail: str | None = None
    telephone: str | None = None
    address: str | None = None
    english_name: str | None = None
    is_leader_in_dept: list[int] | None = None
    direct_leader: list[str] | None = None
    main_department: int | None = None
    avatar_mediaid: str | None = None
    enable: int | None = None
    extattr: Attributes | None = None
    external_profile: ExternalProfile | None = None
    external_position: str | None = None


class CreateMemberRequest(MemberFields, kw_only=True):
    userid: Filled
    name: Filled
    department: list[int]
    to_invite: bool | None = None


class UpdateMemberRequest(MemberFields, kw_only=True):
    """`new_userid` renames the member; it is allowed once, for ids the system made."""

    userid: Filled
    name: str | None = None
    department: list[int] | None = None
    new_userid: str | None = None


class MemberIdRequest(Request):
    userid: Filled


class BatchDeleteRequest(Request):
    """At most 200 userids."""

    useridlist: list[str]


class Member(Wire):
    """`status`: 1 active, 2 disabled, 4 not activated, 5 resigned. Mobile, email, gender, address
    and the like are given to the contacts secret only."""

    userid: str
    name: str = ""
    department: list[int] = []
    order: list[int] = []
    position: str = ""
    mobile: str | UnsetType = UNSET
    gender: str | UnsetType = UNSET
    email: str | UnsetType = UNSET
    biz_mail: str | UnsetType = UNSET
    is_leader_in_dept: list[int] = []
    direct_leader: list[str] = []
    avatar: str | UnsetType = UNSET
    thumb_avatar: str | UnsetType = UNSET
    telephone: str = ""
    alias: str = ""
    address: str | UnsetType = UNSET
    english_name: str | UnsetType = UNSET
    hide_mobile: int = 0
    status: int = 1
    enable: int = 1
    main_department: int = 0
    open_userid: str | UnsetType = UNSET
    qr_code: str | UnsetType = UNSET
    extattr: Attributes | UnsetType = UNSET
    external_profile: ExternalProfile | UnsetType = UNSET
    external_position: str = ""


class GetMemberResponse(Member, kw_only=True):
    errcode: int = 0
    errmsg: str = "ok"
    userid: str = ""


MEMBER = {
    "userid": "zhangsan",
    "name": "张三",
    "department": [2],
    "order": [1],
    "position": "店长",
    "mobile": "13800000000",
    "gender": "1",
    "email": "zhangsan@example.com",
    "is_leader_in_dept": [1],
    "direct_leader": [],
    "telephone": "020-123456",
    "alias": "jackzhang",
    "status": 1,
    "main_department": 2,
}


@post(
    "/cgi-bin/user/create",
    area=AREA,
    secrets=DIRECTORY_WRITERS,
    errors=(
        *(40003, 40058, 41009, 41019, 45024, 48002, 60003, 60102, 60103, 60104, 60105, 60106),
        *(60110, 60112, 60129, 60132, 60257, 301012, 301013, 301014),
    ),
    request={
        "userid": "xiaolin",
        "name": "林小夏",
        "alias": "Summer",
        "mobile": "13900001111",
        "department": [2],
        "order": [1],
        "position": "验光师",
        "gender": "2",
        "email": "xiaolin@example.com",
        "is_leader_in_dept": [0],
        "enable": 1,
        "main_department": 2,
    },
    response={"errcode": 0, "errmsg": "created"},
)
def create(req: CreateMemberRequest) -> Done:
    """创建成员

    手机和邮箱至少给一个，企业内不可重复；最多属于 100 个部门。
    Create a member; mobile or email is needed, each unique in the corp.
    """
    ...


@post(
    "/cgi-bin/user/update",
    area=AREA,
    secrets=DIRECTORY_WRITERS,
    errors=(
        *(40058, 41009, 48002, 60003, 60103, 60104, 60105, 60106, 60111, 60112, 60132, 60257),
        *(301005, 301012, 301013, 301014),
    ),
    request={"userid": "zhangsan", "name": "张三丰", "position": "区域经理"},
    response={"errcode": 0, "errmsg": "updated"},
)
def update(req: UpdateMemberRequest) -> Done:
    """更新成员

    只修改给出的字段。
    Change the given fields of a member.
    """
    ...


@get(
    "/cgi-bin/user/delete",
    area=AREA,
    secrets=DIRECTORY_WRITERS,
    reads=False,
    also=("POST",),
    errors=(41009, 60111, 48002),
    request={"userid": "zhangsan"},
    response={"errcode": 0, "errmsg": "deleted"},
)
def delete(req: MemberIdRequest) -> Done:
    """删除成员

    成员离职：不能再登录，其客户进入待分配列表。
    The member resigns; the customers wait for assignment.
    """
    ...


@post(
    "/cgi-bin/user/batchdelete",
    area=AREA,
    secrets=DIRECTORY_WRITERS,
    errors=(40031, 40032, 40058, 60111, 48002),
    request={"useridlist": ["zhangsan", "lisi"]},
    response={"errcode": 0, "errmsg": "deleted"},
)
def batchdelete(req: BatchDeleteRequest) -> Done:
    """批量删除成员

    一次最多 200 个。
    Delete up to 200 members, all or none.
    """
    ...


@get(
    "/cgi-bin/user/get",
    area=AREA,
    also=("POST",),
    errors=(41009, 60011, 60111),
    request={"userid": "zhangsan"},
    response={"errcode": 0, "errmsg": "ok", **MEMBER},
)
def get_(req: MemberIdRequest) -> GetMemberResponse:
    """读取成员

    手机、邮箱、性别等敏感字段只返回给通讯录同步应用。
    One member; sensitive fields for the contacts secret only.
    """
    ...
