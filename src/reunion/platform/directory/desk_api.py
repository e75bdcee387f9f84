"""The directory as staff see it: departments, colleagues, and one's own card."""

from typing import Annotated, Any

from litestar import Request, get, patch
from litestar.params import QueryParameter

from reunion.core.context import Context
from reunion.core.paging import Page
from reunion.platform.corps import service as corps
from reunion.platform.corps.model import card
from reunion.platform.directory import colleagues
from reunion.platform.directory.colleagues import CardPatch
from reunion.platform.directory.departments import service as departments
from reunion.platform.directory.model import EVERYTHING, Colleague, DeskDirectory
from reunion.surfaces.access import allow

_MEMBER = allow("member")


@get("/api/desk/directory", opt=_MEMBER)
async def read_directory(ctx: Context) -> DeskDirectory:
    """通讯录 The whole department tree with its members counted."""
    corp = await corps.require(ctx)
    return DeskDirectory(await departments.counted(ctx, EVERYTHING), card(corp))


@get("/api/desk/colleagues", opt=_MEMBER)
async def list_colleagues(
    ctx: Context,
    request: Request[Any, Any, Any],
    q: str = "",
    department_id: int | None = None,
    cursor: str | None = None,
    limit: Annotated[int, QueryParameter(ge=1, le=200)] = 50,
) -> Page[Colleague]:
    """同事 Active colleagues by name, of a department and below it or of the whole company."""
    presence = request.app.state["gateway"].presence
    return await colleagues.page(
        ctx, presence, q=q, department_id=department_id, cursor=cursor, limit=limit
    )


@patch("/api/desk/me", opt=_MEMBER)
async def change_my_card(ctx: Context, data: CardPatch) -> Colleague:
    """修改我的名片 Alias and picture."""
    return await colleagues.change_mine(ctx, ctx.actor.id, data)


routes = [read_directory, list_colleagues, change_my_card]
