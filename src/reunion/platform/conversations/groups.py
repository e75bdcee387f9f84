"""Seats of customer groups: who sits in one and from where on, who leads it, and its end.

The module `groups` decides; here the conversation follows. Every change is told to the nodes, so that
they forget who was in it, and to the clients of everybody concerned.
"""

from collections.abc import Iterable, Sequence

from reunion.core.context import Context
from reunion.platform.conversations import service
from reunion.platform.conversations.model import NoConversation, Party
from reunion.platform.conversations.store import groups, parties, rooms


async def open_group(ctx: Context, title: str, owner: Party, others: Sequence[Party]) -> int:
    """A new group with its owner and these."""
    found = await parties.make_conversation(ctx, "group", title, None, (owner, *others))
    await lead(ctx, found, owner.principal_id, [owner.principal_id])
    await service.tell(ctx, (one.account_id for one in (owner, *others)), found)
    return found


async def hold(ctx: Context, group_id: int) -> None:
    """Nobody writes until the transaction ends. Raises NoConversation."""
    if not await parties.lock(ctx, group_id):
        raise NoConversation


async def seat(ctx: Context, group_id: int, newcomers: Sequence[Party]) -> None:
    """These are in it from here on; what was said before is not for them. The caller holds it."""
    await groups.seat(ctx, group_id, newcomers)
    await rooms.say_changed(ctx, group_id)


async def unseat(ctx: Context, group_id: int, principal_ids: Sequence[int]) -> None:
    """These are out; their devices drop it. The caller holds it."""
    gone = await groups.unseat(ctx, group_id, principal_ids)
    await rooms.say_changed(ctx, group_id)
    await service.tell(ctx, gone, group_id)


async def lead(ctx: Context, group_id: int, owner_id: int, leaders: Sequence[int]) -> None:
    """Whose it is, and who may speak to all of it."""
    await groups.lead(ctx, group_id, owner_id, leaders)
    await rooms.say_changed(ctx, group_id)


async def rename(ctx: Context, group_id: int, title: str) -> None:
    """What it is called."""
    await rooms.name(ctx, group_id, title)


async def end(ctx: Context, group_id: int) -> None:
    """Nobody writes in it any more; what was said stays readable."""
    await parties.close_both(ctx, [group_id], "dismissed")
    await tell(ctx, group_id)


async def silence(ctx: Context, group_id: int, principal_id: int, reason: str) -> None:
    """This side does not write any more, and stays in it."""
    await parties.close_side(ctx, [group_id], {str(principal_id): reason})


async def tell(ctx: Context, group_id: int, also: Iterable[int] = ()) -> None:
    """Everybody's devices pull it."""
    accounts = [row["account_id"] for row in await parties.roster(ctx.tx, [group_id])]
    await service.tell(ctx, (*accounts, *also), group_id)
