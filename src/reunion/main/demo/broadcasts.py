"""Broadcasts of the example company: one that its members have confirmed, which the worker sends when it
starts; one that waits for them; one that waits for a second administrator. A few customers want no marketing."""

import contextlib
from collections.abc import Sequence
from random import Random

from reunion.core.context import Actor, Context
from reunion.main.demo.customer_rows import Known
from reunion.main.demo.plan import Plan
from reunion.main.demo.staff_rows import Ground
from reunion.platform.broadcasts import desk, service
from reunion.platform.broadcasts.model import Audience, Draft
from reunion.platform.broadcasts.refusals import BroadcastUnknown
from reunion.platform.tags import service as tags
from reunion.platform.welcome.model import Attachment
from reunion.restraint import service as restraint

_CONFIRMED = (
    "{客户昵称}，黑金会员专属：本周末到店可免费做一次镜架深度清洗和调整，报手机尾号即可，不用排队。"
)
_WAITING = "{客户昵称}，换季眼睛容易干涩，我们整理了一份护眼小贴士，回复“护眼”我发您～"
_IN_REVIEW = "{客户昵称}，双十二会员日提前开始：第二副镜片半价，12 月 12 日截止。"
_NO_MARKETING = 0.04


async def prepare(
    ctx: Context, made: Plan, ground: Ground, known: Sequence[Known], random: Random
) -> None:
    """Made by the verbs that people use, as the people who would."""
    for one in random.sample(known, round(len(known) * _NO_MARKETING)):
        await restraint.set_refuses(ctx, one.contact_id, {"marketing"})
    chief, manager = (
        ctx.acting_as(Actor("admin", ground.members[place], made.staff[place].name))
        for place in (0, 1)
    )  # fmt: skip
    level = {
        name: next(ref.id for ref in await tags.by_keys(ctx, [ground.tags[name]]))
        for name in ("黑金", "金卡", "银卡")
    }
    sent = await service.create(chief, Draft(_CONFIRMED, [], Audience(tags_any=[level["黑金"]])))
    for member_id, one in zip(ground.members, made.staff, strict=True):
        member = ctx.acting_as(Actor("member", member_id, one.name))
        with contextlib.suppress(BroadcastUnknown):
            await desk.confirm(member, member_id, sent.id, ())
    link = Attachment(
        kind="link", title="换季护眼小贴士", desc="三分钟看完", url="https://example.com/eyes"
    )
    await service.create(
        chief, Draft(_WAITING, [link], Audience(tags_any=[level["金卡"]]), allow_select=True)
    )
    everybody = Audience(tags_any=[level["金卡"], level["银卡"]])
    await service.create(manager, Draft(_IN_REVIEW, [], everybody, needs_approval=True))
