"""渠道活码 in the console."""

from typing import Annotated

from litestar import delete, get, patch, post
from litestar.params import Parameter
from msgspec import UNSET, Meta, Struct, UnsetType

from reunion.core.config import Config
from reunion.core.context import Context
from reunion.core.paging import Page
from reunion.platform.contact_ways import service
from reunion.platform.contact_ways.model import (
    MEMBERS,
    Change,
    ContactWay,
    Draft,
    Line,
    WayRow,
    WayStatistics,
)
from reunion.platform.welcome import service as welcome
from reunion.platform.welcome.model import Welcome
from reunion.surfaces.access import allow

_ADMINS = allow("super_admin", "admin")
Members = Annotated[list[str], Meta(max_length=MEMBERS)]


class NewWay(Struct):
    """One member makes a single code; several, or a department, a shared one. `expires_in` in seconds."""

    userids: Members = []
    department_ids: list[int] = []
    remark: Line = ""
    state: Line = ""
    skip_verify: bool = True
    welcome: Welcome | None = None
    tag_ids: list[str] = []
    is_temp: bool = False
    is_exclusive: bool = False
    expires_in: int | None = None
    chat_expires_in: int | None = None


class WayChange(Struct):
    """What is not given stays; `welcome` null takes it away."""

    userids: Members | None = None
    department_ids: list[int] | None = None
    remark: Line | None = None
    state: Line | None = None
    skip_verify: bool | None = None
    is_exclusive: bool | None = None
    welcome: Welcome | UnsetType | None = UNSET
    tag_ids: list[str] | None = None
    expires_in: int | None = None
    chat_expires_in: int | None = None


async def _one(ctx: Context, way: WayRow, config: Config) -> ContactWay:
    return (await service.shown(ctx, [way], config.public_url))[0]


@get("/api/console/contact-ways", opt=_ADMINS)
async def list_ways(
    ctx: Context,
    config: Config,
    q: Annotated[str, Parameter(max_length=64)] = "",
    cursor: str | None = None,
    limit: Annotated[int, Parameter(ge=1, le=200)] = 50,
) -> Page[ContactWay]:
    """The latest first; members' own codes are left out."""
    return await service.page(ctx, config.public_url, q=q.strip(), cursor=cursor, limit=limit)


@post("/api/console/contact-ways", opt=_ADMINS)
async def create_way(ctx: Context, config: Config, data: NewWay) -> ContactWay:
    """新建联系我 The welcome and the tags apply to everybody who comes by it."""
    way = await service.create(
        ctx,
        Draft(
            userids=tuple(data.userids),
            departments=tuple(data.department_ids),
            remark=data.remark.strip(),
            state=data.state.strip(),
            skip_verify=data.skip_verify,
            is_temp=data.is_temp,
            is_exclusive=data.is_exclusive,
            expires_in=data.expires_in,
            chat_expires_in=data.chat_expires_in,
            tags=tuple(data.tag_ids),
        ),
    )
    if data.welcome is not None and not data.welcome.empty:
        await welcome.put(ctx, data.welcome, subject=way.config_id, contact_way_id=way.id)
    return await _one(ctx, way, config)


@get("/api/console/contact-ways/{way_id:int}", opt=_ADMINS)
async def get_way(ctx: Context, config: Config, way_id: int) -> ContactWay:
    """One, with its welcome, tags and counts."""
    return await _one(ctx, await service.require(ctx, way_id=way_id), config)


@patch("/api/console/contact-ways/{way_id:int}", opt=_ADMINS)
async def change_way(ctx: Context, config: Config, way_id: int, data: WayChange) -> ContactWay:
    """The printed code stays the same."""
    way = await service.change(
        ctx,
        way_id,
        Change(
            userids=None if data.userids is None else tuple(data.userids),
            departments=None if data.department_ids is None else tuple(data.department_ids),
            remark=data.remark,
            state=data.state,
            skip_verify=data.skip_verify,
            is_exclusive=data.is_exclusive,
            expires_in=data.expires_in,
            chat_expires_in=data.chat_expires_in,
            tags=None if data.tag_ids is None else tuple(data.tag_ids),
        ),
    )
    if isinstance(data.welcome, Welcome) and not data.welcome.empty:
        await welcome.put(ctx, data.welcome, subject=way.config_id, contact_way_id=way.id)
    elif data.welcome is not UNSET:
        await welcome.delete(ctx, subject=way.config_id, contact_way_id=way.id)
    return await _one(ctx, way, config)


@delete("/api/console/contact-ways/{way_id:int}", opt=_ADMINS)
async def delete_way(ctx: Context, way_id: int) -> None:
    """停用 Its code stops working; customers keep it as their source."""
    await service.delete(ctx, way_id)


@get("/api/console/contact-ways/{way_id:int}/statistics", opt=_ADMINS)
async def way_statistics(
    ctx: Context, way_id: int, days: Annotated[int, Parameter(ge=1, le=366)] = 30
) -> WayStatistics:
    """Opened, added and lost by day, and who got how many."""
    return await service.statistics(ctx, way_id, days)


routes = [list_ways, create_way, get_way, change_way, delete_way, way_statistics]
