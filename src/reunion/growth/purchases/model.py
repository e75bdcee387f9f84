"""A purchase. Amounts are whole fen."""

from datetime import datetime

import msgspec

from reunion.core.errors import NotFound


class Item(msgspec.Struct, frozen=True):
    """One line of a purchase."""

    name: str
    quantity: int
    amount_fen: int


class Purchase(msgspec.Struct, frozen=True):
    """`store` is the shop's name as the till wrote it."""

    order_no: str
    bought_at: datetime
    amount_fen: int
    items: list[Item]
    store: str


class Purchases(msgspec.Struct, frozen=True):
    """One page, newest first, with the sums over all of the customer's purchases."""

    items: list[Purchase]
    next_cursor: str | None
    total: int
    total_fen: int


class NotYourCustomer(NotFound):
    """The customer is unknown, or is not this member's."""

    errcode = 84061
    code = "not_followed"
    title_zh = "这位客户不在您的客户列表里"
    title_en = "This customer is not among yours"
