"""The console's filters as they come in the query, held to what the caller may see."""

from datetime import datetime
from typing import Annotated, Literal

from litestar.params import Parameter, QueryParameter

from reunion.core.context import Context
from reunion.platform.contacts import service
from reunion.platform.contacts.model import CustomerFilter
from reunion.surfaces.access import Caller

State = Literal["active", "requested", "deleted"]
Search = Annotated[str, Parameter(max_length=64)]
From = Annotated[datetime | None, QueryParameter(name="from")]
Until = Annotated[datetime | None, QueryParameter(name="to")]


async def customer_filter(
    ctx: Context,
    caller: Caller,
    member: str | None = None,
    department_id: int | None = None,
    tag: str | None = None,
    no_tag: bool = False,
    source: str | None = None,
    relation: Annotated[State, QueryParameter(name="state")] = "active",
    since: From = None,
    until: Until = None,
    q: Search = "",
    sort: Literal["added_at", "name"] = "added_at",
) -> CustomerFilter:
    """A scoped administrator sees customers of his departments alone."""
    member_id = (await service.require_member(ctx, member)).id if member else None
    return CustomerFilter(
        state=relation,
        member_id=member_id,
        departments=None if department_id is None else (department_id,),
        scope=caller.scope,
        tag=tag,
        no_tag=no_tag,
        source=source,
        since=since,
        until=until,
        q=q.strip(),
        sort=sort,
    )
