"""SQL of touch_policy, and of what customers refuse."""

from collections.abc import Sequence

import msgspec

from reunion.core.context import Context
from reunion.restraint.model import NEVER, Policy, Purpose

_PURPOSES: tuple[Purpose, ...] = ("marketing", "service")


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
    return {row["contact_id"]: {one for one in _PURPOSES if row[one]} for row in rows}


async def set_refuses(
    ctx: Context, contact_id: int, *, marketing: bool, service: bool
) -> set[Purpose]:
    """Waits for whoever decides about her; answers what she refused before."""
    await ctx.tx.execute(
        """INSERT INTO touch_count (corp_id, contact_id, day, week, month) VALUES ($1, $2, $3, $3, $3)
           ON CONFLICT (corp_id, contact_id) DO NOTHING""",
        ctx.corp_id, contact_id, NEVER,
    )  # fmt: skip
    row = await ctx.tx.fetchrow(
        """SELECT refuses_marketing AS marketing, refuses_service AS service FROM touch_count
           WHERE corp_id = $1 AND contact_id = $2 FOR UPDATE""",
        ctx.corp_id, contact_id,
    )  # fmt: skip
    await ctx.tx.execute(
        """UPDATE touch_count SET refuses_marketing = $3, refuses_service = $4
           WHERE corp_id = $1 AND contact_id = $2""",
        ctx.corp_id, contact_id, marketing, service,
    )  # fmt: skip
    return {one for one in _PURPOSES if row[one]}
