"""联系客户统计 on the open surface."""

from msgspec import UNSET

from reunion.core.context import Context
from reunion.platform.directory import service as directory
from reunion.platform.statistics import service
from reunion.platform.statistics.model import MEMBERS_A_CALL, Day, TooManyMembers
from reunion.surfaces.open import serves
from reunion.wecom.endpoints import statistics
from reunion.wecom.endpoints.statistics import (
    BehaviorDay,
    GetUserBehaviorDataRequest,
    GetUserBehaviorDataResponse,
)


@serves(statistics.get_user_behavior_data)
async def get_user_behavior_data(
    ctx: Context, req: GetUserBehaviorDataRequest
) -> GetUserBehaviorDataResponse:
    """Departments count with the members of their subtrees."""
    if not 1 <= len(req.userid) + len(req.partyid) <= MEMBERS_A_CALL:
        raise TooManyMembers
    members = {(await directory.require(ctx, userid)).id for userid in req.userid}
    if req.partyid:
        members |= set(await directory.members_of_departments(ctx, req.partyid))
    found = await service.behavior(ctx, sorted(members), req.start_time, req.end_time)
    return GetUserBehaviorDataResponse(behavior_data=[_wire(at, day) for at, day in found])


def _wire(at: int, day: Day) -> BehaviorDay:
    return BehaviorDay(
        stat_time=at,
        chat_cnt=day.chats,
        message_cnt=day.messages,
        reply_percentage=round(100 * day.replied / day.asked, 2) if day.asked else UNSET,
        avg_reply_time=round(day.reply_seconds / 60) if day.replied else UNSET,
        negative_feedback_cnt=day.lost,
        new_apply_cnt=day.requests,
        new_contact_cnt=day.added,
    )
