"""通讯录管理 / 标签: tags on members and departments (not on customers)."""

from reunion.wecom.endpoints.access import NoParameters
from reunion.wecom.registry import Secret, get, post
from reunion.wecom.wire import UNSET, Answer, Done, Filled, Request, UnsetType, Wire

AREA = "通讯录管理/标签"
TAG_WRITERS = frozenset({Secret.CONTACTS, Secret.SELF_BUILT})


class CreateMemberTagRequest(Request):
    """`tagid` may be chosen by the caller."""

    tagname: Filled
    tagid: int | None = None


class CreateMemberTagResponse(Answer):
    tagid: int = 0


class UpdateMemberTagRequest(Request):
    tagid: int
    tagname: Filled


class MemberTagIdRequest(Request):
    tagid: int


class TaggedMember(Wire):
    userid: str
    name: str = ""


class GetMemberTagResponse(Answer):
    tagname: str = ""
    userlist: list[TaggedMember] = []
    partylist: list[int] = []


class TagMembersRequest(Request):
    """At most 1000 members and 100 departments a call; one of the lists must hold something."""

    tagid: int
    userlist: list[str] = []
    partylist: list[int] = []


class TagMembersResponse(Answer):
    """What was not taken: userids separated by `|`, department ids."""

    invalidlist: str | UnsetType = UNSET
    invalidparty: list[int] | UnsetType = UNSET


class MemberTag(Wire):
    tagid: int
    tagname: str = ""


class ListMemberTagsResponse(Answer):
    taglist: list[MemberTag] = []


@post(
    "/cgi-bin/tag/create",
    area=AREA,
    secrets=TAG_WRITERS,
    errors=(40058, 40071, 40072, 41018, 48002),
    request={"tagname": "值班验光师", "tagid": 12},
    response={"errcode": 0, "errmsg": "created", "tagid": 12},
)
def create(req: CreateMemberTagRequest) -> CreateMemberTagResponse:
    """创建标签

    标签名不超过 32 个字，企业内不可重复。
    Create a tag for members.
    """
    ...


@post(
    "/cgi-bin/tag/update",
    area=AREA,
    secrets=TAG_WRITERS,
    errors=(40058, 40068, 40071, 40072, 41017, 41018, 81011),
    request={"tagid": 12, "tagname": "验光师"},
    response={"errcode": 0, "errmsg": "updated"},
)
def update(req: UpdateMemberTagRequest) -> Done:
    """更新标签名字

    Rename a tag.
    """
    ...


@get(
    "/cgi-bin/tag/delete",
    area=AREA,
    secrets=TAG_WRITERS,
    reads=False,
    also=("POST",),
    errors=(40068, 41017, 81011),
    request={"tagid": "12"},
    response={"errcode": 0, "errmsg": "deleted"},
)
def delete(req: MemberTagIdRequest) -> Done:
    """删除标签

    Delete a tag and take it off all members.
    """
    ...


@get(
    "/cgi-bin/tag/get",
    area=AREA,
    errors=(40068, 41017, 81011),
    request={"tagid": "12"},
    response={
        "errcode": 0,
        "errmsg": "ok",
        "tagname": "验光师",
        "userlist": [{"userid": "zhangsan", "name": "张三"}],
        "partylist": [2],
    },
)
def get_(req: MemberTagIdRequest) -> GetMemberTagResponse:
    """获取标签成员

    The members and departments of a tag.
    """
    ...


@post(
    "/cgi-bin/tag/addtagusers",
    area=AREA,
    secrets=TAG_WRITERS,
    errors=(40035, 40068, 40070, 41017, 81003, 81011, 81014),
    request={"tagid": 12, "userlist": ["zhangsan", "nobody"], "partylist": [2]},
    response={"errcode": 0, "errmsg": "ok", "invalidlist": "nobody"},
)
def addtagusers(req: TagMembersRequest) -> TagMembersResponse:
    """增加标签成员

    部分成员无效时其余仍会生效，无效的列在 invalidlist；全部无效返回 40070。
    Put members and departments under a tag; partial success is errcode 0.
    """
    ...


@post(
    "/cgi-bin/tag/deltagusers",
    area=AREA,
    secrets=TAG_WRITERS,
    errors=(40035, 40068, 40070, 41017, 81011, 81014),
    request={"tagid": 12, "userlist": ["zhangsan", "nobody"], "partylist": [2]},
    response={"errcode": 0, "errmsg": "deleted", "invalidlist": "nobody"},
)
def deltagusers(req: TagMembersRequest) -> TagMembersResponse:
    """删除标签成员

    Take members and departments off a tag; partial success is errcode 0.
    """
    ...


@get(
    "/cgi-bin/tag/list",
    area=AREA,
    errors=(41001, 40014, 42001),
    request={},
    response={"errcode": 0, "errmsg": "ok", "taglist": [{"tagid": 12, "tagname": "验光师"}]},
)
def list_(req: NoParameters) -> ListMemberTagsResponse:
    """获取标签列表

    Every member tag of the corp.
    """
    ...
