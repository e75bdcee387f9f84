"""Partner companies of the example company: a supplier and a distributor, whose people came by the
invitation, each kind with a group."""

from typing import Literal, NamedTuple

from reunion.core.context import Actor, Context
from reunion.main.demo.plan import Plan
from reunion.main.demo.staff_rows import Ground
from reunion.platform.conversations import service as conversations
from reunion.platform.groups import service as groups
from reunion.platform.partners import employing, service
from reunion.platform.partners.model import PartnerDraft
from reunion.platform.people import service as people


class _Company(NamedTuple):
    kind: Literal["supplier", "distributor"]
    name: str
    full_name: str
    custom_id: str
    note: str
    people: tuple[tuple[str, str], ...]
    group: str
    notice: str
    talk: tuple[tuple[int | None, str], ...]


_COMPANIES = (
    _Company(
        "supplier", "瓯海镜架", "温州瓯海镜架有限公司", "GYS-017",
        "钛架与板材镜架，月结 30 天，每周三、周六发货",
        (("王强", "销售经理"), ("陈洁", "跟单"), ("李敏", "质检主管")),
        "镜架供货·对接群", "交期、质检问题都在群里说；对账找陈洁。",
        (
            (0, "上周 TI009 补的 200 副已经发出，单号稍后发群里"),
            (None, "收到，南京路和徐家汇各到一半，可以吗"),
            (1, "可以，我改一下装箱单"),
            (2, "这批鼻托换了新供方，抽检没有问题，报告我发给您"),
            (None, "好的，下周二到仓我们再抽一遍"),
        ),
    ),
    _Company(
        "distributor", "粤东视光", "汕头粤东视光有限公司", "JXS-004",
        "粤东三家店，卖离焦镜片和防蓝光镜片",
        (("褚时", "总经理"), ("吴芳", "店长")),
        "粤东经销·订货群", "订货截止每周五 18:00，次周一统一发货。",
        (
            (0, "离焦镜片这个月想加 60 副，有货吗"),
            (None, "有货，周五前下单，下周一一起发"),
            (1, "店里海报也要更新一版，能给个设计稿吗"),
            (None, "今天下班前发到群里"),
        ),
    ),
)  # fmt: skip
_PHONE = "+8619955500"


async def gather(ctx: Context, made: Plan, ground: Ground) -> None:
    """Made by the verbs that people use, as the people who would."""
    chief = ctx.acting_as(Actor("admin", ground.members[0], made.staff[0].name))
    for place, company in enumerate(_COMPANIES):
        draft = PartnerDraft(
            company.name, company.full_name, company.custom_id, company.note,
            [made.staff[0].userid],
        )  # fmt: skip
        partner = await service.create(chief, company.kind, draft)
        slug = (await service.require(chief, partner.id)).slug
        for number, (name, position) in enumerate(company.people):
            phone = f"{_PHONE}{place}{number:02d}"
            person = await people.ensure(ctx.tx, phone, name, ctx.now)
            herself = ctx.acting_as(Actor("customer", person.id, name))
            await employing.accept(herself, slug, person.id, position)
        await _group(ctx, ground.members[0], made.staff[0].name, company)


async def _group(ctx: Context, owner_id: int, owner_name: str, company: _Company) -> None:
    owner = ctx.acting_as(Actor("member", owner_id, owner_name))
    reached = await service.reached_by(owner, owner_id, company.kind)
    contact_ids = [one.contact_id for one in reached]
    group = await groups.start(owner, owner_id, company.group, contact_ids, [], company.kind)
    await groups.set_notice(owner, group.id, owner_id, company.notice, tell=False)
    for number, (who, text) in enumerate(company.talk):
        sender = owner_id if who is None else contact_ids[who]
        await conversations.send(
            ctx, group.id, sender, "text", {"text": text}, f"demo-partner-{number}"
        )
