"""触达 on the desk: what a member's own customers got, from anybody of the company."""

from typing import Annotated, Any

from litestar import Request, get
from litestar.params import Parameter

from reunion.core.context import Context
from reunion.core.paging import Page
from reunion.platform.contacts import service as contacts
from reunion.platform.touches import service
from reunion.platform.touches.model import TouchLine
from reunion.restraint.standing import Standing
from reunion.surfaces.access import Caller, allow
from reunion.surfaces.problems import language_of

_MEMBER = allow("member")


@get("/api/desk/customers/{contact_id:int}/touches", opt=_MEMBER)
async def list_touches(
    ctx: Context,
    caller: Caller,
    request: Request[Any, Any, Any],
    contact_id: int,
    cursor: str | None = None,
    limit: Annotated[int, Parameter(ge=1, le=100)] = 30,
) -> Page[TouchLine]:
    """触达台账 What was sent to my customer and what was not, newest first."""
    await contacts.customer(ctx, contact_id, caller.principal_id)
    return await service.touches(
        ctx, contact_id, cursor=cursor, limit=limit, language=language_of(request)
    )


@get("/api/desk/customers/{contact_id:int}/touches/standing", opt=_MEMBER)
async def read_standing(ctx: Context, caller: Caller, contact_id: int) -> Standing:
    """What my customer had this day, week and month beside the caps, and what she refuses."""
    await contacts.customer(ctx, contact_id, caller.principal_id)
    return await service.standing(ctx, contact_id)


routes = [list_touches, read_standing]
