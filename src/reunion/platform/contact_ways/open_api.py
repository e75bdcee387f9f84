"""联系我 on the open surface."""

from datetime import UTC, datetime
from typing import Any

import msgspec
from msgspec import UNSET

from reunion.core.context import Context
from reunion.core.errors import Invalid
from reunion.platform.contact_ways import scanning, service
from reunion.platform.contact_ways.model import Change, Draft, WayRow
from reunion.platform.contacts import service as contacts
from reunion.platform.media import service as media
from reunion.platform.welcome.model import MediaUnusable
from reunion.surfaces.open import serves
from reunion.surfaces.open.context import OpenContext
from reunion.wecom.endpoints import contact_ways
from reunion.wecom.endpoints.contact_ways import (
    AddContactWayRequest,
    AddContactWayResponse,
    CloseTempChatRequest,
    Conclusions,
    ContactWay,
    ContactWayIdRequest,
    ContactWayRef,
    GetContactWayResponse,
    ListContactWaysRequest,
    ListContactWaysResponse,
    UpdateContactWayRequest,
)
from reunion.wecom.wire import Done

_LIST = 1000


@serves(contact_ways.add_contact_way)
async def add_contact_way(ctx: OpenContext, req: AddContactWayRequest) -> AddContactWayResponse:
    """`qr_code` is the picture's address; scene 1 (mini program) has none."""
    way = await service.create(
        ctx,
        Draft(
            userids=tuple(req.user),
            departments=tuple(req.party),
            type=req.type,
            scene=req.scene,
            style=req.style or 0,
            remark=req.remark or "",
            state=req.state or "",
            skip_verify=True if req.skip_verify is None else req.skip_verify,
            is_temp=req.is_temp,
            is_exclusive=req.is_exclusive,
            expires_in=req.expires_in if req.is_temp else None,
            chat_expires_in=req.chat_expires_in if req.is_temp else None,
            unionid=req.unionid or "",
            conclusions=await _kept(ctx, req.conclusions),
            app_id=ctx.caller.id,
        ),
    )
    picture = _picture(ctx, way)
    return AddContactWayResponse(config_id=way.config_id, qr_code=picture or UNSET)


def _picture(ctx: OpenContext, way: WayRow) -> str | None:
    if way.scene == 1:
        return None
    return f"{service.landing_url(ctx.config.public_url, way.slug)}.png"


async def _kept(ctx: OpenContext, conclusions: Conclusions | None) -> dict[str, Any] | None:
    """As JSON, with a picture that does not expire."""
    if conclusions is None:
        return None
    kept: dict[str, Any] = msgspec.to_builtins(conclusions)
    media_id = kept.get("image", {}).get("media_id")
    if media_id:
        found = await media.find(ctx, media_id)
        if found is None or found.kind != "image":
            raise MediaUnusable(
                f"media_id {media_id} 不存在、已过期或不是图片 is no usable picture"
            )
        picture = await media.keep(ctx, media_id)
        kept["image"] = {"media": msgspec.to_builtins(picture)}
    return kept


@serves(contact_ways.get_contact_way)
async def get_contact_way(ctx: OpenContext, req: ContactWayIdRequest) -> GetContactWayResponse:
    """Also members' own and the console's, by their id."""
    way = await service.require(ctx, config_id=req.config_id)
    names = await service.names_of(ctx, way)
    picture = _picture(ctx, way)
    wire = ContactWay(
        config_id=way.config_id,
        type=way.type,
        scene=way.scene,
        style=way.style,
        remark=way.remark,
        skip_verify=way.skip_verify,
        state=way.state,
        qr_code=picture or UNSET,
        user=[one.userid for one in names],
        party=way.department_ids,
        is_temp=way.is_temp,
        is_exclusive=way.is_exclusive,
        expires_in=_left(way, ctx.now) if way.is_temp else UNSET,
        chat_expires_in=way.chat_expires_in or UNSET,
        unionid=way.unionid or UNSET,
        conclusions=_shown(ctx, way.conclusions) if way.conclusions else UNSET,
    )
    return GetContactWayResponse(contact_way=wire)


def _left(way: WayRow, now: datetime) -> int:
    return max(0, int((way.expires_at - now).total_seconds())) if way.expires_at else 0


def _shown(ctx: OpenContext, kept: dict[str, Any]) -> Conclusions:
    wire = dict(kept)
    if picture := kept.get("image", {}).get("media"):
        wire["image"] = {"pic_url": f"{ctx.config.public_url}{picture['url']}"}
    return msgspec.convert(wire, Conclusions)


@serves(contact_ways.list_contact_way)
async def list_contact_way(ctx: Context, req: ListContactWaysRequest) -> ListContactWaysResponse:
    """Temporary ones and members' own are left out."""
    if not 1 <= req.limit <= _LIST:
        raise Invalid(f"limit 须为 1 到 {_LIST} must be 1 to {_LIST}", limit=str(req.limit))
    start, end = _instant(req.start_time), _instant(req.end_time)
    found, cursor = await service.config_ids(ctx, start, end, req.cursor, req.limit)
    return ListContactWaysResponse(
        contact_way=[ContactWayRef(one) for one in found], next_cursor=cursor
    )


def _instant(seconds: int | None) -> datetime | None:
    try:
        return datetime.fromtimestamp(seconds, UTC) if seconds else None
    except (OverflowError, ValueError, OSError):
        raise Invalid("start_time、end_time 须为秒 must be seconds since 1970") from None


@serves(contact_ways.update_contact_way)
async def update_contact_way(ctx: OpenContext, req: UpdateContactWayRequest) -> Done:
    """`user` and `party` replace the old lists."""
    way = await service.require(ctx, config_id=req.config_id)
    await service.change(
        ctx,
        way.id,
        Change(
            userids=None if req.user is None else tuple(req.user),
            departments=None if req.party is None else tuple(req.party),
            style=req.style,
            remark=req.remark,
            state=req.state,
            skip_verify=req.skip_verify,
            expires_in=req.expires_in if way.is_temp else None,
            chat_expires_in=req.chat_expires_in if way.is_temp else None,
            unionid=req.unionid,
            conclusions=await _kept(ctx, req.conclusions),
        ),
    )
    return Done()


@serves(contact_ways.del_contact_way)
async def del_contact_way(ctx: Context, req: ContactWayIdRequest) -> Done:
    """Its code stops working."""
    way = await service.require(ctx, config_id=req.config_id)
    await service.delete(ctx, way.id)
    return Done()


@serves(contact_ways.close_temp_chat)
async def close_temp_chat(ctx: Context, req: CloseTempChatRequest) -> Done:
    """84061 where the two have no temporary chat."""
    member = await contacts.require_member(ctx, req.userid)
    contact_id = await contacts.require_contact(ctx, req.external_userid)
    await scanning.end_chat(ctx, contact_id, member.id)
    return Done()
