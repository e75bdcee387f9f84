"""What stands in each kind of content, checked and made clean before it is kept."""

from html import escape
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from reunion.core.errors import Invalid, Text
from reunion.growth.content import articles

Kind = Literal["article", "report", "video", "page", "form", "poster", "link"]
KINDS: tuple[Kind, ...] = ("article", "report", "video", "page", "form", "poster", "link")
Percent = Annotated[float, Meta(ge=0, le=100)]
Line = Annotated[str, Meta(max_length=200)]


class Article(msgspec.Struct):
    """`doc` is the editor's own JSON."""

    doc: dict[str, Any]


class FileBody(msgspec.Struct):
    """A PDF or a video: the key of an uploaded file."""

    file: int


class FormBody(msgspec.Struct):
    """The token of a form."""

    form: Annotated[str, Meta(max_length=64, pattern=r"^[A-Za-z0-9_-]*$")]


class LinkBody(msgspec.Struct):
    """Any address; opening it is counted, what happens there is not."""

    url: Annotated[str, Meta(max_length=2000)]


class CodePlace(msgspec.Struct):
    """Where the member's code stands, in percent of the picture's width and height."""

    x: Percent = 70
    y: Percent = 78
    size: Annotated[float, Meta(ge=5, le=60)] = 22


class Poster(msgspec.Struct):
    """`file` is the picture below; `name`: the member's name stands under the code."""

    file: int
    code: CodePlace = msgspec.field(default_factory=CodePlace)
    name: bool = True


class Title(msgspec.Struct, tag_field="type", tag="title"):
    text: Line


class Words(msgspec.Struct, tag_field="type", tag="words"):
    text: Annotated[str, Meta(max_length=5000)]


class Picture(msgspec.Struct, tag_field="type", tag="picture"):
    src: Annotated[str, Meta(max_length=120)]
    alt: Annotated[str, Meta(max_length=200)] = ""


class Button(msgspec.Struct, tag_field="type", tag="button"):
    label: Annotated[str, Meta(max_length=30)]
    url: Annotated[str, Meta(max_length=2000)]


class Divider(msgspec.Struct, tag_field="type", tag="divider"):
    pass


Block = Title | Words | Picture | Button | Divider


class MiniPage(msgspec.Struct):
    """Blocks from top to bottom."""

    blocks: Annotated[list[Block], Meta(max_length=100)]


_SHAPES: dict[Kind, type] = {
    "article": Article,
    "report": FileBody,
    "video": FileBody,
    "page": MiniPage,
    "form": FormBody,
    "poster": Poster,
    "link": LinkBody,
}


def read(kind: Kind, given: Any) -> Any:
    """The body as its struct, made clean; raises Invalid."""
    try:
        body = msgspec.convert(given, _SHAPES[kind])
    except msgspec.ValidationError as error:
        raise Invalid(body=Text(f"内容不符合要求：{error}", str(error))) from None
    if isinstance(body, Article):
        body.doc = articles.cleaned(body.doc)
    return body


def check(body: Any) -> None:
    """What is lacking or wrong before it is kept; what was kept once is read by whatever rules hold now.
    Raises Invalid."""
    if isinstance(body, Article) and articles.is_empty(body.doc):
        raise Invalid(body=Text("正文还是空的", "there is no text yet"))
    if isinstance(body, FormBody) and not body.form:
        raise Invalid(body=Text("请选择一个表单", "choose a form"))
    if isinstance(body, LinkBody) and not _is_page(body.url):
        raise Invalid(body=_NO_ADDRESS)
    if isinstance(body, MiniPage):
        _whole(body)


_NO_ADDRESS = Text(
    "链接须是 http:// 或 https:// 开头的完整网址",
    "an address is whole and begins with http:// or https://",
)


def _is_page(url: str) -> bool:
    """Whether a browser can go there; mail and phone numbers are for buttons."""
    return articles.safe_link(url) is not None and url.lower().startswith(("http://", "https://"))


def _whole(page: MiniPage) -> None:
    if not page.blocks:
        raise Invalid(body=Text("微页面还是空的", "there is nothing on the page yet"))
    for number, block in enumerate(page.blocks, 1):
        lacks = _lacks(block)
        if lacks is not None:
            raise Invalid(body=Text(f"第 {number} 块：{lacks}", f"block {number}: {lacks.en}"))


def _lacks(block: Block) -> Text | None:
    """What is wrong with a block."""
    if isinstance(block, Title | Words) and not block.text.strip():
        return Text("还没有写字", "nothing is written")
    if isinstance(block, Picture) and not block.src:
        return Text("还没有选图片", "no picture was chosen")
    if isinstance(block, Picture) and not articles.PICTURE.fullmatch(block.src):
        return Text("图片须先上传到素材库", "upload the picture first")
    if isinstance(block, Button) and not block.label.strip():
        return Text("按钮上还没有字", "nothing is written on the button")
    if isinstance(block, Button) and articles.safe_link(block.url) is None:
        return _NO_ADDRESS
    return None


def html(kind: Kind, body: Any) -> str:
    """What is read on the page itself; empty for kinds that show a file."""
    if isinstance(body, Article):
        return articles.html(body.doc)
    if isinstance(body, MiniPage):
        return "".join(_block(block) for block in body.blocks)
    return ""


def _block(block: Block) -> str:
    if isinstance(block, Title):
        return f"<h2>{escape(block.text)}</h2>"
    if isinstance(block, Words):
        lines = escape(block.text).replace("\n", "<br>")
        return f"<p>{lines}</p>"
    if isinstance(block, Picture):
        if not articles.PICTURE.fullmatch(block.src):
            return ""
        return articles.picture(block.src, block.alt)
    if isinstance(block, Button):
        href = articles.safe_link(block.url)
        return f"<p>{articles.link(href, escape(block.label), 'button')}</p>" if href else ""
    return "<hr>"


def file_of(body: Any) -> int | None:
    """The uploaded file that a body shows."""
    return body.file if isinstance(body, FileBody | Poster) else None


def words(body: Any) -> str:
    """The text of a body, from which a summary is taken."""
    if isinstance(body, Article):
        return articles.words(body.doc)
    if isinstance(body, MiniPage):
        return " ".join(block.text for block in body.blocks if isinstance(block, Words))
    return ""
