"""Security headers on every answer, and a request id that the log and the client share."""

from typing import Any

from litestar.types import ASGIApp, Message, Receive, Send

from reunion.core.ids import alphanumeric

_CSP = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self' ws: wss:; "
    "font-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; worker-src 'self'; manifest-src 'self'"
)
# The desk shows pages of apps beside the chat, from wherever an administrator has put them.
_CSP_OF_DESK = f"{_CSP}; frame-src 'self' http: https:"
# What the desk may show in a frame: the customers' app, whose pages the sidebar is one of, and the way there.
_FRAMED = ("/app/", "/connect/")
_CSP_FRAMED = _CSP.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
_HEADERS: list[tuple[bytes, bytes]] = [
    (b"content-security-policy", _CSP.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(self), microphone=(self), geolocation=(self)"),
]
_HSTS = (b"strict-transport-security", b"max-age=31536000")
# What the APIs say is about people: it stays in no cache, not even the browser's own.
_NO_STORE = (b"cache-control", b"no-store")


def _of(path: str, headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """The headers of one path."""
    if path.startswith(("/api/", "/cgi-bin/")):
        return [*headers, _NO_STORE]
    if path.startswith(_FRAMED):
        own = {b"content-security-policy": _CSP_FRAMED.encode(), b"x-frame-options": b"SAMEORIGIN"}
    elif path.startswith("/desk/"):
        own = {b"content-security-policy": _CSP_OF_DESK.encode()}
    else:
        return headers
    return [(name, own.get(name, value)) for name, value in headers]


def secured(app: ASGIApp, *, https: bool) -> Any:
    """Wraps the app; a header that a handler has set itself is left as it is."""
    added = [*_HEADERS, _HSTS] if https else _HEADERS

    async def wrapped(scope: Any, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        request_id = alphanumeric(16)
        mine = _of(scope["path"], added)
        scope["request_id"] = request_id

        async def send_secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = list(message.get("headers", []))
                present = {name.lower() for name, _ in headers}
                headers += [pair for pair in mine if pair[0] not in present]
                headers.append((b"x-request-id", request_id.encode()))
                message["headers"] = headers
            await send(message)

        await app(scope, receive, send_secured)

    return wrapped
