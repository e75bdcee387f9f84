"""Tags on people: the record. Writing them to WeCom is the mirror's."""

from collections.abc import Iterable, Sequence

import msgspec

from reunion.core.context import Context
from reunion.core.folding import one_line
from reunion.growth.profiles import hooks
from reunion.growth.profiles.model import NoSuchTag, ProfileTag, TagChange, TagDone, WornSince
from reunion.growth.profiles.store import lock
from reunion.growth.profiles.store import people as people_store
from reunion.growth.profiles.store import tags as tag_store


async def tags(ctx: Context) -> list[ProfileTag]:
    """All tags of the company, by group and name."""
    return await tag_store.tags(ctx)


async def tag_of_wecom(ctx: Context, wecom_ids: Iterable[str]) -> dict[str, int]:
    """The numbers of WeCom's tags; unknown ones are left out."""
    return await tag_store.by_wecom(ctx, wecom_ids)


async def put_tags(ctx: Context, wanted: Sequence[tuple[str, str, str | None]]) -> list[int]:
    """Tags by (group, name, WeCom's id), made where they are new and renamed where WeCom's id is known;
    their numbers in order. A tag of our own that WeCom gets keeps its number."""
    await lock.lock(ctx)
    known = await tag_store.by_wecom(ctx, [one for _, _, one in wanted if one is not None])
    own = await tag_store.own(ctx)
    next_no = await lock.peek(ctx, "tags") + 1
    numbers: list[int] = []
    changed: dict[int, ProfileTag] = {}
    made = 0
    for group, name, wecom_id in ((one_line(g), one_line(n), w) for g, n, w in wanted):
        no = known.get(wecom_id) if wecom_id is not None else None
        if no is None:
            no = own.get((group, name))
        if no is None:
            no = next_no + made
            made += 1
        if wecom_id is None:
            own[group, name] = no
        else:
            known[wecom_id] = no
            if own.get((group, name)) == no:
                del own[group, name]
        changed[no] = ProfileTag(no, group, name, wecom_id)
        numbers.append(no)
    if made:
        await lock.take(ctx, "tags", made)
    await tag_store.put(ctx, list(changed.values()))
    return numbers


async def change_tags(ctx: Context, changes: Sequence[TagChange]) -> list[TagChange]:
    """Puts tags on and takes them off, on persons as who they are now; answers what really changed.
    Raises NoSuchTag; who is unknown or erased is passed over."""
    await lock.lock(ctx)
    now = await people_store.alive(ctx, {one.profile_no for one in changes})
    changes = [
        msgspec.structs.replace(one, profile_no=now[one.profile_no])
        for one in changes
        if one.profile_no in now
    ]
    if await tag_store.unknown(ctx, {no for one in changes for no in one.add}):
        raise NoSuchTag
    off = await tag_store.take_off(ctx, changes)
    on = await tag_store.put_on(ctx, changes)
    real, told = _really(changes, on, off)
    if real:
        await tag_store.settle(ctx, {one.profile_no for one in real})
        await hooks.tags_changed(ctx, told)
        await lock.announce(ctx)
    return real


async def hold(ctx: Context) -> None:
    """Nobody else changes a profile of the company until the transaction ends: for whoever decides by what
    he has read."""
    await lock.lock(ctx)


async def tags_of(
    ctx: Context, profile_nos: Iterable[int]
) -> dict[int, dict[tuple[int, str], WornSince]]:
    """The tags of each: (tag, member or nobody) -> since when it is there, and who put it on."""
    return await tag_store.worn_since(ctx, profile_nos)


def _really(
    changes: Sequence[TagChange], on: set[tuple[int, int, str]],
    off: dict[tuple[int, int, str], WornSince],
) -> tuple[list[TagChange], list[TagDone]]:  # fmt: skip
    """Without what was so already; each is told once."""
    real: list[TagChange] = []
    told: list[TagDone] = []
    for one in changes:
        who, userid = one.profile_no, one.userid
        removed = [(no, off.pop((who, no, userid), None)) for no in one.remove]
        remove = [TagDone(who, no, userid, one.origin, was) for no, was in removed if was]
        add = [no for no in one.add if (who, no, userid) in on]
        on.difference_update((who, no, userid) for no in add)
        told += [*remove, *(TagDone(who, no, userid, one.origin) for no in add)]
        if add or remove:
            gone = tuple(done.tag_no for done in remove)
            real.append(msgspec.structs.replace(one, add=tuple(add), remove=gone))
    return real, told
