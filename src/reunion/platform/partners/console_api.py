"""上下游企业 in the console. A scoped administrator sees those that members of his departments look
after."""

from typing import Annotated, Any

from litestar import delete, get, post, put
from litestar.params import Parameter

from reunion.core.config import Config
from reunion.core.context import Context
from reunion.core.paging import Page
from reunion.platform.contacts import service as contacts
from reunion.platform.directory import service as directory
from reunion.platform.partners import employing, service, store
from reunion.platform.partners.model import (
    EmploymentDraft,
    Partner,
    PartnerDraft,
    PartnerInvitation,
    PartnerKind,
    PartnerPerson,
)
from reunion.platform.partners.refusals import PartnerUnknown
from reunion.surfaces.access import Caller, allow

_EDITORS = allow("super_admin", "admin", "scoped")
_TAGS = ["partners"]
PathId = Annotated[int, Parameter(ge=1, lt=2**53)]
Query = Annotated[str, Parameter(max_length=64)]
Limit = Annotated[int, Parameter(ge=1, le=200)]


class NewPartner(PartnerDraft, kw_only=True):
    """Its kind stays as it is made."""

    kind: PartnerKind


async def _within(ctx: Context, caller: Caller) -> list[int] | None:
    if caller.scope is None:
        return None
    return await directory.members_of_departments(ctx, list(caller.scope))


async def _visible(ctx: Context, caller: Caller, partner_id: int) -> list[int] | None:
    within = await _within(ctx, caller)
    keepers = await store.keepers(ctx, partner_id) if within is not None else []
    if within is not None and not set(keepers) & set(within):
        raise PartnerUnknown
    return within


@get("/api/console/partners", opt=_EDITORS, tags=_TAGS)
async def list_partners(
    ctx: Context,
    caller: Caller,
    q: Query = "",
    kind: PartnerKind | None = None,
    cursor: str | None = None,
    limit: Limit = 50,
) -> Page[Partner]:
    """上下游企业 By name, with how many people and groups each has."""
    keepers = await _within(ctx, caller)
    return await service.page(ctx, q=q, kind=kind, keepers=keepers, cursor=cursor, limit=limit)


@post("/api/console/partners", opt=_EDITORS, tags=_TAGS)
async def create_partner(ctx: Context, caller: Caller, data: NewPartner) -> Partner:
    """新增上下游企业."""
    return await service.create(ctx, data.kind, data, await _within(ctx, caller))


@get("/api/console/partners/{partner_id:int}", opt=_EDITORS, tags=_TAGS)
async def get_partner(ctx: Context, caller: Caller, partner_id: PathId) -> Partner:
    """上下游企业详情."""
    await _visible(ctx, caller, partner_id)
    return await service.get(ctx, partner_id)


@put("/api/console/partners/{partner_id:int}", opt=_EDITORS, tags=_TAGS)
async def change_partner(
    ctx: Context, caller: Caller, partner_id: PathId, data: PartnerDraft
) -> Partner:
    """修改上下游企业 All of it anew."""
    within = await _visible(ctx, caller, partner_id)
    return await service.change(ctx, partner_id, data, within)


@delete("/api/console/partners/{partner_id:int}", opt=_EDITORS, tags=_TAGS)
async def delete_partner(ctx: Context, caller: Caller, partner_id: PathId) -> None:
    """删除 Once it has no people."""
    await _visible(ctx, caller, partner_id)
    await service.delete(ctx, partner_id)


@get("/api/console/partners/{partner_id:int}/people", opt=_EDITORS, tags=_TAGS)
async def list_people_of_partner(
    ctx: Context,
    caller: Caller,
    partner_id: PathId,
    q: Query = "",
    cursor: str | None = None,
    limit: Limit = 50,
) -> Page[PartnerPerson]:
    """联系人 In the order of coming."""
    await _visible(ctx, caller, partner_id)
    return await service.people(ctx, partner_id, q=q, cursor=cursor, limit=limit)


@get("/api/console/partners/{partner_id:int}/invitation", opt=_EDITORS, tags=_TAGS)
async def show_invitation(
    ctx: Context, caller: Caller, config: Config, partner_id: PathId
) -> PartnerInvitation:
    """邀请链接与二维码."""
    await _visible(ctx, caller, partner_id)
    return service.invitation(await service.require(ctx, partner_id), config.public_url)


@post(
    "/api/console/partners/{partner_id:int}/invitation", opt=_EDITORS, tags=_TAGS, status_code=200
)
async def renew_invitation(
    ctx: Context, caller: Caller, config: Config, partner_id: PathId
) -> PartnerInvitation:
    """换一个邀请链接 The old address ends."""
    await _visible(ctx, caller, partner_id)
    return service.invitation(await service.renew_invitation(ctx, partner_id), config.public_url)


@put("/api/console/customers/{external_userid:str}/partner", opt=_EDITORS, tags=_TAGS)
async def set_employer(
    ctx: Context, caller: Caller, external_userid: str, data: EmploymentDraft
) -> None:
    """登记为上下游联系人."""
    contact_id = await contacts.require_visible(ctx, external_userid, caller.scope)
    await _visible(ctx, caller, data.partner_id)
    await employing.employ(ctx, contact_id, data.partner_id, data.position)


@delete("/api/console/customers/{external_userid:str}/partner", opt=_EDITORS, tags=_TAGS)
async def drop_employer(ctx: Context, caller: Caller, external_userid: str) -> None:
    """取消登记 She goes from the groups of its kind."""
    contact_id = await contacts.require_contact(ctx, external_userid)
    works = await store.person(ctx, contact_id)
    if works is not None and caller.scope is not None:
        await _visible(ctx, caller, works[0].id)
    else:
        contact_id = await contacts.require_visible(ctx, external_userid, caller.scope)
    await employing.release(ctx, contact_id)


routes: list[Any] = [
    list_partners, create_partner, get_partner, change_partner, delete_partner,
    list_people_of_partner, show_invitation, renew_invitation, set_employer, drop_employer,
]  # fmt: skip
