"""GET /media/{id}: the bytes, for whoever may open them, served so that a browser runs nothing."""

import asyncio
import re
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote

import anyio
from litestar import Request, get
from litestar.params import Parameter
from litestar.response import Stream

from reunion.core.db import Database
from reunion.platform.media import service
from reunion.platform.media.access import NOBODY, Opener, may_open
from reunion.platform.media.content import thumbnail, width_step
from reunion.platform.media.model import NoMedia, Stored
from reunion.storage.blobs import Blobs
from reunion.surfaces import ranges
from reunion.surfaces.access import SURFACES, allow, token_of

_SHOWN = re.compile(r"^(image/(jpeg|png|gif|webp)|audio/[\w.-]+|video/[\w.-]+)$")
_resizing = asyncio.Semaphore(2)


@get("/media/{media_id:str}", opt=allow("public"), tags=["media"], include_in_schema=True)
async def open_media(
    request: Request[Any, Any, Any],
    db: Database,
    media_id: str,
    w: Annotated[int | None, Parameter(ge=1, le=4096)] = None,
) -> Stream:
    """打开文件: with the session of any surface. `w`: a picture at least this many pixels wide, if
    it is larger. Byte ranges are honoured."""
    blobs: Blobs = request.app.state.blobs
    async with db.connection() as tx:
        media = await service.stored(tx, media_id)
        if media is None or not await _allowed(request, tx, media):
            raise NoMedia
    path, mime = blobs.path(media.sha256), media.mime
    step = width_step(w) if w and media.kind == "image" else None
    if step and media.width and step < media.width:
        path, mime = await _smaller(blobs, media, path, step), "image/webp"
    try:
        size = (await anyio.Path(path).stat()).st_size
    except FileNotFoundError:
        raise NoMedia from None
    return _answer(request, media, path, mime, size)


async def _allowed(request: Request[Any, Any, Any], tx: Any, media: Stored) -> bool:
    if media.public:
        return await may_open(tx, media, NOBODY)
    for surface in SURFACES:
        token, _ = token_of(request, surface)
        caller = await request.app.state.find_caller(tx, surface, token) if token else None
        if caller and await may_open(tx, media, Opener(caller.principal_id, caller.corp_id)):
            return True
    return False


async def _smaller(blobs: Blobs, media: Stored, path: Path, width: int) -> Path:
    target = blobs.derived(media.sha256, f"{width}.webp")
    if not await anyio.Path(target).exists():
        async with _resizing:
            try:
                await asyncio.to_thread(thumbnail, path, target, width)
            except (OSError, ValueError):
                raise NoMedia from None
    return target


def _answer(
    request: Request[Any, Any, Any], media: Stored, path: Path, mime: str, size: int
) -> Stream:
    shown = _SHOWN.match(mime) is not None
    way = "inline" if shown and media.kind != "file" else "attachment"
    headers = {
        "Content-Type": mime if shown or mime == "application/pdf" else "application/octet-stream",
        "Content-Disposition": f"{way}; filename*=utf-8''{quote(media.name)}",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": f"{'public' if media.public else 'private'}, max-age=86400",
    }
    return ranges.answer(path, size, request.headers.get("range", ""), headers)


routes = [open_media]
