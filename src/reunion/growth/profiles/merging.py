"""Two profiles that are one person: what is written, and kept so that it can be taken back."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from reunion.core.context import Context
from reunion.growth.profiles.attributes import Claims
from reunion.growth.profiles.model import Identity
from reunion.growth.profiles.store import identities as identity_store
from reunion.growth.profiles.store import merges as merge_store
from reunion.growth.profiles.store import people as people_store
from reunion.growth.profiles.store import tags as tag_store
from reunion.growth.profiles.store.merges import Entry, Kept
from reunion.outbox.append import append_many


class Happened(msgspec.Struct, frozen=True):
    """One merge, in the order in which they came: what `gone` was known by, and what `kept` was said to
    be before."""

    gone: int
    kept: int
    identities: list[Identity]
    claims: Claims
    known_since: datetime
    source: str


def roots(merges: Sequence[Happened]) -> dict[int, int]:
    """Who everybody who is gone is in the end."""
    found: dict[int, int] = {}
    for one in reversed(merges):
        found[one.gone] = found.get(one.kept, one.kept)
    return found


async def write(ctx: Context, merges: Sequence[Happened], *, by_rule: bool) -> int:
    """Carries them out; what is known of the kept ones is the caller's to write. Answers the number of
    the first in the log."""
    part = {no for one in merges for no in (one.gone, one.kept)}
    worn = await tag_store.worn(ctx, part)
    followers = await people_store.followers(ctx, part)
    entries = []
    for one in merges:
        shared = [tag for tag in worn[one.gone] if tag in worn[one.kept]]
        before = sorted(followers[one.gone])
        kept = Kept(one.claims, one.known_since, one.identities, worn[one.gone], shared, before)
        entries.append(Entry("merge", one.gone, one.kept, by_rule, one.source, kept))
        worn[one.kept] = list({*worn[one.kept], *worn[one.gone]})
        followers[one.kept] |= {one.gone, *followers[one.gone]}
    moves = list(roots(merges).items())
    await identity_store.move(ctx, moves)
    await people_store.merged(ctx, moves)
    await tag_store.move(ctx, moves)
    await append_many(
        ctx, "profile.merged",
        [
            (str(one.kept), str(one.kept), {"from": one.gone, "by_rule": by_rule, "source": one.source})
            for one in merges
        ],
    )  # fmt: skip
    return await merge_store.log(ctx, entries)
