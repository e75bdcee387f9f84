"""The groups of a plan: one taker's part after the other, at once, as many as the preview showed."""

from collections import Counter

from reunion.core.context import Context
from reunion.platform.directory import service as directory
from reunion.platform.groups import service as groups
from reunion.platform.handover.groups import CLOSES, Way, hand_over_groups
from reunion.platform.handover.store import plans
from reunion.platform.handover.store.plans import PlanRow

CHUNK = 20


async def give_groups(ctx: Context, plan: PlanRow) -> bool:
    """Gives the next taker up to 20 groups; False where nothing is left to give."""
    rest = await plans.group_room(ctx, plan.id)
    if not rest:
        return False
    to_id, free = rest[0]
    owned = await groups.owned_by(ctx, plan.from_id)
    cards = [one for one in owned if one.id > plan.groups_reached][: min(CHUNK, free)]
    if not cards:
        return False
    taker = await directory.require_id(ctx, to_id)
    chat_ids = [one.chat_id for one in cards]
    way = Way(plan.kind, "console", plan.from_id, plan.id)
    stays = await hand_over_groups(ctx, chat_ids, taker, way)
    given = len(cards) - len(stays)
    shut = next((one.why.code for one in stays if isinstance(one.why, CLOSES)), None)
    left_out = Counter(one.why.code for one in stays if not isinstance(one.why, CLOSES))
    if shut is not None:
        # The taker gets no more: what was meant for him stays where it is.
        left_out[shut] += free - given - left_out.total()
    again = {one.chat_id for one in stays if isinstance(one.why, CLOSES)}
    tried = [one.id for one in cards if one.chat_id not in again]
    await plans.give_groups(ctx, plan.id, to_id, given, shut=shut is not None)
    reached = max(tried, default=plan.groups_reached)
    await plans.reach_groups(ctx, plan, reached, given, dict(left_out))
    return True
