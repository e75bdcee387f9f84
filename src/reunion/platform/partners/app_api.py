"""A partner's invitation in the customers' app."""

from typing import Any

from litestar import Request, Response, get, post

from reunion.core.config import Config
from reunion.core.context import Context
from reunion.platform.contact_ways.visitors import known
from reunion.platform.partners import employing
from reunion.platform.partners.model import InvitationCard, PartnerJoined, PartnerPositionDraft
from reunion.surfaces.access import Caller, allow
from reunion.surfaces.problems import language_of

_TAGS = ["partners"]


@get("/api/app/partner-invitations/{slug:str}", opt=allow("public"), tags=_TAGS)
async def show_partner_invitation(
    ctx: Context, request: Request[Any, Any, Any], config: Config, slug: str
) -> Response[InvitationCard]:
    """上下游邀请 Which company invites the people of which, and what she has said already."""
    visitor, cookies = known(request, config)
    card = await employing.show(ctx, slug, visitor.person_id, language_of(request))
    return Response(card, cookies=cookies)


@post(
    "/api/app/partner-invitations/{slug:str}/accept", opt=allow("customer"), tags=_TAGS,
    status_code=200,
)  # fmt: skip
async def accept_partner_invitation(
    ctx: Context, caller: Caller, slug: str, data: PartnerPositionDraft
) -> PartnerJoined:
    """确认加入 Again changes the position."""
    return await employing.accept(ctx, slug, caller.principal_id, data.position)


routes: list[Any] = [show_partner_invitation, accept_partner_invitation]
