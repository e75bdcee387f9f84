"""客户联系 / 客户标签: the corp's tags for customers, carried by a follow, not by the customer."""

from typing import Any

from reunion.wecom.registry import CUSTOMER_SECRETS, post
from reunion.wecom.wire import UNSET, Answer, Done, Filled, Request, UnsetType, Wire

AREA = "客户联系/客户标签"


class GetCorpTagListRequest(Request):
    """Without ids every group; with `tag_id` (first) or `group_id` only those."""

    tag_id: list[str] = []
    group_id: list[str] = []


class CorpTag(Wire):
    """`order`: larger comes first; `create_time` in seconds since 1970."""

    id: str
    name: str = ""
    create_time: int = 0
    order: int = 0
    deleted: bool | UnsetType = UNSET


class CorpTagGroup(Wire):
    group_id: str
    group_name: str = ""
    create_time: int = 0
    order: int = 0
    deleted: bool | UnsetType = UNSET
    tag: list[CorpTag] = []
    strategy_id: int | UnsetType = UNSET


class GetCorpTagListResponse(Answer):
    tag_group: list[CorpTagGroup] = []


class NewTag(Wire):
    name: Filled
    order: int = 0


class AddCorpTagRequest(Request):
    """`group_id` adds to a group; `group_name` alone adds to the group of that name or makes it.
    Names at most 30 characters."""

    tag: list[NewTag]
    group_id: str | None = None
    group_name: str | None = None
    order: int | None = None
    agentid: int | None = None


class AddCorpTagResponse(Answer):
    """The group with the tags that were added."""

    tag_group: CorpTagGroup | UnsetType = UNSET


class GetStrategyTagListRequest(Request):
    """Without a rule group those of all; ids as for the corp's tags."""

    strategy_id: int | None = None
    tag_id: list[str] = []
    group_id: list[str] = []


class AddStrategyTagRequest(Request):
    """As for the corp's tags, in one rule group."""

    strategy_id: int
    tag: list[NewTag]
    group_id: str | None = None
    group_name: str | None = None
    order: int | None = None


class EditStrategyTagRequest(Request):
    """`id` of a rule group's tag or tag group."""

    id: Filled
    name: str | None = None
    order: int | None = None


class DelStrategyTagRequest(Request):
    """A group goes with its last tag."""

    tag_id: list[str] = []
    group_id: list[str] = []


class EditCorpTagRequest(Request):
    """`id` of a tag or a group."""

    id: Filled
    name: str | None = None
    order: int | None = None
    agentid: int | None = None


class DelCorpTagRequest(Request):
    """A group goes with its last tag."""

    tag_id: list[str] = []
    group_id: list[str] = []
    agentid: int | None = None


class MarkTagRequest(Request):
    """Tag ids; one of the lists must hold something."""

    userid: Filled
    external_userid: Filled
    add_tag: list[str] = []
    remove_tag: list[str] = []


GROUP: dict[str, Any] = {
    "group_id": "etGROUPAAAA",
    "group_name": "客户等级",
    "create_time": 1557838797,
    "order": 1,
    "tag": [
        {"id": "etTAGAAAA1", "name": "一般", "create_time": 1557838797, "order": 1},
        {"id": "etTAGAAAA2", "name": "核心", "create_time": 1557838797, "order": 2},
    ],
}


@post(
    "/cgi-bin/externalcontact/get_corp_tag_list",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    reads=True,
    also=("GET",),
    errors=(40058, 40068, 48002),
    request={"group_id": ["etGROUPAAAA"]},
    response={"errcode": 0, "errmsg": "ok", "tag_group": [GROUP]},
)
def get_corp_tag_list(req: GetCorpTagListRequest) -> GetCorpTagListResponse:
    """获取企业标签库

    The corp's tag groups and tags, in order.
    """
    ...


@post(
    "/cgi-bin/externalcontact/add_corp_tag",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    errors=(40058, 40068, 40071, 40072, 40126, 48002),
    request={"group_name": "到店偏好", "order": 1, "tag": [{"name": "周末", "order": 1}]},
    response={
        "errcode": 0,
        "errmsg": "ok",
        "tag_group": {
            "group_id": "etGROUPBBBB",
            "group_name": "到店偏好",
            "create_time": 1557838797,
            "order": 1,
            "tag": [{"id": "etTAGBBBB1", "name": "周末", "create_time": 1557838797, "order": 1}],
        },
    },
)
def add_corp_tag(req: AddCorpTagRequest) -> AddCorpTagResponse:
    """添加企业客户标签

    组名、标签名不超过 30 个字；标签总数不超过 3000。组内已有同名标签时返回 40071。
    Add tags to a group, or a group with its first tags.
    """
    ...


@post(
    "/cgi-bin/externalcontact/edit_corp_tag",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    errors=(40058, 40068, 40071, 40072, 48002),
    request={"id": "etTAGAAAA1", "name": "普通", "order": 3},
    response={"errcode": 0, "errmsg": "ok"},
)
def edit_corp_tag(req: EditCorpTagRequest) -> Done:
    """编辑企业客户标签

    修改标签或标签组的名称和次序。
    Rename or reorder a tag or a group.
    """
    ...


@post(
    "/cgi-bin/externalcontact/del_corp_tag",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    errors=(40058, 40068, 48002),
    request={"tag_id": ["etTAGAAAA1"]},
    response={"errcode": 0, "errmsg": "ok"},
)
def del_corp_tag(req: DelCorpTagRequest) -> Done:
    """删除企业客户标签

    同时从所有客户上去掉；组内最后一个标签删除后组也删除。
    Delete tags or whole groups, and take them off every customer.
    """
    ...


@post(
    "/cgi-bin/externalcontact/mark_tag",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    errors=(40058, 40068, 40096, 41009, 41035, 60111, 84061, 45033, 48002),
    at_once=5,
    request={
        "userid": "zhangsan",
        "external_userid": "wmqfasd1e1927831123109rBAAAA",
        "add_tag": ["etTAGAAAA1"],
        "remove_tag": ["etTAGAAAA2"],
    },
    response={"errcode": 0, "errmsg": "ok"},
)
def mark_tag(req: MarkTagRequest) -> Done:
    """编辑客户企业标签

    为某成员的客户加减企业标签；add_tag 与 remove_tag 至少给一个。
    Add or remove corp tags on one member's relation to a customer.
    """
    ...


STRATEGY_GROUP: dict[str, Any] = {
    "group_id": "etSTRATEGYGROUP",
    "group_name": "华东区偏好",
    "create_time": 1557838797,
    "order": 1,
    "strategy_id": 1,
    "tag": [{"id": "etSTRATEGYTAG", "name": "周末", "create_time": 1557838797, "order": 1}],
}


@post(
    "/cgi-bin/externalcontact/get_strategy_tag_list",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    reads=True,
    errors=(40058, 40068),
    request={"strategy_id": 1},
    response={"errcode": 0, "errmsg": "ok", "tag_group": [STRATEGY_GROUP]},
)
def get_strategy_tag_list(req: GetStrategyTagListRequest) -> GetCorpTagListResponse:
    """获取指定规则组下的企业客户标签

    Tag groups and tags of one rule group, or of all.
    """
    ...


@post(
    "/cgi-bin/externalcontact/add_strategy_tag",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    errors=(40058, 40068, 40071, 40072, 40126),
    request={
        "strategy_id": 1, "group_name": "华东区渠道", "order": 1,
        "tag": [{"name": "商场", "order": 1}],
    },
    response={"errcode": 0, "errmsg": "ok", "tag_group": STRATEGY_GROUP},
)  # fmt: skip
def add_strategy_tag(req: AddStrategyTagRequest) -> AddCorpTagResponse:
    """为指定规则组创建企业客户标签

    只有规则组范围内的成员可以使用；与企业标签合计最多 3000 个。
    Add tags that members of a rule group may use.
    """
    ...


@post(
    "/cgi-bin/externalcontact/edit_strategy_tag",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    errors=(40058, 40068, 40071, 40072),
    request={"id": "etSTRATEGYTAG", "name": "双休", "order": 2},
    response={"errcode": 0, "errmsg": "ok"},
)
def edit_strategy_tag(req: EditStrategyTagRequest) -> Done:
    """编辑指定规则组下的企业客户标签

    Rename or reorder a tag or a tag group of a rule group.
    """
    ...


@post(
    "/cgi-bin/externalcontact/del_strategy_tag",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    errors=(40058, 40068),
    request={"tag_id": ["etSTRATEGYTAG"]},
    response={"errcode": 0, "errmsg": "ok"},
)
def del_strategy_tag(req: DelStrategyTagRequest) -> Done:
    """删除指定规则组下的企业客户标签

    Delete tags or tag groups of rule groups, and take them off every customer.
    """
    ...
