"""SQL of profile_merge: who became whom, and what is needed to take it back."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from reunion.core.context import Context
from reunion.growth.profiles.attributes import Claims
from reunion.growth.profiles.model import Identity
from reunion.growth.profiles.store.lock import take
from reunion.growth.profiles.store.tags import Worn


class Kept(msgspec.Struct):
    """What is needed to take it back: what the one who stayed was said to be before, what came to her, and
    who had become the other one before. `shared`: tags that both had."""

    claims: Claims
    known_since: datetime
    identities: list[Identity]
    tags: list[Worn] = []
    shared: list[Worn] = []
    followers: list[int] = []


class Entry(msgspec.Struct):
    """A merge: `from_no` became a part of `to_no`. A split: `to_no` came out of `from_no`."""

    kind: str
    from_no: int
    to_no: int
    by_rule: bool
    source: str
    kept: Kept


class Written(msgspec.Struct, frozen=True):
    """An entry of the log, as people read it. `identities`: those that went along."""

    merge_no: int
    kind: str
    from_no: int
    to_no: int
    by_rule: bool
    source: str
    identities: list[Identity]
    at: datetime
    actor_name: str
    undone_at: datetime | None
    undone_by: str | None


_SHOWN = """merge_no, kind, from_no, to_no, by_rule, source, kept -> 'identities' AS identities, at,
    actor_name, undone_at, undone_by"""


async def log(ctx: Context, entries: Sequence[Entry]) -> int:
    """Appends them in order; answers the number of the first."""
    first = await take(ctx, "merges", len(entries))
    await ctx.tx.execute(
        """INSERT INTO profile_merge (corp_id, merge_no, kind, from_no, to_no, by_rule, source, at,
               actor_name, kept)
           SELECT $1, $2 + place, kind, from_no, to_no, by_rule, source, $3, $4, kept
           FROM unnest($5::int[], $6::text[], $7::int[], $8::int[], $9::bool[], $10::text[], $11::jsonb[])
               AS new (place, kind, from_no, to_no, by_rule, source, kept)""",
        ctx.corp_id, first, ctx.now, ctx.actor.name, list(range(len(entries))),
        [one.kind for one in entries], [one.from_no for one in entries],
        [one.to_no for one in entries], [one.by_rule for one in entries],
        [one.source for one in entries], [one.kept for one in entries],
    )  # fmt: skip
    return first


async def of(ctx: Context, nos: Sequence[int]) -> list[Written]:
    """All in which one of these has a part, the latest first."""
    rows = await ctx.tx.fetch(
        f"""SELECT {_SHOWN} FROM profile_merge
            WHERE corp_id = $1 AND (from_no = ANY($2) OR to_no = ANY($2)) ORDER BY merge_no DESC""",
        ctx.corp_id, nos,
    )  # fmt: skip
    return [msgspec.convert(dict(row), Written) for row in rows]


async def get(ctx: Context, merge_no: int) -> tuple[Written, Kept] | None:
    """One, with what is needed to take it back."""
    row = await ctx.tx.fetchrow(
        f"SELECT {_SHOWN}, kept FROM profile_merge WHERE corp_id = $1 AND merge_no = $2",
        ctx.corp_id, merge_no,
    )  # fmt: skip
    if row is None:
        return None
    shown = {key: value for key, value in row.items() if key != "kept"}
    return msgspec.convert(shown, Written), msgspec.convert(row["kept"], Kept)


async def undone(ctx: Context, merge_no: int) -> None:
    """It was taken back."""
    await ctx.tx.execute(
        """UPDATE profile_merge SET undone_at = $3, undone_by = $4
           WHERE corp_id = $1 AND merge_no = $2""",
        ctx.corp_id, merge_no, ctx.now, ctx.actor.name,
    )  # fmt: skip


async def into(ctx: Context, no: int) -> dict[int, tuple[int, Kept]]:
    """The merges into one person that hold, by their numbers: who came, and what came with her."""
    rows = await ctx.tx.fetch(
        """SELECT merge_no, from_no, kept FROM profile_merge
           WHERE corp_id = $1 AND to_no = $2 AND kind = 'merge' AND undone_at IS NULL""",
        ctx.corp_id, no,
    )  # fmt: skip
    return {row["merge_no"]: (row["from_no"], msgspec.convert(row["kept"], Kept)) for row in rows}


async def rewrite(ctx: Context, kept: Mapping[int, Kept]) -> None:
    """What is needed to take later ones back, after an earlier one was."""
    await ctx.tx.execute(
        """UPDATE profile_merge m SET kept = new.kept
           FROM unnest($2::int[], $3::jsonb[]) AS new (merge_no, kept)
           WHERE m.corp_id = $1 AND m.merge_no = new.merge_no""",
        ctx.corp_id, list(kept), list(kept.values()),
    )  # fmt: skip
