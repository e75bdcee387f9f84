"""Customer groups of the example company: members' groups of their stores, with a welcome, a notice, talk,
and a code that opens the next group when they are full."""

from collections import defaultdict
from collections.abc import Sequence

from reunion.core.context import Actor, Context
from reunion.main.demo.customer_rows import Known
from reunion.main.demo.plan import Plan
from reunion.main.demo.staff_rows import Ground
from reunion.platform.conversations import service as conversations
from reunion.platform.groups import service, ways, welcoming
from reunion.platform.groups.ways import WayDraft
from reunion.platform.welcome.model import Welcome

_GROUPS = 4
_PEOPLE = 12
_NAMES = ("黑金会员·南京路", "青少年近视防控", "老花渐进交流", "周末到店福利")
_LABELS = ("会员", "专题")
_WELCOME = "欢迎 %NICKNAME%！群里每周五公布到店福利，验光预约请直接 @店长。"
_NOTICE = "群规：不发广告；验光、取镜请带会员码。本周末免费镜架清洗。"
_TALK = (
    (0, "请问周末几点开门？"),
    (None, "周六日都是 9:30 到 21:00，欢迎来坐坐～"),
    (1, "孩子上周配的镜片有点松，能调一下吗"),
    (None, "当然可以，免费调整，到店报手机尾号就行"),
    (2, "谢谢，那我周日带他过去"),
    (3, "离焦镜片下单后多久能取？"),
    (None, "一般三个工作日，到货第一时间在群里 @您"),
)


async def gather(ctx: Context, made: Plan, ground: Ground, known: Sequence[Known]) -> None:
    """Made by the verbs that people use, as the people who would."""
    chief = ctx.acting_as(Actor("admin", ground.members[0], made.staff[0].name))
    template = await welcoming.add(chief, Welcome(_WELCOME), None, notify=False)
    labels = {}
    for name in _LABELS:
        labels = {one.name: one.id for one in await service.put_label(chief, None, name)}
    customers: dict[int, list[Known]] = defaultdict(list)
    for one in known:
        if one.follow.lost is None:
            customers[one.member_id].append(one)
    owners = sorted(customers, key=lambda i: len(customers[i]), reverse=True)[:_GROUPS]
    group_ids = []
    for place, (owner_id, name) in enumerate(zip(owners, _NAMES, strict=False)):
        group_ids.append(
            await _group(ctx, owner_id, name, customers[owner_id], template.template_id)
        )
        label = labels[_LABELS[place % len(_LABELS)]]
        await service.set_labels(chief, group_ids[-1], [label])
    if group_ids:
        draft = WayDraft(
            group_ids=group_ids[:1], remark="门店海报", state="poster", base_name="黑金会员·南京路",
            next_number=2,
        )  # fmt: skip
        await ways.create(chief, draft)


async def _group(
    ctx: Context, owner_id: int, name: str, customers: Sequence[Known], template_id: str
) -> int:
    owner = ctx.acting_as(Actor("member", owner_id, customers[0].member_name))
    people = list({one.contact_id: one for one in customers[: _PEOPLE + 1]}.values())
    first, last = people[:-1], people[-1]
    group = await service.start(owner, owner_id, name, [one.contact_id for one in first], [])
    await welcoming.choose(owner, group.id, template_id=template_id, words=None)
    await service.invite(owner, group.id, owner_id, [last.contact_id], [])
    await service.set_notice(owner, group.id, owner_id, _NOTICE, tell=True)
    for place, (who, text) in enumerate(_TALK):
        sender = owner_id if who is None else people[who % len(people)].contact_id
        await conversations.send(
            ctx, group.id, sender, "text", {"text": text}, f"demo-group-{place}"
        )
    return group.id
