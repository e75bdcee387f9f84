"""Moments of the example company: one that some members have posted, with what customers say to it, while the
others still have it as a task; and one of a member's own."""

import contextlib
from collections.abc import Sequence
from random import Random

from reunion.core.context import Actor, Context
from reunion.main.demo.customer_rows import Known
from reunion.main.demo.plan import Plan
from reunion.main.demo.staff_rows import Ground
from reunion.platform.moments import desk, publishing, service, talking
from reunion.platform.moments.model import Draft, Range, TaggedCustomers
from reunion.platform.moments.refusals import MomentUnknown
from reunion.platform.welcome.model import Attachment

_ASKED = "秋冬新款圆框到店了：钛架不到 10 克，鼻托可以现场调。想试的朋友留言，给您留着～"
_OWN = "今天给一位小朋友验光，才一年涨了 150 度。假期少盯屏幕，多去户外，记得半年复查一次。"
_SAID = ("有黑色的吗？", "这款好看！", "周末去试试", "儿童款有吗", "多少钱呀")
_ANSWER = "有的，给您留一副，到店报手机尾号就行～"
_POSTED = 2
"""Members who have posted what headquarters prepared."""
_REACT = 8
"""Customers who are asked whether they like it."""


async def prepare(
    ctx: Context, made: Plan, ground: Ground, known: Sequence[Known], random: Random
) -> None:
    """Made by the verbs that people use, as the people who would."""
    staff = list(zip(ground.members, made.staff, strict=True))
    chief = ctx.acting_as(Actor("admin", ground.members[0], made.staff[0].name))
    link = Attachment(kind="link", title="秋冬圆框怎么挑", url="https://example.com/round")
    asked = await service.create(chief, Draft(_ASKED, [link], Range()))
    names = {member_id: one.name for member_id, one in staff}
    posted: dict[int, int] = {}
    for member_id, one in staff:
        if len(posted) < _POSTED:
            member = ctx.acting_as(Actor("member", member_id, one.name))
            with contextlib.suppress(MomentUnknown):
                task = await desk.confirm(member, member_id, asked.id)
                await publishing.publish_whole(ctx, task.post_id)
                posted[member_id] = task.post_id
    for member_id, one in staff:
        if member_id in posted:
            member = ctx.acting_as(Actor("member", member_id, one.name))
            own = await desk.post_own(member, one.userid, member_id, _OWN, [], TaggedCustomers())
            await publishing.publish_whole(ctx, own.post_id)
            break
    theirs = [one for one in known if one.member_id in posted]
    for one in random.sample(theirs, min(_REACT, len(theirs))):
        await _react(ctx, one, posted, names, random)


async def _react(
    ctx: Context, one: Known, posted: dict[int, int], names: dict[int, str], random: Random
) -> None:
    customer = ctx.acting_as(Actor("customer", one.person_id, one.customer.name))
    post_id, member_id = posted[one.member_id], one.member_id
    with contextlib.suppress(MomentUnknown):
        await talking.like(customer, one.person_id, post_id, liked=True)
        said = random.choice(_SAID)
        await talking.comment(customer, one.person_id, post_id, said, "demo")
        if said == _SAID[0]:
            await _answer(ctx.acting_as(Actor("member", member_id, names[member_id])), post_id)


async def _answer(member: Context, post_id: int) -> None:
    asked = (await desk.post(member, member.actor.id, post_id)).comments[-1]
    await talking.answer(member, member.actor.id, post_id, _ANSWER, asked.id, f"demo-{asked.id}")
