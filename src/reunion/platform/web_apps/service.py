"""Whose pages are trusted, what stands in the 聊天工具栏, and codes for who opened a page."""

from reunion import outbox
from reunion.core import ids
from reunion.core.context import Context
from reunion.core.crypto import token_hash
from reunion.core.errors import Conflict, Text
from reunion.platform.apps import service as apps
from reunion.platform.apps.model import App
from reunion.platform.directory import service as directory
from reunion.platform.web_apps import store
from reunion.platform.web_apps.model import (
    CODE_LIFETIME,
    MOST_TOOLS,
    CodeInvalid,
    DomainNotTrusted,
    NewTool,
    OutsideRange,
    Tool,
    ToolNotFound,
    Visitor,
    domain_of,
    require_domains,
)


async def domains(ctx: Context, app_id: int) -> list[str]:
    """可信域名 of an app; raises AppNotFound."""
    await apps.require(ctx, app_id)
    return await store.domains(ctx, app_id)


async def set_domains(ctx: Context, app_id: int, wanted: list[str]) -> list[str]:
    """Exactly these from now on; raises AppNotFound, Invalid, and Conflict while a tool needs one."""
    app = await apps.require(ctx, app_id)
    await store.hold_app(ctx, app_id)
    found = require_domains(wanted)
    needed = {domain_of(tool.url) for tool in await store.tools_of(ctx, app_id)} - set(found)
    if needed:
        lost = ", ".join(sorted(one or "" for one in needed))
        raise Conflict(
            Text(
                f"聊天工具还在使用 {lost}，请先移除该工具",
                f"a chat tool still uses {lost}; remove the tool first",
            )
        )
    await store.set_domains(ctx, app_id, found)
    data = {"id": app.id, "domains": found}
    await outbox.append(ctx, "app.domains_set", subject=app.name, key=f"app:{app.id}", data=data)
    return sorted(found)


async def require_trusted(ctx: Context, app_id: int | None, domain: str) -> None:
    """Raises DomainNotTrusted. `app_id` None: some app of the corp must trust it."""
    trusting = await store.apps_trusting(ctx, domain)
    if app_id not in trusting if app_id is not None else not trusting:
        raise DomainNotTrusted(domain=domain)


async def tools_of(ctx: Context, app_id: int) -> list[Tool]:
    """The tools of one app, for the console; raises AppNotFound."""
    await apps.require(ctx, app_id)
    return await store.tools_of(ctx, app_id)


async def add_tool(ctx: Context, app_id: int, new: NewTool) -> Tool:
    """Raises AppNotFound, DomainNotTrusted, Conflict."""
    app = await apps.require(ctx, app_id)
    await store.hold_app(ctx, app_id)
    await require_trusted(ctx, app_id, domain_of(new.url) or new.url[:80])
    if len(await store.tools_of(ctx, app_id)) >= MOST_TOOLS:
        raise Conflict(
            Text(f"最多 {MOST_TOOLS} 个聊天工具", f"{MOST_TOOLS} chat tools are the limit")
        )
    tool = await store.add_tool(ctx, app_id, new)
    data = {"id": app.id, "tool": tool.name, "url": tool.url}
    await outbox.append(ctx, "app.tool_added", subject=app.name, key=f"app:{app.id}", data=data)
    return tool


async def remove_tool(ctx: Context, app_id: int, tool_id: int) -> None:
    """Raises AppNotFound, ToolNotFound."""
    app = await apps.require(ctx, app_id)
    name = await store.remove_tool(ctx, app_id, tool_id)
    if name is None:
        raise ToolNotFound
    data = {"id": app.id, "tool": name}
    await outbox.append(ctx, "app.tool_removed", subject=app.name, key=f"app:{app.id}", data=data)


async def tools_for(ctx: Context, member_id: int) -> list[Tool]:
    """聊天工具栏 of one member: the tools of apps in whose visible range he is."""
    found: list[Tool] = []
    seen: dict[int, bool] = {}
    for tool in await store.tools(ctx):
        if tool.app_id not in seen:
            seen[tool.app_id] = await in_range(ctx, await apps.require(ctx, tool.app_id), member_id)
        if seen[tool.app_id]:
            found.append(tool)
    return found


async def in_range(ctx: Context, app: App, member_id: int) -> bool:
    """Whether a member is in the app's 可见范围."""
    return await directory.within(
        ctx, member_id, app.visible_departments, app.visible_members, app.visible_tags
    )


async def require_in_range(ctx: Context, app: App, member_id: int) -> None:
    """Raises OutsideRange."""
    if not await in_range(ctx, app, member_id):
        raise OutsideRange


async def give_code(ctx: Context, visitor: Visitor) -> str:
    """A code for who opened a page; what is kept of it is a hash."""
    code = ids.token()
    await store.keep_code(ctx, token_hash(code), visitor, ctx.now + CODE_LIFETIME)
    return code


async def take_code(ctx: Context, app_id: int, code: str) -> Visitor:
    """Who a code stands for, once; raises CodeInvalid, DomainNotTrusted."""
    visitor = await store.take_code(ctx, token_hash(code))
    if visitor is None or visitor.app_id not in (None, app_id):
        raise CodeInvalid
    await require_trusted(ctx, app_id, visitor.domain)
    return visitor
