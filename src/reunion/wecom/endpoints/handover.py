"""客户联系 / 在职继承 and 离职继承: a member's customers are given to another."""

from typing import Any

from reunion.wecom.endpoints.external_contacts import EXTERNAL_USERID
from reunion.wecom.registry import CUSTOMER_SECRETS, post
from reunion.wecom.wire import Answer, Done, Filled, Request, Wire

AREA = "客户联系/离职继承"
ON_JOB = "客户联系/在职继承"
_CUSTOMER = EXTERNAL_USERID
_OTHER = "woAJ2GCAAAXtWyujaWJHDDGi0mACAAAA"
_SIDES: dict[str, Any] = {"handover_userid": "zhangsan", "takeover_userid": "lisi"}
_SIDE_ERRORS = (60111, 40130, 40098, 84074, 60011, 40058, 48002)


class GetUnassignedListRequest(Request):
    """`page_size` 1 to 1000; page_id × page_size below 50000, beyond that use `cursor`."""

    page_id: int | None = None
    cursor: str = ""
    page_size: int = 1000


class Unassigned(Wire):
    """`dimission_time`: when the member left, in seconds since 1970."""

    handover_userid: str
    external_userid: str
    dimission_time: int = 0


class GetUnassignedListResponse(Answer):
    info: list[Unassigned] = []
    is_last: bool = True
    next_cursor: str = ""


@post(
    "/cgi-bin/externalcontact/get_unassigned_list",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    reads=True,
    errors=(40058, 50100, 48002),
    request={"page_id": 0, "cursor": "", "page_size": 100},
    response={
        "errcode": 0,
        "errmsg": "ok",
        "info": [
            {
                "handover_userid": "lisi",
                "external_userid": "wmqfasd1e1927831123109rBAAAA",
                "dimission_time": 1550838571,
            }
        ],
        "is_last": True,
        "next_cursor": "",
    },
)
def get_unassigned_list(req: GetUnassignedListRequest) -> GetUnassignedListResponse:
    """获取待分配的离职成员列表

    Customers of members who have left, latest departure first.
    """
    ...


class TransferCustomerRequest(Request):
    """1 to 100 customers; `transfer_success_msg`, at most 200 characters, is what the taker says to them
    once it is done."""

    handover_userid: Filled
    takeover_userid: Filled
    external_userid: list[str]
    transfer_success_msg: str = ""


class ResignedTransferCustomerRequest(Request):
    """1 to 100 customers."""

    handover_userid: Filled
    takeover_userid: Filled
    external_userid: list[str]


class TransferOutcome(Wire):
    """`errcode` 0: begun; it takes effect after 24 hours unless she refuses."""

    external_userid: str
    errcode: int


class TransferCustomerResponse(Answer):
    customer: list[TransferOutcome] = []


class TransferResultRequest(Request):
    handover_userid: Filled
    takeover_userid: Filled
    cursor: str = ""


class TransferResult(Wire):
    """`status` 1 done, 2 waiting, 3 refused, 4 the taker is full, 5 none; `takeover_time`: since when,
    or while waiting from when, in seconds since 1970."""

    external_userid: str
    status: int
    takeover_time: int = 0


class TransferResultResponse(Answer):
    """Up to 1000 a page."""

    customer: list[TransferResult] = []
    next_cursor: str = ""


_BEGUN: dict[str, Any] = {
    "errcode": 0,
    "errmsg": "ok",
    "customer": [
        {"external_userid": _CUSTOMER, "errcode": 0},
        {"external_userid": _OTHER, "errcode": 40096},
    ],
}
_RESULTS: dict[str, Any] = {
    "errcode": 0,
    "errmsg": "ok",
    "customer": [
        {"external_userid": _OTHER, "status": 1, "takeover_time": 1588262400},
        {"external_userid": _CUSTOMER, "status": 2, "takeover_time": 1588482400},
    ],
    "next_cursor": "",
}


@post(
    "/cgi-bin/externalcontact/transfer_customer",
    area=ON_JOB,
    secrets=CUSTOMER_SECRETS,
    errors=(*_SIDE_ERRORS, 40096, 40128, 40129, 40131),
    request={
        **_SIDES,
        "external_userid": [_CUSTOMER, _OTHER],
        "transfer_success_msg": "您好，以后由我为您服务",
    },
    response=_BEGUN,
)
def transfer_customer(req: TransferCustomerRequest) -> TransferCustomerResponse:
    """分配在职成员的客户

    Customers of an active member; each at most twice within 90 natural days.
    """
    ...


@post(
    "/cgi-bin/externalcontact/transfer_result",
    area=ON_JOB,
    secrets=CUSTOMER_SECRETS,
    reads=True,
    errors=(60111, 40058, 50100, 48002),
    request={**_SIDES, "cursor": ""},
    response=_RESULTS,
)
def transfer_result(req: TransferResultRequest) -> TransferResultResponse:
    """查询客户接替状态

    The latest handover of each customer between two members, the giver active.
    """
    ...


@post(
    "/cgi-bin/externalcontact/resigned/transfer_customer",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    errors=(*_SIDE_ERRORS, 40097, 40096, 40129, 40131),
    request={**_SIDES, "external_userid": [_CUSTOMER, _OTHER]},
    response=_BEGUN,
)
def resigned_transfer_customer(req: ResignedTransferCustomerRequest) -> TransferCustomerResponse:
    """分配离职成员的客户

    Customers of a member who left within the last year.
    """
    ...


@post(
    "/cgi-bin/externalcontact/resigned/transfer_result",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    reads=True,
    errors=(60111, 40058, 50100, 48002),
    request={**_SIDES, "cursor": ""},
    response=_RESULTS,
)
def resigned_transfer_result(req: TransferResultRequest) -> TransferResultResponse:
    """查询离职客户接替状态

    The latest handover of each customer of a member who has left to another.
    """
    ...


class TransferRequest(Request):
    external_userid: Filled
    handover_userid: Filled
    takeover_userid: Filled
    transfer_success_msg: str = ""


class GetTransferResultRequest(Request):
    external_userid: Filled
    handover_userid: Filled
    takeover_userid: Filled


class GetTransferResultResponse(Answer):
    """As in TransferResult; 5 where there was none."""

    status: int = 5
    takeover_time: int = 0


@post(
    "/cgi-bin/externalcontact/transfer",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    errors=(*_SIDE_ERRORS, 40096, 40128, 40129, 40131),
    request={"external_userid": _CUSTOMER, **_SIDES, "transfer_success_msg": "您好"},
    response={"errcode": 0, "errmsg": "ok"},
)
def transfer(req: TransferRequest) -> Done:
    """分配在职或离职成员的客户

    Superseded by transfer_customer and resigned/transfer_customer. Where an active and a former member
    have the same userid, the active one's customer is meant.
    """
    ...


@post(
    "/cgi-bin/externalcontact/get_transfer_result",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    reads=True,
    errors=(60111, 40058, 48002),
    request={"external_userid": _CUSTOMER, **_SIDES},
    response={"errcode": 0, "errmsg": "ok", "status": 1, "takeover_time": 1588262400},
)
def get_transfer_result(req: GetTransferResultRequest) -> GetTransferResultResponse:
    """查询客户接替结果

    Superseded by transfer_result and resigned/transfer_result.
    """
    ...


class TransferGroupsRequest(Request):
    """1 to 100 groups."""

    chat_id_list: list[str]
    new_owner: Filled


class FailedChat(Wire):
    """A group that stays with its owner, and why."""

    chat_id: str
    errcode: int
    errmsg: str


class TransferGroupsResponse(Answer):
    failed_chat_list: list[FailedChat] = []


_GROUPS: dict[str, Any] = {"chat_id_list": ["wrOgQhDgAAMYQiS5ol9G7gK9JVAAAA"], "new_owner": "lisi"}
_STAYS: dict[str, Any] = {
    "errcode": 0,
    "errmsg": "ok",
    "failed_chat_list": [
        {
            "chat_id": "wrOgQhDgAAMYQiS5ol9G7gK9JVAAAA",
            "errcode": 90500,
            "errmsg": "the owner still works here",
        }
    ],
}


@post(
    "/cgi-bin/externalcontact/groupchat/transfer",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    errors=(60111, 60011, 40058, 48002, 90500, 90504, 40050),
    request=_GROUPS,
    response=_STAYS,
)
def groupchat_transfer(req: TransferGroupsRequest) -> TransferGroupsResponse:
    """分配离职成员的客户群

    At once; at most 300 a day from one owner to another.
    """
    ...


@post(
    "/cgi-bin/externalcontact/groupchat/onjob_transfer",
    area=ON_JOB,
    secrets=CUSTOMER_SECRETS,
    errors=(60111, 60011, 40058, 48002, 90502, 90504, 40128, 40050),
    request=_GROUPS,
    response=_STAYS,
)
def groupchat_onjob_transfer(req: TransferGroupsRequest) -> TransferGroupsResponse:
    """分配在职成员的客户群

    At once; each group at most twice within 90 natural days.
    """
    ...
