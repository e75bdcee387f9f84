"""What the calling app may see of the directory."""

from reunion.platform.directory.model import EVERYTHING, Reach
from reunion.surfaces.open import Caller
from reunion.wecom.registry import Secret


def reach_of(caller: Caller) -> Reach:
    """System apps see all; a self-built app sees its 可见范围."""
    if caller.kind is not Secret.SELF_BUILT:
        return EVERYTHING
    return Reach(caller.visible_departments, caller.visible_members)
