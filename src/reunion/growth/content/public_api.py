"""What customers open: nobody signs in here, the address is the key."""

from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.params import Parameter
from litestar.response import Stream
from msgspec import Struct

from reunion.core.config import Config
from reunion.core.context import Context
from reunion.core.db import Database
from reunion.growth.connection.clients import Connection
from reunion.growth.content import files, library_page, posters, reading
from reunion.growth.content.browsers import browser
from reunion.growth.content.library_page import LibraryPage
from reunion.growth.content.model import ReadingBeacon, Visit
from reunion.growth.content.reading import Opening, ReportRegistration
from reunion.surfaces.access import allow

Token = Annotated[str, Parameter(pattern=r"^[A-Za-z0-9_-]{10,64}$")]
_PUBLIC = allow("public")
_SMALL = 16 * 1024


class LinkOpening(Struct):
    """`visit` is made up by the page: one that is sent twice counts once."""

    visit: Visit


@post("/api/content/shares/{token:str}/open", opt=_PUBLIC, request_max_body_size=_SMALL)
async def open_share(
    ctx: Context, request: Request[Any, Any, Any], config: Config, token: Token, data: LinkOpening
) -> Response[Opening]:
    """打开内容 What a link leads to; the opening is recorded unless the reader has refused."""
    cookie, cookies = browser(request, config)
    opening = await reading.open_link(ctx, token, cookie, data.visit)
    return Response(opening, cookies=cookies, status_code=200)


@post(
    "/api/content/shares/{token:str}/read",
    opt=_PUBLIC,
    request_max_body_size=_SMALL,
    status_code=204,
)
async def read_share(ctx: Context, token: Token, data: ReadingBeacon) -> None:
    """阅读进度 A beacon; one that is late, doubled or made up changes nothing for the worse."""
    await reading.read_on(ctx, token, data)


@post("/api/content/shares/{token:str}/refuse", opt=_PUBLIC, status_code=204)
async def refuse_share(
    ctx: Context, request: Request[Any, Any, Any], config: Config, token: Token
) -> Response[None]:
    """不记录我的阅读 From now on, and what was shown of it is forgotten."""
    cookie, cookies = browser(request, config)
    await reading.refuse(ctx, token, cookie)
    return Response(None, cookies=cookies, status_code=204)


@post("/api/content/shares/{token:str}/accept", opt=_PUBLIC, status_code=204)
async def accept_share(
    ctx: Context, request: Request[Any, Any, Any], config: Config, token: Token
) -> None:
    """恢复记录 The refusal ends."""
    cookie, _ = browser(request, config)
    await reading.accept(ctx, token, cookie)


@post("/api/content/shares/{token:str}/register", opt=_PUBLIC, request_max_body_size=_SMALL)
async def register_share(
    ctx: Context,
    request: Request[Any, Any, Any],
    config: Config,
    token: Token,
    data: ReportRegistration,
) -> Response[Opening]:
    """登记后阅读 Who reads a report says who she is."""
    cookie, cookies = browser(request, config)
    opening = await reading.register(ctx, token, cookie, data)
    return Response(opening, cookies=cookies, status_code=200)


@get("/api/content/shares/{token:str}/file", opt=_PUBLIC)
async def share_file(
    db: Database, request: Request[Any, Any, Any], config: Config, ctx: Context, token: Token
) -> Stream:
    """The PDF or video; byte ranges are honoured."""
    cookie, _ = browser(request, config)
    file = await reading.file_of(ctx, token, cookie)
    asked = request.headers.get("range", "")
    return await files.answer(files.blobs_of(config), file, asked, shared=False)


@get("/s/files/{token:str}", opt=_PUBLIC, include_in_schema=False)
async def content_picture(
    ctx: Context, request: Request[Any, Any, Any], config: Config, token: Token
) -> Stream:
    """A picture of the library."""
    file = await files.picture(ctx.tx, token)
    asked = request.headers.get("range", "")
    return await files.answer(files.blobs_of(config), file, asked, shared=True)


@get("/s/posters/{name:str}", opt=_PUBLIC, include_in_schema=False)
async def poster_picture(
    ctx: Context, config: Config, wecom: Connection, name: str
) -> Response[bytes]:
    """A poster with the code of the member who sends it; the name is the link's token and `.png`."""
    picture = await posters.made(ctx, config, wecom, name.removesuffix(".png"))
    headers = {"Cache-Control": "private, max-age=3600"}
    return Response(picture, status_code=200, media_type="image/png", headers=headers)


@get("/api/content/library/{token:str}", opt=_PUBLIC)
async def open_library(ctx: Context, token: Token) -> LibraryPage:
    """资料库 What a company lets everybody find."""
    return await library_page.shown(ctx, token)


@post("/api/content/library/{token:str}/{content_id:int}", opt=_PUBLIC)
async def take_from_library(ctx: Context, token: Token, content_id: int) -> dict[str, str]:
    """The link to one of them."""
    return {"token": await library_page.take(ctx, token, content_id)}


routes = [
    open_share, read_share, refuse_share, accept_share, register_share, share_file, content_picture,
    poster_picture, open_library, take_from_library,
]  # fmt: skip
