"""What a link leads to, fetched by the server: never from an address that is not public."""

import asyncio
import html
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import httpx
import msgspec

from reunion.core.errors import AppError
from reunion.platform.conversations.public_address import (
    NotPublic,
    Resolve,
    public_address,
    resolve,
)

_HOPS = 4
_SECONDS = 6.0
_MOST_BYTES = 512 * 1024
_PORTS = {"http": 80, "https": 443}
_HEADERS = {
    "User-Agent": "ReunionLinkPreview/1.0",
    "Accept": "text/html",
    "Accept-Encoding": "identity",
}


class NoPreview(AppError):
    """The address could not be read, is no web page, or must not be read."""

    errcode = 40058
    status = 422
    code = "no_preview"
    title_zh = "无法预览这个链接"
    title_en = "There is no preview for this link"


class LinkPreview(msgspec.Struct):
    """`image_url` is null: pictures of other sites would tell them who reads the message."""

    title: str
    desc: str
    image_url: str | None
    url: str


async def preview(
    url: str, *, resolve: Resolve = resolve, transport: httpx.AsyncBaseTransport | None = None
) -> LinkPreview:
    """Title and description of a public page; raises NoPreview."""
    try:
        async with asyncio.timeout(_SECONDS):
            final, page = await _fetch(url, resolve, transport)
    except (httpx.HTTPError, httpx.InvalidURL, NotPublic, TimeoutError, OSError, ValueError):
        raise NoPreview from None
    reader = _Reader()
    reader.feed(page)
    title = reader.meta.get("og:title") or reader.title or urlsplit(final).netloc
    desc = reader.meta.get("og:description") or reader.meta.get("description") or ""
    return LinkPreview(_line(title, 128), _line(desc, 512), None, final)


async def _fetch(
    url: str, resolve: Resolve, transport: httpx.AsyncBaseTransport | None
) -> tuple[str, str]:
    limits = httpx.Limits(max_connections=1, max_keepalive_connections=0)
    async with httpx.AsyncClient(
        trust_env=False,
        follow_redirects=False,
        timeout=_SECONDS,
        limits=limits,
        transport=transport,
    ) as client:
        for _ in range(_HOPS):
            parts = urlsplit(url)
            host = parts.hostname
            if parts.scheme not in _PORTS or not host or parts.username or parts.password:
                raise NotPublic(url)
            port = parts.port or _PORTS[parts.scheme]
            if port != _PORTS[parts.scheme]:
                raise NotPublic(url)
            address = await public_address(host, port, resolve)
            shown = f"[{address}]" if ":" in address else address
            target = httpx.URL(url).copy_with(host=shown, fragment=None)
            request = client.build_request(
                "GET", target,
                headers=_HEADERS | {"Host": parts.netloc},
                extensions={"sni_hostname": host.encode("idna").decode()},
            )  # fmt: skip
            answer = await client.send(request, stream=True)
            try:
                if answer.is_redirect:
                    url = urljoin(url, answer.headers.get("location", ""))
                    continue
                return url, await _page(answer)
            finally:
                await answer.aclose()
    raise NotPublic(url)


async def _page(answer: httpx.Response) -> str:
    packed = answer.headers.get("content-encoding", "identity") != "identity"
    if answer.status_code != 200 or packed or "html" not in answer.headers.get("content-type", ""):
        raise NotPublic(str(answer.url))
    body = bytearray()
    async for part in answer.aiter_bytes():
        body += part
        if len(body) >= _MOST_BYTES:
            break
    text = bytes(body[:_MOST_BYTES])
    charset = answer.charset_encoding or _declared(text) or "utf-8"
    try:
        return text.decode(charset, "replace")
    except LookupError:
        return text.decode("utf-8", "replace")


def _declared(text: bytes) -> str | None:
    head = text[:2048].lower()
    at = head.find(b"charset=")
    if at < 0:
        return None
    name = head[at + 8 :].lstrip(b"\"' ")
    for end in b"\"' />;":
        name = name.split(bytes((end,)))[0]
    return name.decode("ascii", "ignore") or None


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title = ""
        self.meta: dict[str, str] = {}
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "title" and not self.title:
            self._in_title = True
        elif tag == "meta":
            given = dict(attrs)
            name = (given.get("property") or given.get("name") or "").lower()
            if name and name not in self.meta:
                self.meta[name] = given.get("content") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data


def _line(text: str, limit: int) -> str:
    return " ".join(html.unescape(text).replace("\x00", "").split())[:limit]
