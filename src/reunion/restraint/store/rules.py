"""SQL of touch_policy, and of what customers refuse."""

from collections.abc import Sequence
from datetime import date

import msgspec

from reunion.core.context import Context
from reunion.restraint.model import Policy, Purpose

_NEVER = date(1970, 1, 1)


async def policy(ctx: Context) -> Policy:
    """The corp's policy; WeCom's limits alone when it has set none."""
    stored = await ctx.tx.fetchval(
        "SELECT policy FROM touch_policy WHERE corp_id = $1", ctx.corp_id
    )
    return msgspec.convert(stored, Policy) if stored is not None else Policy()


async def put_policy(ctx: Context, policy: Policy) -> None:
    await ctx.tx.execute(
        """INSERT INTO touch_policy (corp_id, policy, updated_at) VALUES ($1, $2, $3)
           ON CONFLICT (corp_id) DO UPDATE SET policy = excluded.policy, updated_at = excluded.updated_at""",
        ctx.corp_id, msgspec.to_builtins(policy), ctx.now,
    )  # fmt: skip


async def refuses(ctx: Context, contact_ids: Sequence[int]) -> dict[int, set[Purpose]]:
    """What these customers refuse; those who refuse nothing are left out."""
    rows = await ctx.tx.fetch(
        """SELECT contact_id, refuses_marketing AS marketing, refuses_service AS service FROM touch_count
           WHERE corp_id = $1 AND contact_id = ANY($2) AND (refuses_marketing OR refuses_service)""",
        ctx.corp_id, list(contact_ids),
    )  # fmt: skip
    purposes: tuple[Purpose, ...] = ("marketing", "service")
    return {row["contact_id"]: {one for one in purposes if row[one]} for row in rows}


async def set_refuses(ctx: Context, contact_id: int, *, marketing: bool, service: bool) -> None:
    await ctx.tx.execute(
        """INSERT INTO touch_count (corp_id, contact_id, day, week, month, refuses_marketing, refuses_service)
           VALUES ($1, $2, $3, $3, $3, $4, $5)
           ON CONFLICT (corp_id, contact_id)
           DO UPDATE SET refuses_marketing = excluded.refuses_marketing,
                         refuses_service = excluded.refuses_service""",
        ctx.corp_id, contact_id, _NEVER, marketing, service,
    )  # fmt: skip
