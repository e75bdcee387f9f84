"""Domains that an app trusts, tools beside the chat, and who a visitor is."""

import re
from datetime import datetime, timedelta
from typing import Annotated
from urllib.parse import urlsplit

import msgspec

from reunion.core.errors import AppError, Invalid, NotFound, Text

CODE_LIFETIME = timedelta(minutes=5)
USER_TICKET_LIFETIME = timedelta(minutes=30)
JS_TICKET_LIFETIME = timedelta(seconds=7200)
MOST_DOMAINS = 20
MOST_TOOLS = 20
_DOMAIN = re.compile(r"[a-z0-9.-]{1,253}(:\d{1,5})?")


class CodeInvalid(AppError):
    """The code is unknown, used, older than five minutes, or of another app."""

    errcode = 40029
    status = 400
    code = "oauth_code_invalid"
    title_zh = "code 无效：只能用一次，5 分钟内有效，且须是本应用的授权"
    title_en = (
        "The code is not valid: it works once, within five minutes, for the app it was given to"
    )


class DomainNotTrusted(AppError):
    """The page's host is not among the trusted domains of the app."""

    errcode = 50001
    status = 400
    code = "domain_not_trusted"
    places = ("url",)
    title_zh = "「{domain}」不是应用的可信域名，请在管理后台「应用」里添加"
    title_en = "{domain} is no trusted domain of the app; add it to the app in the console"


class UserTicketInvalid(AppError):
    """user_ticket is none of ours, or of another app."""

    errcode = 84015
    status = 400
    code = "user_ticket_invalid"
    title_zh = "user_ticket 无效：须由本应用的 snsapi_privateinfo 授权取得"
    title_en = "The user_ticket is not valid for this app"


class UserTicketExpired(AppError):
    """user_ticket is older than thirty minutes."""

    errcode = 84014
    status = 400
    code = "user_ticket_expired"
    title_zh = "user_ticket 已过期（30 分钟），请重新授权"
    title_en = "The user_ticket has expired after thirty minutes; authorise again"


class OutsideRange(AppError):
    """The member is not in the app's 可见范围."""

    errcode = 60011
    status = 403
    code = "outside_range"
    title_zh = "成员不在应用的可见范围内"
    title_en = "The member is outside the app's visible range"


class SelfBuiltOnly(AppError):
    """Only self-built apps have an agentid, and with it a ticket."""

    errcode = 48002
    status = 403
    code = "self_built_only"
    title_zh = "只有自建应用有应用的 jsapi_ticket"
    title_en = "Only a self-built app has a ticket of its own"


class TicketTypeInvalid(AppError):
    """ticket/get knows agent_config alone."""

    errcode = 91040
    status = 400
    code = "ticket_type_invalid"
    title_zh = "type 只能是 agent_config"
    title_en = "type must be agent_config"


class SignatureWrong(AppError):
    """A page's signature does not fit ticket, nonce, time and address."""

    errcode = 40093
    status = 400
    code = "signature_wrong"
    title_zh = "JS-SDK 签名不对：核对 ticket、noncestr、timestamp 和页面地址"
    title_en = (
        "The JS-SDK signature is wrong: check ticket, noncestr, timestamp and the page's address"
    )


class ToolNotFound(NotFound):
    """No tool of this corp has the id."""

    errcode = 40056
    code = "chat_tool_not_found"
    title_zh = "没有这个聊天工具，可能已被删除"
    title_en = "There is no such chat tool; it may have been deleted"


class Visitor(msgspec.Struct, frozen=True):
    """Who a code stands for. `app_id` None: the page named no app."""

    principal_id: int
    member: bool
    app_id: int | None
    domain: str
    private: bool


class Tool(msgspec.Struct, frozen=True):
    """One entry of the 聊天工具栏."""

    id: int
    app_id: int
    name: str
    url: str
    created_at: datetime


class NewTool(msgspec.Struct):
    """`url` must lie on a trusted domain of the app."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=12)]
    url: Annotated[str, msgspec.Meta(min_length=1, max_length=1024)]


def domain_of(url: str) -> str | None:
    """Host and, where it is given, port of an http(s) address, in lower case; None for anything else."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        return None
    return parts.hostname.lower() + (f":{port}" if port is not None else "")


def require_domains(domains: list[str]) -> list[str]:
    """In lower case and each once; raises Invalid where one is no `host` or `host:port`."""
    found = list(dict.fromkeys(one.strip().lower() for one in domains))
    wrong = [one for one in found if not _DOMAIN.fullmatch(one)]
    if wrong or len(found) > MOST_DOMAINS:
        raise Invalid(
            domains=Text(
                f"每行一个域名，如 crm.example.com 或 localhost:8080，最多 {MOST_DOMAINS} 个",
                f"one host a line, such as crm.example.com or localhost:8080, {MOST_DOMAINS} at most",
            )
        )
    return found
