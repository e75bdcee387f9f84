"""What every request and answer on the wire has in common, and how tolerant we read it.

SDKs disagree in small things: numbers sent as strings, `null` for "not given", one value where a
list is meant, fields nobody documented. `read` takes all of these; what is wrong beyond that is a
`WireError` that names the field.
"""

import re
import types
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Literal, TypeVar, Union, cast, get_args, get_origin

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

__all__ = ["UNSET", "Answer", "Done", "Filled", "Request", "UnsetType", "Wire", "WireError", "read"]

Filled = Annotated[str, Meta(min_length=1)]
"""A string that must be given and not empty."""

S = TypeVar("S")


class Wire(Struct):
    """A piece of JSON. Unknown fields are ignored; fields left UNSET are not written."""


class Request(Wire):
    """The parameters of one call: JSON body and query are one set of names."""


class Answer(Wire):
    """Every answer carries `errcode` (0 is success) and `errmsg`."""

    errcode: int = 0
    errmsg: str = "ok"


class Done(Answer):
    """An answer with nothing to say but errcode 0."""


class WireError(ValueError):
    """A field is missing (`missing`) or has a wrong value; `field` is its path, `tag[0].name`."""

    def __init__(self, field: str, missing: bool, detail: str) -> None:
        super().__init__(f"{field}: {detail}" if field else detail)
        self.field = field
        self.missing = missing
        self.detail = detail


@cache
def _decoder(kind: type[Any]) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind, strict=False)


def read(kind: type[S], raw: bytes | Mapping[str, Any]) -> S:
    """Read `raw` (JSON text, or names and values) as `kind`; raises WireError, or
    msgspec.DecodeError when the text is not JSON at all."""
    try:
        if isinstance(raw, bytes):
            return cast(S, _decoder(kind).decode(raw))
        return msgspec.convert(raw, kind, strict=False)
    except msgspec.ValidationError:
        loose = msgspec.json.decode(raw) if isinstance(raw, bytes) else raw
    if not isinstance(loose, Mapping):
        raise WireError("", False, 'a JSON object is expected, as in {"userid": "zhangsan"}')
    try:
        return msgspec.convert(_soften(loose, kind), kind, strict=False)
    except msgspec.ValidationError as problem:
        raise _explain(str(problem)) from None


def _soften(value: Any, kind: Any) -> Any:
    """Bend `value` towards `kind`: drop nulls, write numbers as text, make single values lists."""
    kind = _bare(kind)
    if isinstance(kind, type) and issubclass(kind, Struct):
        if not isinstance(value, Mapping):
            return value
        hints = _fields(kind)
        items = cast(Mapping[str, Any], value).items()
        return {n: _soften(v, hints[n]) for n, v in items if v is not None and n in hints}
    if get_origin(kind) is list:
        inner = get_args(kind)[0]
        many = cast(list[Any], value) if isinstance(value, list) else [value]
        return [_soften(one, inner) for one in many if one is not None and one != ""]
    if kind is str and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if kind is int and isinstance(value, bool):
        return int(value)
    if kind is bool and isinstance(value, int):
        return bool(value)
    return value


def _bare(kind: Any) -> Any:
    """The type without its constraints and without the "or nothing" part of a union."""
    if get_origin(kind) is Annotated:
        return _bare(get_args(kind)[0])
    if get_origin(kind) in (Union, types.UnionType):
        parts = [a for a in get_args(kind) if a not in (types.NoneType, UnsetType)]
        return _bare(parts[0]) if len(parts) == 1 else kind
    if get_origin(kind) is Literal:
        return type(get_args(kind)[0])
    return kind


@cache
def _fields(kind: type[Struct]) -> dict[str, Any]:
    return {f.encode_name: f.type for f in msgspec.structs.fields(kind)}


def _explain(problem: str) -> WireError:
    """Turn msgspec's sentence into the field's path and a reason."""
    text, _, at = problem.partition(" - at `")
    path = at.rstrip("`").removeprefix("$").lstrip(".")
    if found := re.fullmatch(r"Object missing required field `(.+)`", text):
        return WireError(f"{path}.{found[1]}".lstrip("."), True, "required and not given")
    if text == "Expected `str` of length >= 1":
        return WireError(path, True, "required and empty")
    return WireError(path, False, text)
