"""The authorize address: sends whoever is signed in here back to an app's page with a code.

A page in a frame of the desk is opened by a member, one that the customers' app opened by a customer; a
page opened by itself by whoever is signed in, a member first. A frame that another site sent here comes
without cookies, so it is sent here once more, by ourselves, before anybody is told to sign in.
"""

import re
from html import escape
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from litestar import MediaType, Request, Response, get
from litestar.response import Redirect

from reunion.core.clock import clock
from reunion.core.context import SYSTEM, Context
from reunion.core.db import Database
from reunion.core.errors import AppError, Text
from reunion.platform.apps import service as apps
from reunion.platform.corps import service as corps
from reunion.platform.corps.model import CorpNotFound
from reunion.platform.web_apps import service
from reunion.platform.web_apps.model import DomainNotTrusted, Visitor, domain_of
from reunion.surfaces.access import Caller, Surface, allow, token_of

_SCOPES = frozenset({"snsapi_base", "snsapi_userinfo", "snsapi_privateinfo"})
_AGAIN = "reunion_again"
_AGENTID = re.compile(r"[0-9]{1,9}")
AnyRequest = Request[Any, Any, Any]


class AuthorizeRefused(AppError):
    """The address itself is wrong; it leads nowhere."""

    errcode = 40058
    status = 400
    code = "authorize_refused"
    title_zh = "授权链接不对"
    title_en = "The authorize address is wrong"


@get("/connect/oauth2/authorize", opt=allow("public"), include_in_schema=False)
async def authorize(request: AnyRequest, db: Database, language: str) -> Response[Any]:
    """网页授权 Answers a redirect with `code` and `state`, or a page that says why not."""
    asked = dict(parse_qsl(request.scope["query_string"].decode("latin-1"), keep_blank_values=True))
    try:
        async with db.transaction() as tx:
            return await _authorize(Context(0, SYSTEM, tx, clock.now()), request, asked)
    except AppError as refusal:
        return _page(refusal.text(language), refusal.status)
    except _NobodyHere:
        if _AGAIN not in asked:
            return _once_more(request)
        text = Text(
            "请先登录：在工作台或微信端登录后，再打开这个页面。",
            "Sign in first, at the desk or in the app, then open this page again.",
        )
        return _page(text.said(language), 401)


class _NobodyHere(Exception):
    """No session came with the request."""


async def _authorize(ctx: Context, request: AnyRequest, asked: dict[str, str]) -> Response[Any]:
    appid = asked.get("appid", "")
    corp = await corps.by_wire_id(ctx.tx, appid) if appid.isalnum() else None
    if corp is None:
        raise CorpNotFound
    ctx = Context(corp.id, SYSTEM, ctx.tx, ctx.now)
    scope, back = asked.get("scope", "snsapi_base"), asked.get("redirect_uri", "")
    if asked.get("response_type") != "code" or scope not in _SCOPES:
        wanted = ", ".join(sorted(_SCOPES))
        raise AuthorizeRefused(
            Text(
                f"授权链接不对：response_type 须为 code，scope 须为 {wanted} 之一",
                f"The authorize address is wrong: response_type must be code, scope one of {wanted}",
            )
        )
    domain = domain_of(back)
    if domain is None:
        raise DomainNotTrusted(domain=back[:80])
    agentid = asked.get("agentid", "")
    private = scope == "snsapi_privateinfo"
    if private and not agentid:
        raise AuthorizeRefused(
            Text(
                "授权链接不对：snsapi_privateinfo 须填 agentid",
                "The authorize address is wrong: snsapi_privateinfo needs an agentid",
            )
        )
    app_id = None
    if agentid:
        app = await apps.require_agent(ctx, int(agentid) if _AGENTID.fullmatch(agentid) else 0)
        app_id = app.id
    await service.require_trusted(ctx, app_id, domain)
    caller = await _visitor(ctx, request)
    member = caller.surface == "desk" and caller.corp_id == corp.id
    visitor = Visitor(caller.principal_id, member, app_id, domain, private and member)
    code = await service.give_code(ctx, visitor)
    return Redirect(_with(back, code=code, state=asked.get("state", "")), status_code=302)


async def _visitor(ctx: Context, request: AnyRequest) -> Caller:
    """Whose page it is; raises _NobodyHere."""
    framed = request.headers.get("sec-fetch-dest") == "iframe"
    from_app = urlsplit(request.headers.get("referer", "")).path.startswith("/app/")
    order: tuple[Surface, ...] = ("app", "desk") if from_app and not framed else ("desk", "app")
    for surface in order[:1] if framed else order:
        token, _ = token_of(request, surface)
        caller = await request.app.state.find_caller(ctx.tx, surface, token) if token else None
        if caller is not None:
            return caller
    raise _NobodyHere


def _with(address: str, **more: str) -> str:
    page, mark, rest = address.partition("#")
    return f"{page}{'&' if '?' in page else '?'}{urlencode(more, quote_via=quote)}{mark}{rest}"


def _once_more(request: AnyRequest) -> Response[str]:
    query = request.scope["query_string"].decode("latin-1")
    target = escape(f"/connect/oauth2/authorize?{query}&{_AGAIN}=1", quote=True)
    text = (
        '<!doctype html><meta charset="utf-8">'
        f'<meta http-equiv="refresh" content="0;url={target}"><title>…</title>'
    )
    return Response(text, media_type=MediaType.HTML)


def _page(text: str, status: int) -> Response[str]:
    words = (
        '<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        '<meta name="color-scheme" content="light dark"><title>Reunion</title>'
        f'<body style="font:16px system-ui;padding:2em"><p role="alert">{escape(text)}</p></body>'
    )
    return Response(words, status_code=status, media_type=MediaType.HTML)


routes = [authorize]
