"""/cgi-bin/department/*."""

from reunion.platform.directory.departments import service
from reunion.platform.directory.departments.service import DepartmentPatch
from reunion.platform.directory.model import FULL, Department
from reunion.platform.directory.open_reach import reach_of
from reunion.platform.directory.refusals import OutsideScope
from reunion.platform.directory.scope import span
from reunion.surfaces.open import OpenContext, serves
from reunion.wecom.endpoints import departments as wire
from reunion.wecom.wire import UNSET, Done


def _shown(department: Department) -> wire.Department:
    return wire.Department(
        id=department.id,
        name=department.name,
        name_en=department.name_en or UNSET,
        department_leader=department.leaders,
        parentid=department.parent_id,
        order=department.order,
    )


@serves(wire.create)
async def create(
    ctx: OpenContext, req: wire.CreateDepartmentRequest
) -> wire.CreateDepartmentResponse:
    made = await service.create(
        ctx,
        FULL,
        name=req.name,
        parent_id=req.parentid,
        name_en=req.name_en or "",
        order=req.order,
        department_id=req.id,
    )
    return wire.CreateDepartmentResponse(errmsg="created", id=made.id)


@serves(wire.update)
async def update(ctx: OpenContext, req: wire.UpdateDepartmentRequest) -> Done:
    await service.change(
        ctx,
        FULL,
        req.id,
        DepartmentPatch(
            name=req.name, name_en=req.name_en, parent_id=req.parentid, order=req.order
        ),
    )
    return Done(errmsg="updated")


@serves(wire.delete)
async def delete(ctx: OpenContext, req: wire.DepartmentIdRequest) -> Done:
    await service.delete(ctx, FULL, req.id)
    return Done(errmsg="deleted")


@serves(wire.get_)
async def get_(ctx: OpenContext, req: wire.DepartmentIdRequest) -> wire.GetDepartmentResponse:
    await service.require(ctx, req.id)
    if not (await span(ctx, await reach_of(ctx))).has_department(req.id):
        raise OutsideScope
    found = {d.id: d for d in await service.listed(ctx, await reach_of(ctx), req.id)}
    return wire.GetDepartmentResponse(department=_shown(found[req.id]))


@serves(wire.list_)
async def list_(ctx: OpenContext, req: wire.ListDepartmentsRequest) -> wire.ListDepartmentsResponse:
    found = await service.listed(ctx, await reach_of(ctx), req.id)
    return wire.ListDepartmentsResponse(department=[_shown(d) for d in found])


@serves(wire.simplelist)
async def simplelist(
    ctx: OpenContext, req: wire.ListDepartmentsRequest
) -> wire.SimplelistDepartmentsResponse:
    found = await service.listed(ctx, await reach_of(ctx), req.id)
    return wire.SimplelistDepartmentsResponse(
        department_id=[wire.DepartmentPlace(d.id, d.parent_id, d.order) for d in found]
    )
