"""The verbs on the mirror for the rest of growth."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from reunion.core.context import Context
from reunion.core.crypto import Vault
from reunion.growth.connection import service as connections
from reunion.growth.connection.model import ConnectionSetting
from reunion.growth.mirror.chats import store as chats
from reunion.growth.mirror.drifting import read_again_as
from reunion.growth.mirror.model import Follow, Group, Marked, Member, RoundKind
from reunion.growth.mirror.store import directory, leases, marks
from reunion.growth.mirror.store import follows as store
from reunion.growth.mirror.store import groups as group_store
from reunion.growth.mirror.store import hints as hint_store
from reunion.growth.mirror.store import rounds as round_store
from reunion.growth.profiles import service as profiles
from reunion.surfaces.access import Caller


async def switch_on(ctx: Context) -> None:
    """The corp's WeCom is read from now on: the platform it lives on, unless another is set."""
    await connections.switch_on(ctx)
    await leases.ensure(ctx)


async def begin_round(ctx: Context, kind: RoundKind, *, repairs: bool) -> bool:
    """Reads everything, now; False where that is under way. What was wrong is tried again at once."""
    await leases.ensure(ctx)
    await _try_again(ctx)
    began = await round_store.begin(ctx, kind, repairs=repairs)
    await leases.wake(ctx)
    return began


async def was_read(ctx: Context) -> bool:
    """Whether the corp's WeCom was read whole, once at least."""
    return await round_store.any_finished(ctx)


async def change_connection(ctx: Context, vault: Vault, wanted: ConnectionSetting) -> None:
    """Sets which WeCom it is. Another one is read from the beginning. Raises SettingWrong."""
    fresh = await connections.change(ctx, vault, wanted)
    await leases.ensure(ctx)
    if fresh:
        await hint_store.drop(ctx)
        await round_store.drop(ctx)
        await chats.drop(ctx)
        await begin_round(ctx, "first", repairs=True)
        await leases.next_round(ctx, None)
        return
    # Another secret may mend what was wrong, and another interval counts at once.
    await _try_again(ctx)
    last = await round_store.last_finished(ctx)
    if last is not None:
        hours = timedelta(hours=wanted.every_hours)
        await leases.next_round(ctx, last + hours if hours else None)
    await leases.wake(ctx)


async def _try_again(ctx: Context) -> None:
    """What was wrong may be mended: nothing waits any longer."""
    await leases.works(ctx)
    await marks.works(ctx)
    await chats.works(ctx)


async def repair(ctx: Context) -> int:
    """What was found to differ and left as it is, is read again; answers how many customers and groups."""
    found = {(read_again_as(kind), key) for kind, key in await round_store.mend(ctx)}
    for kind in ("customer", "group"):
        await hint_store.put_again(ctx, kind, sorted(key for one, key in found if one == kind))
    await leases.wake(ctx)
    return len(found)


async def mark_tags(
    ctx: Context, wanted: Sequence[tuple[int, Sequence[int], Sequence[int]]], *, reason: str,
    userids: Sequence[str] | None = None,
) -> int:  # fmt: skip
    """(profile_no, tags to add, tags to remove): queued for every follow of these people, or for those of
    `userids` alone, in order; answers how many follows. Tags of our own are passed over, and so is who is
    not in WeCom. What is so already is not written."""
    externals = await profiles.externals(ctx, {no for no, _, _ in wanted})
    numbers = {no for _, add, remove in wanted for no in (*add, *remove)}
    ids = await directory.wecom_ids(ctx, sorted(numbers))
    rows = [
        {
            "profile_no": no,
            "external_userid": externals[no],
            "add_ids": [ids[one] for one in add if one in ids],
            "remove_ids": [ids[one] for one in remove if one in ids],
        }
        for no, add, remove in wanted
        if no in externals
    ]
    rows = [row for row in rows if row["add_ids"] or row["remove_ids"]]
    return await marks.queue(ctx, rows, reason, userids) if rows else 0


async def marked(ctx: Context, reasons: Iterable[str]) -> dict[str, Marked]:
    """How far the writing of tags is, by reason."""
    return await marks.progress(ctx, list(reasons))


async def withdraw(ctx: Context, reason: str) -> int:
    """What nobody has begun to write is not written; answers how many follows."""
    return await marks.withdraw(ctx, reason)


async def follows(ctx: Context, profile_nos: Iterable[int]) -> dict[int, list[Follow]]:
    """Who has and had these people; nothing for who is not in WeCom."""
    externals = await profiles.externals(ctx, profile_nos)
    found: dict[str, list[Follow]] = {}
    for one in await store.of_customers(ctx, sorted(set(externals.values()))):
        found.setdefault(one.external_userid, []).append(one)
    return {no: found[one] for no, one in externals.items() if one in found}


async def added_by(
    ctx: Context, channels: Sequence[str], since: datetime
) -> list[tuple[str, str, int]]:
    """(channel, userid, how many customers were added since), for codes with these states; those who have
    gone since then too, and those whom the member gave to a colleague: they are the giver's."""
    return await store.added_by(ctx, list(channels), since)


async def follows_of(ctx: Context, userid: str, profile_no: int) -> bool:
    """Whether the member has this person now."""
    externals = await profiles.externals(ctx, [profile_no])
    if profile_no not in externals:
        return False
    return await store.active_of(ctx, userid, externals[profile_no])


async def group(ctx: Context, chat_id: str) -> Group | None:
    """A customer group with who is in it; None where it was not read yet, or is gone."""
    return await group_store.whole(ctx, chat_id)


async def scope(ctx: Context, caller: Caller) -> tuple[str, ...] | None:
    """The members whose customers a scoped administrator may see; None: everybody's."""
    if caller.scope is None:
        return None
    return tuple(await directory.below(ctx, list(caller.scope)))


async def members(ctx: Context) -> list[Member]:
    """Who is in the directory, by name."""
    return await directory.members(ctx)


async def names(ctx: Context, userids: Sequence[str]) -> dict[str, str]:
    """How these members are called, those who have gone too."""
    return await directory.names(ctx, userids)


async def places_of(ctx: Context, *userids: str) -> list[int]:
    """The departments that these members work in, with all above them."""
    return await directory.above(ctx, userids)
