"""Departments in the console."""

from typing import Annotated

import msgspec
from litestar import delete, get, patch, post

from reunion.core.context import Context
from reunion.platform.directory.departments import service
from reunion.platform.directory.departments.service import DepartmentPatch
from reunion.platform.directory.model import Department, Departments
from reunion.platform.directory.scope import authority_of
from reunion.surfaces.access import Caller, allow

_EDITORS = allow("super_admin", "admin", "scoped")


class NewDepartment(msgspec.Struct):
    """`order`: larger comes first."""

    name: str
    parent_id: int
    order: Annotated[int, msgspec.Meta(ge=0, le=2**32 - 1)] = 0
    name_en: str = ""


@get("/api/console/departments", opt=_EDITORS)
async def list_departments(ctx: Context, caller: Caller) -> Departments:
    """部门列表 The departments that the caller administers, with their members counted."""
    return Departments(await service.counted(ctx, authority_of(caller).reach))


@post("/api/console/departments", opt=_EDITORS)
async def create_department(ctx: Context, caller: Caller, data: NewDepartment) -> Department:
    """新建部门 A department below `parent_id`."""
    return await service.create(
        ctx,
        authority_of(caller),
        name=data.name,
        parent_id=data.parent_id,
        order=data.order,
        name_en=data.name_en,
    )


@patch("/api/console/departments/{department_id:int}", opt=_EDITORS)
async def change_department(
    ctx: Context, caller: Caller, department_id: int, data: DepartmentPatch
) -> Department:
    """修改部门 Rename, reorder or move."""
    return await service.change(ctx, authority_of(caller), department_id, data)


@delete("/api/console/departments/{department_id:int}", opt=_EDITORS, status_code=204)
async def delete_department(ctx: Context, caller: Caller, department_id: int) -> None:
    """删除部门 Only an empty one can go."""
    await service.delete(ctx, authority_of(caller), department_id)


routes = [list_departments, create_department, change_department, delete_department]
