"""An article as JSON of its editor, and as HTML made here: nothing stored is believed.

Only nodes and marks that are named below leave this file, every text escaped; a picture comes from our
own files alone, a link leads to http, https, mailto or tel.
"""

import re
from html import escape
from typing import Any
from urllib.parse import urlsplit

import msgspec

from reunion.core.errors import Invalid, Text

LARGEST = 400_000
DEEPEST = 24
MOST_NODES = 20_000
PICTURE = re.compile(r"/s/files/[A-Za-z0-9_-]{16,64}")

_BLOCKS = {
    "paragraph": "p",
    "bulletList": "ul",
    "orderedList": "ol",
    "listItem": "li",
    "blockquote": "blockquote",
}
_ALONE = {"horizontalRule": "<hr>", "hardBreak": "<br>"}
_MARKS = {"bold": "strong", "italic": "em", "underline": "u", "strike": "s", "code": "code"}
_SCHEMES = {"http", "https", "mailto", "tel"}
_CONTROL = re.compile(r"[\x00-\x20\x7f]")


class ArticleTooLarge(Invalid):
    """More than 400 kB, or nested deeper than anybody writes."""

    code = "article_too_large"
    title_zh = "文章太长或嵌套太深，请拆成几篇"
    title_en = "The article is too long or nested too deeply; make several of it"


def cleaned(doc: Any) -> dict[str, Any]:
    """The article with what is known of it only; raises ArticleTooLarge, Invalid."""
    if not isinstance(doc, dict) or doc.get("type") != "doc":
        raise Invalid(body=Text("文章格式不对", "this is no article"))
    if len(msgspec.json.encode(doc)) > LARGEST:
        raise ArticleTooLarge
    left = [MOST_NODES]
    return {"type": "doc", "content": _nodes(doc.get("content"), 0, left)}


def _nodes(given: Any, depth: int, left: list[int]) -> list[dict[str, Any]]:
    if depth > DEEPEST:
        raise ArticleTooLarge
    found = []
    for node in given if isinstance(given, list) else []:
        left[0] -= 1
        if left[0] < 0:
            raise ArticleTooLarge
        known = _node(node, depth, left) if isinstance(node, dict) else None
        if known is not None:
            found.append(known)
    return found


def _node(node: dict[str, Any], depth: int, left: list[int]) -> dict[str, Any] | None:
    kind, attrs, given = node.get("type"), node.get("attrs"), node.get("marks")
    if not isinstance(kind, str):
        return None
    attrs = attrs if isinstance(attrs, dict) else {}
    if kind == "text":
        text = node.get("text")
        if not isinstance(text, str) or not text:
            return None
        marks = [m for m in map(_mark, given if isinstance(given, list) else []) if m]
        return {"type": "text", "text": text, **({"marks": marks} if marks else {})}
    if kind in _ALONE:
        return {"type": kind}
    if kind == "image":
        src, alt = attrs.get("src"), attrs.get("alt")
        if not isinstance(src, str) or not PICTURE.fullmatch(src):
            return None
        return {
            "type": kind,
            "attrs": {"src": src, "alt": alt[:200] if isinstance(alt, str) else ""},
        }
    if kind == "heading":
        level = attrs.get("level")
        level = level if level in (1, 2, 3) else 2
        inner = _nodes(node.get("content"), depth + 1, left)
        return {"type": kind, "attrs": {"level": level}, "content": inner}
    if kind == "codeBlock" or kind in _BLOCKS:
        return {"type": kind, "content": _nodes(node.get("content"), depth + 1, left)}
    return None


def _mark(mark: Any) -> dict[str, Any] | None:
    kind = mark.get("type") if isinstance(mark, dict) else None
    if not isinstance(kind, str):
        return None
    if kind in _MARKS:
        return {"type": kind}
    attrs = mark.get("attrs") if kind == "link" else None
    href = safe_link(attrs.get("href")) if isinstance(attrs, dict) else None
    return {"type": "link", "attrs": {"href": href}} if href else None


def safe_link(href: Any) -> str | None:
    """An address that may stand behind a link; None for any other."""
    if not isinstance(href, str) or not href or len(href) > 2000 or _CONTROL.search(href):
        return None
    try:
        parts = urlsplit(href)
    except ValueError:
        return None
    if parts.scheme.lower() not in _SCHEMES:
        return None
    return href if parts.netloc or parts.scheme.lower() in ("mailto", "tel") else None


def html(doc: Any) -> str:
    """A cleaned article as HTML; what is not known of it is left out once more."""
    try:
        return "".join(_html(node) for node in cleaned(doc)["content"])
    except Invalid:
        return ""


def _html(node: dict[str, Any]) -> str:
    kind = node["type"]
    if kind == "text":
        return _marked(node)
    if kind in _ALONE:
        return _ALONE[kind]
    if kind == "image":
        return picture(node["attrs"]["src"], node["attrs"]["alt"])
    inner = "".join(_html(one) for one in node["content"])
    if kind == "heading":
        name = f"h{node['attrs']['level'] + 1}"
        return f"<{name}>{inner}</{name}>"
    if kind == "codeBlock":
        return f"<pre><code>{inner}</code></pre>"
    name = _BLOCKS[kind]
    return f"<{name}>{inner or ('<br>' if name == 'p' else '')}</{name}>"


def _marked(node: dict[str, Any]) -> str:
    shown = escape(node["text"])
    for mark in node.get("marks", []):
        if mark["type"] == "link":
            shown = link(mark["attrs"]["href"], shown)
        else:
            name = _MARKS[mark["type"]]
            shown = f"<{name}>{shown}</{name}>"
    return shown


def link(href: str, inner: str, style: str = "") -> str:
    """An anchor that tells the other side nothing; `inner` is HTML already."""
    kind = f' class="{style}"' if style else ""
    return f'<a{kind} href="{escape(href)}" rel="noopener noreferrer nofollow">{inner}</a>'


def picture(src: str, alt: str) -> str:
    """A picture of our own files."""
    return f'<img src="{escape(src)}" alt="{escape(alt)}" loading="lazy">'


def is_empty(doc: Any) -> bool:
    """Whether a cleaned article shows neither words nor pictures."""
    return not words(doc).strip() and "<img " not in html(doc)


def words(doc: Any) -> str:
    """The text alone, for search and summaries."""
    found: list[str] = []

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            if isinstance(node.get("text"), str):
                found.append(node["text"])
            for one in node.get("content") or []:
                walk(one)

    walk(doc)
    return " ".join(found)
