"""The platform's callbacks reach growth in this process: the same XML as on the wire, without the network.
Growth and platform do not know each other."""

from datetime import datetime

from reunion.core.context import Context
from reunion.growth.mirror import hints
from reunion.platform.callbacks.service import listens_inside
from reunion.wecom.callbacks import CallbackEvent
from reunion.wecom.callbacks.envelope import plain

_NOBODY = ""
"""The company is the context's; nothing goes to an address."""


@listens_inside
async def hear(ctx: Context, callback: CallbackEvent, at: datetime) -> None:
    """Keeps what is to be read again, where this company's WeCom is this platform."""
    await hints.from_inside(ctx, plain(_NOBODY, int(at.timestamp()), callback))
