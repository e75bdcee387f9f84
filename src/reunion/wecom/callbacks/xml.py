"""The XML of callbacks: flat, text in CDATA. Documents with a DOCTYPE are refused, so no entity
is ever expanded."""

import re
from typing import Any
from xml.parsers import expat

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DEEPEST = 16
_LARGEST = 1024 * 1024


class XmlError(ValueError):
    """Not XML, or XML of a kind that callbacks never have."""


def build(values: dict[str, Any]) -> str:
    """`<xml>` with one element a value: numbers bare, text in CDATA, dicts nested, lists repeated."""
    return f"<xml>{''.join(_element(name, value) for name, value in values.items())}</xml>"


def _element(name: str, value: Any) -> str:
    if isinstance(value, list):
        return "".join(_element(name, one) for one in value)
    if isinstance(value, dict):
        inner = "".join(_element(inside, one) for inside, one in value.items())
        return f"<{name}>{inner}</{name}>"
    if isinstance(value, int):
        return f"<{name}>{int(value)}</{name}>"
    return f"<{name}><![CDATA[{_safe(str(value))}]]></{name}>"


def _safe(text: str) -> str:
    return _ILLEGAL.sub("", text).replace("]]>", "]]]]><![CDATA[>")


def parse(document: str | bytes) -> dict[str, Any]:
    """The children of the root as text, dicts, or lists where a name repeats; raises XmlError."""
    if len(document) > _LARGEST:
        raise XmlError("the document is too large")
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = reader.refuse
    try:
        parser.Parse(document, True)
    except expat.ExpatError as problem:
        raise XmlError(f"not XML: {problem}") from None
    root = reader.root
    return root if isinstance(root, dict) else {}


class _Reader:
    def __init__(self) -> None:
        self.root: Any = ""
        self._open: list[tuple[str, dict[str, Any], list[str]]] = []

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        if len(self._open) >= _DEEPEST:
            raise XmlError("nested too deeply")
        self._open.append((name, {}, []))

    def text(self, data: str) -> None:
        if self._open:
            self._open[-1][2].append(data)

    def end(self, _name: str) -> None:
        name, children, texts = self._open.pop()
        value: Any = children or "".join(texts)
        if not self._open:
            self.root = value
            return
        siblings = self._open[-1][1]
        if name not in siblings:
            siblings[name] = value
        elif isinstance(siblings[name], list):
            siblings[name].append(value)
        else:
            siblings[name] = [siblings[name], value]

    def refuse(self, *_: object) -> None:
        raise XmlError("a DOCTYPE is not accepted")
