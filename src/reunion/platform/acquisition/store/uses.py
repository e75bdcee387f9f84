"""Grants of uses, and the uses that customers took. Callers hold the lock of the account."""

from datetime import date, datetime
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.platform.acquisition.model import DAYS_TOLD, Grant, UseDay

_GRANT = "id, amount, balance, expires_at, created_by, created_at"


class Ending(msgspec.Struct, frozen=True):
    """A grant that ends soon, or has ended with uses left."""

    id: int
    balance: int
    expires_at: datetime


async def balance(ctx: Context) -> int:
    """Uses that are left."""
    return await ctx.tx.fetchval(
        """SELECT coalesce(sum(balance), 0)::bigint FROM acquisition_grant
           WHERE corp_id = $1 AND balance > 0 AND expires_at > $2""",
        ctx.corp_id, ctx.now,
    )  # fmt: skip


async def add_grant(ctx: Context, amount: int, expires_at: datetime) -> Grant:
    """More uses."""
    row = await ctx.tx.fetchrow(
        f"""INSERT INTO acquisition_grant
                (corp_id, amount, balance, expires_at, created_by, created_at)
            VALUES ($1, $2, $2, $3, $4, $5) RETURNING {_GRANT}""",
        ctx.corp_id, amount, expires_at, ctx.actor.name, ctx.now,
    )  # fmt: skip
    return Grant(**row)


async def take_one(ctx: Context, contact_id: int, link_key: int) -> bool | None:
    """A use for this customer, from the grant that ends first. False where none is left (she is
    written down all the same), None where she took one before."""
    new = await ctx.tx.fetchval(
        """INSERT INTO acquisition_use (corp_id, contact_id, link_id, at) VALUES ($1, $2, $3, $4)
           ON CONFLICT DO NOTHING RETURNING 1""",
        ctx.corp_id, contact_id, link_key, ctx.now,
    )  # fmt: skip
    if new is None:
        return None
    grant_id = await ctx.tx.fetchval(
        """UPDATE acquisition_grant SET balance = balance - 1
           WHERE corp_id = $1 AND id = (
               SELECT id FROM acquisition_grant
               WHERE corp_id = $1 AND balance > 0 AND expires_at > $2
               ORDER BY expires_at, id LIMIT 1)
           RETURNING id""",
        ctx.corp_id, ctx.now,
    )  # fmt: skip
    if grant_id is None:
        return False
    await ctx.tx.execute(
        "UPDATE acquisition_use SET grant_id = $3 WHERE corp_id = $1 AND contact_id = $2",
        ctx.corp_id, contact_id, grant_id,
    )  # fmt: skip
    await ctx.tx.execute(
        "UPDATE acquisition_account SET used = used + 1 WHERE corp_id = $1", ctx.corp_id
    )
    return True


async def used(ctx: Context) -> int:
    """Uses taken since the beginning."""
    return await ctx.tx.fetchval(
        "SELECT coalesce((SELECT used FROM acquisition_account WHERE corp_id = $1), 0)",
        ctx.corp_id,
    )


async def beyond(ctx: Context) -> int:
    """Customers who began to talk when nothing was left."""
    return await ctx.tx.fetchval(
        "SELECT count(*) FROM acquisition_use WHERE corp_id = $1 AND grant_id IS NULL", ctx.corp_id
    )


async def grants(ctx: Context) -> list[Grant]:
    """Those that are not over, the first to end first."""
    rows = await ctx.tx.fetch(
        f"""SELECT {_GRANT} FROM acquisition_grant
            WHERE corp_id = $1 AND balance > 0 AND expires_at > $2 ORDER BY expires_at, id""",
        ctx.corp_id, ctx.now,
    )  # fmt: skip
    return [Grant(**row) for row in rows]


async def days(ctx: Context, first: date, last: date) -> list[UseDay]:
    """Uses by day in the corp's time zone, with zeros."""
    rows = await ctx.tx.fetch(
        """SELECT g::date AS day, count(u.grant_id) AS used,
                  count(u.contact_id) - count(u.grant_id) AS beyond
           FROM generate_series($2::date, $3::date, interval '1 day') g
           JOIN corp k ON k.id = $1
           LEFT JOIN acquisition_use u ON u.corp_id = $1
               AND (u.at AT TIME ZONE k.time_zone)::date = g::date
           GROUP BY g ORDER BY g""",
        ctx.corp_id, first, last,
    )  # fmt: skip
    return [UseDay(**row) for row in rows]


async def corps_to_look_at(tx: Any, until: datetime) -> list[int]:
    """Corps with uses that end before `until`.

    Global: the schedule serves all corps.
    """
    rows = await tx.fetch(
        "SELECT DISTINCT corp_id FROM acquisition_grant WHERE balance > 0 AND expires_at <= $1",
        until,
    )
    return [row["corp_id"] for row in rows]


async def lapse(ctx: Context) -> list[Ending]:
    """Takes what is left out of the grants that are over; answers what they had."""
    rows = await ctx.tx.fetch(
        """UPDATE acquisition_grant g SET balance = 0
           FROM (SELECT id, balance, expires_at FROM acquisition_grant
                 WHERE corp_id = $1 AND balance > 0 AND expires_at <= $2) over
           WHERE g.corp_id = $1 AND g.id = over.id
           RETURNING over.id, over.balance, over.expires_at""",
        ctx.corp_id, ctx.now,
    )  # fmt: skip
    return [Ending(**row) for row in rows]


async def ending(ctx: Context) -> list[Ending]:
    """Grants that came 14, 7, 3, 2 or 1 days near their end, each of these days once."""
    rows = await ctx.tx.fetch(
        """UPDATE acquisition_grant g SET told_days = near.days
           FROM (SELECT id, (SELECT min(d) FROM unnest($3::int[]) d
                             WHERE expires_at <= $2::timestamptz + make_interval(days => d)) AS days
                 FROM acquisition_grant
                 WHERE corp_id = $1 AND balance > 0 AND expires_at > $2) near
           WHERE g.corp_id = $1 AND g.id = near.id AND near.days IS NOT NULL
             AND (g.told_days IS NULL OR near.days < g.told_days)
           RETURNING g.id, g.balance, g.expires_at""",
        ctx.corp_id, ctx.now, list(DAYS_TOLD),
    )  # fmt: skip
    return [Ending(**row) for row in rows]
