"""Growth's connection: to the platform of this very process, by the same client over an in-process
transport, or to the WeCom that a corp has named."""

import httpx

from reunion.core.config import Config
from reunion.core.context import Context
from reunion.core.crypto import Vault
from reunion.core.db import Database
from reunion.core.outgoing import Guarded
from reunion.growth.connection import archive
from reunion.growth.connection import service as connections
from reunion.growth.connection.clients import Connection, PageApp, Target
from reunion.platform.apps import service as apps
from reunion.platform.corps import service as corps
from reunion.platform.web_apps import own_pages
from reunion.surfaces.open.gate import OpenGate
from reunion.wecom.client import Client

_INSIDE = "http://reunion.internal"
_WEIXIN = "https://open.weixin.qq.com/connect/oauth2/authorize"
_TIMEOUT = 30.0


def connect(db: Database, vault: Vault, gate: OpenGate, config: Config) -> Connection:
    """Calls go through the protocol as everybody's do; only the network is left out."""
    transport = httpx.ASGITransport(app=gate)  # pyright: ignore[reportArgumentType]

    async def inside(ctx: Context, app_id: int) -> Target:
        corp = await corps.require(ctx)
        return Target(_INSIDE, corp.wire_id, await apps.own_secret(ctx, vault, app_id))

    async def find(corp_id: int) -> Target:
        async with db.in_corp(corp_id) as ctx:
            elsewhere = await connections.foreign(ctx, vault)
            if elsewhere is not None:
                return elsewhere
            return await inside(ctx, (await apps.system_app(ctx, "customer_contact")).id)

    def open_client(target: Target) -> Client:
        if target.base_url == _INSIDE:
            http = httpx.AsyncClient(transport=transport, base_url=_INSIDE)
        else:
            guarded = Guarded(allow_private=bool(config.allow_private_callbacks))
            http = httpx.AsyncClient(transport=guarded, timeout=_TIMEOUT, trust_env=False)
        return Client(target.corpid, target.secret, base_url=target.base_url, http=http)

    async def page_app(corp_id: int) -> PageApp | None:
        async with db.in_corp(corp_id) as ctx:
            elsewhere = await connections.foreign(ctx, vault)
            if elsewhere is not None:
                known = await connections.require(ctx)
                return PageApp(elsewhere, known.agentid, _WEIXIN) if known.agentid else None
            app = await own_pages.of_corp(ctx)
            if app is None or app.agentid is None or not app.enabled:
                return None
            return PageApp(await inside(ctx, app.id), app.agentid, "/connect/oauth2/authorize")

    async def corp_id_of(name: str) -> int | None:
        async with db.connection() as connection:
            corp = await corps.by_wire_id(connection, name)
            return corp.id if corp else None

    async def find_archive(corp_id: int) -> Target | None:
        async with db.in_corp(corp_id) as ctx:
            opened = await archive.find(ctx, vault)
            if opened is None:
                return None
            if opened.base_url:
                return Target(opened.base_url, opened.corpid, opened.secret)
            return await inside(ctx, (await apps.system_app(ctx, "archive")).id)

    return Connection(find, open_client, page_app, corp_id_of, find_archive)
