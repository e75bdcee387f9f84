"""gettoken and the server's addresses, as WeCom serves them."""

import asyncio
import ipaddress
import socket
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from reunion.platform.apps import service, store
from reunion.platform.apps.model import App, AppDisabled, SecretWrong
from reunion.platform.corps import service as corps
from reunion.platform.corps.model import CorpNotFound
from reunion.surfaces.open import Caller, OpenContext, serves
from reunion.surfaces.open.serving import caller_source
from reunion.surfaces.open.tokens import LIFETIME, TokenFacts, mint
from reunion.wecom.endpoints import access
from reunion.wecom.endpoints.access import GetTokenRequest, IpList, NoParameters, Token
from reunion.wecom.registry import Secret


@serves(access.gettoken)
async def gettoken(ctx: OpenContext, req: GetTokenRequest) -> Token:
    """The same token until its lifetime ends; it begins with the first call after that."""
    corp = await corps.by_wire_id(ctx.tx, req.corpid)
    if corp is None:
        raise CorpNotFound
    app = await service.by_secret(ctx.tx, corp.id, req.corpsecret)
    if app is None:
        raise SecretWrong
    if not app.enabled:
        raise AppDisabled
    began = app.token_issued_at
    if began is None or began + LIFETIME <= ctx.now:
        now = ctx.now.replace(microsecond=0)
        began = await store.begin_token(ctx.tx, app.id, app.token_epoch, now, ctx.now - LIFETIME)
        if began is None:
            raise SecretWrong
    left = began + LIFETIME - ctx.now
    facts = TokenFacts(app.id, app.token_epoch, began)
    token = mint(ctx.vault, facts)
    return Token(access_token=token, expires_in=max(1, int(left / timedelta(seconds=1))))


@serves(access.get_api_domain_ip)
async def get_api_domain_ip(ctx: OpenContext, req: NoParameters) -> IpList:
    """What the public address resolves to."""
    return IpList(ip_list=await _addresses(ctx.config.public_url))


@serves(access.getcallbackip)
async def getcallbackip(ctx: OpenContext, req: NoParameters) -> IpList:
    """Callbacks leave from the same machine that serves the API."""
    return IpList(ip_list=await _addresses(ctx.config.public_url))


@caller_source
async def load_caller(tx: Any, app_id: int) -> Caller | None:
    """What the gate keeps of an app in memory."""
    app = await store.any_corp(tx, app_id)
    return _caller(app) if app else None


def _caller(app: App) -> Caller:
    return Caller(
        id=app.id,
        corp_id=app.corp_id,
        kind=Secret(app.kind),
        name=app.name,
        agentid=app.agentid,
        enabled=app.enabled,
        may_contact=app.may_contact,
        token_epoch=app.token_epoch,
        visible_departments=tuple(app.visible_departments),
        visible_members=tuple(app.visible_members),
        visible_tags=tuple(app.visible_tags),
    )


async def _addresses(public_url: str) -> list[str]:
    host = urlsplit(public_url).hostname or "127.0.0.1"
    try:
        return [str(ipaddress.ip_address(host))]
    except ValueError:
        pass
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError:
        return []
    return sorted({str(entry[4][0]) for entry in found})
