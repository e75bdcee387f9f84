"""The pages that customers open by a link: light, without the app around them, and with what a chat
shows of a link in their head."""

from html import escape

import anyio
from litestar import MediaType, Response, get

from reunion.core.config import Config
from reunion.core.context import Context
from reunion.core.errors import NotFound
from reunion.growth.content import library_page, reading
from reunion.growth.content.reading import Glimpse
from reunion.growth.forms import answering
from reunion.main.static import WEB
from reunion.surfaces.access import allow

_PAGE = WEB / "h5" / "dist" / "read.html"
_NOT_BUILT = "<!doctype html><meta charset=utf-8><p>网页还没有构建，请运行 <code>make web</code>。"
_PUBLIC = allow("public")


async def page(config: Config, found: Glimpse | None) -> Response[str]:
    """The built page; the same for every link but for its head. No cache keeps it."""
    if not await anyio.Path(_PAGE).is_file():
        return Response(_NOT_BUILT, status_code=503, media_type=MediaType.HTML)
    built = await anyio.Path(_PAGE).read_text("utf-8")
    headers = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
    if found is not None:
        built = built.replace("<title>重逢</title>", _head(config, found), 1)
    return Response(built, media_type=MediaType.HTML, headers=headers)


def _head(config: Config, found: Glimpse) -> str:
    said = {"og:title": found.title, "og:description": found.summary}
    if found.cover:
        said["og:image"] = f"{config.public_url}{found.cover}"
    metas = "".join(
        f'<meta property="{name}" content="{escape(value)}">' for name, value in said.items()
    )
    return f"<title>{escape(found.title)}</title>{metas}"


@get("/s/{token:str}", opt=_PUBLIC, include_in_schema=False)
async def content_page(ctx: Context, config: Config, token: str) -> Response[str]:
    """打开内容"""
    try:
        found = await reading.glimpse(ctx, token)
    except NotFound:
        found = None
    return await page(config, found)


@get("/s/library/{token:str}", opt=_PUBLIC, include_in_schema=False)
async def library_of(ctx: Context, config: Config, token: str) -> Response[str]:
    """资料库"""
    try:
        shown = await library_page.shown(ctx, token)
    except NotFound:
        return await page(config, None)
    return await page(config, Glimpse(shown.title, shown.intro, None))


@get("/f/{token:str}", opt=_PUBLIC, include_in_schema=False)
async def form_page(ctx: Context, config: Config, token: str) -> Response[str]:
    """填写表单"""
    try:
        form = await answering.shown(ctx, token)
    except NotFound:
        return await page(config, None)
    return await page(config, Glimpse(form.title, form.intro, None))


routes = [content_page, library_of, form_page]
