"""What a phone's camera meets: the address in the code, and the code itself as a picture."""

from litestar import Request, Response, get
from litestar.datastructures import Cookie
from litestar.response import Redirect

from reunion.core.config import Config
from reunion.core.context import Context
from reunion.platform.contact_ways import pictures, scanning, service
from reunion.platform.contact_ways.visitors import cookie_for
from reunion.surfaces.access import allow


@get("/c/{slug:str}", opt=allow("public"), status_code=302, include_in_schema=False)
async def open_code(
    ctx: Context, request: Request, config: Config, slug: str
) -> Redirect | Response[bytes]:
    """Counts the opening and leads into the customers' app; `.svg` and `.png` are the picture."""
    name, kind = pictures.split(slug)
    if kind is not None:
        _, way = await scanning.find(ctx, name)
        address = service.landing_url(config.public_url, way.slug)
        return pictures.picture(address, kind, request.query_params.get("size"))
    await scanning.opened(ctx, slug)
    cookies: list[Cookie] = cookie_for(request, config)
    return Redirect(f"/app/c/{slug}", status_code=302, cookies=cookies)


routes = [open_code]
