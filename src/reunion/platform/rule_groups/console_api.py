"""规则组 in the console."""

from typing import Annotated

from litestar import delete, get, patch, post
from msgspec import Meta, Struct

from reunion.core.context import Context
from reunion.platform.rule_groups import service
from reunion.platform.rule_groups.model import (
    ADMINS,
    BASIC,
    PRIVILEGES,
    RANGE,
    Change,
    Draft,
    GroupName,
    Kind,
    RuleGroup,
)
from reunion.surfaces.access import allow

_ADMINS = allow("super_admin", "admin")
Admins = Annotated[list[str], Meta(max_length=ADMINS)]
Userids = Annotated[list[str], Meta(max_length=RANGE)]
Places = Annotated[list[int], Meta(max_length=RANGE)]


class Privilege(Struct):
    """`basic`: cannot be taken away."""

    name: str
    title_zh: str
    title_en: str
    basic: bool


class RuleGroups(Struct):
    """Parents come before their children; `privileges` of each kind in order."""

    items: list[RuleGroup]
    privileges: dict[Kind, list[Privilege]]


class NewRuleGroup(Struct):
    """Privileges that are not named are on."""

    kind: Kind
    name: GroupName
    admins: Admins
    userids: Userids = []
    department_ids: Places = []
    parent_id: int | None = None
    privileges: dict[str, bool] = {}


class RuleGroupChange(Struct):
    """What is not given stays; the range gains and loses what is named."""

    name: GroupName | None = None
    admins: Admins | None = None
    privileges: dict[str, bool] | None = None
    add_userids: Userids = []
    add_department_ids: Places = []
    del_userids: Userids = []
    del_department_ids: Places = []


@get("/api/console/rule-groups", opt=_ADMINS)
async def list_rule_groups(ctx: Context) -> RuleGroups:
    """All of both kinds, those of apps too."""
    privileges: dict[Kind, list[Privilege]] = {
        kind: [
            Privilege(name, str(text), text.en, name in BASIC[kind]) for name, text in texts.items()
        ]
        for kind, texts in PRIVILEGES.items()
    }
    return RuleGroups(await service.everything(ctx), privileges)


@post("/api/console/rule-groups", opt=_ADMINS)
async def create_rule_group(ctx: Context, data: NewRuleGroup) -> RuleGroup:
    """新建规则组"""
    row = await service.create(
        ctx,
        Draft(
            kind=data.kind,
            name=data.name,
            parent_id=data.parent_id,
            admins=tuple(data.admins),
            privileges=data.privileges,
            userids=tuple(data.userids),
            departments=tuple(data.department_ids),
        ),
    )
    return (await service.shown(ctx, [row]))[0]


@patch("/api/console/rule-groups/{rule_group_id:int}", opt=_ADMINS)
async def change_rule_group(ctx: Context, rule_group_id: int, data: RuleGroupChange) -> RuleGroup:
    """What leaves the range leaves the groups below it, too."""
    wanted = Change(
        name=data.name,
        admins=None if data.admins is None else tuple(data.admins),
        privileges=data.privileges,
        add_userids=tuple(data.add_userids),
        add_departments=tuple(data.add_department_ids),
        del_userids=tuple(data.del_userids),
        del_departments=tuple(data.del_department_ids),
    )
    row = await service.change(ctx, await service.require(ctx, None, rule_group_id), wanted)
    return (await service.shown(ctx, [row]))[0]


@delete("/api/console/rule-groups/{rule_group_id:int}", opt=_ADMINS)
async def delete_rule_group(ctx: Context, rule_group_id: int) -> None:
    """删除规则组 Its tags go with it; 409 while there are groups below."""
    await service.delete(ctx, await service.require(ctx, None, rule_group_id))


routes = [list_rule_groups, create_rule_group, change_rule_group, delete_rule_group]
