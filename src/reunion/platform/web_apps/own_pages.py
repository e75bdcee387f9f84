"""The app whose pages are Reunion's own: the sidebar stands beside every chat, set up by nobody."""

from reunion.core.context import Context
from reunion.core.crypto import Vault
from reunion.core.db import Database
from reunion.platform.apps import service as apps
from reunion.platform.apps.model import MOST_APPS, App, NewApp
from reunion.platform.corps import service as corps
from reunion.platform.web_apps import store
from reunion.platform.web_apps.model import NewTool, domain_of

NAME = "客户档案"
PATH = "/app/sidebar"


async def ensure_everywhere(db: Database, vault: Vault, public_url: str) -> None:
    """Every company has the app, and its address is the server's, also where that has changed."""
    domain = domain_of(public_url)
    if domain is None:
        return
    async with db.connection() as connection:
        corp_ids = await store.corps_elsewhere(connection, domain, _url(public_url, ""), PATH)
    for corp_id in corp_ids:
        async with db.in_corp(corp_id) as ctx:
            await ensure(ctx, vault, public_url)


async def ensure(ctx: Context, vault: Vault, public_url: str) -> None:
    """Makes the app once; one that an administrator has deleted does not come back."""
    domain = domain_of(public_url)
    if domain is None:
        return
    made = None
    if await store.begin_own(ctx):
        if len([app for app in await apps.every(ctx) if app.kind == "self_built"]) >= MOST_APPS:
            return
        new = NewApp(name=NAME, description="聊天旁的客户侧边栏", may_contact=True)
        made = await apps.create(ctx, vault, new)
        await store.set_own(ctx, made.id)
    app = await of_corp(ctx)
    if app is None:
        return
    known = await store.domains(ctx, app.id)
    if domain not in known:
        await store.set_domains(ctx, app.id, [*known, domain])
    corp = await corps.require(ctx)
    url = _url(public_url, corp.wire_id)
    tools = await store.tools_of(ctx, app.id)
    if made and not tools:
        await store.add_tool(ctx, app.id, NewTool(NAME, url))
    await store.move_tools(ctx, app.id, PATH, url)


def _url(public_url: str, wire_id: str) -> str:
    return f"{public_url}{PATH}?corp={wire_id}"


async def of_corp(ctx: Context) -> App | None:
    """The corp's app for Reunion's own pages; None where it was deleted."""
    app_id = await store.own_app(ctx)
    return await apps.require(ctx, app_id) if app_id is not None else None
