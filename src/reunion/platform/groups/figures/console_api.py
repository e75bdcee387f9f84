"""群统计 in the console."""

from typing import Annotated, Any

from litestar import get
from litestar.params import Parameter

from reunion.core.context import Context
from reunion.platform.groups import scope
from reunion.platform.groups.desk_api import PathId
from reunion.platform.groups.figures import service
from reunion.platform.groups.figures.model import KEPT, GroupDay, GroupStatistics
from reunion.platform.rule_groups import service as rule_groups
from reunion.surfaces.access import Caller, allow

_EDITORS = allow("super_admin", "admin", "scoped")
_TAGS = ["groups"]
Days = Annotated[int, Parameter(ge=1, le=KEPT)]


@get("/api/console/group-statistics", opt=_EDITORS, tags=_TAGS)
async def show_group_statistics(
    ctx: Context,
    caller: Caller,
    days: Days = 30,
    owner: Annotated[str, Parameter(max_length=64)] = "",
) -> GroupStatistics:
    """群统计 By day and by owner, with today."""
    await rule_groups.require_granted(ctx, caller, "view_room_data")
    return await service.recent(ctx, await scope.owners(ctx, caller, owner), days)


@get("/api/console/groups/{group_id:int}/statistics", opt=_EDITORS, tags=_TAGS)
async def show_statistics_of_group(
    ctx: Context, caller: Caller, group_id: PathId, days: Days = 30
) -> list[GroupDay]:
    """一个群的统计 By day, with today."""
    await rule_groups.require_granted(ctx, caller, "view_room_data")
    await scope.visible(ctx, caller, group_id)
    return await service.of_group(ctx, group_id, days)


routes: list[Any] = [show_group_statistics, show_statistics_of_group]
