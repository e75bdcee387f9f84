"""What apps hear of the directory."""

from reunion.core.context import Context
from reunion.outbox import Event, subscribe
from reunion.platform.apps import service


@subscribe("department.deleted")
async def department_gone(ctx: Context, event: Event) -> None:
    await service.department_gone(ctx, event.data["id"])


@subscribe("member_tag.deleted")
async def tag_gone(ctx: Context, event: Event) -> None:
    await service.tag_gone(ctx, event.data["tagid"])
