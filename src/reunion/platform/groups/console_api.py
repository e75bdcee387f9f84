"""客户群 in the console: all of the company's, with labels, settings and what headquarters may do."""

from typing import Annotated, Any

import msgspec
from litestar import delete, get, patch, post, put
from litestar.params import Parameter, QueryParameter
from msgspec import Meta

from reunion.core.context import Context
from reunion.core.paging import Page
from reunion.platform.groups import scope, service, welcoming
from reunion.platform.groups.desk_api import (
    ChosenWelcome,
    GroupNotice,
    GroupPatch,
    PathId,
    Removal,
)
from reunion.platform.groups.model import (
    Group,
    GroupKind,
    GroupLabel,
    GroupMembers,
    GroupWelcome,
    Id,
    NoticeSaved,
    Status,
)
from reunion.platform.groups.store import lists
from reunion.surfaces.access import Caller, allow

_EDITORS = allow("super_admin", "admin", "scoped")
_ADMINS = allow("super_admin", "admin")
_TAGS = ["groups"]
Limit = Annotated[int, Parameter(ge=1, le=200)]


class Labels(msgspec.Struct):
    label_ids: Annotated[list[Id], Meta(max_length=50)]


class LabelName(msgspec.Struct):
    name: Annotated[str, Meta(min_length=1, max_length=30)]


@get("/api/console/groups", opt=_EDITORS, tags=_TAGS)
async def list_groups(
    ctx: Context,
    caller: Caller,
    q: Annotated[str, Parameter(max_length=64)] = "",
    owner: Annotated[str, Parameter(max_length=64)] = "",
    label: Annotated[int | None, Parameter(ge=1, lt=2**53)] = None,
    kind: GroupKind | None = None,
    among: Annotated[Status, QueryParameter(name="status")] = "open",
    cursor: str | None = None,
    limit: Limit = 50,
) -> Page[Group]:
    """客户群列表 The latest talk first; `owner` by userid."""
    owners = await scope.owners(ctx, caller, owner)
    return await service.page(
        ctx, q=q, owners=owners, label=label, status=among, kind=kind, cursor=cursor, limit=limit
    )


@get("/api/console/groups/{group_id:int}", opt=_EDITORS, tags=_TAGS)
async def get_group(ctx: Context, caller: Caller, group_id: PathId) -> Group:
    """群详情."""
    await scope.visible(ctx, caller, group_id)
    return await service.get(ctx, group_id)


@get("/api/console/groups/{group_id:int}/members", opt=_EDITORS, tags=_TAGS)
async def list_members_of_group(ctx: Context, caller: Caller, group_id: PathId) -> GroupMembers:
    """群成员 And who left, with the reason."""
    await scope.visible(ctx, caller, group_id)
    return await service.members(ctx, group_id)


@patch("/api/console/groups/{group_id:int}", opt=_EDITORS, tags=_TAGS)
async def change_group(ctx: Context, caller: Caller, group_id: PathId, data: GroupPatch) -> Group:
    """修改群名与设置."""
    await scope.visible(ctx, caller, group_id)
    await service.change(
        ctx, group_id, name=data.name, invite_by=data.invite_by, size_limit=data.size_limit
    )
    return await service.get(ctx, group_id)


@put("/api/console/groups/{group_id:int}/notice", opt=_EDITORS, tags=_TAGS)
async def set_notice(
    ctx: Context, caller: Caller, group_id: PathId, data: GroupNotice
) -> NoticeSaved:
    """群公告 Told in the owner's name."""
    await scope.visible(ctx, caller, group_id)
    _, told, refusal = await service.set_notice(ctx, group_id, None, data.text, tell=data.tell)
    return NoticeSaved(await service.get(ctx, group_id), told, refusal)


@post("/api/console/groups/{group_id:int}/removals", opt=_EDITORS, tags=_TAGS, status_code=200)
async def remove_members(
    ctx: Context, caller: Caller, group_id: PathId, data: Removal
) -> GroupMembers:
    """移出群聊."""
    await scope.visible(ctx, caller, group_id)
    await service.remove(ctx, group_id, data.principal_ids, reason=data.reason)
    return await service.members(ctx, group_id)


@delete("/api/console/groups/{group_id:int}", opt=_EDITORS, tags=_TAGS)
async def dismiss_group(ctx: Context, caller: Caller, group_id: PathId) -> None:
    """解散."""
    await scope.visible(ctx, caller, group_id)
    await service.dismiss(ctx, group_id)


@get("/api/console/groups/{group_id:int}/welcome", opt=_EDITORS, tags=_TAGS)
async def get_welcome_of_group(ctx: Context, caller: Caller, group_id: PathId) -> GroupWelcome:
    """入群欢迎语."""
    await scope.visible(ctx, caller, group_id)
    return await welcoming.of_group(ctx, group_id)


@put("/api/console/groups/{group_id:int}/welcome", opt=_EDITORS, tags=_TAGS)
async def set_welcome_of_group(
    ctx: Context, caller: Caller, group_id: PathId, data: ChosenWelcome
) -> GroupWelcome:
    """设置入群欢迎语 A template, or words of its own."""
    await scope.visible(ctx, caller, group_id)
    words = None if data.template_id else data.words
    return await welcoming.choose(ctx, group_id, template_id=data.template_id, words=words)


@delete("/api/console/groups/{group_id:int}/welcome", opt=_EDITORS, tags=_TAGS)
async def drop_welcome_of_group(ctx: Context, caller: Caller, group_id: PathId) -> None:
    """取消入群欢迎语."""
    await scope.visible(ctx, caller, group_id)
    await welcoming.choose(ctx, group_id, template_id=None, words=None)


@put("/api/console/groups/{group_id:int}/labels", opt=_EDITORS, tags=_TAGS)
async def set_labels(ctx: Context, caller: Caller, group_id: PathId, data: Labels) -> Group:
    """群标签 These and no others."""
    await scope.visible(ctx, caller, group_id)
    return await service.set_labels(ctx, group_id, data.label_ids)


@get("/api/console/group-labels", opt=_EDITORS, tags=_TAGS)
async def list_labels(ctx: Context) -> list[GroupLabel]:
    """群标签列表."""
    return await lists.labels(ctx)


@post("/api/console/group-labels", opt=_ADMINS, tags=_TAGS, status_code=200)
async def make_label(ctx: Context, data: LabelName) -> list[GroupLabel]:
    """新建群标签."""
    return await service.put_label(ctx, None, data.name)


@patch("/api/console/group-labels/{label_id:int}", opt=_ADMINS, tags=_TAGS)
async def rename_label(ctx: Context, label_id: PathId, data: LabelName) -> list[GroupLabel]:
    """改名."""
    return await service.put_label(ctx, label_id, data.name)


@delete("/api/console/group-labels/{label_id:int}", opt=_ADMINS, tags=_TAGS)
async def delete_label(ctx: Context, label_id: PathId) -> None:
    """删除 Groups lose it."""
    await service.delete_label(ctx, label_id)


routes: list[Any] = [
    list_groups, get_group, list_members_of_group, change_group, set_notice,
    remove_members, dismiss_group, get_welcome_of_group, set_welcome_of_group, drop_welcome_of_group,
    set_labels, list_labels, make_label, rename_label, delete_label,
]  # fmt: skip
