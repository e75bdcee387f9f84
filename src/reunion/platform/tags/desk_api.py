"""客户标签 on the desk: what a member may choose from."""

from litestar import get
from msgspec import Struct

from reunion.core.context import Context
from reunion.platform.rule_groups import service as rule_groups
from reunion.platform.tags import service
from reunion.platform.tags.model import Among, TagGroup
from reunion.surfaces.access import Caller, allow


class TagGroups(Struct):
    items: list[TagGroup]


@get("/api/desk/tags", opt=allow("member"))
async def list_tags(ctx: Context, caller: Caller) -> TagGroups:
    """The company's groups and tags in order, and those of the rule groups that one is in."""
    among = Among(True, tuple(await rule_groups.groups_of(ctx, caller.principal_id)))
    return TagGroups(await service.groups(ctx, among=among))


routes = [list_tags]
