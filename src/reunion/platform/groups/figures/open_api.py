"""群聊数据统计 on the open surface."""

from datetime import datetime

from reunion.core.context import Context
from reunion.core.errors import Invalid, Text
from reunion.platform.groups.figures import service
from reunion.platform.groups.figures.model import GroupDay, OwnerSums
from reunion.surfaces.open import serves
from reunion.wecom.endpoints import group_statistics as wire
from reunion.wecom.endpoints.customer_groups import OwnerFilter

_LIMIT = 1000
_ORDER = {1: "new_groups", 2: "groups", 3: "joined", 4: "members"}


def _userids(given: OwnerFilter | None) -> list[str]:
    return given.userid_list if given else []


def _figures(one: GroupDay | OwnerSums) -> wire.GroupChatFigures:
    return wire.GroupChatFigures(
        new_chat_cnt=one.new_groups,
        chat_total=one.groups,
        chat_has_msg=one.active_groups,
        new_member_cnt=one.joined,
        member_total=one.members,
        member_has_msg=one.active_members,
        msg_total=one.messages,
    )


@serves(wire.groupchat_statistic)
async def groupchat_statistic(
    ctx: Context, req: wire.GroupChatStatisticRequest
) -> wire.GroupChatStatisticResponse:
    """By owner, in the order asked for."""
    if req.order_by not in _ORDER:
        raise Invalid(order_by=Text("须为 1 到 4", "from 1 to 4"))
    if req.offset < 0 or not 1 <= req.limit <= _LIMIT:
        raise Invalid(limit=Text(f"须为 1 到 {_LIMIT}", f"from 1 to {_LIMIT}"))
    first, last, zone = await service.span(ctx, req.day_begin_time, req.day_end_time)
    owners = await service.owners_named(ctx, _userids(req.owner_filter))
    found = await service.by_owner(ctx, owners, first, last, zone)
    name = _ORDER[req.order_by]
    found.sort(key=lambda one: getattr(one, name), reverse=req.order_asc != 1)
    shown = found[req.offset : req.offset + req.limit]
    return wire.GroupChatStatisticResponse(
        total=len(found),
        next_offset=req.offset + len(shown),
        items=[wire.GroupChatOwner(one.userid, _figures(one)) for one in shown],
    )


@serves(wire.groupchat_statistic_group_by_day)
async def groupchat_statistic_group_by_day(
    ctx: Context, req: wire.GroupChatByDayRequest
) -> wire.GroupChatByDayResponse:
    """All named owners together."""
    first, last, zone = await service.span(ctx, req.day_begin_time, req.day_end_time)
    owners = await service.owners_named(ctx, _userids(req.owner_filter))
    return wire.GroupChatByDayResponse(
        items=[
            wire.GroupChatDay(
                int(datetime(one.day.year, one.day.month, one.day.day, tzinfo=zone).timestamp()),
                _figures(one),
            )
            for one in await service.by_day(ctx, owners, first, last, zone)
        ]
    )
