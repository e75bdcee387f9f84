"""Customer groups: who is in them, who came and who left."""

from typing import TYPE_CHECKING, Any

import msgspec

from reunion.core.context import Context
from reunion.growth.mirror import erasing, reading
from reunion.growth.mirror.drifting import ON_ITS_WAY
from reunion.growth.mirror.model import Group, GroupMember, NewDrift
from reunion.growth.mirror.store import groups as store
from reunion.growth.mirror.telling import SOURCE, person
from reunion.growth.tracking import service as tracking
from reunion.growth.tracking.service import Occurrence

if TYPE_CHECKING:
    from reunion.growth.mirror.reader import Reader


async def refresh(reader: "Reader", chat_id: str) -> None:
    """Reads one again; raises WecomError."""
    found = await reading.group(reader.wecom, chat_id)
    async with reader.writing() as ctx:
        if found is None:
            await _gone(ctx, chat_id)
        else:
            await apply(ctx, await compare(ctx, found))


class Change(msgspec.Struct, frozen=True):
    """How a group differs from what is held; `fields` {name: [ours, WeCom's]}, for people to read."""

    group: Group
    came: list[GroupMember]
    left: list[GroupMember]
    fields: dict[str, Any]


async def compare(ctx: Context, group: Group) -> Change:
    """With the rows of who is in it locked."""
    there = await _without_erased(ctx, group.members)
    known = await store.get(ctx, group.chat_id)
    held = {one.userid: one for one in await store.members(ctx, group.chat_id)}
    came = [one for one in there if held.get(one.userid) != one]
    members = {one.userid for one in group.members}
    left = [one for key, one in held.items() if key not in members]
    if known is None:
        return Change(group, came, left, {"there": [False, True]})
    fields: dict[str, Any] = {
        name: [ours, theirs]
        for name, ours, theirs in (
            ("name", known.name, group.name),
            ("owner", known.owner, group.owner),
        )
        if ours != theirs
    }
    settled = [one for one in came if one.joined_at <= ctx.now - ON_ITS_WAY]
    fields |= {key: [0, len(some)] for key, some in (("came", settled), ("left", left)) if some}
    return Change(group, came, left, fields)


def drift(change: Change) -> NewDrift:
    """As the report says it."""
    return NewDrift("group", change.group.chat_id, "", change.fields, None)


def gone(chat_id: str) -> NewDrift:
    """A group that WeCom does not name any more."""
    return NewDrift("group", chat_id, "", {"there": [True, False]}, None)


async def apply(ctx: Context, change: Change) -> None:
    """Takes in what was read of a group."""
    group = change.group
    await store.put(ctx, group)
    if change.came:
        await store.join(ctx, group.chat_id, change.came)
    if change.left:
        await store.leave(ctx, group.chat_id, [one.userid for one in change.left])
    await tracking.record(
        ctx,
        [
            *(_joined(group, one) for one in change.came if one.outsider),
            *await _leaving(ctx, group.chat_id, change.left),
        ],
    )


async def _gone(ctx: Context, chat_id: str) -> None:
    left = await store.dismiss(ctx, chat_id)
    await tracking.record(ctx, await _leaving(ctx, chat_id, left))


async def _without_erased(ctx: Context, members: list[GroupMember]) -> list[GroupMember]:
    """Whoever was erased is known again only where she joined after it."""
    erased = await erasing.erased(ctx, [one.userid for one in members if one.outsider])
    return [
        one for one in members if one.userid not in erased or one.joined_at > erased[one.userid]
    ]


async def _leaving(ctx: Context, chat_id: str, left: list[GroupMember]) -> list[Occurrence]:
    """An event names the person, so none is told of who was erased meanwhile."""
    return [
        Occurrence(
            "group_left", ctx.now, identities=(person(one.userid),), source=SOURCE, subject=chat_id
        )
        for one in await _without_erased(ctx, left)
        if one.outsider
    ]


def _joined(group: Group, one: GroupMember) -> Occurrence:
    return Occurrence(
        "group_joined", one.joined_at, identities=(person(one.userid),), source=SOURCE,
        subject=group.chat_id, properties={"group": group.name, "join_scene": one.join_scene},
        message_id=f"wecom:joined:{group.chat_id}:{one.userid}:{int(one.joined_at.timestamp())}",
    )  # fmt: skip
