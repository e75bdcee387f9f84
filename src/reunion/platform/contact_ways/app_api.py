"""A code's page in the customer's app."""

from typing import Any

from litestar import Request, Response, get, post

from reunion.core.config import Config
from reunion.core.context import Context
from reunion.platform.contact_ways import scanning
from reunion.platform.contact_ways.model import WayCard
from reunion.platform.contact_ways.visitors import known, visitor_of
from reunion.platform.contacts import app_reads
from reunion.platform.contacts.app_model import Added, Application
from reunion.surfaces.access import Caller, allow
from reunion.surfaces.problems import language_of


@get("/api/app/ways/{slug:str}", opt=allow("public"))
async def show_way(
    ctx: Context, request: Request[Any, Any, Any], config: Config, slug: str
) -> Response[WayCard]:
    """Who this is, and of which company; the same visitor always gets the same member."""
    visitor, cookies = known(request, config)
    card = await scanning.show(ctx, slug, visitor, language_of(request))
    return Response(card, cookies=cookies)


@post("/api/app/ways/{slug:str}/add", status_code=200, opt=allow("customer"))
async def add_by_way(
    ctx: Context, caller: Caller, request: Request[Any, Any, Any], slug: str, data: Application
) -> Added:
    """添加到通讯录 Adding again answers the same. 409 when expired, or when nobody can be added."""
    here, addition = await scanning.add(ctx, slug, visitor_of(request), data.apply_text)
    return await app_reads.added(here, caller.principal_id, addition)


routes = [show_way, add_by_way]
