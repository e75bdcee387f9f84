"""What the groups ask and tell: who may join, and what was said."""

from reunion.core.context import Context
from reunion.core.errors import AppError
from reunion.platform.group_rules import acting, service
from reunion.platform.groups import hooks
from reunion.storage.blobs import Blobs


@hooks.before_join
async def keep_out(ctx: Context, joining: hooks.Joining) -> dict[int, AppError]:
    """Whoever is on the blacklist stays outside, by code and by invitation."""
    return dict(await service.refused(ctx, joining.contact_ids))


@hooks.on_message
async def follow(ctx: Context, message: hooks.GroupMessage, blobs: Blobs) -> None:
    """Guards and keyword replies."""
    await acting.follow(ctx, message, blobs)
