"""客户联系 / 离职继承: customers whose member has left."""

from reunion.wecom.registry import CUSTOMER_SECRETS, post
from reunion.wecom.wire import Answer, Request, Wire

AREA = "客户联系/离职继承"


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
