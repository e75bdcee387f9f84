"""What a phone's camera meets: the address in the code, and the code itself as a picture."""

import io
import re

import segno
from litestar import Request, Response, get
from litestar.datastructures import Cookie
from litestar.response import Redirect

from reunion.core.config import Config
from reunion.core.context import Context
from reunion.platform.contact_ways import scanning, service
from reunion.platform.contact_ways.visitors import cookie_for
from reunion.surfaces.access import allow

_PUBLIC = allow("public")
_A_DAY = {"Cache-Control": "public, max-age=86400"}


@get("/c/{slug:str}", opt=_PUBLIC, status_code=302, include_in_schema=False)
async def open_code(
    ctx: Context, request: Request, config: Config, slug: str
) -> Redirect | Response[bytes]:
    """Counts the opening and leads into the customers' app; `.svg` and `.png` are the picture."""
    name, dot, kind = slug.rpartition(".")
    if dot and kind in ("svg", "png"):
        size = request.query_params.get("size", "")
        return await _picture(
            ctx, config, name, kind, int(size) if re.fullmatch(r"[0-9]{1,4}", size) else 480
        )
    await scanning.opened(ctx, slug)
    cookies: list[Cookie] = cookie_for(request, config)
    return Redirect(f"/app/c/{slug}", status_code=302, cookies=cookies)


async def _picture(
    ctx: Context, config: Config, slug: str, kind: str, size: int
) -> Response[bytes]:
    _, way = await scanning.find(ctx, slug)
    code = segno.make(service.landing_url(config.public_url, way.slug), error="m", micro=False)
    modules = code.symbol_size(border=4)[0]
    scale = max(1, min(size, 2000) // modules)
    buffer = io.BytesIO()
    code.save(buffer, kind=kind, scale=scale, border=4)
    media_type = "image/svg+xml" if kind == "svg" else "image/png"
    return Response(buffer.getvalue(), status_code=200, media_type=media_type, headers=_A_DAY)


routes = [open_code]
