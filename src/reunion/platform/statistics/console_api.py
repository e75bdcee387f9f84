"""首页 of the console."""

from typing import Any

from litestar import Request, get

from reunion.core.context import Context
from reunion.platform.statistics import service
from reunion.platform.statistics.model import Home
from reunion.surfaces.access import Caller, allow
from reunion.surfaces.problems import language_of


@get("/api/console/home", opt=allow("super_admin", "admin", "scoped"))
async def home(ctx: Context, caller: Caller, request: Request[Any, Any, Any]) -> Home:
    """Today, thirty days, and what waits; a scoped administrator sees his departments alone."""
    return await service.home(ctx, caller.scope, language_of(request))


routes = [home]
