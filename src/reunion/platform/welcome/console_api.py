"""欢迎语 in the console. Those of contact ways are set with the way."""

from litestar import delete, get, put

from reunion.core.context import Context
from reunion.platform.directory.members import service as members
from reunion.platform.welcome import service
from reunion.platform.welcome.model import Welcome, Welcomes
from reunion.surfaces.access import allow

_ADMINS = allow("super_admin", "admin")


@get("/api/console/welcomes", opt=_ADMINS)
async def list_welcomes(ctx: Context) -> Welcomes:
    """The corp's welcome and the members' own."""
    return Welcomes(await service.get(ctx), await service.of_members(ctx))


@put("/api/console/welcomes/corp", opt=_ADMINS)
async def set_corp_welcome(ctx: Context, data: Welcome) -> Welcome:
    """Sent where neither the contact way nor the member has one."""
    return await service.put(ctx, data, subject="corp")


@delete("/api/console/welcomes/corp", opt=_ADMINS)
async def delete_corp_welcome(ctx: Context) -> None:
    """Without any welcome, apps get a welcome_code instead."""
    await service.delete(ctx, subject="corp")


@put("/api/console/welcomes/members/{userid:str}", opt=_ADMINS)
async def set_member_welcome(ctx: Context, userid: str, data: Welcome) -> Welcome:
    """Wins over the corp's for this member's customers."""
    member = await members.require(ctx, userid)
    return await service.put(ctx, data, subject=member.userid, member_id=member.id)


@delete("/api/console/welcomes/members/{userid:str}", opt=_ADMINS)
async def delete_member_welcome(ctx: Context, userid: str) -> None:
    """The corp's applies again."""
    member = await members.require(ctx, userid)
    await service.delete(ctx, subject=member.userid, member_id=member.id)


routes = [
    list_welcomes,
    set_corp_welcome,
    delete_corp_welcome,
    set_member_welcome,
    delete_member_welcome,
]
