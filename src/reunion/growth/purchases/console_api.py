"""The purchases of the customers that an administrator may see."""

from litestar import get

from reunion.core.context import Context
from reunion.growth.connection.clients import Connection
from reunion.growth.profiles import service as profiles
from reunion.growth.profiles.reach import Reach
from reunion.growth.purchases import followers, service
from reunion.growth.purchases.model import Purchases
from reunion.growth.purchases.query import Limit
from reunion.surfaces.access import Caller, allow


@get(
    "/api/console/customers/{external_userid:str}/purchases",
    opt=allow("super_admin", "admin", "scoped"),
    operation_id="console_customer_purchases",
)
async def customer_purchases(
    ctx: Context,
    caller: Caller,
    wecom: Connection,
    external_userid: str,
    cursor: str | None = None,
    limit: Limit = 20,
) -> Purchases:
    """客户的订单 What a customer bought, newest first; scoped: customers of the own departments."""
    client = await wecom.of(caller.corp_id)
    if caller.role == "scoped":
        await followers.require_departments(client, caller.departments, external_userid)
    else:
        await followers.require_known(client, external_userid)
    return await service.of_customer(ctx, external_userid, cursor, limit)


@get(
    "/api/console/profiles/{profile_no:int}/purchases",
    opt=allow("super_admin", "admin", "scoped"),
)
async def profile_purchases(
    ctx: Context, reach: Reach, profile_no: int, cursor: str | None = None, limit: Limit = 20
) -> Purchases:
    """订单 What a person bought, whoever she was before a merge, newest first."""
    await reach.require(ctx, profile_no)
    await profiles.require(ctx, profile_no)
    return await service.of_profile(ctx, profile_no, cursor, limit)


routes = [customer_purchases, profile_purchases]
