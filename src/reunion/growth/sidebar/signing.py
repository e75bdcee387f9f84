"""Signatures for the JS-SDK: tickets are fetched from WeCom once in their lifetime and kept in memory."""

import time
from typing import Literal, NamedTuple

from reunion.core import ids
from reunion.core.clock import clock
from reunion.growth.connection.clients import Connection, PageApp
from reunion.growth.sidebar.model import NoSidebar, PageSigned, WecomRefused
from reunion.wecom.endpoints.access import NoParameters
from reunion.wecom.endpoints.js_tickets import (
    Ticket,
    TicketRequest,
    get_jsapi_ticket,
    signature,
    ticket_get,
)
from reunion.wecom.errors import WecomError

Kind = Literal["corp", "agent"]
_EARLY = 120.0
"""Seconds before its end, a ticket is fetched anew: a page that was just signed is still to be opened."""
_OFTEN = 300.0
"""A ticket that a client refused is fetched anew at most this often: WeCom counts these calls."""


class _Kept(NamedTuple):
    ticket: str
    since: float
    until: float


_kept: dict[tuple[PageApp, Kind], _Kept] = {}


async def sign(
    wecom: Connection, corp_id: int, kind: Kind, url: str, *, anew: bool = False
) -> PageSigned:
    """For a page at `url`; `anew`: the client refused what was signed before. Raises NoSidebar,
    WecomRefused."""
    app = await wecom.page_app(corp_id)
    if app is None:
        raise NoSidebar
    try:
        ticket = await _ticket(wecom, corp_id, app, kind, anew=anew)
    except WecomError as error:
        raise WecomRefused.of(error) from error
    timestamp, nonce = int(clock.now().timestamp()), ids.alphanumeric(16)
    return PageSigned(timestamp, nonce, signature(ticket, nonce, timestamp, url))


async def _ticket(wecom: Connection, corp_id: int, app: PageApp, kind: Kind, *, anew: bool) -> str:
    known, now = _kept.get((app, kind)), time.monotonic()
    if known is not None and now < known.until and not (anew and now > known.since + _OFTEN):
        return known.ticket
    client = wecom.of_pages(corp_id, app)
    found: Ticket
    if kind == "corp":
        found = await client.call(get_jsapi_ticket, NoParameters())
    else:
        found = await client.call(ticket_get, TicketRequest("agent_config"))
    _kept[app, kind] = _Kept(found.ticket, now, now + max(found.expires_in - _EARLY, 0))
    return found.ticket
