"""A link's address as it stands in advertisements, and as a picture."""

from urllib.parse import urlencode

from litestar import Request, Response, get
from litestar.response import Redirect

from reunion.core.config import Config
from reunion.core.context import Context
from reunion.platform.acquisition import opening, service
from reunion.platform.acquisition.model import channel
from reunion.platform.contact_ways import pictures
from reunion.platform.contact_ways.visitors import cookie_for
from reunion.surfaces.access import allow


@get("/ca/{slug:str}", opt=allow("public"), status_code=302, include_in_schema=False)
async def open_link(
    ctx: Context, request: Request, config: Config, slug: str
) -> Redirect | Response[bytes]:
    """Leads into the customers' app with its channel; `.svg` and `.png` are the picture."""
    name, kind = pictures.split(slug)
    given = channel(request.query_params.get("customer_channel"))
    query = f"?{urlencode({'customer_channel': given})}" if given else ""
    if kind is not None:
        _, link = await opening.find(ctx, name)
        address = service.url_of(config.public_url, link.link_id)
        return pictures.picture(address + query, kind, request.query_params.get("size"))
    cookies = cookie_for(request, config)
    return Redirect(f"/app/ca/{slug}{query}", status_code=302, cookies=cookies)


routes = [open_link]
