"""客户联系规则组 and 客户朋友圈规则组: who looks after which members, and what he may do there."""

from typing import Any

from reunion.wecom.registry import CUSTOMER_SECRETS, post
from reunion.wecom.wire import UNSET, Answer, Done, Filled, Request, UnsetType, Wire

CUSTOMERS = "客户联系/客户联系规则组"
MOMENTS = "客户联系/客户朋友圈"
STRATEGY_ID = 1
MOMENT_STRATEGY_ID = 2


class StrategyRange(Wire):
    """`type` 1 a member (`userid`), 2 a department (`partyid`) with all below it."""

    type: int
    userid: str | UnsetType = UNSET
    partyid: int | UnsetType = UNSET


class StrategyListRequest(Request):
    """`limit` at most 1000."""

    cursor: str = ""
    limit: int = 1000


class StrategyRef(Wire):
    strategy_id: int


class StrategyListResponse(Answer):
    """`next_cursor` is empty on the last page."""

    strategy: list[StrategyRef] = []
    next_cursor: str = ""


class StrategyIdRequest(Request):
    strategy_id: int


class Strategy(Wire):
    """`parent_id` 0: there is none; `privilege` with every privilege of its kind."""

    strategy_id: int
    parent_id: int = 0
    strategy_name: str = ""
    create_time: int = 0
    admin_list: list[str] = []
    privilege: dict[str, bool] = {}


class GetStrategyResponse(Answer):
    strategy: Strategy | UnsetType = UNSET


class StrategyRangeRequest(Request):
    """`limit` at most 1000."""

    strategy_id: int
    cursor: str = ""
    limit: int = 1000


class StrategyRangeResponse(Answer):
    range: list[StrategyRange] = []
    next_cursor: str = ""


class CreateStrategyRequest(Request):
    """At most 20 administrators, none of them a super administrator; what `privilege` leaves out is on,
    and the basic ones always are. A child's range lies within its parent's."""

    strategy_name: Filled
    admin_list: list[str]
    range: list[StrategyRange]
    parent_id: int = 0
    privilege: dict[str, bool] = {}


class CreateStrategyResponse(Answer):
    strategy_id: int = 0


class EditStrategyRequest(Request):
    """What is not given stays."""

    strategy_id: int
    strategy_name: str | None = None
    admin_list: list[str] | None = None
    privilege: dict[str, bool] | None = None
    range_add: list[StrategyRange] = []
    range_del: list[StrategyRange] = []


_DONE: dict[str, Any] = {"errcode": 0, "errmsg": "ok"}
_RANGE: list[dict[str, Any]] = [
    {"type": 1, "userid": "zhangsan"},
    {"type": 2, "partyid": 2},
]
_NEW: dict[str, Any] = {"strategy_name": "华东区", "admin_list": ["lisi"], "range": _RANGE}
_ERRORS = (40003, 40058, 60111, 60123)


def _shown(strategy_id: int, privilege: dict[str, bool]) -> dict[str, Any]:
    strategy: dict[str, Any] = {
        "strategy_id": strategy_id, "parent_id": 0, "strategy_name": "华东区",
        "create_time": 1557838797, "admin_list": ["lisi"], "privilege": privilege,
    }  # fmt: skip
    return {**_DONE, "strategy": strategy}


@post(
    "/cgi-bin/externalcontact/customer_strategy/list",
    area=CUSTOMERS,
    secrets=CUSTOMER_SECRETS,
    reads=True,
    errors=(40058,),
    request={"limit": 1000},
    response={**_DONE, "strategy": [{"strategy_id": STRATEGY_ID}], "next_cursor": ""},
)
def list_customer_strategies(req: StrategyListRequest) -> StrategyListResponse:
    """获取客户规则组列表

    自建应用仅能获取由本应用创建的规则组。
    Numbers of the rule groups for customers; a self-built app sees those that it made.
    """
    ...


@post(
    "/cgi-bin/externalcontact/customer_strategy/get",
    area=CUSTOMERS,
    secrets=CUSTOMER_SECRETS,
    reads=True,
    errors=(40058,),
    request={"strategy_id": STRATEGY_ID},
    response=_shown(STRATEGY_ID, {"view_customer_list": True, "share_customer": False}),
)
def get_customer_strategy(req: StrategyIdRequest) -> GetStrategyResponse:
    """获取客户规则组详情

    Name, administrators and privileges of one rule group.
    """
    ...


@post(
    "/cgi-bin/externalcontact/customer_strategy/get_range",
    area=CUSTOMERS,
    secrets=CUSTOMER_SECRETS,
    reads=True,
    errors=(40058,),
    request={"strategy_id": STRATEGY_ID, "limit": 1000},
    response={**_DONE, "range": _RANGE, "next_cursor": ""},
)
def get_customer_range(req: StrategyRangeRequest) -> StrategyRangeResponse:
    """获取客户规则组管理范围

    Members and departments that a rule group is about.
    """
    ...


@post(
    "/cgi-bin/externalcontact/customer_strategy/create",
    area=CUSTOMERS,
    secrets=CUSTOMER_SECRETS,
    errors=_ERRORS,
    request={**_NEW, "parent_id": 0, "privilege": {"share_customer": False}},
    response={**_DONE, "strategy_id": STRATEGY_ID},
)
def create_customer_strategy(req: CreateStrategyRequest) -> CreateStrategyResponse:
    """创建新的客户规则组

    未给出的权限默认开启，基础权限不可关闭；子规则组的范围须在父规则组之内。
    Make a rule group for customers.
    """
    ...


@post(
    "/cgi-bin/externalcontact/customer_strategy/edit",
    area=CUSTOMERS,
    secrets=CUSTOMER_SECRETS,
    errors=_ERRORS,
    request={
        "strategy_id": STRATEGY_ID, "strategy_name": "华东一区",
        "range_add": [{"type": 1, "userid": "lisi"}], "range_del": [{"type": 2, "partyid": 2}],
    },
    response=_DONE,
)  # fmt: skip
def edit_customer_strategy(req: EditStrategyRequest) -> Done:
    """编辑客户规则组及其管理范围

    从范围中去掉的成员和部门，也会从子规则组中去掉。
    Change a rule group; what leaves its range leaves those below it, too.
    """
    ...


@post(
    "/cgi-bin/externalcontact/customer_strategy/del",
    area=CUSTOMERS,
    secrets=CUSTOMER_SECRETS,
    errors=(40058,),
    request={"strategy_id": STRATEGY_ID},
    response=_DONE,
)
def del_customer_strategy(req: StrategyIdRequest) -> Done:
    """删除客户规则组

    规则组的客户标签一并删除；有子规则组时不能删除。
    Delete a rule group with its tags; not while there are groups below it.
    """
    ...


@post(
    "/cgi-bin/externalcontact/moment_strategy/list",
    area=MOMENTS,
    secrets=CUSTOMER_SECRETS,
    reads=True,
    errors=(40058,),
    request={"limit": 1000},
    response={**_DONE, "strategy": [{"strategy_id": MOMENT_STRATEGY_ID}], "next_cursor": ""},
)
def list_moment_strategies(req: StrategyListRequest) -> StrategyListResponse:
    """获取朋友圈规则组列表

    自建应用仅能获取由本应用创建的规则组。
    Numbers of the rule groups for Moments; a self-built app sees those that it made.
    """
    ...


@post(
    "/cgi-bin/externalcontact/moment_strategy/get",
    area=MOMENTS,
    secrets=CUSTOMER_SECRETS,
    reads=True,
    errors=(40058,),
    request={"strategy_id": MOMENT_STRATEGY_ID},
    response=_shown(MOMENT_STRATEGY_ID, {"view_moment_list": True, "send_moment": True}),
)
def get_moment_strategy(req: StrategyIdRequest) -> GetStrategyResponse:
    """获取朋友圈规则组详情

    Name, administrators and privileges of one rule group.
    """
    ...


@post(
    "/cgi-bin/externalcontact/moment_strategy/get_range",
    area=MOMENTS,
    secrets=CUSTOMER_SECRETS,
    reads=True,
    errors=(40058,),
    request={"strategy_id": MOMENT_STRATEGY_ID, "limit": 1000},
    response={**_DONE, "range": _RANGE, "next_cursor": ""},
)
def get_moment_range(req: StrategyRangeRequest) -> StrategyRangeResponse:
    """获取朋友圈规则组管理范围

    Members and departments that a rule group is about.
    """
    ...


@post(
    "/cgi-bin/externalcontact/moment_strategy/create",
    area=MOMENTS,
    secrets=CUSTOMER_SECRETS,
    errors=_ERRORS,
    request={**_NEW, "parent_id": 0, "privilege": {"send_moment": True}},
    response={**_DONE, "strategy_id": MOMENT_STRATEGY_ID},
)
def create_moment_strategy(req: CreateStrategyRequest) -> CreateStrategyResponse:
    """创建新的朋友圈规则组

    Make a rule group for Moments.
    """
    ...


@post(
    "/cgi-bin/externalcontact/moment_strategy/edit",
    area=MOMENTS,
    secrets=CUSTOMER_SECRETS,
    errors=_ERRORS,
    request={"strategy_id": MOMENT_STRATEGY_ID, "privilege": {"send_moment": False}},
    response=_DONE,
)
def edit_moment_strategy(req: EditStrategyRequest) -> Done:
    """编辑朋友圈规则组及其管理范围

    Change a rule group for Moments.
    """
    ...


@post(
    "/cgi-bin/externalcontact/moment_strategy/del",
    area=MOMENTS,
    secrets=CUSTOMER_SECRETS,
    errors=(40058,),
    request={"strategy_id": MOMENT_STRATEGY_ID},
    response=_DONE,
)
def del_moment_strategy(req: StrategyIdRequest) -> Done:
    """删除朋友圈规则组

    Delete a rule group; not while there are groups below it.
    """
    ...
