"""What a link leads to: title, description and picture, read by the server and kept here."""

import asyncio
import html
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import msgspec

from reunion.core.db import Database
from reunion.core.errors import AppError
from reunion.platform.conversations.fetching import UNREADABLE, Fetched, Internet, fetch
from reunion.platform.media import service as media
from reunion.storage.blobs import Blobs
from reunion.surfaces.access import Caller

_SECONDS = 6.0
_PICTURE_SECONDS = 4.0
_MOST_PAGE = 512 * 1024
_MOST_PICTURE = 2 * 1024 * 1024
_PAGES = ("text/html", "application/xhtml+xml")
_PICTURES = ("image/",)
_SHOWN_WIDTH = 240


class NoPreview(AppError):
    """The address could not be read, is no web page, or must not be read."""

    errcode = 40058
    status = 422
    code = "no_preview"
    title_zh = "无法预览这个链接"
    title_en = "There is no preview for this link"


class LinkPreview(msgspec.Struct):
    """`image_url` is a copy of the page's picture kept here: the original would tell its site who
    reads the message. It goes after three days unless it is sent."""

    title: str
    desc: str
    image_url: str | None
    url: str


async def preview(url: str, blobs: Blobs, db: Database, caller: Caller) -> LinkPreview:
    """What a public page says of itself; raises NoPreview."""
    found, picture = await look(url)
    if picture is not None:
        try:
            async with db.connection() as tx:
                kept = await media.keep_found_picture(
                    tx, blobs, picture, owner_id=caller.principal_id, corp_id=caller.corp_id
                )
            found.image_url = f"{kept.url}?w={_SHOWN_WIDTH}"
        except AppError:
            return found
    return found


async def look(url: str, internet: Internet | None = None) -> tuple[LinkPreview, bytes | None]:
    """A page's preview and the bytes that it says are its picture; raises NoPreview."""
    try:
        async with asyncio.timeout(_SECONDS):
            page = await fetch(url, _PAGES, _MOST_PAGE, internet)
    except UNREADABLE:
        raise NoPreview from None
    reader = _Reader()
    reader.feed(_text(page))
    title = reader.meta.get("og:title") or reader.title or urlsplit(page.url).netloc
    desc = reader.meta.get("og:description") or reader.meta.get("description") or ""
    found = LinkPreview(_line(title, 128), _line(desc, 512), None, page.url)
    named = reader.meta.get("og:image") or reader.meta.get("twitter:image")
    return found, await _picture(urljoin(page.url, named), internet) if named else None


async def _picture(url: str, internet: Internet | None) -> bytes | None:
    try:
        async with asyncio.timeout(_PICTURE_SECONDS):
            found = await fetch(url, _PICTURES, _MOST_PICTURE, internet)
    except UNREADABLE:
        return None
    return None if found.cut else found.body


def _text(page: Fetched) -> str:
    charset = page.charset or _declared(page.body) or "utf-8"
    try:
        return page.body.decode(charset, "replace")
    except LookupError:
        return page.body.decode("utf-8", "replace")


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
