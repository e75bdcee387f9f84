"""What a scoped administrator sees: groups whose owner is in his departments or below."""

from reunion.core.context import Context
from reunion.platform.directory import service as directory
from reunion.platform.groups.coming import require
from reunion.platform.groups.model import GroupRow
from reunion.platform.groups.refusals import GroupUnknown
from reunion.surfaces.access import Caller


async def owners(ctx: Context, caller: Caller, userid: str = "") -> list[int] | None:
    """Whose groups he may see, or those of one member; None: everybody's. Raises MemberNotFound."""
    within = None
    if caller.scope is not None:
        within = await directory.members_of_departments(ctx, list(caller.scope))
    if not userid:
        return within
    wanted = (await directory.require(ctx, userid)).id
    return [wanted] if within is None or wanted in within else []


async def visible(ctx: Context, caller: Caller, group_id: int) -> GroupRow:
    """One that he may see; raises GroupUnknown."""
    group = await require(ctx, group_id)
    within = await owners(ctx, caller)
    if within is not None and group.owner_id not in within:
        raise GroupUnknown
    return group
