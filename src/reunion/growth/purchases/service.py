"""Keeping orders and refunds, and reading a customer's."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from reunion.core.context import Context
from reunion.core.paging import decode_cursor, encode_cursor
from reunion.growth.profiles import service as profiles
from reunion.growth.purchases import personal as personal  # registers what it keeps
from reunion.growth.purchases.model import Order, Purchases, Put, PutRefund, Refund
from reunion.growth.purchases.store import orders as store
from reunion.growth.tracking import service as tracking
from reunion.growth.tracking.model import Occurrence


async def put(ctx: Context, orders: Sequence[Order]) -> list[Put]:
    """Any number of orders at once; what became of each, in their order. An order number is kept once:
    the same order again changes nothing."""
    first = {one.order_no: one for one in reversed(orders)}
    new = await store.insert(ctx, list(first.values()))
    await tracking.record(ctx, [_paid(first[number]) for number in first if number in new])
    kept = await store.known(ctx, [one.order_no for one in orders if one.order_no not in new])
    now = await profiles.current(
        ctx, {one.profile_no for one in orders} | {one.profile_no for one in kept.values()}
    )
    said: list[Put] = []
    for one in orders:
        if one.order_no in new:
            new.discard(one.order_no)  # another of that number among these comes after it
            said.append("new")
        else:
            before = kept.get(one.order_no, first[one.order_no])
            said.append("same" if _same(one, before, now) else "differs")
    return said


async def refund(ctx: Context, refunds: Sequence[Refund]) -> list[PutRefund]:
    """Any number of refunds at once; what became of each. Together they never exceed their order."""
    left = await store.left_to_refund(ctx, [one.order_no for one in refunds])
    known = await store.known_refunds(ctx, [one.refund_no for one in refunds])
    new: list[Refund] = []
    said: list[PutRefund] = []
    for one in refunds:
        before = known.get(one.refund_no)
        if before is not None:
            said.append("same" if before == one else "differs")
        elif one.order_no not in left:
            said.append("no_order")
        elif one.amount_fen > left[one.order_no][1]:
            said.append("too_much")
        else:
            profile_no, fen = left[one.order_no]
            left[one.order_no] = profile_no, fen - one.amount_fen
            known[one.refund_no] = one
            new.append(one)
            said.append("new")
    await store.insert_refunds(ctx, new)
    await tracking.record(ctx, [_refunded(one, left[one.order_no][0]) for one in new])
    return said


async def of_profile(ctx: Context, profile_no: int, cursor: str | None, limit: int) -> Purchases:
    """One page with the sums; raises InvalidCursor."""
    before = decode_cursor(cursor, tuple[datetime, str]) if cursor else None
    everybody = await profiles.everybody(ctx, profile_no)
    found = await store.page(ctx, everybody, before, limit + 1)
    shown = found[:limit]
    more = len(found) > limit
    total, fen, refunded = await store.sums(ctx, everybody)
    last = encode_cursor(shown[-1].bought_at, shown[-1].order_no) if more else None
    return Purchases(shown, last, total, fen, refunded)


async def of_customer(
    ctx: Context, external_userid: str, cursor: str | None, limit: int
) -> Purchases:
    """As `of_profile`, by the wire id; of somebody unknown there are none."""
    profile_no = await profiles.of_external(ctx, external_userid)
    if profile_no is None:
        return Purchases([], None, 0, 0, 0)
    return await of_profile(ctx, profile_no, cursor, limit)


async def last_changes(connection: Any) -> dict[int, datetime]:
    """When orders of each corp last came or were paid back; without those that have none."""
    return await store.last_changes(connection)


def _same(one: Order, kept: Order, now: Mapping[int, int]) -> bool:
    """Whether they say the same; `now`: who people are after merges."""
    whose = now.get(one.profile_no, one.profile_no), now.get(kept.profile_no, kept.profile_no)
    return (
        whose[0] == whose[1]
        and one.bought_at == kept.bought_at
        and one.amount_fen == kept.amount_fen
    )


def _paid(one: Order) -> Occurrence:
    pieces = [
        {"name": item.name, "quantity": item.quantity, "amount_fen": item.amount_fen}
        for item in one.items
    ]
    return Occurrence(
        "order_paid", one.bought_at, profile_no=one.profile_no, source=one.source,
        subject=one.order_no, amount_fen=one.amount_fen,
        properties={"store": one.store, "items": pieces}, message_id=f"order_paid:{one.order_no}",
    )  # fmt: skip


def _refunded(one: Refund, profile_no: int) -> Occurrence:
    return Occurrence(
        "order_refunded", one.refunded_at, profile_no=profile_no, subject=one.order_no,
        amount_fen=one.amount_fen, properties={"refund_no": one.refund_no},
        message_id=f"order_refunded:{one.refund_no}",
    )  # fmt: skip
