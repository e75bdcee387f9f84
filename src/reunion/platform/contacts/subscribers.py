"""What contacts do when members leave and when people change, and what other modules ask of them."""

from reunion import realtime
from reunion.core.context import Context
from reunion.outbox import Event, subscribe
from reunion.platform.contacts import service
from reunion.platform.contacts.store import follows, marks
from reunion.platform.people import service as people
from reunion.platform.people.model import Person
from reunion.realtime import changes


@subscribe("member.resigned")
async def wait_for_assignment(ctx: Context, event: Event) -> None:
    """Customers of a member who has left wait to be taken over."""
    await service.unassign_all(ctx, event.data["member_id"], event.data["userid"])


@subscribe("contact.edited")
async def show_to_desk(ctx: Context, event: Event) -> None:
    """An app marked or remarked: the member's desk pulls. (Other actors hint at once.)"""
    if event.actor.kind == "app":
        member = await follows.member_by_userid(ctx, event.data["userid"])
        if member is not None:
            await realtime.notify(ctx, [member.id], {"type": "changed", "what": "contacts"})


@people.on_leaving
async def part_from_all(ctx: Context, person: Person) -> None:
    """A closed account is nobody's contact."""
    await service.leave(ctx, person.id)


@people.on_profile_change
async def find_by_new_name(ctx: Context, person: Person) -> None:
    """Members find the customer by the new name."""
    await service.rename_everywhere(ctx, person.id)


@changes.part("desk", "contacts_changed")
async def desk_contacts_changed(ctx: Context, account_id: int, since: int) -> bool:
    """A follow of this member changed."""
    return await marks.changed_since(ctx, account_id, since)


@changes.part("desk", "requests_changed")
async def desk_requests_changed(ctx: Context, account_id: int, since: int) -> bool:
    """Requests are follows too."""
    return await marks.changed_since(ctx, account_id, since)


@changes.part("app", "contacts_changed")
async def app_contacts_changed(ctx: Context, account_id: int, since: int) -> bool:
    """A follow of this person changed, in any corp."""
    return await marks.changed_for_person(ctx, account_id, since)
