"""Tags of a rule group go with it."""

from reunion.core.context import Context
from reunion.outbox import Event, subscribe
from reunion.platform.tags import service


@subscribe("rule_group.deleted")
async def delete_its_tags(ctx: Context, event: Event) -> None:
    """Doing it twice finds none."""
    await service.delete_of(ctx, event.data["id"])
