"""What a phone's camera meets in a group's code."""

from litestar import Request, Response, get
from litestar.response import Redirect

from reunion.core.config import Config
from reunion.core.context import Context
from reunion.platform.contact_ways import pictures
from reunion.platform.contact_ways.visitors import cookie_for
from reunion.platform.groups import joining
from reunion.platform.groups.ways import landing_url
from reunion.surfaces.access import allow


@get("/g/{slug:str}", opt=allow("public"), status_code=302, include_in_schema=False)
async def open_join_code(
    ctx: Context, request: Request, config: Config, slug: str
) -> Redirect | Response[bytes]:
    """Counts the opening and leads into the customers' app; `.svg` and `.png` are the picture."""
    name, kind = pictures.split(slug)
    if kind is not None:
        await joining.find(ctx, name)
        address = landing_url(config.public_url, name)
        return pictures.picture(address, kind, request.query_params.get("size"))
    await joining.opened(ctx, slug)
    return Redirect(f"/app/g/{slug}", status_code=302, cookies=cookie_for(request, config))


routes = [open_join_code]
