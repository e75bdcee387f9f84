"""通讯录管理 / 成员: lists of members, and finding one by mobile or mail."""

from reunion.wecom.endpoints.members import AREA, MEMBER, Member
from reunion.wecom.registry import DIRECTORY_WRITERS, get, post
from reunion.wecom.wire import UNSET, Answer, Filled, Request, UnsetType, Wire


class ListMembersRequest(Request):
    """`fetch_child` 1 = members of all departments below as well."""

    department_id: int
    fetch_child: int = 0
    status: int | None = None


class ListMembersResponse(Answer):
    userlist: list[Member] = []


class SimpleMember(Wire):
    userid: str
    name: str = ""
    department: list[int] = []
    open_userid: str | UnsetType = UNSET


class SimplelistMembersResponse(Answer):
    userlist: list[SimpleMember] = []


class ListMemberIdsRequest(Request):
    """`limit` 1 to 10000."""

    cursor: str = ""
    limit: int = 10000


class MemberPlace(Wire):
    userid: str
    department: int = 0


class ListMemberIdsResponse(Answer):
    """`next_cursor` is empty on the last page."""

    next_cursor: str = ""
    dept_user: list[MemberPlace] = []


class MobileRequest(Request):
    mobile: Filled


class EmailRequest(Request):
    """`email_type`: 1 business mail, 2 personal mail."""

    email: Filled
    email_type: int = 1


class UserIdResponse(Answer):
    userid: str = ""


@get(
    "/cgi-bin/user/simplelist",
    area=AREA,
    errors=(40058, 60003, 60011),
    request={"department_id": "2", "fetch_child": "1"},
    response={
        "errcode": 0,
        "errmsg": "ok",
        "userlist": [{"userid": "zhangsan", "name": "张三", "department": [2]}],
    },
)
def simplelist(req: ListMembersRequest) -> SimplelistMembersResponse:
    """获取部门成员

    Ids and names of a department's members.
    """
    ...


@get(
    "/cgi-bin/user/list",
    area=AREA,
    errors=(40058, 60003, 60011),
    request={"department_id": "2", "fetch_child": "1"},
    response={"errcode": 0, "errmsg": "ok", "userlist": [MEMBER]},
)
def list_(req: ListMembersRequest) -> ListMembersResponse:
    """获取部门成员详情

    A department's members with all their fields.
    """
    ...


@post(
    "/cgi-bin/user/list_id",
    area=AREA,
    secrets=DIRECTORY_WRITERS,
    reads=True,
    also=("GET",),
    errors=(40058, 50100, 48002),
    request={"cursor": "", "limit": 10000},
    response={
        "errcode": 0,
        "errmsg": "ok",
        "next_cursor": "",
        "dept_user": [{"userid": "zhangsan", "department": 2}],
    },
)
def list_id(req: ListMemberIdsRequest) -> ListMemberIdsResponse:
    """获取成员 ID 列表

    按页返回企业全部成员 ID 与所属部门。
    Every member and department pair, paged.
    """
    ...


@post(
    "/cgi-bin/user/getuserid",
    area=AREA,
    reads=True,
    errors=(40058, 60103, 46004, 60111),
    request={"mobile": "13800000000"},
    response={"errcode": 0, "errmsg": "ok", "userid": "zhangsan"},
)
def getuserid(req: MobileRequest) -> UserIdResponse:
    """手机号获取 userid

    The member who has this mobile number.
    """
    ...


@post(
    "/cgi-bin/user/get_userid_by_email",
    area=AREA,
    reads=True,
    errors=(40058, 60105, 46004, 60111),
    request={"email": "zhangsan@example.com", "email_type": 2},
    response={"errcode": 0, "errmsg": "ok", "userid": "zhangsan"},
)
def get_userid_by_email(req: EmailRequest) -> UserIdResponse:
    """邮箱获取 userid

    The member who has this mail address.
    """
    ...
