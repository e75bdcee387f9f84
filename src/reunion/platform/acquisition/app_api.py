"""A link's page in the customers' app."""

from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.params import Parameter

from reunion.core.config import Config
from reunion.core.context import Context
from reunion.platform.acquisition import opening
from reunion.platform.contact_ways.model import WayCard
from reunion.platform.contact_ways.visitors import known, visitor_of
from reunion.platform.contacts import app_reads
from reunion.platform.contacts.app_model import Added, Application
from reunion.surfaces.access import Caller, allow
from reunion.surfaces.problems import language_of

Channel = Annotated[str, Parameter(max_length=512)]


class LinkApplication(Application):
    """`customer_channel`: as the link's address had it."""

    customer_channel: str = ""


@get("/api/app/acquisition/{slug:str}", opt=allow("public"))
async def show_link(
    ctx: Context,
    request: Request[Any, Any, Any],
    config: Config,
    slug: str,
    customer_channel: Channel = "",
) -> Response[WayCard]:
    """Who this is, and of which company; the same visitor always gets the same member."""
    visitor, cookies = known(request, config)
    language = language_of(request)
    card = await opening.show(ctx, slug, visitor, customer_channel, language)
    return Response(card, cookies=cookies)


@post("/api/app/acquisition/{slug:str}/add", status_code=200, opt=allow("customer"))
async def add_by_link(
    ctx: Context,
    caller: Caller,
    request: Request[Any, Any, Any],
    slug: str,
    data: LinkApplication,
) -> Added:
    """添加到通讯录 Adding again answers the same. 409 when nobody can be added."""
    here, addition = await opening.add(
        ctx, slug, visitor_of(request), data.customer_channel, data.apply_text
    )
    return await app_reads.added(here, caller.principal_id, addition)


routes = [show_link, add_by_link]
