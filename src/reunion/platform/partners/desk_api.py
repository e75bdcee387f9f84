"""上下游企业 on the desk: for whom a contact works, and whom a member may bring into their groups."""

from typing import Annotated, Any

from litestar import delete, get, put
from litestar.params import Parameter

from reunion.core.context import Context
from reunion.platform.contacts import service as contacts
from reunion.platform.contacts.model import CustomerCard
from reunion.platform.contacts.refusals import NotFollowed
from reunion.platform.partners import employing, service
from reunion.platform.partners.model import EmploymentDraft, PartnerCard, PartnerKind, PartnerPerson
from reunion.surfaces.access import Caller, allow

_MEMBER = allow("member")
_TAGS = ["partners"]
PathId = Annotated[int, Parameter(ge=1, lt=2**53)]
Query = Annotated[str, Parameter(max_length=64)]


@get("/api/desk/partners", opt=_MEMBER, tags=_TAGS)
async def list_partners_to_choose(ctx: Context, q: Query = "") -> list[PartnerCard]:
    """上下游企业 To choose from, by name, at most 50."""
    return await service.choices(ctx, q)


@get("/api/desk/partner-people", opt=_MEMBER, tags=_TAGS)
async def list_partner_people(
    ctx: Context, caller: Caller, kind: PartnerKind, q: Query = ""
) -> list[PartnerPerson]:
    """上下游联系人 Whom the caller may bring into a group of this kind, at most 200."""
    return await service.reached_by(ctx, caller.principal_id, kind, q=q)


async def _mine(ctx: Context, caller: Caller, contact_id: int) -> None:
    follow = await contacts.find_follow(ctx, contact_id, caller.principal_id)
    if follow is None or follow.state != "active":
        raise NotFollowed


@put("/api/desk/customers/{contact_id:int}/partner", opt=_MEMBER, tags=_TAGS)
async def say_employer(
    ctx: Context, caller: Caller, language: str, contact_id: PathId, data: EmploymentDraft
) -> CustomerCard:
    """登记为上下游联系人 A contact of the caller's works there."""
    await _mine(ctx, caller, contact_id)
    await employing.employ(ctx, contact_id, data.partner_id, data.position)
    return await contacts.card(ctx, contact_id, caller.principal_id, language)


@delete("/api/desk/customers/{contact_id:int}/partner", opt=_MEMBER, tags=_TAGS, status_code=200)
async def take_employer_back(
    ctx: Context, caller: Caller, language: str, contact_id: PathId
) -> CustomerCard:
    """取消登记 She goes from the groups of its kind."""
    await _mine(ctx, caller, contact_id)
    await employing.release(ctx, contact_id)
    return await contacts.card(ctx, contact_id, caller.principal_id, language)


routes: list[Any] = [
    list_partners_to_choose, list_partner_people, say_employer, take_employer_back,
]  # fmt: skip
