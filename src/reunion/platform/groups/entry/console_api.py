"""进群码 and 入群欢迎语 in the console."""

from typing import Annotated, Any

import msgspec
from litestar import delete, get, patch, post, put
from litestar.params import Parameter
from msgspec import Meta

from reunion.core.config import Config
from reunion.core.context import Context
from reunion.core.paging import Page
from reunion.platform.groups import scope, ways, welcoming
from reunion.platform.groups.desk_api import PathId
from reunion.platform.groups.model import Id, JoinWay, Name, WelcomeTemplate
from reunion.platform.groups.refusals import JoinWayUnknown
from reunion.platform.groups.store import groups
from reunion.platform.groups.ways import GROUPS, TEXT_LENGTH, WayDraft
from reunion.platform.welcome.model import Attachment, Welcome
from reunion.surfaces.access import Caller, allow

_EDITORS = allow("super_admin", "admin", "scoped")
_ADMINS = allow("super_admin", "admin")
_TAGS = ["groups"]
Limit = Annotated[int, Parameter(ge=1, le=200)]
Line = Annotated[str, Meta(max_length=TEXT_LENGTH)]


class NewJoinWay(msgspec.Struct):
    """`auto_create`: when all its groups are full, the next one is opened, called `base_name` and
    `next_number`."""

    group_ids: Annotated[list[Id], Meta(min_length=1, max_length=GROUPS)]
    remark: Line = ""
    state: Line = ""
    auto_create: bool = True
    base_name: Name = ""
    next_number: Annotated[int, Meta(ge=1, lt=2**31)] = 1

    @property
    def draft(self) -> WayDraft:
        """As it is kept."""
        return WayDraft(**msgspec.structs.asdict(self))


class TemplateWords(msgspec.Struct):
    """Text of at most 3000 bytes and one attachment, not both empty; `notify`: tell owners of groups."""

    text: Annotated[str, Meta(max_length=3000)] = ""
    attachment: Attachment | None = None
    notify: bool = False

    @property
    def words(self) -> Welcome:
        """As a welcome."""
        return Welcome(self.text, [self.attachment] if self.attachment else [])


async def _check(ctx: Context, caller: Caller, group_ids: list[int]) -> None:
    """A scoped administrator's codes lead to groups of his departments."""
    for group_id in group_ids if caller.role == "scoped" else []:
        await scope.visible(ctx, caller, group_id)


async def _visible(ctx: Context, caller: Caller, way_id: int) -> None:
    """Raises JoinWayUnknown for a code that leads to none of his departments' groups."""
    way = await ways.require(ctx, way_id=way_id)
    within = await scope.owners(ctx, caller)
    rows = await groups.several(ctx, way.group_ids)
    if within is not None and not any(one.owner_id in within for one in rows.values()):
        raise JoinWayUnknown


async def _one(ctx: Context, config: Config, way_id: int) -> JoinWay:
    way = await ways.require(ctx, way_id=way_id)
    return (await ways.shown(ctx, [way], config.public_url))[0]


@get("/api/console/join-ways", opt=_EDITORS, tags=_TAGS)
async def list_join_ways(
    ctx: Context,
    config: Config,
    caller: Caller,
    q: Annotated[str, Parameter(max_length=64)] = "",
    cursor: str | None = None,
    limit: Limit = 50,
) -> Page[JoinWay]:
    """进群码列表 The latest first; groups' own codes are left out."""
    within = await scope.owners(ctx, caller)
    return await ways.page(ctx, config.public_url, q=q, cursor=cursor, scope=within, limit=limit)


@post("/api/console/join-ways", opt=_EDITORS, tags=_TAGS, status_code=200)
async def create_join_way(
    ctx: Context, config: Config, caller: Caller, data: NewJoinWay
) -> JoinWay:
    """新建进群码."""
    await _check(ctx, caller, data.group_ids)
    return await _one(ctx, config, (await ways.create(ctx, data.draft)).id)


@get("/api/console/join-ways/{join_way_id:int}", opt=_EDITORS, tags=_TAGS)
async def get_join_way(
    ctx: Context, config: Config, caller: Caller, join_way_id: PathId
) -> JoinWay:
    """One, with the groups it leads to."""
    await _visible(ctx, caller, join_way_id)
    return await _one(ctx, config, join_way_id)


@patch("/api/console/join-ways/{join_way_id:int}", opt=_EDITORS, tags=_TAGS)
async def change_join_way(
    ctx: Context, config: Config, caller: Caller, join_way_id: PathId, data: NewJoinWay
) -> JoinWay:
    """修改 All of it anew."""
    await _visible(ctx, caller, join_way_id)
    await _check(ctx, caller, data.group_ids)
    await ways.change(ctx, join_way_id, data.draft)
    return await _one(ctx, config, join_way_id)


@delete("/api/console/join-ways/{join_way_id:int}", opt=_EDITORS, tags=_TAGS)
async def delete_join_way(ctx: Context, caller: Caller, join_way_id: PathId) -> None:
    """停用 The code stops working."""
    await _visible(ctx, caller, join_way_id)
    await ways.delete(ctx, join_way_id)


@get("/api/console/group-welcome-templates", opt=_EDITORS, tags=_TAGS)
async def list_templates(ctx: Context) -> list[WelcomeTemplate]:
    """入群欢迎语素材 The latest first; those that apps made are shown and not changed here."""
    return await welcoming.listed(ctx)


@post("/api/console/group-welcome-templates", opt=_ADMINS, tags=_TAGS, status_code=200)
async def add_template(ctx: Context, data: TemplateWords) -> WelcomeTemplate:
    """新建入群欢迎语."""
    return await welcoming.shown(
        ctx, await welcoming.add(ctx, data.words, None, notify=data.notify)
    )


@put("/api/console/group-welcome-templates/{template_id:str}", opt=_ADMINS, tags=_TAGS)
async def edit_template(ctx: Context, template_id: str, data: TemplateWords) -> WelcomeTemplate:
    """修改 Groups that use it say the new words from now on."""
    return await welcoming.shown(ctx, await welcoming.edit(ctx, template_id, data.words, None))


@delete("/api/console/group-welcome-templates/{template_id:str}", opt=_ADMINS, tags=_TAGS)
async def delete_template(ctx: Context, template_id: str) -> None:
    """删除 Groups that use it have no welcome any more."""
    await welcoming.delete(ctx, template_id, None)


routes: list[Any] = [
    list_join_ways, create_join_way, get_join_way, change_join_way, delete_join_way, list_templates,
    add_template, edit_template, delete_template,
]  # fmt: skip
