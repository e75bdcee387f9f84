"""From an HTTP request to the messages in it: body, compression, write key, limits of the Segment API."""

import base64
import binascii
import re
import zlib
from typing import Any

import msgspec
from litestar.types import Receive, Scope

from reunion.core.errors import Text
from reunion.growth.tracking.spec import Message

BODY = 500 * 1024
MESSAGES = 2_500


class Refused(Exception):
    """The request is not taken; `text` says what to do."""

    def __init__(self, status: int, code: str, text: Text) -> None:
        self.status = status
        self.code = code
        self.text = text
        super().__init__(text.en)


class Disconnected(Exception):
    """The sender hung up before its request was whole."""


class Single(msgspec.Struct, frozen=True, rename="camel"):
    """What a single call says beside its message."""

    write_key: str = ""


class Batch(msgspec.Struct, frozen=True, rename="camel", gc=False):
    """A batch whose messages are as they should be."""

    batch: list[Message]
    write_key: str = ""
    sent_at: str | float | None = None


class Loose(msgspec.Struct, frozen=True, rename="camel"):
    """A batch of which each message is looked at by itself."""

    batch: list[msgspec.Raw]
    write_key: str = ""
    sent_at: str | float | None = None


single = msgspec.json.Decoder(Single).decode
message = msgspec.json.Decoder(Message).decode
batch = msgspec.json.Decoder(Batch).decode
loose = msgspec.json.Decoder(Loose).decode
# An escaped backslash, a whole character of two halves, or a half alone: what is cut off inside an emoji.
_ESCAPES = re.compile(
    rb"\\\\|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(\\u[dD][89a-fA-F][0-9a-fA-F]{2})"
)
UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


def header(scope: Scope, name: bytes) -> str:
    for key, value in scope["headers"]:
        if key == name:
            return value.decode("latin-1")
    return ""


async def body_of(scope: Scope, receive: Receive) -> bytes:
    """The whole body, unpacked. Raises Refused, Disconnected."""
    parts: list[bytes] = []
    size, more = 0, True
    while more:
        got: Any = await receive()
        if got["type"] != "http.request":
            raise Disconnected
        parts.append(got.get("body", b""))
        size += len(parts[-1])
        if size > BODY:
            raise too_large(BODY)
        more = got.get("more_body", False)
    body = b"".join(parts)
    packing = header(scope, b"content-encoding").strip().lower()
    if packing in {"", "identity"}:
        return body
    if packing != "gzip":
        text = Text("内容只能用 gzip 压缩", "Only gzip is taken as content encoding")
        raise Refused(415, "content_encoding", text)
    unpacking = zlib.decompressobj(31)
    try:
        plain = unpacking.decompress(body, BODY + 1)
    except zlib.error:
        raise Refused(400, "bad_gzip", Text("gzip 内容已损坏", "The gzip data is broken")) from None
    if len(plain) > BODY:
        raise too_large(BODY)
    if not unpacking.eof:
        raise Refused(400, "bad_gzip", Text("gzip 内容不完整", "The gzip data ends too early"))
    return plain


def mended(body: bytes) -> bytes:
    """JSON in which halves of characters, as JavaScript lets stand, are replaced."""
    return _ESCAPES.sub(lambda found: b"\\ufffd" if found[1] else found[0], body)


def too_large(limit: int) -> Refused:
    """More bytes than a message or a request may have."""
    size = f"{limit // 1024} KB"
    return Refused(
        413,
        "too_large",
        Text(f"超过 {size}，请分成几次发送", f"More than {size}: send it in parts"),
    )


def malformed(error: Exception) -> Refused:
    """The body is no JSON, or not of this shape."""
    reason = str(error)[:200]
    return Refused(
        400, "malformed", Text(f"内容无法解析：{reason}", f"The body cannot be read: {reason}")
    )


def basic_key(scope: Scope) -> str:
    """The write key as the user name of HTTP basic auth, or a bearer token."""
    kind, _, value = header(scope, b"authorization").partition(" ")
    if kind.lower() == "bearer":
        return value.strip()
    if kind.lower() != "basic":
        return ""
    try:
        return base64.b64decode(value, validate=False).decode().partition(":")[0]
    except (binascii.Error, UnicodeDecodeError):
        return ""
