"""What members of the example company promised, and customers who are on their way to a colleague."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

import msgspec

from reunion.core.context import Actor, Context
from reunion.main.demo import company
from reunion.main.demo.customer_rows import Known
from reunion.main.demo.plan import Plan
from reunion.main.demo.staff_rows import Ground
from reunion.platform.directory import service as directory
from reunion.platform.handover import service as handover
from reunion.platform.promises import service as promises

_SHOPS = 3
_HANDED = 3
_GREETING = "您好，以后由我继续为您服务，验光、取镜随时找我。"
# what, noted how many days ago, due in how many days
_PROMISES = (
    ("镜片到货就打电话通知她", 4, -1),
    ("把上次的验光单拍照发给她", 1, 0),
    ("留一副同款玳瑁色镜架到周末", 2, 2),
    ("三个月后提醒孩子复查视力", 5, 12),
)


async def prepare(ctx: Context, made: Plan, ground: Ground, known: Sequence[Known]) -> None:
    """Made by the verbs that people use, as the people who would."""
    customers: dict[int, list[Known]] = defaultdict(list)
    for one in known:
        if one.follow.lost is None:
            customers[one.member_id].append(one)
    desks = []
    for shop in company.STORES[:_SHOPS]:
        place = next(n for n, one in enumerate(made.staff) if one.department_id == shop.id)
        desks.append(ground.members[place])
    for member_id in desks:
        for (text, ago, due), one in zip(_PROMISES, customers[member_id], strict=False):
            then = ctx.now - timedelta(days=ago)
            member = Actor("member", member_id, one.member_name)
            at = msgspec.structs.replace(ctx.acting_as(member), now=then)
            due_at = ctx.now + timedelta(days=due)
            await promises.note(at, one.contact_id, member_id, text, due_at, None)
    taker, giver = [await directory.require_id(ctx, i) for i in desks[:2]]
    going = [one.external_userid for one in customers[giver.id][:_HANDED]]
    if going:
        chief = ctx.acting_as(Actor("admin", ground.members[0], made.staff[0].name))
        await handover.start(
            chief, giver, taker, going, _GREETING, kind="onjob", origin="console"
        )  # fmt: skip
