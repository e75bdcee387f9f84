"""What people decide about who is who: two profiles are one, one is two, and both taken back."""

from collections.abc import Sequence
from datetime import datetime

from reunion.core.context import Context
from reunion.growth.profiles import merging
from reunion.growth.profiles.attributes import HAND, Claims, stronger
from reunion.growth.profiles.model import (
    Identity,
    LaterFirst,
    NoSuchConflict,
    NoSuchProfile,
    NothingToUndo,
    OneIdentityLeft,
    StillTwo,
)
from reunion.growth.profiles.resolution import obstacle
from reunion.growth.profiles.store import identities as identity_store
from reunion.growth.profiles.store import lock
from reunion.growth.profiles.store import merges as merge_store
from reunion.growth.profiles.store import people as people_store
from reunion.growth.profiles.store import tags as tag_store
from reunion.growth.profiles.store.merges import Entry, Kept, Written
from reunion.growth.profiles.store.people import State
from reunion.outbox.append import append


async def merge(ctx: Context, kept_no: int, gone_no: int) -> int:
    """The second turns out to be the first; answers the number in the log. Raises NoSuchProfile, and
    StillTwo where each has her own of what a person has one of."""
    await lock.lock(ctx)
    await _require(ctx, kept_no, gone_no)
    return await _merge(ctx, kept_no, gone_no)


async def _merge(ctx: Context, kept_no: int, gone_no: int) -> int:
    one, other = sorted(
        await identity_store.people(ctx, [kept_no, gone_no]),
        key=lambda person: person.no != kept_no,
    )
    if (kind := obstacle(one, other)) is not None:
        raise StillTwo.of(kind)
    whole = await people_store.followers(ctx, [kept_no, gone_no])
    ones, others = [kept_no, *whole[kept_no]], [gone_no, *whole[gone_no]]
    await identity_store.unset_apart(ctx, ones, others)
    await identity_store.settle_between(ctx, ones, others)
    states = await people_store.states(ctx, [kept_no, gone_no])
    kept, gone = states[kept_no], states[gone_no]
    had = merging.Happened(
        gone_no, kept_no, sorted(other.identities), dict(kept.claims), kept.known_since, HAND
    )
    kept.claims.update(stronger(kept.claims, gone.claims))
    kept.known_since = min(kept.known_since, gone.known_since)
    await people_store.update(ctx, [kept])
    number = await merging.write(ctx, [had], by_rule=False)
    await lock.announce(ctx)
    return number


async def split(ctx: Context, profile_no: int, identities: Sequence[Identity]) -> int:
    """These identities are somebody else's: a new profile, whose number is answered, and which no evidence
    makes one with the old again. What was recorded before stays where it is. Raises NoSuchProfile,
    OneIdentityLeft."""
    await lock.lock(ctx)
    await _require(ctx, profile_no)
    (person,) = await identity_store.people(ctx, [profile_no])
    going = sorted(person.identities & set(identities))
    if not going or len(going) == len(person.identities):
        raise OneIdentityLeft
    new_no = await lock.take(ctx, "profiles", 1)
    new = State(new_no, {}, ctx.now)
    await people_store.insert(ctx, [new], [HAND])
    await identity_store.give(ctx, going, profile_no, new_no)
    await identity_store.set_apart(ctx, profile_no, new_no)
    await people_store.touch(ctx, [profile_no])
    entry = Entry("split", profile_no, new_no, False, HAND, Kept({}, ctx.now, going))
    await merge_store.log(ctx, [entry])
    await append(
        ctx, "profile.split", subject=str(profile_no), key=str(profile_no),
        data={"to": new_no, "identities": [[one.kind, one.value] for one in going]},
    )  # fmt: skip
    await lock.announce(ctx)
    return new_no


async def undo(ctx: Context, merge_no: int) -> None:
    """Takes a merge or a split back. Two that were merged become two again, and no evidence makes them
    one; what was learned since stays with the one who stayed. Raises NothingToUndo, LaterFirst."""
    await lock.lock(ctx)
    found = await merge_store.get(ctx, merge_no)
    if found is None or found[0].undone_at is not None:
        raise NothingToUndo
    entry, kept = found
    now = await people_store.alive(ctx, [entry.from_no, entry.to_no])
    if entry.kind == "split":
        if now != {entry.from_no: entry.from_no, entry.to_no: entry.to_no}:
            raise LaterFirst
        await _merge(ctx, entry.from_no, entry.to_no)
    else:
        if now != {entry.from_no: entry.to_no, entry.to_no: entry.to_no}:
            raise LaterFirst
        await _unmerge(ctx, entry, kept)
    await merge_store.undone(ctx, merge_no)
    await append(
        ctx, "profile.unmerged" if entry.kind == "merge" else "profile.unsplit",
        subject=str(entry.to_no), key=str(entry.to_no), data={"from": entry.from_no},
    )  # fmt: skip
    await lock.announce(ctx)


async def _unmerge(ctx: Context, entry: Written, kept: Kept) -> None:
    others = await merge_store.into(ctx, entry.to_no)
    del others[entry.merge_no]
    states = await people_store.states(
        ctx, [entry.from_no, entry.to_no, *(no for no, _ in others.values())]
    )
    gone, stays = states[entry.from_no], states[entry.to_no]
    left = {number: states[no] for number, (no, _) in others.items()}
    later: dict[int, Kept] = {}
    for number, (_, after) in others.items():
        if number > entry.merge_no:
            between = [one for no, one in left.items() if no < number]
            after.claims, after.known_since = _less(
                after.claims, after.known_since, gone, kept, between
            )
            later[number] = after
    stays.claims, stays.known_since = _less(
        stays.claims, stays.known_since, gone, kept, list(left.values())
    )
    await merge_store.rewrite(ctx, later)
    await people_store.update(ctx, [stays])
    await people_store.unmerged(ctx, entry.from_no, entry.to_no, kept.followers)
    await identity_store.give(ctx, kept.identities, entry.to_no, entry.from_no)
    also = [*kept.shared, *(tag for _, one in others.values() for tag in one.tags)]
    await tag_store.give(ctx, entry.to_no, entry.from_no, kept.tags, also)
    await identity_store.set_apart(ctx, entry.from_no, entry.to_no)


def _less(
    claims: Claims, known_since: datetime, gone: State, kept: Kept, others: Sequence[State]
) -> tuple[Claims, datetime]:
    """What is known without somebody who came: the best of what else was said takes the place of what she
    brought."""
    left = {key: claim for key, claim in claims.items() if gone.claims.get(key) != claim}
    for instead in (kept.claims, *(one.claims for one in others)):
        known = {key: claim for key, claim in instead.items() if key in gone.claims}
        left.update(stronger(left, known))
    if known_since == gone.known_since:
        known_since = min([kept.known_since, *(one.known_since for one in others)])
    return left, known_since


async def history(ctx: Context, profile_no: int) -> list[Written]:
    """Merges and splits of one person and of all who turned out to be her, the latest first."""
    followers = await people_store.followers(ctx, [profile_no])
    return await merge_store.of(ctx, [profile_no, *followers[profile_no]])


async def keep_apart(ctx: Context, conflict_no: int) -> None:
    """Decides a conflict: they are two, and no evidence makes them one. Raises NoSuchConflict."""
    await lock.lock(ctx)
    nos = await identity_store.settle(ctx, conflict_no)
    if nos is None:
        raise NoSuchConflict
    for place, one in enumerate(nos):
        for other in nos[place + 1 :]:
            await identity_store.set_apart(ctx, one, other)
    await append(ctx, "profile.kept_apart", subject=str(conflict_no), data={"profiles": nos})


async def _require(ctx: Context, *nos: int) -> None:
    alive = await people_store.alive(ctx, nos)
    if len(set(nos)) != len(nos) or any(alive.get(no) != no for no in nos):
        raise NoSuchProfile
