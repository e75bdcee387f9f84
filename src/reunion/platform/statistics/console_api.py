"""首页: the console's first page."""

from typing import Any

from litestar import Request, get

from reunion.core.context import Context
from reunion.platform.directory import service as directory
from reunion.platform.statistics import service
from reunion.platform.statistics.model import Home
from reunion.surfaces.access import Caller, allow
from reunion.surfaces.problems import language_of


@get("/api/console/home", opt=allow("super_admin", "admin", "scoped"), operation_id="console_home")
async def home(ctx: Context, caller: Caller, request: Request[Any, Any, Any]) -> Home:
    """首页 Today and the last thirty days; a scoped admin sees those of his departments."""
    members = None
    if caller.role == "scoped":
        members = await directory.members_of_departments(ctx, list(caller.departments))
    return await service.home(ctx, members, language_of(request))


routes = [home]
