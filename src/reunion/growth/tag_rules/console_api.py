"""标签规则、批量打标 in the console."""

from typing import Annotated, Any

import msgspec
from litestar import delete, get, post, put
from litestar.params import Parameter

from reunion.core.context import Context
from reunion.core.paging import Page
from reunion.engine.client import Engine
from reunion.growth.profiles.reach import Reach
from reunion.growth.tag_rules import batches, rules
from reunion.growth.tag_rules.model import (
    HeldPerson,
    RuleAct,
    TagBatch,
    TagRule,
    WantedBatch,
    WantedRule,
)
from reunion.surfaces.access import allow

_ADMINS = allow("super_admin", "admin")
_EDITORS = allow("super_admin", "admin", "scoped")
"""A scoped administrator has batches of his own, of his people."""
Limit = Annotated[int, Parameter(ge=1, le=100)]


class TagRules(msgspec.Struct):
    items: list[TagRule]


class Switch(msgspec.Struct):
    """Whether the rule acts from now on."""

    on: bool


@get("/api/console/tag-rules", opt=_ADMINS)
async def list_tag_rules(ctx: Context) -> TagRules:
    """标签规则 The latest first."""
    return TagRules(await rules.every(ctx))


@post("/api/console/tag-rules", opt=_ADMINS)
async def create_tag_rule(ctx: Context, data: WantedRule) -> TagRule:
    """新建标签规则 Gives its tags to everybody for whom the condition holds, now and later."""
    return await rules.create(ctx, data)


@get("/api/console/tag-rules/{tag_rule_id:int}", opt=_ADMINS)
async def get_tag_rule(ctx: Context, tag_rule_id: int) -> TagRule:
    """One rule, and how far it has looked at everybody."""
    return await rules.get(ctx, tag_rule_id)


@put("/api/console/tag-rules/{tag_rule_id:int}", opt=_ADMINS)
async def change_tag_rule(ctx: Context, tag_rule_id: int, data: WantedRule) -> TagRule:
    """All of it anew."""
    return await rules.change(ctx, tag_rule_id, data)


@post("/api/console/tag-rules/{tag_rule_id:int}/switch", status_code=200, opt=_ADMINS)
async def switch_tag_rule(ctx: Context, tag_rule_id: int, data: Switch) -> TagRule:
    """暂停、恢复 What it did stays; switched on again, it makes up for what it missed."""
    return await rules.switch(ctx, tag_rule_id, on=data.on)


@delete("/api/console/tag-rules/{tag_rule_id:int}", opt=_ADMINS)
async def delete_tag_rule(ctx: Context, tag_rule_id: int) -> None:
    """The tags that it gave stay."""
    await rules.delete(ctx, tag_rule_id)


@get("/api/console/tag-rules/{tag_rule_id:int}/acts", opt=_ADMINS)
async def list_tag_rule_acts(
    ctx: Context, tag_rule_id: int, cursor: str | None = None, limit: Limit = 20
) -> Page[RuleAct]:
    """规则记录 What it did, the latest first."""
    return await rules.acts(ctx, tag_rule_id, cursor, limit)


@get("/api/console/tag-rules/{tag_rule_id:int}/people", opt=_ADMINS)
async def list_tag_rule_people(
    ctx: Context, tag_rule_id: int, cursor: str | None = None, limit: Limit = 20
) -> Page[HeldPerson]:
    """For whom it holds, and which of its tags they have by it."""
    return await rules.held(ctx, tag_rule_id, cursor, limit)


@get("/api/console/tag-batches", opt=_EDITORS)
async def list_tag_batches(
    ctx: Context, reach: Reach, cursor: str | None = None, limit: Limit = 20
) -> Page[TagBatch]:
    """批量打标 The latest first."""
    return await batches.page(ctx, cursor, limit, reach)


@post("/api/console/tag-batches", opt=_EDITORS)
async def create_tag_batch(
    ctx: Context, engine: Engine, reach: Reach, data: WantedBatch
) -> TagBatch:
    """新建批量打标 Begins at once, for who is meant at this moment."""
    return await batches.create(ctx, engine, data, reach)


@get("/api/console/tag-batches/{tag_batch_id:int}", opt=_EDITORS)
async def get_tag_batch(ctx: Context, reach: Reach, tag_batch_id: int) -> TagBatch:
    """One, and how far it is."""
    return await batches.get(ctx, tag_batch_id, reach)


@post("/api/console/tag-batches/{tag_batch_id:int}/stop", status_code=200, opt=_EDITORS)
async def stop_tag_batch(ctx: Context, reach: Reach, tag_batch_id: int) -> TagBatch:
    """停止 Who has been seen to keeps her tags."""
    return await batches.stop(ctx, tag_batch_id, reach)


@post("/api/console/tag-batches/{tag_batch_id:int}/resume", status_code=200, opt=_EDITORS)
async def resume_tag_batch(ctx: Context, reach: Reach, tag_batch_id: int) -> TagBatch:
    """继续 From where it was stopped."""
    return await batches.go_on(ctx, tag_batch_id, reach)


@post("/api/console/tag-batches/{tag_batch_id:int}/undo", status_code=200, opt=_EDITORS)
async def undo_tag_batch(ctx: Context, reach: Reach, tag_batch_id: int) -> TagBatch:
    """撤销 What it changed is as before, except where somebody changed it since."""
    return await batches.undo(ctx, tag_batch_id, reach)


routes: list[Any] = [
    list_tag_rules, create_tag_rule, get_tag_rule, change_tag_rule, switch_tag_rule,
    delete_tag_rule, list_tag_rule_acts, list_tag_rule_people, list_tag_batches, create_tag_batch,
    get_tag_batch, stop_tag_batch, resume_tag_batch, undo_tag_batch,
]  # fmt: skip
