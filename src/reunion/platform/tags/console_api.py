"""客户标签 in the console."""

from typing import Annotated

from litestar import delete, get, patch, post, put
from msgspec import Meta, Struct

from reunion.core.context import Context
from reunion.core.errors import Invalid, Text
from reunion.platform.tags import service
from reunion.platform.tags.model import LIMIT, Draft, Tag, TagGroup, TagName
from reunion.surfaces.access import allow


class TagLibrary(Struct):
    """`used` of `limit` tags; each tag says how many customers carry it."""

    items: list[TagGroup]
    used: int
    limit: int = LIMIT


class NewTagItem(Struct):
    name: TagName


class NewGroup(Struct):
    """A group with its first tags, in order."""

    name: TagName
    tags: Annotated[list[NewTagItem], Meta(min_length=1, max_length=LIMIT)]
    order: int | None = None


class NewTags(Struct):
    group_id: str
    names: Annotated[list[TagName], Meta(min_length=1, max_length=LIMIT)]


class TagChange(Struct):
    name: TagName | None = None
    order: int | None = None


class NewOrder(Struct):
    """Either all groups, or one group and its tags; the first comes on top."""

    groups: list[str] | None = None
    group_id: str | None = None
    tags: list[str] | None = None


class Unmarked(Struct):
    """How many customers lost the tag."""

    unmarked: int


class Usage(Struct):
    customers: int


def _drafts(names: list[str]) -> list[Draft]:
    return [Draft(name, len(names) - place) for place, name in enumerate(names)]


@get("/api/console/tags", opt=allow("super_admin", "admin", "scoped"))
async def library(ctx: Context) -> TagLibrary:
    """All groups and tags in order, with usage."""
    return TagLibrary(await service.groups(ctx, with_usage=True), await service.used(ctx))


@post("/api/console/tags/groups", opt=allow("super_admin", "admin"))
async def add_group(ctx: Context, data: NewGroup) -> TagGroup:
    """409 when the name is taken or the corp has 3000 tags."""
    group, made = await service.add(
        ctx,
        _drafts([tag.name for tag in data.tags]),
        group_name=data.name,
        group_order=data.order,
        must_be_new=True,
    )
    return TagGroup(group.id, group.name, group.sort, [Tag(t.id, t.name, t.order, 0) for t in made])


@post("/api/console/tags", opt=allow("super_admin", "admin"))
async def add_tags(ctx: Context, data: NewTags) -> TagGroup:
    """Adds tags to a group; answers the whole group."""
    await service.add(ctx, [Draft(name) for name in data.names], group_id=data.group_id)
    return next(g for g in await service.groups(ctx, with_usage=True) if g.id == data.group_id)


@patch("/api/console/tags/{tag_id:str}", opt=allow("super_admin", "admin"))
async def edit_tag(ctx: Context, tag_id: str, data: TagChange) -> TagLibrary:
    """Renames or reorders a tag or a group; answers the library."""
    await service.edit(ctx, tag_id, name=data.name, order=data.order)
    return TagLibrary(await service.groups(ctx, with_usage=True), await service.used(ctx))


@delete("/api/console/tags/{tag_id:str}", status_code=200, opt=allow("super_admin", "admin"))
async def delete_tag(ctx: Context, tag_id: str) -> Unmarked:
    """Deletes a tag or a group and takes it off every customer."""
    return Unmarked(await service.delete_any(ctx, tag_id))


@put("/api/console/tags/order", opt=allow("super_admin", "admin"))
async def order_tags(ctx: Context, data: NewOrder) -> TagLibrary:
    """Puts groups, or the tags of one group, in order; answers the library."""
    if data.groups is not None:
        await service.shuffle_groups(ctx, data.groups)
    elif data.group_id is not None and data.tags is not None:
        await service.shuffle_tags(ctx, data.group_id, data.tags)
    else:
        raise Invalid(
            groups=Text("给出 groups，或 group_id 与 tags", "give groups, or group_id and tags")
        )
    return TagLibrary(await service.groups(ctx, with_usage=True), await service.used(ctx))


@get("/api/console/tags/{tag_id:str}/usage", opt=allow("super_admin", "admin", "scoped"))
async def tag_usage(ctx: Context, tag_id: str) -> Usage:
    """How many customers would lose it."""
    return Usage(await service.usage(ctx, tag_id))


routes = [library, add_group, add_tags, edit_tag, delete_tag, order_tags, tag_usage]
