"""What follows from other modules' facts."""

from reunion.core.context import Context
from reunion.platform.partners import employing
from reunion.platform.people import service as people
from reunion.platform.people.model import Person


@people.on_leaving
async def work_for_nobody(ctx: Context, person: Person) -> None:
    """A closed account works for no partner, of whichever company."""
    await employing.leave_all(ctx, person.id)
