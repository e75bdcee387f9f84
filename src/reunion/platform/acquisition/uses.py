"""Uses 使用量: added by headquarters, taken one by one by new customers who begin to talk."""

from datetime import date, datetime, time, timedelta
from typing import Any

from reunion import outbox
from reunion.core.context import Context
from reunion.core.errors import Invalid, Text
from reunion.platform.acquisition.model import (
    LONGEST_DAYS,
    LOW,
    MOST_AT_ONCE,
    Grant,
    Quota,
)
from reunion.platform.acquisition.store import links, uses
from reunion.platform.corps import service as corps

_KEY = "acquisition"


async def add(ctx: Context, amount: int, expires_on: date) -> Grant:
    """More uses, until the midnight at which `expires_on` begins in the company's time zone."""
    zone = await corps.zone(ctx)
    today = ctx.now.astimezone(zone).date()
    wrong: dict[str, Any] = {}
    if not 1 <= amount <= MOST_AT_ONCE:
        wrong["amount"] = Text(f"1 到 {MOST_AT_ONCE:,}", f"1 to {MOST_AT_ONCE:,}")
    if not today < expires_on <= today + timedelta(days=LONGEST_DAYS):
        wrong["expires_on"] = Text("须晚于今天，且在十年之内", "after today, and within ten years")
    if wrong:
        raise Invalid(**wrong)
    await links.lock_account(ctx)
    before = await uses.balance(ctx)
    grant = await uses.add_grant(ctx, amount, datetime.combine(expires_on, time(), zone))
    data = {
        "amount": amount,
        "expires_at": grant.expires_at.isoformat(),
        "balance": before + amount,
    }
    await _announce(ctx, "acquisition_quota.added", data)
    if before == 0:
        await _announce(ctx, "acquisition_quota.increased", {"balance": amount})
    return grant


async def take(ctx: Context, contact_id: int, link_key: int) -> bool | None:
    """One use for a customer who began to talk: true taken, false none left, None had one before.

    Whoever takes one waits for whoever is taking another: no two get the last.
    """
    await links.lock_account(ctx)
    taken = await uses.take_one(ctx, contact_id, link_key)
    if taken:
        await _tell_what_is_left(ctx, 1)
    return taken


async def _tell_what_is_left(ctx: Context, gone: int) -> None:
    left = await uses.balance(ctx)
    if left == 0:
        await _announce(ctx, "acquisition_quota.exhausted", {"balance": 0})
    elif left < LOW <= left + gone:
        await _announce(ctx, "acquisition_quota.low", {"balance": left})


async def end_what_is_over(ctx: Context) -> None:
    """Grants whose day has come lose what is left; those near their end are told of."""
    await links.lock_account(ctx)
    lost = await uses.lapse(ctx)
    for one in lost:
        data = {"lost": one.balance, "expires_at": one.expires_at.isoformat()}
        await _announce(ctx, "acquisition_quota.lapsed", data)
    if lost:
        await _tell_what_is_left(ctx, sum(one.balance for one in lost))
    for one in await uses.ending(ctx):
        data = {"balance": one.balance, "expires_at": int(one.expires_at.timestamp())}
        await _announce(ctx, "acquisition_quota.ending", data)


async def left(ctx: Context) -> int:
    """Uses that are left."""
    return await uses.balance(ctx)


async def quota(ctx: Context, days: int) -> Quota:
    """What there is and how it was used, day by day with today."""
    zone = await corps.zone(ctx)
    today = ctx.now.astimezone(zone).date()
    return Quota(
        used=await uses.used(ctx),
        balance=await uses.balance(ctx),
        beyond=await uses.beyond(ctx),
        grants=await uses.grants(ctx),
        days=await uses.days(ctx, today - timedelta(days=days - 1), today),
    )


async def _announce(ctx: Context, name: str, data: dict[str, Any]) -> None:
    await outbox.append(ctx, name, subject="", key=_KEY, data=data)
