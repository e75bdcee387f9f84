"""Who administers: roles, and the departments that a scoped administrator holds."""

from reunion import outbox
from reunion.core.context import Context
from reunion.core.errors import Text
from reunion.platform.directory import scope
from reunion.platform.directory.departments import service as departments
from reunion.platform.directory.members import service, store
from reunion.platform.directory.members.leaving import keep_a_super_admin
from reunion.platform.directory.model import Authority, Member, MemberFilter, Reach, Role
from reunion.platform.directory.refusals import HigherRole, invalid


async def assign(
    ctx: Context, by: Authority, userid: str, role: Role, department_ids: list[int]
) -> Member:
    """Gives a role, or takes it away (`member`). A scoped administrator needs departments; only
    a super admin makes or changes super admins."""
    before = await service.require(ctx, userid)
    await store.lock(ctx, [before.id])
    before = await service.require_id(ctx, before.id)
    await scope.require_members(ctx, by, [before])
    if role == "super_admin" and by.role != "super_admin":
        raise HigherRole
    department_ids = list(dict.fromkeys(department_ids)) if role == "scoped" else []
    if role == "scoped" and not department_ids:
        raise invalid(
            40066, "departments",
            Text("请选择他管理的部门", "choose the departments that they administer"),
        )  # fmt: skip
    await departments.require_all(ctx, department_ids)
    if before.role == "super_admin" and role != "super_admin":
        await keep_a_super_admin(ctx, {before.id})
    if (before.role, before.role_departments) == (role, department_ids):
        return before
    await store.set_role(ctx, before.id, role, department_ids)
    await outbox.append(
        ctx,
        "role.changed",
        subject=before.userid,
        key=before.key,
        data={
            "userid": before.userid,
            "changed": {"role": role, "departments": department_ids},
            "before": {"role": before.role, "departments": before.role_departments},
        },
    )
    return await service.require_id(ctx, before.id)


async def administrators(ctx: Context) -> list[Member]:
    """Everybody with a role."""
    wanted = MemberFilter(administrators=True)
    return (await service.page(ctx, Reach(), wanted, cursor=None, limit=1000)).items
