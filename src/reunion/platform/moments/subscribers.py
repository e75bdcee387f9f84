"""What follows from other modules' facts, and who may open the files of a Moment."""

from reunion.core.context import Context
from reunion.outbox import Event, subscribe
from reunion.platform.contacts import service as contacts
from reunion.platform.media.access import lets_in
from reunion.platform.moments.model import EARLIER
from reunion.platform.moments.store import feed, reach
from reunion.restraint import service as restraint
from reunion.restraint.model import Purpose


@subscribe("contact.added")
async def show_earlier_posts(ctx: Context, event: Event) -> None:
    """A new customer sees what her member posted to everybody in the last 30 days; she came for it
    herself, so it counts as no touch. What she refuses she does not see."""
    contact_id = await contacts.require_contact(ctx, event.data["external_userid"])
    refused = (await restraint.refuses(ctx, [contact_id])).get(contact_id, set())
    purposes: tuple[Purpose, ...] = ("marketing", "service")
    wanted = [one for one in purposes if one not in refused]
    if wanted:
        await reach.show_earlier(
            ctx, contact_id, event.data["member_id"], ctx.now - EARLIER, wanted
        )


lets_in(feed.opens)
