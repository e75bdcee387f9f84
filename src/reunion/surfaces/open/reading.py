"""From an ASGI request to the request struct of an endpoint."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

import msgspec
from litestar.types import Receive, Scope
from multipart import (
    MultipartError,  # pyright: ignore[reportAttributeAccessIssue]
    MultipartSegment,  # pyright: ignore[reportAttributeAccessIssue]
    PushMultipartParser,  # pyright: ignore[reportAttributeAccessIssue]
    parse_options_header,  # pyright: ignore[reportAttributeAccessIssue]
)

from reunion.surfaces.open.refusals import Refused, bad_parameter
from reunion.wecom import errors
from reunion.wecom.endpoints.media import Upload
from reunion.wecom.registry import Endpoint
from reunion.wecom.wire import WireError, read

JSON_LIMIT = 4 * 1024 * 1024


class Disconnected(Exception):
    """The caller hung up before its request was whole."""


def query_of(scope: Scope) -> dict[str, str]:
    """The query as names and values; of a name given twice the last counts."""
    raw = scope["query_string"]
    return dict(parse_qsl(raw.decode("latin-1"), keep_blank_values=True)) if raw else {}


def header(scope: Scope, name: bytes) -> str:
    for key, value in scope["headers"]:
        if key == name:
            return value.decode("latin-1")
    return ""


async def body_of(receive: Receive, limit: int, too_large: int) -> bytes:
    """The whole body; Refused(too_large) above `limit` bytes."""
    message = await receive()
    if message["type"] != "http.request":
        raise Disconnected
    body: bytes = message.get("body", b"")
    if message.get("more_body"):
        parts = [body]
        size = len(body)
        while message.get("more_body"):
            message = await receive()
            if message["type"] != "http.request":
                raise Disconnected
            part = message.get("body", b"")
            size += len(part)
            if size > limit:
                raise Refused(too_large, f"more than {limit} bytes")
            parts.append(part)
        body = b"".join(parts)
    if len(body) > limit:
        raise Refused(too_large, f"more than {limit} bytes")
    return body


def parameters(endpoint: Endpoint[Any, Any], query: dict[str, str], body: bytes | None) -> Any:
    """The request struct from query and JSON body; Refused with the field that is wrong."""
    try:
        if body is None:
            return _checked(read(endpoint.request, query), query)
        if not body.strip():
            if not query and _needs_something(endpoint.request):
                raise Refused(errors.BODY_EMPTY)
            return _checked(read(endpoint.request, query), query)
        if b"\x00" in body or b"\\u0000" in body:
            raise Refused(errors.PARAMETER_INVALID, "NUL characters are not accepted")
        if query:
            given = msgspec.json.decode(body)
            if isinstance(given, dict):
                return read(endpoint.request, {**query, **given})
        return read(endpoint.request, body)
    except WireError as problem:
        raise bad_parameter(endpoint, problem) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
        raise Refused(errors.NOT_JSON, str(problem)) from None


def _checked(request: Any, query: Mapping[str, str]) -> Any:
    if any("\x00" in value for value in query.values()):
        raise Refused(errors.PARAMETER_INVALID, "NUL characters are not accepted")
    return request


def _needs_something(kind: type[msgspec.Struct]) -> bool:
    return any(f.required for f in msgspec.structs.fields(kind))


def uploaded(
    endpoint: Endpoint[Any, Any], query: dict[str, str], content_type: str, body: bytes
) -> Any:
    """The request struct of a multipart call. The part may have any name: SDKs differ."""
    kind, options = parse_options_header(content_type)
    if kind != "multipart/form-data" or not options.get("boundary"):
        raise Refused(41005, f"Content-Type is {kind or 'missing'}, not multipart/form-data")
    values: dict[str, Any] = dict(query)
    try:
        for part, content in _parts(options["boundary"], body):
            if part.filename is not None:
                mime = part.content_type or "application/octet-stream"
                values["media"] = Upload(part.filename, mime, content)
            elif part.name:
                values[part.name] = content.decode()
        return msgspec.convert(values, endpoint.request, strict=False)
    except (MultipartError, UnicodeDecodeError) as problem:
        raise Refused(41005, f"malformed multipart body: {problem}") from None
    except msgspec.ValidationError:
        raise _first_missing(endpoint, values) from None


def _first_missing(endpoint: Endpoint[Any, Any], values: Mapping[str, Any]) -> Refused:
    for field in msgspec.structs.fields(endpoint.request):
        if field.required and not values.get(field.encode_name):
            problem = WireError(field.encode_name, True, "required and not given")
            return bad_parameter(endpoint, problem)
    return Refused(errors.PARAMETER_INVALID)


def _parts(boundary: str, body: bytes) -> list[tuple[MultipartSegment, bytes]]:
    found: list[tuple[MultipartSegment, bytearray]] = []
    with PushMultipartParser(boundary, max_segment_count=32) as parser:
        for event in parser.parse(body):
            if isinstance(event, MultipartSegment):
                found.append((event, bytearray()))
            elif event:
                found[-1][1].extend(event)
    return [(part, bytes(content)) for part, content in found]
