"""Broadcasts to customer groups: a group is the recipient, its owner sends, and its own limit counts."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from reunion.core.context import Context
from reunion.platform.broadcasts import audience
from reunion.platform.broadcasts.model import (
    Audience,
    BroadcastRow,
    ChatType,
    Estimate,
    RuleCount,
    Task,
)
from reunion.platform.broadcasts.refusals import GroupsUnknown
from reunion.platform.broadcasts.store import audience as store
from reunion.platform.broadcasts.store import group_sending, sending
from reunion.platform.broadcasts.store.audience import Found
from reunion.platform.broadcasts.store.sending import Addressees
from reunion.platform.corps import service as corps
from reunion.platform.groups import service as groups
from reunion.platform.groups.model import GroupCard
from reunion.platform.groups.refusals import GroupUnknown
from reunion.restraint import service as restraint
from reunion.restraint.model import Ask, Purpose, Touch

CHUNK = 20
"""Groups at a time: each has up to 500 people who are told."""


async def check(ctx: Context, chat_type: ChatType, wanted: Audience) -> None:
    """Raises GroupsUnknown for groups that the company does not have."""
    if chat_type != "group":
        return
    for group_id in wanted.group_ids:
        try:
            await groups.require(ctx, group_id)
        except GroupUnknown:
            raise GroupsUnknown(group=group_id) from None


async def write(ctx: Context, row: BroadcastRow, limit: int) -> Found:
    """The next part of the audience as recipients: customers, or groups."""
    wanted = await audience.resolve(ctx, row.audience, row.scope)
    if row.chat_type == "group":
        return await group_sending.write(ctx, row.id, row.audience, wanted, row.prepared_to, limit)
    return await store.write(ctx, row.id, wanted, row.prepared_to, limit)


async def chunk(ctx: Context, row: BroadcastRow, task: Task, limit: int) -> Addressees:
    """The next recipients of a task, as things are now."""
    if row.chat_type == "group":
        return await group_sending.chunk(ctx, task, limit)
    return await sending.chunk(ctx, task, limit)


async def hear(ctx: Context, row: BroadcastRow, task: Task, to: Addressees) -> list[int]:
    """Whose devices pull when these get it."""
    if row.chat_type == "group":
        return [task.member_id, *await group_sending.accounts(ctx, to.conversation_ids)]
    return [task.member_id, *to.person_ids]


async def estimate(
    ctx: Context, wanted: Audience, scope: list[int] | None, purpose: Purpose, at: datetime
) -> Estimate:
    """Which groups would get it at that time, as things stand; writes nothing."""
    await audience.check(ctx, wanted)
    await check(ctx, "group", wanted)
    resolved = await audience.resolve(ctx, wanted, scope)
    found = await group_sending.look(ctx, wanted, resolved)
    touch = Touch("broadcast", purpose, "broadcast", 0)
    asks = [Ask(addressee, owner_id) for addressee, owner_id in found]
    rules = Counter(await restraint.foresee(ctx, touch, asks, at, await corps.zone(ctx)))
    reachable = rules.pop(None, 0)
    refusals = [RuleCount(rule, n) for rule, n in rules.most_common() if rule]
    return Estimate(len(found), len({owner for _, owner in found}), reachable, refusals)


async def of_wire(
    ctx: Context, chat_ids: Sequence[str], owner_id: int
) -> tuple[list[GroupCard], list[str]]:
    """Those of these that are this member's, and the wire ids of the others."""
    found = await groups.by_chat_ids(ctx, chat_ids)
    own = [found[one] for one in chat_ids if one in found and found[one].owner_id == owner_id]
    known = {one.chat_id for one in own}
    return own, [one for one in dict.fromkeys(chat_ids) if one not in known]
