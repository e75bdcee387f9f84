"""The purchases of the customers that an administrator may see."""

from litestar import get

from reunion.core.context import Context
from reunion.growth.connection import Connection
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


routes = [customer_purchases]
