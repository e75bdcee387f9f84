"""What the calling app may see of the directory."""

from reunion.platform.directory.member_tags import service as member_tags
from reunion.platform.directory.model import EVERYTHING, Reach
from reunion.surfaces.open import OpenContext
from reunion.wecom.registry import Secret


async def reach_of(ctx: OpenContext) -> Reach:
    """System apps see all; a self-built app sees its 可见范围, tags spelled out."""
    caller = ctx.caller
    if caller.kind is not Secret.SELF_BUILT:
        return EVERYTHING
    members, departments = await member_tags.under(ctx, caller.visible_tags)
    return Reach(caller.visible_departments + departments, caller.visible_members + members)
