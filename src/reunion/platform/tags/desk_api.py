"""客户标签 on the desk: what a member may choose from."""

from litestar import get
from msgspec import Struct

from reunion.core.context import Context
from reunion.platform.tags import service
from reunion.platform.tags.model import TagGroup
from reunion.surfaces.access import allow


class TagGroups(Struct):
    items: list[TagGroup]


@get("/api/desk/tags", opt=allow("member"))
async def list_tags(ctx: Context) -> TagGroups:
    """All groups and tags in order."""
    return TagGroups(await service.groups(ctx))


routes = [list_tags]
