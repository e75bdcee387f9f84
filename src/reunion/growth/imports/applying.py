"""Rows that are in order go to the modules that keep them, any number at once."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

import msgspec

from reunion.core.context import Context
from reunion.core.errors import Text
from reunion.growth.imports.model import Kind, Mapping, Wrong
from reunion.growth.imports.shaping import Shaped
from reunion.growth.profiles import service as profiles
from reunion.growth.profiles.model import Known
from reunion.growth.purchases import service as purchases
from reunion.growth.purchases.model import Item, Order, Refund
from reunion.growth.tracking import service as tracking
from reunion.growth.tracking.model import Occurrence

SOURCE = "import"
Outcome = Literal["new", "same"] | Wrong


class File(msgspec.Struct, frozen=True):
    """What all rows of a file have in common. `said_at`: when this very file first came, so that the same
    file says nothing new; `told_by`: the name under which conflicts of its rows are kept."""

    kind: Kind
    mapping: Mapping
    said_at: datetime
    told_by: str


async def apply(ctx: Context, file: File, rows: Sequence[Shaped]) -> list[Outcome]:
    """Answers what became of each row, in their order."""
    if file.kind == "customers":
        return await _customers(ctx, file, rows)
    if file.kind == "orders":
        return await _orders(ctx, file, rows)
    await tracking.record(ctx, [_occurrence(one) for one in rows], told_by=file.told_by)
    return ["new"] * len(rows)


async def _learn(ctx: Context, file: File, rows: Sequence[Shaped]) -> list[int]:
    known = [Known(one.identities, SOURCE, file.said_at, one.attributes) for one in rows]
    return await profiles.learn(ctx, known, told_by=file.told_by)


async def _customers(ctx: Context, file: File, rows: Sequence[Shaped]) -> list[Outcome]:
    before = await profiles.find(ctx, [who for one in rows for who in one.identities])
    await _learn(ctx, file, rows)
    return ["same" if any(who in before for who in one.identities) else "new" for one in rows]


async def _orders(ctx: Context, file: File, rows: Sequence[Shaped]) -> list[Outcome]:
    nos = await _learn(ctx, file, rows)
    put = await purchases.put(ctx, [_order(one, no) for one, no in zip(rows, nos, strict=True)])
    kept = [
        one for one, came in zip(rows, put, strict=True) if came != "differs" and one.refunded_fen
    ]
    refunds = await purchases.refund(ctx, [_refund(one) for one in kept])
    refused = {
        one.row for one, came in zip(kept, refunds, strict=True) if came not in ("new", "same")
    }
    return [
        _wrong(file.mapping, "order_no", one.order_no, _DIFFERS) if came == "differs"
        else _too_much(file.mapping, one.refunded_fen) if one.row in refused
        else came
        for one, came in zip(rows, put, strict=True)
    ]  # fmt: skip


_DIFFERS = Text(
    "订单号已存在，且客户、时间或金额不同；原订单保留",
    "the number is known with another customer, time or amount; the first order stays",
)
_PAID_BACK = Text("退款与已有的退款不一致", "does not agree with what was paid back before")


def _wrong(mapping: Mapping, target: str, value: str, text: Text) -> Wrong:
    column = next((name for name, one in mapping.columns.items() if one == target), "")
    return Wrong(column, value, text)


def _too_much(mapping: Mapping, fen: int) -> Wrong:
    """The amount in the unit of the file."""
    said = str(fen) if mapping.unit == "fen" else f"{fen / 100:.2f}"
    return _wrong(mapping, "refunded", said, _PAID_BACK)


def _order(one: Shaped, profile_no: int) -> Order:
    items = (Item(one.item, one.quantity, one.amount_fen),) if one.item else ()
    return Order(
        one.order_no, profile_no, _at(one), one.amount_fen, items, one.store, SOURCE
    )  # fmt: skip


def _refund(one: Shaped) -> Refund:
    return Refund(f"{SOURCE}:{one.order_no}", one.order_no, _at(one), one.refunded_fen)


def _occurrence(one: Shaped) -> Occurrence:
    return Occurrence(
        one.event, _at(one), one.identities, source=SOURCE, userid=one.userid, subject=one.subject,
        amount_fen=one.amount_fen, properties=one.properties, message_id=one.message_id,
    )  # fmt: skip


def _at(one: Shaped) -> datetime:
    if one.at is None:
        raise ValueError("a row without a time was let through")
    return one.at
