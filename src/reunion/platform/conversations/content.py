"""What a client may put into a message, by kind: shape and limits, without looking anything up."""

import bisect
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from reunion.core.errors import Invalid, Text
from reunion.core.folding import folded

MEDIA_KINDS = frozenset({"image", "file", "voice", "video"})

Line = Annotated[str, Meta(min_length=1, max_length=128)]


class TextContent(msgspec.Struct, omit_defaults=True):
    """Up to 4,000 characters. `at`: who is meant by name; `at_all`: everybody."""

    text: Annotated[str, Meta(min_length=1, max_length=4000)]
    at: Annotated[list[int], Meta(max_length=50)] = []
    at_all: bool = False


class MediaContent(msgspec.Struct):
    """An upload of the sender's own, or one that he can open."""

    media_id: Annotated[str, Meta(min_length=1, max_length=128)]


class LinkContent(msgspec.Struct, omit_defaults=True):
    """`image_url` is one of our own /media addresses; clients never load pictures of strangers."""

    title: Line
    url: Annotated[str, Meta(pattern=r"^https?://[^\s<>\"]+$", max_length=2048)]
    desc: Annotated[str, Meta(max_length=512)] = ""
    image_url: Annotated[str, Meta(pattern=r"^/media/[\w-]+(\?w=\d+)?$", max_length=200)] | None = (
        None
    )


class CardContent(msgspec.Struct):
    """Whose card; name and company are filled in by the server."""

    principal_id: int


class LocationContent(msgspec.Struct, omit_defaults=True):
    """Degrees, WGS-84."""

    name: Line
    latitude: Annotated[float, Meta(ge=-90, le=90)]
    longitude: Annotated[float, Meta(ge=-180, le=180)]
    address: Annotated[str, Meta(max_length=256)] = ""


class MiniprogramContent(msgspec.Struct, omit_defaults=True):
    """A mini program's page."""

    title: Line
    appid: Line
    page: Annotated[str, Meta(max_length=1024)]
    image_url: Annotated[str, Meta(pattern=r"^/media/[\w-]+(\?w=\d+)?$", max_length=200)] | None = (
        None
    )


_SHAPES: dict[str, Any] = {
    "text": TextContent,
    "link": LinkContent,
    "card": CardContent,
    "location": LocationContent,
    "miniprogram": MiniprogramContent,
    **dict.fromkeys(MEDIA_KINDS, MediaContent),
}
_decoders = {kind: msgspec.json.Decoder(shape) for kind, shape in _SHAPES.items()}
_encode = msgspec.json.Encoder().encode


def read_content(kind: str, raw: Any) -> Any:
    """The content struct of a kind from JSON text or plain values; raises Invalid."""
    decoder = _decoders.get(kind)
    if decoder is None:
        raise Invalid(kind=Text("不能发送这种消息", "messages of this kind cannot be sent"))
    try:
        if isinstance(raw, msgspec.Raw | bytes | str):
            content = decoder.decode(raw)
        else:
            content = msgspec.convert(raw, _SHAPES[kind])
    except msgspec.MsgspecError as error:
        raise Invalid(content=str(error)) from error
    if kind == "text" and not content.text.strip():
        raise Invalid(content=Text("不能发送空白消息", "the text is empty"))
    return content


def plain(content: Any) -> str:
    """As JSON text, for the database and the sockets; raises Invalid for what JSON columns refuse."""
    text = _encode(content).decode()
    if "\\u0000" in text:
        raise Invalid(content=Text("含有不能保存的字符", "the content has a NUL character"))
    return text


def written(kind: str, content: Any) -> str:
    """What a search can find in a message, as it was written (SQL's `message_text` folds the same)."""
    parts: tuple[Any, ...] = ()
    if kind == "text":
        parts = (content.get("text"),)
    elif kind == "link":
        parts = (content.get("title"), content.get("desc"))
    elif kind == "file":
        parts = ((content.get("media") or {}).get("name"),)
    elif kind == "location":
        parts = (content.get("name"), content.get("address"))
    elif kind in ("card", "miniprogram"):
        parts = (content.get("name" if kind == "card" else "title"),)
    return " ".join(part for part in parts if part is not None)


def snippet(text: str, needle: str, around: int = 24) -> str:
    """The part of a text, as it was written, around the first hit of `needle`, which is folded.
    Folding may change lengths: a place is found again as the beginning that folds to as much."""

    def length(count: int) -> int:
        return len(folded(text[:count]))

    places = range(len(text) + 1)
    at = max(folded(text).find(needle), 0)
    first = bisect.bisect_right(places, at, key=length) - 1
    last = bisect.bisect_left(places, at + len(needle), key=length)
    start, end = max(0, first - around), last + around
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
