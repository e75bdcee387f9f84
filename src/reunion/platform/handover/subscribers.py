"""What follows for handovers when people part or leave, and who may open what was sent before."""

from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.outbox import Event, subscribe
from reunion.platform.groups import hooks
from reunion.platform.handover.groups import note_passed_on
from reunion.platform.handover.store import groups, lists, rows
from reunion.platform.media.access import lets_in


@subscribe("contact.deleted")
async def they_parted(ctx: Context, event: Event) -> None:
    """There is nothing to hand over any more."""
    contact_id, member_id = int(event.order_key), event.data["member_id"]
    await rows.look_again(ctx, contact_id=contact_id, from_id=member_id)


@subscribe("member.resigned", "member.disabled")
async def taker_is_out(ctx: Context, event: Event) -> None:
    """Whoever was to take over cannot: the customers stay where they are, or wait for another."""
    await rows.look_again(ctx, to_id=event.data["member_id"])


@subscribe("group.owner_changed")
async def passed_on(ctx: Context, event: Event) -> None:
    """What headquarters and programs hand over is written down where it is done; an owner's own act here."""
    if event.data.get("by_owner"):
        facts = event.data
        at = msgspec.structs.replace(ctx.acting_as(event.actor), now=event.at)
        await note_passed_on(at, facts["group_id"], facts["old_id"], facts["new_id"])


@hooks.passing
async def groups_on_their_way(ctx: Context) -> list[int]:
    """Groups of owners who left that are being given out."""
    return await groups.passing(ctx)


@lets_in
async def sent_before(tx: Any, media_id: str, account_id: int) -> bool:
    """Files in the talks of whoever had the member's customer before him."""
    return await lists.carries(tx, media_id, account_id)
