"""入群欢迎语素材 on the open surface."""

from typing import Any

from msgspec import UNSET

from reunion.platform.groups import welcoming
from reunion.platform.welcome.attachments import of_wire, to_wire
from reunion.platform.welcome.model import Welcome
from reunion.surfaces.open import serves
from reunion.surfaces.open.context import OpenContext
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
