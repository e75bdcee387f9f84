"""SQL of profile_erasure, and of erasing what profiles themselves hold."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.core.sql import affected
from reunion.growth.profiles.model import Identity
from reunion.growth.profiles.store.lock import take as take_number
from reunion.growth.profiles.stores import Erased

SWEEP_AFTER = timedelta(minutes=1)
"""By then whatever was on its way into the engine has arrived."""


class Asked(msgspec.Struct, frozen=True):
    """An erasure that is under way."""

    profile_no: int
    profile_nos: list[int]
    identities: list[Identity]
    receipt: dict[str, Any]


_OF = "corp_id = $1 AND profile_no = ANY($2)"
_EITHER = "corp_id = $1 AND (from_no = ANY($2) OR to_no = ANY($2))"
_OWN = {
    "profile_identity": _OF,
    "profile_tag": _OF,
    "consent_entry": _OF,
    "profile_search": _OF,
    "identity_conflict": "corp_id = $1 AND profile_nos && $2",
    "profile_merge": _EITHER,
    "profile_apart": "corp_id = $1 AND (one_no = ANY($2) OR other_no = ANY($2))",
}
_EVENTS = (
    """corp_id = $1 AND subject = ANY($2) AND (name LIKE 'profile.%' OR name LIKE 'consent.%')"""
)


async def erase_own(ctx: Context, nos: Sequence[int]) -> list[Erased]:
    """Everything but the bare numbers, which are never given again; of the audit log what it says of her."""
    lines = []
    for table, where in _OWN.items():
        done = await ctx.tx.execute(f"DELETE FROM {table} WHERE {where}", ctx.corp_id, nos)
        lines.append(Erased("postgresql", table, affected(done)))
    done = await ctx.tx.execute(
        """UPDATE profile SET name = '', avatar = '', gender = '', birthday = NULL, city = '',
               latitude = NULL, longitude = NULL, attributes = '{}', said = '{}', tags = '{}',
               known_since = $3, erased_at = $3, changed = pg_current_xact_id()
           WHERE corp_id = $1 AND profile_no = ANY($2)""",
        ctx.corp_id, nos, ctx.now,
    )  # fmt: skip
    lines.append(Erased("postgresql", "profile", affected(done)))
    done = await ctx.tx.execute(
        f"UPDATE event SET data = '{{}}' WHERE {_EVENTS}", ctx.corp_id, [str(no) for no in nos]
    )
    lines.append(Erased("postgresql", "event", affected(done)))
    return lines


async def export_own(ctx: Context, nos: Sequence[int]) -> dict[str, list[dict[str, Any]]]:
    """Rows of every table, without the numbers that are for machines alone."""
    found = {}
    for table, where in {"profile": _OF, **_OWN}.items():
        if table in ("profile_search", "profile_apart"):
            continue
        rows = await ctx.tx.fetch(f"SELECT * FROM {table} WHERE {where}", ctx.corp_id, nos)
        found[table] = [
            {key: value for key, value in row.items() if key not in ("corp_id", "changed", "kept")}
            for row in rows
        ]
    return found


async def insert(
    ctx: Context, profile_no: int, nos: Sequence[int], identities: Sequence[Identity], reason: str
) -> int:
    """Its number."""
    number = await take_number(ctx, "erasures", 1)
    await ctx.tx.execute(
        """INSERT INTO profile_erasure (corp_id, erasure_no, profile_no, profile_nos, identities, reason,
               asked_at, asked_by)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8)""",
        ctx.corp_id, number, profile_no, nos, list(identities), reason, ctx.now, ctx.actor.name,
    )  # fmt: skip
    return number


async def take(ctx: Context, number: int) -> Asked | None:
    """Nobody else carries it out until the transaction ends; None where it is finished."""
    row = await ctx.tx.fetchrow(
        """SELECT profile_no, profile_nos, identities, receipt FROM profile_erasure
           WHERE corp_id = $1 AND erasure_no = $2 AND finished_at IS NULL FOR UPDATE""",
        ctx.corp_id, number,
    )  # fmt: skip
    if row is None:
        return None
    identities = msgspec.convert(row["identities"], list[Identity])
    return Asked(row["profile_no"], row["profile_nos"], identities, row["receipt"])


async def add_lines(ctx: Context, number: int, name: str, lines: Sequence[Erased]) -> None:
    """A store is done."""
    await ctx.tx.execute(
        """UPDATE profile_erasure SET receipt = receipt || $3::jsonb
           WHERE corp_id = $1 AND erasure_no = $2""",
        ctx.corp_id, number, {name: list(lines)},
    )  # fmt: skip


async def finish(ctx: Context, number: int) -> None:
    """All is done, and nothing is left by which she could be told."""
    await ctx.tx.execute(
        """UPDATE profile_erasure SET finished_at = $3, identities = '[]'
           WHERE corp_id = $1 AND erasure_no = $2""",
        ctx.corp_id, number, ctx.now,
    )  # fmt: skip


_SHOWN = "erasure_no, profile_no, reason, asked_at, asked_by, finished_at, receipt"


async def get(ctx: Context, number: int) -> dict[str, Any] | None:
    """One, with its receipt."""
    row = await ctx.tx.fetchrow(
        f"SELECT {_SHOWN} FROM profile_erasure WHERE corp_id = $1 AND erasure_no = $2",
        ctx.corp_id, number,
    )  # fmt: skip
    return dict(row) if row else None


async def page(ctx: Context, before: int | None, limit: int) -> list[dict[str, Any]]:
    """The latest first."""
    rows = await ctx.tx.fetch(
        f"""SELECT {_SHOWN} FROM profile_erasure
            WHERE corp_id = $1 AND ($2::int IS NULL OR erasure_no < $2)
            ORDER BY erasure_no DESC LIMIT $3""",
        ctx.corp_id, before, limit,
    )  # fmt: skip
    return [dict(row) for row in rows]
