"""Byte ranges: which of them a request asks for, and a file in answer, or that part of it."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import anyio
from litestar.response import Stream

_CHUNK = 256 * 1024
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


def span(asked: str, size: int) -> tuple[int, int] | None:
    """First and last byte that a Range header asks for; first > last where the file has none of them, and
    None where it asks for the whole."""
    found = _RANGE.fullmatch(asked.strip())
    if found is None or found[0] == "bytes=-":
        return None
    if not found[1]:
        return max(size - int(found[2]), 0), size - 1
    return int(found[1]), min(int(found[2] or size - 1), size - 1)


def answer(path: Path, size: int, asked: str, headers: dict[str, str]) -> Stream:
    """`asked` is the request's Range, or empty; `headers` say what the file is."""
    headers = {**headers, "Accept-Ranges": "bytes"}
    found = span(asked, size)
    first, last = found or (0, size - 1)
    if found is not None and first > last:
        headers |= {"Content-Range": f"bytes */{size}", "Content-Length": "0"}
        return Stream(_nothing(), status_code=416, headers=headers)
    if found is not None:
        headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    headers["Content-Length"] = str(last - first + 1)
    body = _bytes(path, first, last - first + 1)
    return Stream(body, status_code=206 if found else 200, headers=headers)


async def _bytes(path: Path, first: int, count: int) -> AsyncIterator[bytes]:
    async with await anyio.open_file(path, "rb") as file:
        await file.seek(first)
        while count > 0 and (part := await file.read(min(_CHUNK, count))):
            count -= len(part)
            yield part


async def _nothing() -> AsyncIterator[bytes]:
    return
    yield b""
