"""Tickets: computed from our key, so that nothing needs to be kept, and signatures made with them.

The JS-SDK's last two hours each, the same for everybody who asks meanwhile; the one before is good for five
minutes more, so that a page that was signed a moment ago still opens. An app's secret reset ends its ticket.
"""

import base64
import binascii
import hmac
import struct
from datetime import UTC, datetime, timedelta

from reunion.core.crypto import Vault
from reunion.platform.web_apps.model import (
    JS_TICKET_LIFETIME,
    USER_TICKET_LIFETIME,
    SignatureWrong,
    UserTicketExpired,
    UserTicketInvalid,
)
from reunion.wecom.endpoints.js_tickets import signature

_GRACE = timedelta(minutes=5)
_JS_PURPOSE = "js-sdk-ticket"
_USER_PURPOSE = "oauth-user-ticket"
_USER_FACTS = struct.Struct(">QQI")
_OPENID_PURPOSE = "openid"


def js_ticket(
    vault: Vault, corp_id: int, app_id: int, epoch: int, now: datetime
) -> tuple[str, int]:
    """The ticket and its seconds to live; `app_id` 0: the corp's own."""
    window, gone = divmod(int(now.timestamp()), int(JS_TICKET_LIFETIME.total_seconds()))
    left = int(JS_TICKET_LIFETIME.total_seconds()) - gone
    return _js_ticket(vault, corp_id, app_id, epoch, window), left


def _js_ticket(vault: Vault, corp_id: int, app_id: int, epoch: int, window: int) -> str:
    facts = f"{corp_id}:{app_id}:{epoch}:{window}".encode()
    return _text(vault.sign(_JS_PURPOSE, facts) + vault.sign(_JS_PURPOSE, facts + b":"))


def check_signature(
    vault: Vault, corp_id: int, app_id: int, epoch: int, now: datetime, *,
    given: str, noncestr: str, timestamp: str, url: str,
) -> None:  # fmt: skip
    """Raises SignatureWrong."""
    for at in (now, now - _GRACE):
        ticket, _ = js_ticket(vault, corp_id, app_id, epoch, at)
        wanted = signature(ticket, noncestr, timestamp, url)
        if hmac.compare_digest(wanted.encode(), given.lower().encode()):
            return
    raise SignatureWrong


def user_ticket(vault: Vault, app_id: int, member_id: int, now: datetime) -> str:
    """Opens the private fields of one member to one app for half an hour."""
    facts = _USER_FACTS.pack(app_id, member_id, int((now + USER_TICKET_LIFETIME).timestamp()))
    return _text(facts + vault.sign(_USER_PURPOSE, facts))


def read_user_ticket(vault: Vault, app_id: int, ticket: str, now: datetime) -> int:
    """The member whom it is for; raises UserTicketInvalid, UserTicketExpired."""
    try:
        raw = base64.urlsafe_b64decode(ticket + "=" * (-len(ticket) % 4))
    except (binascii.Error, ValueError):
        raise UserTicketInvalid from None
    facts, signed = raw[: _USER_FACTS.size], raw[_USER_FACTS.size :]
    if len(facts) != _USER_FACTS.size or not vault.verify(_USER_PURPOSE, facts, signed):
        raise UserTicketInvalid
    of_app, member_id, until = _USER_FACTS.unpack(facts)
    if of_app != app_id:
        raise UserTicketInvalid
    if now >= datetime.fromtimestamp(until, UTC):
        raise UserTicketExpired
    return member_id


def openid(vault: Vault, corp_id: int, principal_id: int) -> str:
    """How a corp's pages know somebody who is none of its members: always alike there, nowhere else."""
    return "o" + _text(vault.sign(_OPENID_PURPOSE, f"{corp_id}:{principal_id}".encode()))[:27]


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
