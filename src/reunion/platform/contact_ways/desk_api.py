"""我 on the desk: my card, my own code, my customers and my welcome; and quick search over everything."""

from typing import Annotated, Any

from litestar import Request, get
from litestar.params import Parameter
from msgspec import Struct

from reunion.core.config import Config
from reunion.core.context import Context
from reunion.platform.contact_ways import service
from reunion.platform.contact_ways.model import ContactWay
from reunion.platform.contacts import service as contacts
from reunion.platform.contacts.model import Customer
from reunion.platform.conversations import service as conversations
from reunion.platform.conversations.model import Conversation
from reunion.platform.directory import colleagues
from reunion.platform.directory.model import Colleague
from reunion.platform.welcome import service as welcome
from reunion.platform.welcome.model import Welcome
from reunion.surfaces.access import Caller, allow

_MEMBER = allow("member")
_EACH = 8


class Load(Struct):
    """How many customers I have, and may have."""

    count: int
    cap: int


class Me(Struct):
    """`welcome`: my own; null where the company's applies."""

    member: Colleague
    way: ContactWay
    customers: Load
    welcome: Welcome | None


class Jump(Struct):
    """At most eight of each."""

    customers: list[Customer]
    colleagues: list[Colleague]
    conversations: list[Conversation]


@get("/api/desk/me", opt=_MEMBER)
async def get_me(ctx: Context, caller: Caller, config: Config) -> Me:
    """My own code is made on first use."""
    way = await service.own(ctx, caller.principal_id)
    count, cap = await contacts.load_of(ctx, caller.principal_id)
    return Me(
        await colleagues.mine(ctx, caller.principal_id),
        (await service.shown(ctx, [way], config.public_url))[0],
        Load(count, cap),
        await welcome.get(ctx, member_id=caller.principal_id),
    )


@get("/api/desk/jump", opt=_MEMBER)
async def jump(
    ctx: Context,
    caller: Caller,
    request: Request[Any, Any, Any],
    q: Annotated[str, Parameter(min_length=1, max_length=64)],
) -> Jump:
    """快速查找 By name, remark, number or pinyin."""
    q = q.strip()
    if not q:
        return Jump([], [], [])
    found = await colleagues.page(
        ctx,
        request.app.state["gateway"].presence,
        q=q,
        department_id=None,
        cursor=None,
        limit=_EACH,
    )
    return Jump(
        await contacts.find(ctx, caller.principal_id, q, _EACH),
        found.items,
        await conversations.search_conversations(ctx, caller.principal_id, q, _EACH),
    )


routes = [get_me, jump]
