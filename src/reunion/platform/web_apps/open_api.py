"""/cgi-bin/auth/*, /cgi-bin/user/getuserinfo and the JS-SDK's tickets, as WeCom serves them."""

from msgspec import UNSET

from reunion.platform.apps import service as apps
from reunion.platform.contacts import service as contacts
from reunion.platform.corps.model import picture_url
from reunion.platform.directory import service as directory
from reunion.platform.web_apps import service, tickets
from reunion.platform.web_apps.model import (
    USER_TICKET_LIFETIME,
    SelfBuiltOnly,
    TicketTypeInvalid,
    Visitor,
)
from reunion.surfaces.open import OpenContext, serves
from reunion.wecom.endpoints import js_tickets, web_login
from reunion.wecom.endpoints.access import NoParameters
from reunion.wecom.registry import Secret


@serves(web_login.getuserinfo)
async def getuserinfo(ctx: OpenContext, req: web_login.CodeRequest) -> web_login.Visitor:
    return await _answer(ctx, await service.take_code(ctx, ctx.caller.id, req.code))


@serves(web_login.older_getuserinfo)
async def older_getuserinfo(ctx: OpenContext, req: web_login.CodeRequest) -> web_login.OlderVisitor:
    """The same, in the older spelling; which device it was, a browser does not tell."""
    found = await _answer(ctx, await service.take_code(ctx, ctx.caller.id, req.code))
    seconds = int(USER_TICKET_LIFETIME.total_seconds())
    return web_login.OlderVisitor(
        UserId=found.userid,
        DeviceId="",
        OpenId=found.openid,
        external_userid=found.external_userid,
        user_ticket=found.user_ticket,
        expires_in=UNSET if found.user_ticket is UNSET else seconds,
    )


async def _answer(ctx: OpenContext, visitor: Visitor) -> web_login.Visitor:
    if visitor.member:
        member = await directory.require_id(ctx, visitor.principal_id)
        if not visitor.private:
            return web_login.Visitor(userid=member.userid)
        ticket = tickets.user_ticket(ctx.vault, ctx.caller.id, member.id, ctx.now)
        return web_login.Visitor(userid=member.userid, user_ticket=ticket)
    openid = tickets.openid(ctx.vault, ctx.corp_id, visitor.principal_id)
    contact_id = await contacts.find_known(ctx, visitor.principal_id)
    if contact_id is None or not (
        ctx.caller.may_contact or ctx.caller.kind is Secret.CUSTOMER_CONTACT
    ):
        return web_login.Visitor(openid=openid)
    known = await contacts.wire_id_of(ctx, contact_id)
    return web_login.Visitor(openid=openid, external_userid=known)


@serves(web_login.getuserdetail)
async def getuserdetail(ctx: OpenContext, req: web_login.UserDetailRequest) -> web_login.UserDetail:
    member_id = tickets.read_user_ticket(ctx.vault, ctx.caller.id, req.user_ticket, ctx.now)
    await service.require_in_range(ctx, await apps.require(ctx, ctx.caller.id), member_id)
    member = await directory.require_id(ctx, member_id)
    avatar = picture_url(member.avatar_media_id)
    return web_login.UserDetail(
        userid=member.userid,
        gender=str(member.gender),
        avatar=f"{ctx.config.public_url}{avatar}" if avatar else "",
        mobile=member.mobile or "",
        email=member.email or "",
        biz_mail=member.biz_mail or "",
        address=member.address,
    )


@serves(js_tickets.get_jsapi_ticket)
async def get_jsapi_ticket(ctx: OpenContext, req: NoParameters) -> js_tickets.Ticket:
    ticket, left = tickets.js_ticket(ctx.vault, ctx.corp_id, 0, 0, ctx.now)
    return js_tickets.Ticket(ticket=ticket, expires_in=left)


@serves(js_tickets.ticket_get)
async def ticket_get(ctx: OpenContext, req: js_tickets.TicketRequest) -> js_tickets.Ticket:
    if ctx.caller.kind is not Secret.SELF_BUILT:
        raise SelfBuiltOnly
    if req.type != "agent_config":
        raise TicketTypeInvalid
    app = ctx.caller
    ticket, left = tickets.js_ticket(ctx.vault, ctx.corp_id, app.id, app.token_epoch, ctx.now)
    return js_tickets.Ticket(ticket=ticket, expires_in=left)
