"""The door to profiles for the rest of growth. All verbs take any number at once."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from reunion.core.context import Context
from reunion.growth.profiles.attributes import HAND, Field, Said, claims_of, stronger
from reunion.growth.profiles.learning import find, learn
from reunion.growth.profiles.model import Card, Identity, NoSuchProfile
from reunion.growth.profiles.store import cards as card_store
from reunion.growth.profiles.store import fields as field_store
from reunion.growth.profiles.store import identities as identity_store
from reunion.growth.profiles.store import lock
from reunion.growth.profiles.store import people as people_store
from reunion.growth.profiles.store import told as told_store
from reunion.growth.profiles.store.told import Told
from reunion.growth.profiles.tagging import (
    change_tags,
    hold,
    put_tags,
    tag_of_wecom,
    tags,
    tags_of,
)
from reunion.outbox.append import append

__all__ = [
    "cards",
    "change_tags",
    "conflicts_told",
    "current",
    "everybody",
    "externals",
    "fields",
    "find",
    "hold",
    "hold_erasures",
    "holders",
    "learn",
    "of_external",
    "put_tags",
    "set_attributes",
    "tag_of_wecom",
    "tags",
    "tags_of",
]


async def of_external(ctx: Context, external_userid: str) -> int | None:
    """Whose profile a contact of WeCom's is."""
    one = Identity("external_userid", external_userid)
    return (await find(ctx, [one])).get(one)


async def holders(ctx: Context, tidy: Sequence[tuple[str, str]]) -> list[int]:
    """As `find`, for thousands that are in their kept form already: the number of each, 0 for nobody's."""
    return await identity_store.holders(ctx, tidy)


async def externals(ctx: Context, profile_nos: Iterable[int]) -> dict[int, str]:
    """Whom of these WeCom knows, and as whom; merged ones as who they are now."""
    return await card_store.externals(ctx, profile_nos)


async def current(ctx: Context, profile_nos: Iterable[int]) -> dict[int, int]:
    """Who each of these is now, after merges; erased and unknown ones are left out."""
    return await people_store.alive(ctx, profile_nos)


async def everybody(ctx: Context, profile_no: int) -> list[int]:
    """All the numbers that are this person: hers first, then those that turned out to be her. What is
    kept under a profile's number is hers under any of these."""
    followers = await people_store.followers(ctx, [profile_no])
    return [profile_no, *sorted(followers[profile_no])]


async def fields(ctx: Context) -> list[Field]:
    """The custom fields, archived ones last."""
    return await field_store.fields(ctx)


async def set_attributes(ctx: Context, profile_no: int, values: Mapping[str, Any]) -> None:
    """Sets them by hand, which counts more than what sources say; null takes one back. Raises
    NoSuchProfile, NoSuchField, Unfit."""
    await lock.lock(ctx)
    await require(ctx, profile_no)
    known = {one.key: one for one in await field_store.fields(ctx)}
    said = claims_of(values, Said(ctx.now, HAND), known, strict=True)
    (state,) = (await people_store.states(ctx, [profile_no])).values()
    new = stronger(state.claims, said)
    if not new:
        return
    before = {key: state.claims[key].value for key in new if key in state.claims}
    state.claims.update(new)
    await people_store.update(ctx, [state])
    after = {key: claim.value for key, claim in new.items()}
    await append(
        ctx, "profile.changed", subject=str(profile_no), key=str(profile_no),
        data={"before": before, "after": after},
    )  # fmt: skip
    await lock.announce(ctx)


async def hold_erasures(ctx: Context) -> None:
    """Nobody of the company is erased until the transaction ends: for a source that goes on telling of
    people, before it asks who was erased, and before it writes anything of them."""
    await lock.hold_erasures(ctx)


async def conflicts_told(ctx: Context, told_by: Sequence[str]) -> dict[str, Told]:
    """Of how many conflicts facts told under these names (`learn`), and how many of them still wait for
    somebody to decide."""
    found = await told_store.counts(ctx, told_by)
    return {one: found.get(one, Told(0, 0)) for one in told_by}


async def tell_again(ctx: Context, told_by: str, others: Sequence[str]) -> None:
    """Facts that are known from these others are told again: of what waits of them."""
    await told_store.repeat(ctx, told_by, others)


async def tell_anew(ctx: Context, told_by: str) -> None:
    """What facts told under this name counts no more: they are told from the first."""
    await told_store.clear(ctx, told_by)


async def require(ctx: Context, profile_no: int) -> None:
    """She must be there, and not have turned out to be another; raises NoSuchProfile."""
    if (await people_store.alive(ctx, [profile_no])).get(profile_no) != profile_no:
        raise NoSuchProfile


async def cards(ctx: Context, profile_nos: Sequence[int]) -> list[Card]:
    """In the order asked, each as who she is now; erased and unknown ones are left out."""
    now = await current(ctx, profile_nos)
    return await card_store.cards(ctx, [now[no] for no in profile_nos if no in now])
