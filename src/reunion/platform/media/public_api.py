"""GET /media/{id}: the bytes, for whoever may open them, served so that a browser runs nothing."""

import asyncio
import re
from collections.abc import AsyncIterator
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
from reunion.surfaces.access import SURFACES, allow, token_of

_CHUNK = 256 * 1024
_SHOWN = re.compile(r"^(image/(jpeg|png|gif|webp)|audio/[\w.-]+|video/[\w.-]+)$")
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
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
        "Accept-Ranges": "bytes",
    }
    first, last, status = 0, size - 1, 200
    asked = _RANGE.fullmatch(request.headers.get("range", "").strip())
    if asked and asked[0] != "bytes=-":
        status = 206
        if asked[1]:
            first, last = int(asked[1]), min(int(asked[2] or size - 1), size - 1)
        else:
            first = max(size - int(asked[2]), 0)
        if first > last:
            headers |= {"Content-Range": f"bytes */{size}", "Content-Length": "0"}
            return Stream(_nothing(), status_code=416, headers=headers)
        headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    headers["Content-Length"] = str(last - first + 1)
    body = _bytes(path, first, last - first + 1)
    return Stream(body, status_code=status, headers=headers)


async def _bytes(path: Path, first: int, count: int) -> AsyncIterator[bytes]:
    async with await anyio.open_file(path, "rb") as file:
        await file.seek(first)
        while count > 0 and (part := await file.read(min(_CHUNK, count))):
            count -= len(part)
            yield part


async def _nothing() -> AsyncIterator[bytes]:
    return
    yield b""


routes = [open_media]
