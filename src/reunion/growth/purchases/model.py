"""A purchase. Amounts are whole fen."""

from datetime import datetime

import msgspec

from reunion.core.errors import AppError, NotFound


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
