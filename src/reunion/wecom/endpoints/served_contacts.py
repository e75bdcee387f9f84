"""客户联系 / 客户管理: everybody outside whom the company has served, customers or not."""

from reunion.wecom.endpoints.external_contacts import AREA, EXTERNAL_USERID
from reunion.wecom.registry import CUSTOMER_SECRETS, post
from reunion.wecom.wire import UNSET, Answer, Request, UnsetType, Wire


class ContactListRequest(Request):
    """`limit` at most 1000."""

    cursor: str = ""
    limit: int = 1000


class ServedContact(Wire):
    """One line for each member who has the customer, and for each customer group that an outsider is
    in. Who is nobody's customer has `tmp_openid` and no name."""

    is_customer: bool
    tmp_openid: str | UnsetType = UNSET
    external_userid: str | UnsetType = UNSET
    name: str | UnsetType = UNSET
    follow_userid: str | UnsetType = UNSET
    chat_id: str | UnsetType = UNSET
    chat_name: str | UnsetType = UNSET
    add_time: int = 0


class ContactListResponse(Answer):
    """`next_cursor` is empty on the last page."""

    info_list: list[ServedContact] = []
    next_cursor: str = ""


@post(
    "/cgi-bin/externalcontact/contact_list",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    reads=True,
    errors=(40058, 50100, 48002),
    request={"limit": 1000},
    response={
        "errcode": 0,
        "errmsg": "ok",
        "info_list": [
            {
                "is_customer": True,
                "external_userid": EXTERNAL_USERID,
                "name": "陈美",
                "follow_userid": "zhangsan",
                "add_time": 1600000000,
            }
        ],
        "next_cursor": "",
    },
)
def contact_list(req: ContactListRequest) -> ContactListResponse:
    """获取已服务的外部联系人

    包含已添加的客户，以及客户群里还不是客户的外部联系人。
    Customers by member, and outsiders of customer groups who are nobody's customers.
    """
    ...
