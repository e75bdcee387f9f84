"""Answers on the wire: JSON, or a file with byte ranges."""

import re
from typing import Any
from urllib.parse import quote

import msgspec
from litestar.types import Send

from reunion.surfaces import ranges
from reunion.wecom.endpoints.media import File

_JSON = msgspec.json.Encoder()


async def send_json(send: Send, answer: Any, status: int) -> None:
    body = _JSON.encode(answer)
    headers = [
        (b"content-type", b"application/json; charset=UTF-8"),
        (b"content-length", b"%d" % len(body)),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})


async def send_file(send: Send, file: File, wanted: str) -> None:
    """The file, or the one range of it that `wanted` (a Range header) asks for."""
    size = len(file.content)
    span = ranges.span(wanted, size)
    headers = [
        (b"content-type", file.content_type.encode("latin-1", "replace")),
        (b"content-disposition", _disposition(file.filename)),
        (b"accept-ranges", b"bytes"),
    ]
    body, status = file.content, 200
    if span is not None:
        first, last = span
        body, status = file.content[first : last + 1], 206
        headers.append((b"content-range", b"bytes %d-%d/%d" % (first, last, size)))
        if first > last:
            status = 416
            headers[-1] = (b"content-range", b"bytes */%d" % size)
    headers.append((b"content-length", b"%d" % len(body)))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})


def _disposition(filename: str) -> bytes:
    plain = re.sub(r"[^\w.\-]", "_", filename, flags=re.ASCII)
    return f"attachment; filename=\"{plain}\"; filename*=utf-8''{quote(filename)}".encode()
