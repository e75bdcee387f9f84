"""Reading a customer's purchases."""

from datetime import datetime

from reunion.core.context import Context
from reunion.core.paging import decode_cursor, encode_cursor
from reunion.growth.purchases import store
from reunion.growth.purchases.model import NotYourCustomer, Purchases
from reunion.wecom.client import Client
from reunion.wecom.endpoints.external_contacts import GetExternalContactRequest, get_
from reunion.wecom.errors import WecomError


async def of_customer(
    ctx: Context, external_userid: str, cursor: str | None, limit: int
) -> Purchases:
    """One page with the sums; raises InvalidCursor."""
    before = decode_cursor(cursor, tuple[datetime, str]) if cursor else None
    found = await store.page(ctx, external_userid, before, limit + 1)
    shown = found[:limit]
    more = len(found) > limit
    total, fen = await store.sums(ctx, external_userid)
    last = encode_cursor(shown[-1].bought_at, shown[-1].order_no) if more else None
    return Purchases(shown, last, total, fen)


async def require_follow(wecom: Client, userid: str | None, external_userid: str) -> None:
    """Asks WeCom whether this member has this customer (anybody, where `userid` is None); raises
    NotYourCustomer."""
    cursor = ""
    while True:
        try:
            answer = await wecom.call(get_, GetExternalContactRequest(external_userid, cursor))
        except WecomError as error:
            raise NotYourCustomer from error
        followers = {one.userid.lower() for one in answer.follow_user}
        if userid is None or userid.lower() in followers:
            return
        if not answer.next_cursor:
            raise NotYourCustomer
        cursor = answer.next_cursor
