"""Uploads of the library: kinds known by their bytes, kept in blobs of content's own."""

import asyncio
import warnings
from typing import Any, BinaryIO
from urllib.parse import quote

import anyio
from litestar.response import Stream
from PIL import Image

from reunion.core import ids
from reunion.core.config import Config
from reunion.core.context import Context
from reunion.growth.content import pdfs
from reunion.growth.content.model import FileNotTaken, FileRow, FileTooLarge, FileUnknown
from reunion.growth.content.store import items
from reunion.storage.blobs import Blobs
from reunion.surfaces import ranges

LIMITS_MB = {"image": 10, "pdf": 50, "video": 200}
_MOST_PIXELS = 50_000_000
_PICTURES = ("JPEG", "PNG", "GIF", "WEBP")


def blobs_of(config: Config) -> Blobs:
    """Beside the platform's, in a folder that its upkeep does not look into and a backup does."""
    return Blobs(config.data / "blobs" / "content")


async def upload(ctx: Context, blobs: Blobs, source: BinaryIO, name: str) -> FileRow:
    """Keeps a file; raises FileNotTaken, FileTooLarge, and what is wrong with a PDF."""
    kind, mime, size, width, height = await asyncio.to_thread(_look, source)
    if size > LIMITS_MB[kind] * 1024 * 1024:
        raise FileTooLarge(limit=LIMITS_MB[kind])
    if kind == "pdf":
        await pdfs.check(source)
    source.seek(0)
    sha256, _ = await blobs.put(source)
    return await items.add_file(
        ctx,
        {
            "token": ids.token(16),
            "kind": kind,
            "sha256": sha256,
            "mime": mime,
            "name": name[-200:] or "file",
            "size": size,
            "width": width,
            "height": height,
            "created_by": ctx.actor.name,
            "created_at": ctx.now,
        },
    )


def _look(source: BinaryIO) -> tuple[str, str, int, int | None, int | None]:
    size = source.seek(0, 2)
    source.seek(0)
    head = source.read(64)
    source.seek(0)
    if head.startswith(b"%PDF-"):
        return "pdf", "application/pdf", size, None, None
    if head[4:8] == b"ftyp" and head[8:12] not in (b"M4A ", b"M4B ", b"heic", b"avif", b"mif1"):
        return "video", "video/mp4", size, None, None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(source, formats=_PICTURES) as image:
                width, height, form = *image.size, str(image.format)
                if width * height > _MOST_PIXELS:
                    raise FileNotTaken
                image.verify()
    except (OSError, ValueError, SyntaxError, Warning, Image.DecompressionBombError):
        raise FileNotTaken from None
    return "image", f"image/{form.lower()}", size, width, height


async def answer(blobs: Blobs, file: FileRow, asked: str, *, shared: bool) -> Stream:
    """The bytes, or the range of them that is asked for, so that a browser runs nothing of it."""
    path = blobs.path(file.sha256)
    if not await anyio.Path(path).exists():
        raise FileUnknown
    headers = {
        "Content-Type": file.mime,
        "Content-Disposition": f"inline; filename*=utf-8''{quote(file.name)}",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": f"{'public' if shared else 'private'}, max-age=86400",
    }
    return ranges.answer(path, file.size, asked, headers)


async def picture(tx: Any, token: str) -> FileRow:
    """A picture by its address; raises FileUnknown."""
    found = await items.picture(tx, token)
    if found is None:
        raise FileUnknown
    return found
