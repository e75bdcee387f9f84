"""Columns and views of the console's lists, per administrator."""

from litestar import delete, get, patch, post, put

from reunion.core.context import Context
from reunion.platform.list_views import service
from reunion.platform.list_views.model import ColumnChoice, ListSettings, NewView, View, ViewChange
from reunion.surfaces.access import Caller, allow

_READERS = allow("super_admin", "admin", "scoped")


@get("/api/console/lists/{list_name:str}", opt=_READERS)
async def list_settings(ctx: Context, caller: Caller, list_name: str) -> ListSettings:
    """列表设置 The caller's columns of a list (customers, members), own views and shared ones."""
    return await service.settings(ctx, caller, list_name)


@put("/api/console/lists/{list_name:str}/columns", opt=_READERS, status_code=204)
async def choose_columns(ctx: Context, caller: Caller, list_name: str, data: ColumnChoice) -> None:
    """选择列 For the caller alone, on every device."""
    await service.choose_columns(ctx, caller, list_name, data.columns)


@post("/api/console/lists/{list_name:str}/views", opt=_READERS)
async def create_view(ctx: Context, caller: Caller, list_name: str, data: NewView) -> View:
    """保存视图 Filters and columns under a name, for oneself or for every administrator."""
    return await service.create(ctx, caller, list_name, data)


@patch("/api/console/lists/{list_name:str}/views/{view_id:int}", opt=_READERS)
async def change_view(
    ctx: Context, caller: Caller, list_name: str, view_id: int, data: ViewChange
) -> View:
    """修改视图 Name, filters, columns, or whether it is shared."""
    return await service.change(ctx, caller, list_name, view_id, data)


@delete("/api/console/lists/{list_name:str}/views/{view_id:int}", opt=_READERS)
async def delete_view(ctx: Context, caller: Caller, list_name: str, view_id: int) -> None:
    """删除视图 One's own; administrators of the whole company also shared ones."""
    await service.delete(ctx, caller, list_name, view_id)


routes = [list_settings, choose_columns, create_view, change_view, delete_view]
