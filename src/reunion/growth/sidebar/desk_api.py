"""Follow-ups that are due, at the desk's workbench."""

from litestar import get, post

from reunion.core.context import Context
from reunion.growth.sidebar import follow_ups
from reunion.growth.sidebar.model import FollowUp, FollowUpChange, FollowUps
from reunion.surfaces.access import Caller, allow


@get("/api/desk/follow-ups", opt=allow("member"))
async def due_follow_ups(ctx: Context, caller: Caller) -> FollowUps:
    """待跟进 My open notes with a date, the most urgent first."""
    return await follow_ups.due(ctx, caller.userid)


@post("/api/desk/follow-ups/{follow_up_id:int}/done", opt=allow("member"), status_code=200)
async def finish_follow_up(ctx: Context, caller: Caller, follow_up_id: int) -> FollowUp:
    """完成跟进 It stays with the customer, as done."""
    done = FollowUpChange(done=True)
    return await follow_ups.change(ctx, caller.userid, follow_up_id, done)


routes = [due_follow_ups, finish_follow_up]
