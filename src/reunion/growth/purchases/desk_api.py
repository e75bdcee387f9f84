"""The purchases of a member's own customer."""

from typing import Annotated

from litestar import get
from litestar.params import Parameter

from reunion.core.context import Context
from reunion.growth.connection.clients import Connection
from reunion.growth.purchases import followers, service
from reunion.growth.purchases.model import Purchases
from reunion.growth.purchases.query import Limit
from reunion.surfaces.access import Caller, allow


@get(
    "/api/desk/customers/{external_userid:str}/purchases",
    opt=allow("member"),
    operation_id="desk_customer_purchases",
)
async def customer_purchases(
    ctx: Context,
    caller: Caller,
    wecom: Connection,
    external_userid: str,
    handed_by: Annotated[str | None, Parameter(max_length=64)] = None,
    cursor: str | None = None,
    limit: Limit = 20,
) -> Purchases:
    """客户的订单 What one of my customers bought, newest first; `handed_by`: or of one whom this colleague is
    handing over to me."""
    client = await wecom.of(caller.corp_id)
    if handed_by is None:
        await followers.require_member(client, caller.userid, external_userid)
    else:
        await followers.require_taker(client, handed_by, caller.userid, external_userid)
    return await service.of_customer(ctx, external_userid, cursor, limit)


routes = [customer_purchases]
