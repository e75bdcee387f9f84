"""可信域名 and 聊天工具 of an app, in the console."""

import msgspec
from litestar import delete, get, post, put

from reunion.core.context import Context
from reunion.platform.web_apps import service
from reunion.platform.web_apps.model import NewTool, Tool
from reunion.surfaces.access import allow

_ADMINS = allow("super_admin", "admin")


class WebSettings(msgspec.Struct):
    """What an app's web pages may do: domains that are trusted, tools beside the chat."""

    domains: list[str]
    tools: list[Tool]


class Domains(msgspec.Struct):
    """`host` or `host:port`; exactly these from now on."""

    domains: list[str]


@get("/api/console/apps/{app_id:int}/web", opt=_ADMINS)
async def read_web_settings(ctx: Context, app_id: int) -> WebSettings:
    """网页设置 Trusted domains and chat tools of an app."""
    return WebSettings(await service.domains(ctx, app_id), await service.tools_of(ctx, app_id))


@put("/api/console/apps/{app_id:int}/web/domains", opt=_ADMINS)
async def set_domains(ctx: Context, app_id: int, data: Domains) -> WebSettings:
    """设置可信域名 Where codes may be sent and from which pages signatures are taken."""
    domains = await service.set_domains(ctx, app_id, data.domains)
    return WebSettings(domains, await service.tools_of(ctx, app_id))


@post("/api/console/apps/{app_id:int}/web/tools", opt=_ADMINS)
async def add_chat_tool(ctx: Context, app_id: int, data: NewTool) -> Tool:
    """添加聊天工具 A page of the app beside every chat with customers."""
    return await service.add_tool(ctx, app_id, data)


@delete("/api/console/apps/{app_id:int}/web/tools/{tool_id:int}", opt=_ADMINS)
async def remove_chat_tool(ctx: Context, app_id: int, tool_id: int) -> None:
    """移除聊天工具 It is gone from every desk at its next opening."""
    await service.remove_tool(ctx, app_id, tool_id)


routes = [read_web_settings, set_domains, add_chat_tool, remove_chat_tool]
