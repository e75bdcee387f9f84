"""Apps in the console."""

from datetime import datetime

import msgspec
from litestar import delete, get, patch, post, put

from reunion.core.config import Config
from reunion.core.context import Context
from reunion.core.crypto import Vault
from reunion.core.outgoing import Outgoing
from reunion.platform.apps import service
from reunion.platform.apps.model import App, AppChange, CallbackSetting, Kind, NewApp
from reunion.platform.apps.verify import check_echo
from reunion.platform.corps import service as corps
from reunion.platform.directory import service as directory
from reunion.surfaces.access import allow

_ADMINS = allow("super_admin", "admin")
_SUPER_ADMINS = allow("super_admin")


class CallbackView(msgspec.Struct):
    """The key itself is never shown again."""

    url: str
    token: str
    has_key: bool


class VisibleMember(msgspec.Struct):
    id: int
    userid: str
    name: str


class AppView(msgspec.Struct):
    """An app as the console shows it. 可见范围: departments with all below them, members by id with
    their names in `visible_people`, member tags."""

    id: int
    kind: Kind
    agentid: int | None
    name: str
    description: str
    enabled: bool
    may_contact: bool
    visible_departments: list[int]
    visible_members: list[int]
    visible_people: list[VisibleMember]
    visible_tags: list[int]
    callback: CallbackView | None
    created_at: datetime


class AppList(msgspec.Struct):
    items: list[AppView]


class SecretView(msgspec.Struct):
    secret: str


async def view(ctx: Context, app: App) -> AppView:
    """One app with the names of whom it sees."""
    return (await views(ctx, [app]))[0]


async def views(ctx: Context, apps: list[App]) -> list[AppView]:
    """Those of the members in scope who still work here."""
    ids = sorted({one for app in apps for one in app.visible_members})
    found = await directory.by_ids(ctx, ids) if ids else []
    people = {
        one.id: VisibleMember(one.id, one.userid, one.name)
        for one in found
        if one.status != "resigned"
    }
    return [_view(app, people) for app in apps]


def _view(app: App, people: dict[int, VisibleMember]) -> AppView:
    callback = None
    if app.callback_url is not None:
        callback = CallbackView(app.callback_url, app.callback_token or "", True)
    return AppView(
        id=app.id,
        kind=app.kind,
        agentid=app.agentid,
        name=app.name,
        description=app.description,
        enabled=app.enabled,
        may_contact=app.may_contact,
        visible_departments=app.visible_departments,
        visible_members=[one for one in app.visible_members if one in people],
        visible_people=[people[one] for one in app.visible_members if one in people],
        visible_tags=app.visible_tags,
        callback=callback,
        created_at=app.created_at,
    )


@get("/api/console/apps", opt=_ADMINS)
async def list_apps(ctx: Context) -> AppList:
    """应用列表 Every app of the company."""
    return AppList(await views(ctx, await service.every(ctx)))


@post("/api/console/apps", opt=_ADMINS)
async def create_app(ctx: Context, vault: Vault, data: NewApp) -> AppView:
    """新建应用 A self-built app with an agentid and a secret of its own."""
    return await view(ctx, await service.create(ctx, vault, data))


@get("/api/console/apps/{app_id:int}", opt=_ADMINS)
async def read_app(ctx: Context, app_id: int) -> AppView:
    """应用详情 One app."""
    return await view(ctx, await service.require(ctx, app_id))


@patch("/api/console/apps/{app_id:int}", opt=_ADMINS)
async def change_app(ctx: Context, app_id: int, data: AppChange) -> AppView:
    """修改应用 Name, description, state, scope and right to call customer contact."""
    return await view(ctx, await service.change(ctx, app_id, data))


@delete("/api/console/apps/{app_id:int}", opt=_ADMINS)
async def delete_app(ctx: Context, app_id: int) -> None:
    """删除应用 Its token stops working at once."""
    await service.delete(ctx, app_id)


@post("/api/console/apps/{app_id:int}/secret/reveal", opt=_SUPER_ADMINS, status_code=200)
async def reveal_secret(ctx: Context, vault: Vault, app_id: int) -> SecretView:
    """查看 Secret Kept in the audit log."""
    return SecretView(await service.reveal_secret(ctx, vault, app_id))


@post("/api/console/apps/{app_id:int}/secret/rotate", opt=_SUPER_ADMINS, status_code=200)
async def rotate_secret(ctx: Context, vault: Vault, app_id: int) -> SecretView:
    """重置 Secret The old secret and its tokens stop working at once."""
    return SecretView(await service.rotate_secret(ctx, vault, app_id))


@put("/api/console/apps/{app_id:int}/callback", opt=_ADMINS)
async def set_callback(
    ctx: Context, vault: Vault, config: Config, app_id: int, data: CallbackSetting
) -> AppView:
    """设置回调 The address is asked to give back an encrypted text before it is kept."""
    await service.require(ctx, app_id)
    corp = await corps.require(ctx)
    async with Outgoing(allow_private=bool(config.allow_private_callbacks)) as outgoing:
        await check_echo(outgoing, corp.wire_id, data)
    return await view(ctx, await service.set_callback(ctx, vault, app_id, data))


@delete("/api/console/apps/{app_id:int}/callback", opt=_ADMINS, status_code=200)
async def remove_callback(ctx: Context, app_id: int) -> AppView:
    """停止回调 Send nothing to this app any more."""
    return await view(ctx, await service.remove_callback(ctx, app_id))


routes = [
    list_apps,
    create_app,
    read_app,
    change_app,
    delete_app,
    reveal_secret,
    rotate_secret,
    set_callback,
    remove_callback,
]
