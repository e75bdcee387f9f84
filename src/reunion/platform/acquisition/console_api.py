"""获客助手 in the console."""

from datetime import date
from typing import Annotated

from litestar import delete, get, patch, post
from litestar.params import Parameter
from msgspec import Meta, Struct

from reunion.core.config import Config
from reunion.core.context import Context
from reunion.core.paging import Page
from reunion.platform.acquisition import service, uses
from reunion.platform.acquisition.model import (
    RANGE,
    AcquisitionLink,
    Brought,
    Change,
    Draft,
    LinkDay,
    LinkName,
    LinkRow,
    Quota,
)
from reunion.surfaces.access import allow

_ADMINS = allow("super_admin", "admin")
Named = Annotated[list[str], Meta(max_length=RANGE)]
Places = Annotated[list[int], Meta(max_length=RANGE)]
Days = Annotated[int, Parameter(ge=1, le=180)]


class NewLink(Struct):
    """`priority_type` 0 none, 1 whom of the company she has, 2 whom of `priority_userids` she has."""

    name: LinkName
    userids: Named = []
    department_ids: Places = []
    skip_verify: bool = True
    priority_type: int = 0
    priority_userids: Named = []


class LinkChange(Struct):
    """What is not given stays; `priority_userids` goes with `priority_type`."""

    name: LinkName | None = None
    userids: Named | None = None
    department_ids: Places | None = None
    skip_verify: bool | None = None
    priority_type: int | None = None
    priority_userids: Named = []


class LinkStatistics(Struct):
    """The earliest first."""

    days: list[LinkDay]


class NewGrant(Struct):
    """Uses until the midnight at which `expires_on` begins."""

    amount: int
    expires_on: date


async def _one(ctx: Context, link: LinkRow, config: Config) -> AcquisitionLink:
    return (await service.shown(ctx, [link], config.public_url))[0]


@get("/api/console/acquisition/links", opt=_ADMINS)
async def list_links(
    ctx: Context,
    config: Config,
    q: Annotated[str, Parameter(max_length=64)] = "",
    cursor: str | None = None,
    limit: Annotated[int, Parameter(ge=1, le=200)] = 50,
) -> Page[AcquisitionLink]:
    """The latest first, those of apps too."""
    return await service.page(ctx, config.public_url, q=q.strip(), cursor=cursor, limit=limit)


@post("/api/console/acquisition/links", opt=_ADMINS)
async def create_link(ctx: Context, config: Config, data: NewLink) -> AcquisitionLink:
    """新建获客链接"""
    draft = Draft(
        name=data.name,
        userids=tuple(data.userids),
        departments=tuple(data.department_ids),
        skip_verify=data.skip_verify,
        priority_type=data.priority_type,
        priority_userids=tuple(data.priority_userids),
    )
    return await _one(ctx, await service.create(ctx, draft), config)


@get("/api/console/acquisition/links/{link_key:int}", opt=_ADMINS)
async def get_link(ctx: Context, config: Config, link_key: int) -> AcquisitionLink:
    """One, with its sums."""
    return await _one(ctx, await service.require(ctx, key=link_key), config)


@patch("/api/console/acquisition/links/{link_key:int}", opt=_ADMINS)
async def change_link(
    ctx: Context, config: Config, link_key: int, data: LinkChange
) -> AcquisitionLink:
    """The address stays the same."""
    wanted = Change(
        name=data.name,
        userids=None if data.userids is None else tuple(data.userids),
        departments=None if data.department_ids is None else tuple(data.department_ids),
        skip_verify=data.skip_verify,
        priority_type=data.priority_type,
        priority_userids=tuple(data.priority_userids),
    )
    link = await service.change(ctx, await service.require(ctx, key=link_key), wanted)
    return await _one(ctx, link, config)


@delete("/api/console/acquisition/links/{link_key:int}", opt=_ADMINS)
async def delete_link(ctx: Context, link_key: int) -> None:
    """停用 The address stops working; customers stay."""
    await service.delete(ctx, await service.require(ctx, key=link_key))


@get("/api/console/acquisition/links/{link_key:int}/statistics", opt=_ADMINS)
async def link_statistics(ctx: Context, link_key: int, days: Days = 30) -> LinkStatistics:
    """Opened, added and begun to talk by day."""
    link = await service.require(ctx, key=link_key)
    return LinkStatistics(await service.days(ctx, link, days))


@get("/api/console/acquisition/links/{link_key:int}/customers", opt=_ADMINS)
async def link_customers(
    ctx: Context,
    link_key: int,
    cursor: str | None = None,
    limit: Annotated[int, Parameter(ge=1, le=200)] = 50,
) -> Page[Brought]:
    """Whom it brought."""
    link = await service.require(ctx, key=link_key)
    found, next_cursor = await service.customers_of(ctx, link, cursor, limit)
    return Page(found, next_cursor)


@get("/api/console/acquisition/quota", opt=_ADMINS)
async def get_quota(ctx: Context, days: Days = 30) -> Quota:
    """使用量: what there is, and how it was used by day."""
    return await uses.quota(ctx, days)


@post("/api/console/acquisition/grants", opt=allow("super_admin"))
async def add_grant(ctx: Context, data: NewGrant) -> Quota:
    """增加使用量 Answers what there is then."""
    await uses.add(ctx, data.amount, data.expires_on)
    return await uses.quota(ctx, 30)


routes = [
    list_links, create_link, get_link, change_link, delete_link, link_statistics, link_customers,
    get_quota, add_grant,
]  # fmt: skip
