"""send_welcome_msg: the apps' way to greet a customer whom nobody has greeted."""

from reunion.platform.welcome import service
from reunion.platform.welcome.attachments import of_wire
from reunion.platform.welcome.model import Welcome
from reunion.surfaces.open import serves
from reunion.surfaces.open.context import OpenContext
from reunion.wecom.endpoints import welcome
from reunion.wecom.endpoints.welcome import SendWelcomeMsgRequest
from reunion.wecom.wire import Done


@serves(welcome.send_welcome_msg)
async def send_welcome_msg(ctx: OpenContext, req: SendWelcomeMsgRequest) -> Done:
    """Claims the addition's one welcome and sends it in the same transaction."""
    attachments = [
        of_wire(one, place, ctx.config.public_url) for place, one in enumerate(req.attachments)
    ]
    text = req.text.content if req.text else ""
    await service.send_by_code(
        ctx, req.welcome_code, Welcome(text, attachments), f"app:{ctx.caller.id}"
    )
    return Done()
