"""客户联系 / 聊天敏感词: what members may not say to customers."""

from typing import Any

from reunion.wecom.registry import CUSTOMER_SECRETS, get, post
from reunion.wecom.wire import UNSET, Answer, Done, Filled, Request, UnsetType, Wire

AREA = "客户联系/聊天敏感词"
RULE_ID = "riAAAAAAAAAAAAAAAAAAAAAA"
_ERRORS = (40058, 41068, 41076, 41077, 41083, 41084, 48002, 60111)


class ApplicableRange(Wire):
    """Members, and departments with all below them; at most 1000 each."""

    user_list: list[str] = []
    department_list: list[int] = []


class AddInterceptRuleRequest(Request):
    """A name of 1 to 20 characters, up to 300 words of 1 to 32 characters; `semantics_list` 1 mobile
    number, 2 e-mail address, 3 red packet; `intercept_type` 1 warn and block, 2 warn."""

    rule_name: Filled
    intercept_type: int
    word_list: list[str] = []
    semantics_list: list[int] = []
    applicable_range: ApplicableRange | None = None


class AddInterceptRuleResponse(Answer):
    rule_id: str = ""


class GetInterceptRuleListRequest(Request):
    pass


class InterceptRuleHead(Wire):
    rule_id: str
    rule_name: str
    create_time: int


class GetInterceptRuleListResponse(Answer):
    rule_list: list[InterceptRuleHead] = []


class InterceptRuleId(Request):
    rule_id: Filled


class InterceptRule(Wire):
    """As `add_intercept_rule` takes it."""

    rule_id: str
    rule_name: str
    word_list: list[str] = []
    semantics_list: list[int] = []
    intercept_type: int = 1
    applicable_range: ApplicableRange | UnsetType = UNSET
    create_time: int = 0


class GetInterceptRuleResponse(Answer):
    rule: InterceptRule | UnsetType = UNSET


class UpdateInterceptRuleRequest(Request):
    """What is not given stays; lists of words and semantics replace, the range is added to and taken
    from."""

    rule_id: Filled
    rule_name: str | None = None
    word_list: list[str] | None = None
    semantics_list: list[int] | None = None
    intercept_type: int | None = None
    add_applicable_range: ApplicableRange | None = None
    remove_applicable_range: ApplicableRange | None = None


_RANGE: dict[str, Any] = {"user_list": ["zhangsan"], "department_list": [2]}


@post(
    "/cgi-bin/externalcontact/add_intercept_rule",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    errors=(*_ERRORS, 41069),
    request={
        "rule_name": "保过承诺",
        "word_list": ["包过", "保证治好"],
        "semantics_list": [1, 2],
        "intercept_type": 1,
        "applicable_range": _RANGE,
    },
    response={"rule_id": RULE_ID},
)
def add_intercept_rule(req: AddInterceptRuleRequest) -> AddInterceptRuleResponse:
    """新建敏感词规则

    企业最多 100 条规则；对成员发给客户的下一条消息即生效。
    A company has at most 100 rules; a new one holds from the next message to a customer on.
    """
    ...


@get(
    "/cgi-bin/externalcontact/get_intercept_rule_list",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    also=("POST",),
    errors=(48002,),
    request={},
    response={
        "rule_list": [{"rule_id": RULE_ID, "rule_name": "保过承诺", "create_time": 1795017600}]
    },
)
def get_intercept_rule_list(req: GetInterceptRuleListRequest) -> GetInterceptRuleListResponse:
    """获取敏感词规则列表

    全部规则，新的在前。
    All rules, the newest first.
    """
    ...


@post(
    "/cgi-bin/externalcontact/get_intercept_rule",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    reads=True,
    errors=(40058, 41070, 41071, 48002),
    missing={"rule_id": 41070},
    request={"rule_id": RULE_ID},
    response={
        "rule": {
            "rule_id": RULE_ID,
            "rule_name": "保过承诺",
            "word_list": ["包过", "保证治好"],
            "semantics_list": [1, 2],
            "intercept_type": 1,
            "applicable_range": _RANGE,
            "create_time": 1795017600,
        }
    },
)
def get_intercept_rule(req: InterceptRuleId) -> GetInterceptRuleResponse:
    """获取敏感词规则详情

    规则的词、语义、类型与适用范围。
    A rule's words, semantics, kind and range.
    """
    ...


@post(
    "/cgi-bin/externalcontact/update_intercept_rule",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    errors=(*_ERRORS, 41070, 41071),
    missing={"rule_id": 41070},
    request={
        "rule_id": RULE_ID,
        "rule_name": "疗效承诺",
        "word_list": ["包过"],
        "semantics_list": [1],
        "intercept_type": 2,
        "add_applicable_range": {"user_list": ["lisi"]},
        "remove_applicable_range": {"department_list": [2]},
    },
    response={},
)
def update_intercept_rule(req: UpdateInterceptRuleRequest) -> Done:
    """修改敏感词规则

    没有给出的不变；适用范围按增减修改。
    What is not given stays; the range is changed by what is added and removed.
    """
    ...


@post(
    "/cgi-bin/externalcontact/del_intercept_rule",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    errors=(40058, 41070, 41071, 48002),
    missing={"rule_id": 41070},
    request={"rule_id": RULE_ID},
    response={},
)
def del_intercept_rule(req: InterceptRuleId) -> Done:
    """删除敏感词规则

    已有的记录保留。
    What it found stays on record.
    """
    ...
