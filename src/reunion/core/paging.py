"""Opaque cursors for keyset paging. A cursor is only a place in an order, never a right to see anything."""

import base64
import binascii
from typing import Any, Generic, TypeVar

import msgspec

from reunion.core.errors import AppError

T = TypeVar("T")


class InvalidCursor(AppError):
    """The cursor was not made by this list."""

    errcode = 50100
    status = 422
    code = "invalid_cursor"
    title_zh = "游标无效，请从第一页重新读取"
    title_en = "The cursor is not valid; read again from the first page"


class Page(msgspec.Struct, Generic[T]):
    """One page of a list. `next_cursor` is null on the last; `total` only where the list counts."""

    items: list[T]
    next_cursor: str | None = None
    total: int | None = None


def encode_cursor(*key: Any) -> str:
    """Packs the sort key of the last row shown."""
    return base64.urlsafe_b64encode(msgspec.json.encode(key)).decode().rstrip("=")


def decode_cursor(cursor: str, shape: type[T]) -> T:
    """Unpacks a cursor into a tuple type such as `tuple[int, str]`; raises InvalidCursor."""
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        return msgspec.json.decode(raw, type=shape)
    except (binascii.Error, ValueError, msgspec.MsgspecError) as error:
        raise InvalidCursor from error
