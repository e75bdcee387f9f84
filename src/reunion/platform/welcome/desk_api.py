"""欢迎语 on the desk: a member's own."""

from litestar import delete, put

from reunion.core.context import Context
from reunion.platform.welcome import service
from reunion.platform.welcome.model import Welcome
from reunion.surfaces.access import Caller, allow


@put("/api/desk/me/welcome", opt=allow("member"))
async def set_my_welcome(ctx: Context, caller: Caller, data: Welcome) -> Welcome:
    """Wins over the corp's for my customers; %NICKNAME% becomes the customer's name."""
    return await service.put(ctx, data, subject=caller.userid, member_id=caller.principal_id)


@delete("/api/desk/me/welcome", opt=allow("member"))
async def delete_my_welcome(ctx: Context, caller: Caller) -> None:
    """The corp's applies again."""
    await service.delete(ctx, subject=caller.userid, member_id=caller.principal_id)


routes = [set_my_welcome, delete_my_welcome]
