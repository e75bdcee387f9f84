"""接收偏好 in the customer's app: what she receives from each company."""

from litestar import get, put

from reunion.core.context import Context
from reunion.platform.touches import service
from reunion.platform.touches.model import Preferences, PreferencesChange
from reunion.surfaces.access import Caller, allow

_CUSTOMER = allow("customer")


@get("/api/app/companies/{wire_id:str}/preferences", opt=_CUSTOMER)
async def read_preferences(ctx: Context, caller: Caller, wire_id: str) -> Preferences:
    """接收偏好 With what came in the last 30 days, counted."""
    return await service.preferences(ctx, caller.principal_id, wire_id)


@put("/api/app/companies/{wire_id:str}/preferences", opt=_CUSTOMER)
async def set_preferences(
    ctx: Context, caller: Caller, wire_id: str, data: PreferencesChange
) -> Preferences:
    """Holds at once, for every member and channel of the company."""
    await service.set_preferences(ctx, caller.principal_id, wire_id, data)
    return await service.preferences(ctx, caller.principal_id, wire_id)


routes = [read_preferences, set_preferences]
