"""Member tags in the console."""

import msgspec
from litestar import delete, get, patch, post, put

from reunion.core.context import Context
from reunion.core.errors import Invalid, Text
from reunion.platform.directory.member_tags import service
from reunion.platform.directory.model import Department, MemberTag
from reunion.surfaces.access import allow

_ADMINS = allow("super_admin", "admin")


class TagName(msgspec.Struct):
    name: str


class MemberTags(msgspec.Struct):
    items: list[MemberTag]


class TaggedMember(msgspec.Struct):
    member_id: int
    userid: str
    name: str


class TagHolders(msgspec.Struct):
    id: int
    name: str
    members: list[TaggedMember]
    departments: list[Department]


class TagItems(msgspec.Struct):
    """Userids and department ids."""

    add_members: list[str] = []
    remove_members: list[str] = []
    add_departments: list[int] = []
    remove_departments: list[int] = []


@get("/api/console/member-tags", opt=_ADMINS)
async def list_member_tags(ctx: Context) -> MemberTags:
    """通讯录标签 Every tag, with how many members and departments it holds."""
    return MemberTags(await service.listed(ctx))


@post("/api/console/member-tags", opt=_ADMINS)
async def create_member_tag(ctx: Context, data: TagName) -> MemberTag:
    """新建标签 Names are unique."""
    return await service.create(ctx, data.name)


@patch("/api/console/member-tags/{tag_id:int}", opt=_ADMINS)
async def rename_member_tag(ctx: Context, tag_id: int, data: TagName) -> MemberTag:
    """重命名标签 Another name for the same tag."""
    return await service.rename(ctx, tag_id, data.name)


@delete("/api/console/member-tags/{tag_id:int}", opt=_ADMINS, status_code=204)
async def delete_member_tag(ctx: Context, tag_id: int) -> None:
    """删除标签 Comes off everybody."""
    await service.delete(ctx, tag_id)


@get("/api/console/member-tags/{tag_id:int}", opt=_ADMINS)
async def read_member_tag(ctx: Context, tag_id: int) -> TagHolders:
    """标签成员 The members and departments of a tag."""
    tag, members, departments = await service.holders(ctx, tag_id)
    people = [TaggedMember(m.id, m.userid, m.name) for m in members]
    return TagHolders(tag.id, tag.name, people, departments)


@put("/api/console/member-tags/{tag_id:int}/items", opt=_ADMINS)
async def change_member_tag(ctx: Context, tag_id: int, data: TagItems) -> TagHolders:
    """调整标签成员 Adds and removes, all or nothing: an unknown userid changes nothing."""
    unknown = service.Unknown([], [])
    if data.add_members or data.add_departments:
        unknown = await service.add(ctx, tag_id, data.add_members, data.add_departments)
    if data.remove_members or data.remove_departments:
        more = await service.remove(ctx, tag_id, data.remove_members, data.remove_departments)
        unknown = service.Unknown(
            unknown.userids + more.userids, unknown.departments + more.departments
        )
    if unknown.userids or unknown.departments:
        names = ", ".join([*unknown.userids, *map(str, unknown.departments)])
        raise Invalid(
            Text(f"以下成员或部门不存在：{names}", f"unknown members or departments: {names}")
        )
    return await read_member_tag.fn(ctx, tag_id)


routes = [
    list_member_tags,
    create_member_tag,
    rename_member_tag,
    delete_member_tag,
    read_member_tag,
    change_member_tag,
]
