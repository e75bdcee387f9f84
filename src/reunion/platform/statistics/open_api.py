"""get_user_behavior_data."""

from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import UNSET

from reunion.core.context import Context
from reunion.platform.statistics import service
from reunion.platform.statistics.model import KEPT, LONGEST_SPAN, Behavior, SpanInvalid
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
    """All named members together, a row per day of the span."""
    try:
        days, zone = await service.behavior(
            ctx, req.userid, req.partyid, req.start_time, req.end_time
        )
    except (OverflowError, OSError, ValueError):
        raise SpanInvalid(kept=KEPT, longest=LONGEST_SPAN) from None
    return GetUserBehaviorDataResponse(behavior_data=[_wire(day, zone) for day in days])


def _wire(one: Behavior, zone: ZoneInfo) -> BehaviorDay:
    at = datetime(one.day.year, one.day.month, one.day.day, tzinfo=zone)
    return BehaviorDay(
        stat_time=int(at.timestamp()),
        chat_cnt=one.chats,
        message_cnt=one.messages,
        reply_percentage=round(100 * one.answered / one.asked, 2) if one.asked else UNSET,
        avg_reply_time=round(one.wait_seconds / 60) if one.wait_seconds is not None else UNSET,
        negative_feedback_cnt=one.lost,
        new_apply_cnt=one.requested,
        new_contact_cnt=one.added,
    )
