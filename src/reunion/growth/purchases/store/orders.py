"""SQL on orders and refunds."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.core.sql import affected
from reunion.growth.purchases.model import Item, Order, PaidBack, Purchase, Refund


async def insert(ctx: Context, orders: Sequence[Order]) -> set[str]:
    """The order numbers that are new. In the order of the numbers, so that two who put the same orders
    wait for each other and neither for both."""
    rows = await ctx.tx.fetch(
        """INSERT INTO purchase (corp_id, order_no, profile_no, bought_at, amount_fen, items, store,
               source, changed_at)
           SELECT $1, o.order_no, o.profile_no, o.bought_at, o.amount_fen, o.items::jsonb, o.store,
               o.source, $9
           FROM unnest($2::text[], $3::int[], $4::timestamptz[], $5::bigint[], $6::text[], $7::text[],
               $8::text[]) AS o(order_no, profile_no, bought_at, amount_fen, items, store, source)
           ORDER BY o.order_no
           ON CONFLICT (corp_id, order_no) DO NOTHING RETURNING order_no""",
        ctx.corp_id, [one.order_no for one in orders], [one.profile_no for one in orders],
        [one.bought_at for one in orders], [one.amount_fen for one in orders],
        [msgspec.json.encode(one.items).decode() for one in orders],
        [one.store for one in orders], [one.source for one in orders], ctx.now,
    )  # fmt: skip
    return {row["order_no"] for row in rows}


async def known(ctx: Context, order_nos: Sequence[str]) -> dict[str, Order]:
    """The orders of these numbers."""
    rows = await ctx.tx.fetch(
        """SELECT order_no, profile_no, bought_at, amount_fen, items, store, source
           FROM purchase WHERE corp_id = $1 AND order_no = ANY($2)""",
        ctx.corp_id, list(order_nos),
    )  # fmt: skip
    return {row["order_no"]: msgspec.convert(dict(row), Order) for row in rows}


async def left_to_refund(ctx: Context, order_nos: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Of each order: whose it is, and how much of it was not paid back yet. They are held until the
    transaction ends."""
    rows = await ctx.tx.fetch(
        """SELECT order_no, profile_no, amount_fen - refunded_fen AS fen FROM purchase
           WHERE corp_id = $1 AND order_no = ANY($2) ORDER BY order_no FOR UPDATE""",
        ctx.corp_id, list(order_nos),
    )  # fmt: skip
    return {row["order_no"]: (row["profile_no"], row["fen"]) for row in rows}


async def known_refunds(ctx: Context, refund_nos: Sequence[str]) -> dict[str, Refund]:
    rows = await ctx.tx.fetch(
        """SELECT refund_no, order_no, refunded_at, amount_fen FROM purchase_refund
           WHERE corp_id = $1 AND refund_no = ANY($2)""",
        ctx.corp_id, list(refund_nos),
    )  # fmt: skip
    return {row["refund_no"]: Refund(**dict(row)) for row in rows}


async def insert_refunds(ctx: Context, refunds: Sequence[Refund]) -> None:
    """Each with its order, whose sum it changes. The orders are held."""
    await ctx.tx.execute(
        """WITH new AS (
               INSERT INTO purchase_refund (corp_id, refund_no, order_no, refunded_at, amount_fen)
               SELECT $1, * FROM unnest($2::text[], $3::text[], $4::timestamptz[], $5::bigint[])
               RETURNING order_no, amount_fen
           ), summed AS (SELECT order_no, sum(amount_fen) AS fen FROM new GROUP BY order_no)
           UPDATE purchase o SET refunded_fen = o.refunded_fen + s.fen, changed_at = $6
           FROM summed s WHERE o.corp_id = $1 AND o.order_no = s.order_no""",
        ctx.corp_id, [one.refund_no for one in refunds], [one.order_no for one in refunds],
        [one.refunded_at for one in refunds], [one.amount_fen for one in refunds], ctx.now,
    )  # fmt: skip


async def page(
    ctx: Context, profile_nos: Sequence[int], before: tuple[datetime, str] | None, limit: int | None
) -> list[Purchase]:
    """Newest first; `before` is the (bought_at, order_no) of the last row shown."""
    rows = await ctx.tx.fetch(
        """SELECT order_no, bought_at, amount_fen, refunded_fen, items, store,
                CASE WHEN refunded_fen > 0 THEN
                    (SELECT jsonb_agg(jsonb_build_object('refunded_at', r.refunded_at,
                            'amount_fen', r.amount_fen) ORDER BY r.refunded_at, r.refund_no)
                     FROM purchase_refund r WHERE r.corp_id = $1 AND r.order_no = p.order_no)
                END AS refunds
            FROM purchase p
            WHERE corp_id = $1 AND profile_no = ANY($2)
              AND ($3::timestamptz IS NULL OR (bought_at, order_no) < ($3, $4))
            ORDER BY bought_at DESC, order_no DESC LIMIT $5""",
        ctx.corp_id, list(profile_nos), *(before or (None, None)), limit,
    )  # fmt: skip
    return [_purchase(row) for row in rows]


def _purchase(row: Any) -> Purchase:
    items = msgspec.convert(row["items"], list[Item])
    return Purchase(
        row["order_no"], row["bought_at"], row["amount_fen"], items, row["store"],
        row["refunded_fen"], msgspec.convert(row["refunds"] or [], list[PaidBack]),
    )  # fmt: skip


async def sums(ctx: Context, profile_nos: Sequence[int]) -> tuple[int, int, int]:
    """How many purchases, what is left of their sum after refunds, and the refunds, in fen."""
    row = await ctx.tx.fetchrow(
        """SELECT count(*) AS count, coalesce(sum(amount_fen - refunded_fen), 0)::bigint AS fen,
               coalesce(sum(refunded_fen), 0)::bigint AS refunded
           FROM purchase WHERE corp_id = $1 AND profile_no = ANY($2)""",
        ctx.corp_id, list(profile_nos),
    )  # fmt: skip
    return row["count"], row["fen"], row["refunded"]


async def remove(ctx: Context, profile_nos: Sequence[int]) -> tuple[int, int]:
    """Takes away the orders of these profiles, with their refunds; how many of each."""
    refunds = await ctx.tx.execute(
        """DELETE FROM purchase_refund r USING purchase o
           WHERE r.corp_id = $1 AND o.corp_id = $1 AND o.order_no = r.order_no
             AND o.profile_no = ANY($2)""",
        ctx.corp_id, list(profile_nos),
    )  # fmt: skip
    orders = await ctx.tx.execute(
        "DELETE FROM purchase WHERE corp_id = $1 AND profile_no = ANY($2)",
        ctx.corp_id, list(profile_nos),
    )  # fmt: skip
    return affected(orders), affected(refunds)


async def last_changes(connection: Any) -> dict[int, datetime]:
    """When orders of each corp last came or were paid back. Global: the nightly look over all corps."""
    rows = await connection.fetch(
        "SELECT c.id, (SELECT max(changed_at) FROM purchase p WHERE p.corp_id = c.id) AS at FROM corp c"
    )
    return {row["id"]: row["at"] for row in rows if row["at"] is not None}
