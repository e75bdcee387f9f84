"""交接包 as a file, in the console: of a plan, or of all that one member gave."""

from typing import Any

from litestar import get, post
from msgspec import Struct

from reunion.core.context import Context
from reunion.core.errors import Invalid, Text
from reunion.platform.handover import rights
from reunion.platform.handover import service as handovers
from reunion.platform.handover.packs import service
from reunion.platform.handover.packs.model import Format, PackFile, WantedPacks
from reunion.platform.rule_groups import service as rule_groups
from reunion.surfaces.access import Caller, allow

_EDITORS = allow("super_admin", "admin", "scoped")


class AskedFor(Struct):
    """A plan, or a giver."""

    plan_id: int | None = None
    handover_userid: str | None = None
    format: Format = "html"


class PackFiles(Struct):
    """The latest first."""

    items: list[PackFile]


@post("/api/console/handovers/packs", opt=_EDITORS)
async def ask_for_packs(ctx: Context, caller: Caller, language: str, data: AskedFor) -> PackFile:
    """导出交接包 Written by the worker; followed by the list of files."""
    await rule_groups.require_granted(ctx, caller, "export_customer_list")
    if data.plan_id is not None:
        plan = await handovers.get_plan(ctx, data.plan_id, caller.scope)
        wanted, name = WantedPacks(plan_id=plan.id, scope=caller.scope), plan.giver.name
    elif data.handover_userid:
        giver = await rights.seen(ctx, caller, data.handover_userid, left=True)
        wanted, name = WantedPacks(from_id=giver.id, scope=caller.scope), giver.name
    else:
        raise Invalid(handover_userid=Text("请选择原成员或分配任务", "name a giver or a plan"))
    title = Text(f"{name} 的客户交接包", f"Packs of {name}'s customers").said(language)
    return await service.ask(
        ctx, caller.principal_id, "console", wanted, title, data.format, language
    )


@get("/api/console/handovers/packs", opt=_EDITORS)
async def list_pack_files(ctx: Context, caller: Caller) -> PackFiles:
    """My own files, with how far they are."""
    return PackFiles(await service.files(ctx, caller.principal_id, "console"))


routes: list[Any] = [ask_for_packs, list_pack_files]
