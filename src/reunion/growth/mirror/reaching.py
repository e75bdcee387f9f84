"""`reach`, which handlers of the console ask for by name: found once a request, from the directory as it is
mirrored now, so it follows members who move and departments that do."""

from reunion.core.context import Context
from reunion.growth.mirror import service
from reunion.growth.profiles.reach import EVERYBODY, Reach
from reunion.surfaces.access import Caller


async def reach(ctx: Context, caller: Caller) -> Reach:
    """Of a scoped administrator, the people whom members of his departments or below follow now."""
    userids = await service.scope(ctx, caller)
    return EVERYBODY if userids is None else Reach(userids, caller.principal_id)
