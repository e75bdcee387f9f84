"""An order and what was paid back of it. Amounts are whole fen."""

from datetime import datetime
from typing import Literal

import msgspec

from reunion.core.errors import AppError, NotFound


class Item(msgspec.Struct, frozen=True):
    """One line of a purchase."""

    name: str
    quantity: int
    amount_fen: int


class Order(msgspec.Struct, frozen=True):
    """An order as it comes in, of a known person. `store` is the shop's name as the till wrote it; `source`
    who says so."""

    order_no: str
    profile_no: int
    bought_at: datetime
    amount_fen: int
    items: tuple[Item, ...] = ()
    store: str = ""
    source: str = "reunion"


class Refund(msgspec.Struct, frozen=True):
    """Money paid back of an order; an order can have several."""

    refund_no: str
    order_no: str
    refunded_at: datetime
    amount_fen: int


Put = Literal["new", "same", "differs"]
"""What became of an order: `differs` is one whose number is known with another person, time or amount; the
first stays."""
PutRefund = Literal["new", "same", "differs", "no_order", "too_much"]


class PaidBack(msgspec.Struct, frozen=True):
    """One repayment of an order, as people see it."""

    refunded_at: datetime
    amount_fen: int


class Purchase(msgspec.Struct, frozen=True):
    """`store` is the shop's name as the till wrote it. `amount_fen` was paid, `refunded_fen` of it was paid
    back; `refunds`: when and how much, the first one first."""

    order_no: str
    bought_at: datetime
    amount_fen: int
    items: list[Item]
    store: str
    refunded_fen: int = 0
    refunds: list[PaidBack] = []


class Purchases(msgspec.Struct, frozen=True):
    """One page, newest first, with the sums over all of the customer's purchases: `total_fen` is less what
    was paid back, which is `refunded_fen`."""

    items: list[Purchase]
    next_cursor: str | None
    total: int
    total_fen: int
    refunded_fen: int


class NotYourCustomer(NotFound):
    """The customer is unknown, or not among those that the caller may see."""

    errcode = 84061
    code = "not_followed"
    title_zh = "这位客户不在您的客户列表里"
    title_en = "This customer is not among yours"


class WecomSilent(AppError):
    """WeCom was asked who follows the customer and gave no usable answer."""

    errcode = -1
    status = 503
    code = "wecom_silent"
    title_zh = "企业微信暂时没有应答，查不到这位客户由谁跟进，请稍后再试"
    title_en = "WeCom did not say who follows this customer; please try again later"
