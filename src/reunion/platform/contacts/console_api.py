"""客户 in the console: all of the company's, filtered, exported, tagged in bulk."""

from collections.abc import AsyncIterator
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from anyio import Path
from litestar import get, post
from litestar.background_tasks import BackgroundTask
from litestar.di import Provide
from litestar.params import Parameter
from litestar.response import File, Response, Stream
from msgspec import Meta, Struct

from reunion import outbox
from reunion.core.clock import clock
from reunion.core.context import Context
from reunion.core.db import Database
from reunion.core.errors import Forbidden
from reunion.core.paging import Page
from reunion.platform.contacts import export, service, timeline
from reunion.platform.contacts.filters import customer_filter
from reunion.platform.contacts.model import (
    Customer,
    CustomerDetail,
    CustomerFilter,
    Source,
    TimelineEntry,
)
from reunion.platform.contacts.refusals import ContactUnknown, MemberUnknown
from reunion.platform.contacts.store import bulk
from reunion.platform.corps import service as corps
from reunion.platform.rule_groups import service as rule_groups
from reunion.surfaces.access import Caller, allow

_READERS = allow("super_admin", "admin", "scoped")
Limit = Annotated[int, Parameter(ge=1, le=200)]
_BULK = 10_000


class FollowRef(Struct):
    external_userid: str
    userid: str


class BulkMark(Struct):
    """Wire ids of tags, for up to 10,000 follows at once."""

    follows: Annotated[list[FollowRef], Meta(min_length=1, max_length=_BULK)]
    add: list[str] = []
    remove: list[str] = []


class Changed(Struct):
    """How many follows changed."""

    changed: int


class Sources(Struct):
    items: list[Source]


@get(
    "/api/console/customers",
    opt=_READERS,
    dependencies={"wanted": Provide(customer_filter)},
)
async def list_customers(
    ctx: Context,
    wanted: CustomerFilter,
    language: str,
    cursor: str | None = None,
    limit: Limit = 50,
) -> Page[Customer]:
    """客户列表 One row per follow; `total` counts all pages."""
    return await service.customers(ctx, wanted, cursor=cursor, limit=limit, language=language)


@get(
    "/api/console/customers/export",
    opt=_READERS,
    dependencies={"wanted": Provide(customer_filter)},
)
async def export_customers(
    ctx: Context,
    caller: Caller,
    wanted: CustomerFilter,
    db: Database,
    language: str,
    format: Literal["csv", "xlsx"] = "csv",  # noqa: A002 - the query's name
    lang: Literal["zh", "en"] | None = None,
) -> Response[Any]:
    """导出 The same filters as the list; written down in the audit log. `lang`: the language of its words,
    since a link to a file cannot ask for one by its headers."""
    await rule_groups.require_granted(ctx, caller, "export_customer_list")
    zone = await corps.zone(ctx)
    total = await service.count(ctx, wanted)
    await outbox.append(ctx, "customers.exported", data={"format": format, "rows": total})
    name = f"customers-{ctx.now.astimezone(zone):%Y%m%d-%H%M}.{format}"
    if format == "csv":
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        stream = _stream(db, ctx, wanted, zone, lang or language)
        return Stream(stream, media_type="text/csv; charset=utf-8", headers=headers)
    async with db.transaction() as tx:
        inside = Context(ctx.corp_id, ctx.actor, tx, clock.now())
        path = await export.as_xlsx(inside, wanted, zone, lang or language)
    return File(path, filename=name, background=BackgroundTask(Path(path).unlink))


async def _stream(
    db: Database, ctx: Context, wanted: CustomerFilter, zone: ZoneInfo, language: str
) -> AsyncIterator[bytes]:
    """Opens its own transaction: the request's connection is given back before the body is read."""
    async with db.transaction() as tx:
        inside = Context(ctx.corp_id, ctx.actor, tx, ctx.now)
        async for part in export.as_csv(inside, wanted, zone, language):
            yield part


@get("/api/console/customers/{external_userid:str}", opt=_READERS)
async def get_customer(
    ctx: Context, caller: Caller, language: str, external_userid: str
) -> CustomerDetail:
    """A customer with everybody who follows."""
    await service.require_visible(ctx, external_userid, caller.scope)
    return await service.detail(ctx, external_userid, language)


@get("/api/console/customers/{external_userid:str}/timeline", opt=_READERS)
async def customer_timeline(
    ctx: Context,
    caller: Caller,
    language: str,
    external_userid: str,
    cursor: str | None = None,
    limit: Annotated[int, Parameter(ge=1, le=100)] = 30,
) -> Page[TimelineEntry]:
    """What happened with the customer, the latest first."""
    await service.require_visible(ctx, external_userid, caller.scope)
    conversations = await service.conversations_of(ctx, external_userid)
    return await timeline.timeline(
        ctx,
        external_userid,
        conversations=conversations,
        members=None,
        cursor=cursor,
        limit=limit,
        language=language,
    )


@post("/api/console/customers/tags", status_code=200, opt=_READERS)
async def mark_customers(ctx: Context, caller: Caller, data: BulkMark) -> Changed:
    """批量打标签 All or nothing: an unknown customer, member or tag refuses the whole."""
    refs = [(one.external_userid, one.userid) for one in data.follows]
    pairs = await bulk.pairs(ctx, refs)
    for (external_userid, userid), pair in zip(refs, pairs, strict=True):
        if pair.contact_id is None:
            raise ContactUnknown(external_userid=external_userid)
        if pair.member_id is None:
            raise MemberUnknown(userid=userid)
    follows = [
        (pair.contact_id, pair.member_id) for pair in pairs if pair.contact_id and pair.member_id
    ]
    scope = caller.scope
    if scope is not None:
        members = {member_id for _, member_id in follows}
        if await bulk.members_within(ctx, members, scope) != members:
            raise Forbidden()
    return Changed(await service.mark_many(ctx, follows, add=data.add, remove=data.remove))


@get("/api/console/sources", opt=_READERS)
async def list_sources(ctx: Context, caller: Caller) -> Sources:
    """来源 What `state` brought how many active customers."""
    return Sources(await service.sources(ctx, caller.scope))


routes = [
    list_customers, export_customers, get_customer, customer_timeline, mark_customers, list_sources,
]  # fmt: skip
