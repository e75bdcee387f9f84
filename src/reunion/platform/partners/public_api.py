"""What a phone's camera meets in a partner's invitation."""

from litestar import Request, Response, get
from litestar.response import Redirect

from reunion.core.config import Config
from reunion.core.context import Context
from reunion.platform.contact_ways import pictures
from reunion.platform.contact_ways.visitors import cookie_for
from reunion.platform.partners import employing
from reunion.platform.partners.service import landing_url
from reunion.surfaces.access import allow


@get("/p/{slug:str}", opt=allow("public"), status_code=302, include_in_schema=False)
async def open_invitation(
    ctx: Context, request: Request, config: Config, slug: str
) -> Redirect | Response[bytes]:
    """Leads into the customers' app; `.svg` and `.png` are the picture."""
    name, kind = pictures.split(slug)
    if kind is not None:
        await employing.find(ctx, name)
        address = landing_url(config.public_url, name)
        return pictures.picture(address, kind, request.query_params.get("size"))
    return Redirect(f"/app/p/{slug}", status_code=302, cookies=cookie_for(request, config))


routes = [open_invitation]
