"""JS-SDK: the tickets with which a page's server signs the page's address."""

import hashlib

from reunion.wecom.endpoints.access import NoParameters
from reunion.wecom.registry import get
from reunion.wecom.wire import Answer, Filled, Request

AREA = "JS-SDK/ticket"


class TicketRequest(Request):
    """`type`: agent_config."""

    type: Filled


class Ticket(Answer):
    """`expires_in` is in seconds and counts from this answer."""

    ticket: str = ""
    expires_in: int = 0


def signature(ticket: str, noncestr: str, timestamp: str | int, url: str) -> str:
    """The SHA-1 that a page gives to the bridge; `url` is the page's, without what follows `#`."""
    page = url.partition("#")[0]
    plain = f"jsapi_ticket={ticket}&noncestr={noncestr}&timestamp={timestamp}&url={page}"
    return hashlib.sha1(plain.encode()).hexdigest()  # noqa: S324  (WeCom's protocol)


@get(
    "/cgi-bin/get_jsapi_ticket",
    area=AREA,
    errors=(41001, 40014, 42001),
    request={},
    response={"errcode": 0, "errmsg": "ok", "ticket": "TICKET-OF-THE-CORP", "expires_in": 7200},
)
def get_jsapi_ticket(req: NoParameters) -> Ticket:
    """获取企业的 jsapi_ticket

    用于 wx.config 的签名。有效期 7200 秒，有效期内重复获取得到同一个 ticket，请缓存。
    The corp's ticket, for the signature of wx.config; the same one is answered until it expires.
    """
    ...


@get(
    "/cgi-bin/ticket/get",
    area=AREA,
    missing={"type": 91040},
    errors=(41001, 48002, 91040),
    request={"type": "agent_config"},
    response={"errcode": 0, "errmsg": "ok", "ticket": "TICKET-OF-THE-APP", "expires_in": 7200},
)
def ticket_get(req: TicketRequest) -> Ticket:
    """获取应用的 jsapi_ticket

    用于 wx.agentConfig 的签名，每个自建应用各有一个；type 固定为 agent_config。
    The ticket of one self-built app, for the signature of wx.agentConfig.
    """
    ...
