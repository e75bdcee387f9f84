"""What follows from other modules' facts."""

from reunion.core.context import Context
from reunion.outbox import Event, subscribe
from reunion.platform.archive import rooms
from reunion.platform.groups import going, service
from reunion.platform.people import service as people
from reunion.platform.people.model import Person

# Programs that read the archive know a customer group by the id that groupchat/get has for it.
rooms.named_by(service.chat_ids, service.id_of_chat)


@subscribe("member.resigned", "member.deleted")
async def leave_groups(ctx: Context, event: Event) -> None:
    """Whoever has left the company is in no group, apart from those that wait for a new owner."""
    await going.resign(ctx, event.data["member_id"])


@subscribe("partner.person_left")
async def leave_groups_of_partners(ctx: Context, event: Event) -> None:
    """Who works for a partner no more, or for one of the other kind, goes from the groups for its people."""
    await going.leave_partners(ctx, event.data["contact_id"])


@people.on_leaving
async def leave_all_groups(ctx: Context, person: Person) -> None:
    """A closed account is in no group, of whichever company."""
    await going.leave_all(ctx, person.id)
