"""One writer of profiles a company at a time, so that who is who is decided one after the other."""

from typing import Literal

from reunion.core.context import Context
from reunion.growth.profiles.model import CHANNEL

_LOCK = 7_260_048
_ERASURES = 7_260_050
Counter = Literal["profiles", "tags", "merges", "conflicts", "erasures"]


async def lock(ctx: Context) -> None:
    """Until the transaction ends. Taken before any row of a profile is written, so that no two writers
    wait for each other."""
    await ctx.tx.execute("SELECT pg_advisory_xact_lock($1, $2::bigint::int)", _LOCK, ctx.corp_id)


async def erasing(ctx: Context) -> None:
    """For whoever erases, until the transaction ends, and before `lock`: waits for all who hold erasures
    off, and is waited for by those who come."""
    await ctx.tx.execute(
        "SELECT pg_advisory_xact_lock($1, $2::bigint::int)", _ERASURES, ctx.corp_id
    )


async def hold_erasures(ctx: Context) -> None:
    """Nobody is erased until the transaction ends; any number may hold this at once. Before `lock`."""
    await ctx.tx.execute(
        "SELECT pg_advisory_xact_lock_shared($1, $2::bigint::int)", _ERASURES, ctx.corp_id
    )


async def peek(ctx: Context, counter: Counter) -> int:
    """The last number given."""
    return await ctx.tx.fetchval(
        f"SELECT coalesce(max({counter}), 0) FROM profile_counter WHERE corp_id = $1", ctx.corp_id
    )


async def take(ctx: Context, counter: Counter, count: int) -> int:
    """The first of so many new numbers."""
    last = await ctx.tx.fetchval(
        f"""INSERT INTO profile_counter AS c (corp_id, {counter}) VALUES ($1, $2)
            ON CONFLICT (corp_id) DO UPDATE SET {counter} = c.{counter} + $2
            RETURNING {counter}""",
        ctx.corp_id, count,
    )  # fmt: skip
    return last - count + 1


async def announce(ctx: Context) -> None:
    """Profiles have changed: whoever carries them on is woken when the transaction commits."""
    await ctx.tx.execute("SELECT pg_notify($1, '')", CHANNEL)
