"""进群码 and 入群欢迎语素材 on the open surface."""

from typing import Any

from msgspec import UNSET

from reunion.core.context import Context
from reunion.platform.groups import ways, welcoming
from reunion.platform.groups.model import JoinWayRow
from reunion.platform.groups.refusals import GroupUnknown, JoinWayUnknown
from reunion.platform.groups.store import groups
from reunion.platform.groups.ways import WayDraft
from reunion.platform.welcome.attachments import of_wire, to_wire
from reunion.platform.welcome.model import Welcome
from reunion.surfaces.open import serves
from reunion.surfaces.open.context import OpenContext
from reunion.wecom.endpoints import group_join_ways as ways_wire
from reunion.wecom.endpoints import group_welcomes as wire
from reunion.wecom.endpoints.contact_ways import ConclusionText
from reunion.wecom.endpoints.welcome import AttachedImage, Attachment
from reunion.wecom.wire import Done

_IN_ORDER = ("image", "link", "miniprogram", "file", "video")


def _words(ctx: OpenContext, req: wire.GroupWelcomeFields) -> Welcome:
    """The first attachment that is given counts."""
    text = req.text.content if req.text else ""
    for kind in _IN_ORDER:
        given: Any = getattr(req, kind)
        if given is not None:
            one = of_wire(Attachment(kind, **{kind: given}), 0, ctx.config.public_url)
            return Welcome(text, [one])
    return Welcome(text)


@serves(wire.add_group_welcome_template)
async def add_group_welcome_template(
    ctx: OpenContext, req: wire.AddGroupWelcomeRequest
) -> wire.AddGroupWelcomeResponse:
    """Belongs to the calling app."""
    made = await welcoming.add(ctx, _words(ctx, req), ctx.caller.id, notify=req.notify == 1)
    return wire.AddGroupWelcomeResponse(template_id=made.template_id)


@serves(wire.edit_group_welcome_template)
async def edit_group_welcome_template(ctx: OpenContext, req: wire.EditGroupWelcomeRequest) -> Done:
    """41058 for another app's."""
    await welcoming.edit(ctx, req.template_id, _words(ctx, req), ctx.caller.id)
    return Done()


@serves(wire.get_group_welcome_template)
async def get_group_welcome_template(
    ctx: OpenContext, req: wire.GroupWelcomeIdRequest
) -> wire.GetGroupWelcomeResponse:
    """Pictures by their address."""
    found = await welcoming.find(ctx, req.template_id)
    answer = wire.GetGroupWelcomeResponse(text=ConclusionText(found.text) if found.text else UNSET)
    for one in found.attachments:
        shown = to_wire(one, ctx.config.public_url)
        if one.kind == "image":
            address = f"{ctx.config.public_url}/media/{one.media_id}"
            answer.image = AttachedImage(pic_url=address)
        else:
            setattr(answer, one.kind, getattr(shown, one.kind))
    return answer


@serves(wire.del_group_welcome_template)
async def del_group_welcome_template(ctx: OpenContext, req: wire.GroupWelcomeIdRequest) -> Done:
    """41058 for another app's."""
    await welcoming.delete(ctx, req.template_id, ctx.caller.id)
    return Done()


async def _draft(ctx: Context, req: ways_wire.JoinWayFields, app_id: int | None) -> WayDraft:
    wanted = list(dict.fromkeys(req.chat_id_list))
    found = await groups.cards_by_chat_id(ctx, wanted)
    if len(found) < len(wanted):
        raise GroupUnknown
    return WayDraft(
        group_ids=[found[one].id for one in wanted],
        scene=req.scene,
        remark=req.remark,
        state=req.state,
        mark_source=req.mark_source,
        auto_create=req.auto_create_room == 1,
        base_name=req.room_base_name,
        next_number=req.room_base_id or 1,
        app_id=app_id,
    )


@serves(ways_wire.add_join_way)
async def add_join_way(
    ctx: OpenContext, req: ways_wire.AddJoinWayRequest
) -> ways_wire.AddJoinWayResponse:
    """Counts with contact ways."""
    way = await ways.create(ctx, await _draft(ctx, req, ctx.caller.id))
    return ways_wire.AddJoinWayResponse(config_id=way.config_id)


async def _way(ctx: Context, config_id: str) -> JoinWayRow:
    way = await ways.require(ctx, config_id=config_id)
    if way.own_group_id is not None:
        raise JoinWayUnknown
    return way


@serves(ways_wire.get_join_way)
async def get_join_way(
    ctx: OpenContext, req: ways_wire.JoinWayIdRequest
) -> ways_wire.GetJoinWayResponse:
    """With the groups that were opened since."""
    way = await _way(ctx, req.config_id)
    rows = await groups.several(ctx, way.group_ids)
    address = f"{ways.landing_url(ctx.config.public_url, way.slug)}.png"
    return ways_wire.GetJoinWayResponse(
        join_way=ways_wire.JoinWay(
            config_id=way.config_id,
            scene=way.scene,
            remark=way.remark,
            auto_create_room=int(way.auto_create),
            room_base_name=way.base_name,
            room_base_id=way.next_number,
            chat_id_list=[rows[i].chat_id for i in way.group_ids],
            state=way.state,
            mark_source=way.mark_source,
            qr_code=UNSET if way.scene == 1 else address,
        )
    )


@serves(ways_wire.update_join_way)
async def update_join_way(ctx: OpenContext, req: ways_wire.UpdateJoinWayRequest) -> Done:
    """All of it anew."""
    way = await _way(ctx, req.config_id)
    await ways.change(ctx, way.id, await _draft(ctx, req, ctx.caller.id))
    return Done()


@serves(ways_wire.del_join_way)
async def del_join_way(ctx: Context, req: ways_wire.JoinWayIdRequest) -> Done:
    """Its code stops working."""
    await ways.delete(ctx, (await _way(ctx, req.config_id)).id)
    return Done()
