"""Members and administrators in the console."""

from typing import Annotated

from litestar import delete, get, patch, post, put
from litestar.params import QueryParameter

from reunion import outbox
from reunion.core.context import Context
from reunion.core.paging import Page
from reunion.platform.access import duties
from reunion.platform.access import service as access
from reunion.platform.corps import service as corps
from reunion.platform.directory import scope
from reunion.platform.directory.members import leaving, roles, service
from reunion.platform.directory.members.views import (
    Administrators,
    MemberChange,
    MemberView,
    NewMember,
    NewPassword,
    Resigned,
    RoleChange,
    patch_of,
    view,
)
from reunion.platform.directory.model import Authority, Member, MemberFilter, Status
from reunion.platform.directory.refusals import HigherRole
from reunion.platform.directory.scope import authority_of
from reunion.surfaces.access import Caller, allow

_EDITORS = allow("super_admin", "admin", "scoped")
_ADMINS = allow("super_admin", "admin")

Limit = Annotated[int, QueryParameter(ge=1, le=200)]


async def _view(ctx: Context, member: Member) -> MemberView:
    return view(member, (await corps.require(ctx)).customer_cap)


@get("/api/console/members", opt=_EDITORS)
async def list_members(
    ctx: Context,
    caller: Caller,
    department_id: int | None = None,
    recursive: bool = True,
    status: Status | None = None,
    q: str = "",
    cursor: str | None = None,
    limit: Limit = 50,
) -> Page[MemberView]:
    """成员列表 Members by name. Resigned ones only with `status=resigned`."""
    wanted = MemberFilter(department_id, recursive, status, q)
    reach = authority_of(caller).reach
    page = await service.page(ctx, reach, wanted, cursor=cursor, limit=limit)
    cap = (await corps.require(ctx)).customer_cap
    return Page([view(m, cap) for m in page.items], page.next_cursor, page.total)


@post("/api/console/members", opt=_EDITORS)
async def create_member(ctx: Context, caller: Caller, data: NewMember) -> MemberView:
    """添加成员 A new member; with a password he can sign in at once."""
    member = await service.create(ctx, authority_of(caller), data.userid, patch_of(data, None))
    if data.password is not None:
        await _set_password(ctx, member, data.password)
    return await _view(ctx, member)


@get("/api/console/members/{userid:str}", opt=_EDITORS)
async def read_member(ctx: Context, caller: Caller, userid: str) -> MemberView:
    """成员详情 One member, resigned or not."""
    reach = authority_of(caller).reach
    return await _view(ctx, await service.require_seen(ctx, reach, userid, left=True))


@patch("/api/console/members/{userid:str}", opt=_EDITORS)
async def change_member(
    ctx: Context, caller: Caller, userid: str, data: MemberChange
) -> MemberView:
    """修改成员 Change what is given."""
    before = await service.require(ctx, userid)
    patched = patch_of(data, before)
    return await _view(ctx, await service.change(ctx, authority_of(caller), userid, patched))


@post("/api/console/members/{userid:str}/disable", opt=_EDITORS, status_code=200)
async def disable_member(ctx: Context, caller: Caller, userid: str) -> MemberView:
    """禁用成员 Signed out at once, and kept out."""
    return await _view(ctx, await leaving.disable(ctx, authority_of(caller), userid))


@post("/api/console/members/{userid:str}/enable", opt=_EDITORS, status_code=200)
async def enable_member(ctx: Context, caller: Caller, userid: str) -> MemberView:
    """启用成员 May sign in again."""
    return await _view(ctx, await leaving.enable(ctx, authority_of(caller), userid))


@post("/api/console/members/{userid:str}/resign", opt=_EDITORS, status_code=200)
async def resign_member(ctx: Context, caller: Caller, userid: str) -> Resigned:
    """办理离职 The member leaves; the customers wait for a colleague."""
    return await _resign(ctx, authority_of(caller), userid)


@delete("/api/console/members/{userid:str}", opt=_EDITORS, status_code=200)
async def delete_member(ctx: Context, caller: Caller, userid: str) -> Resigned:
    """删除成员 The same as resigning: what he did stays in the records."""
    return await _resign(ctx, authority_of(caller), userid)


async def _resign(ctx: Context, by: Authority, userid: str) -> Resigned:
    (member,) = await leaving.resign(ctx, by, [userid])
    return Resigned(await _view(ctx, member), member.customers)


@post("/api/console/members/{userid:str}/password", opt=_EDITORS, status_code=204)
async def reset_password(ctx: Context, caller: Caller, userid: str, data: NewPassword) -> None:
    """重设密码 Gives a member a new password and ends his sessions."""
    member = await service.require(ctx, userid)
    await scope.require_members(ctx, authority_of(caller), [member])
    if caller.role != "super_admin" and await duties.of_members(ctx, [member.id]):
        raise HigherRole  # whoever knows the password of an officer reads what only he may
    await _set_password(ctx, member, data.new)


async def _set_password(ctx: Context, member: Member, password: str) -> None:
    unlike = (member.userid, member.mobile, member.email)
    await access.set_password(ctx, member.id, password, not_like=unlike)
    await outbox.append(ctx, "password.reset", subject=member.userid, key=member.key)


@get("/api/console/roles", opt=_ADMINS)
async def list_roles(ctx: Context) -> Administrators:
    """管理员 Everybody with a role."""
    cap = (await corps.require(ctx)).customer_cap
    return Administrators([view(member, cap) for member in await roles.administrators(ctx)])


@put("/api/console/roles/{userid:str}", opt=_ADMINS)
async def assign_role(ctx: Context, caller: Caller, userid: str, data: RoleChange) -> MemberView:
    """设置角色 Gives a role, or takes it away with `member`."""
    by = authority_of(caller)
    return await _view(ctx, await roles.assign(ctx, by, userid, data.role, data.departments))


routes = [
    list_members,
    create_member,
    read_member,
    change_member,
    disable_member,
    enable_member,
    resign_member,
    delete_member,
    reset_password,
    list_roles,
    assign_role,
]
