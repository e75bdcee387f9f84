"""Segments, tag rules and saved views of the example company, made by the verbs that people use. Who is in them is
found by the worker once the analytics engine runs."""

from typing import Any

from reunion.core.context import Context
from reunion.growth.profiles import service as profiles
from reunion.growth.segments import service as segments
from reunion.growth.segments.service import Draft
from reunion.growth.tag_rules import rules
from reunion.growth.tag_rules.model import Kind, WantedRule
from reunion.main.demo import company
from reunion.main.demo.staff_rows import Ground
from reunion.platform.list_views import service as list_views
from reunion.platform.list_views.model import NewView
from reunion.platform.tags import service as platform_tags
from reunion.surfaces.access import Caller

Definition = dict[str, Any]

QUIET_SPENDERS = "高价值，很久没来"
TWELFTH = "双十二会员日"


async def prepare(ctx: Context, ground: Ground) -> int:
    """By the administrator, as if she had put them together. Answers the segment of the members' day."""
    admin = Caller(
        "console", ground.members[0], ctx.corp_id, "super_admin", company.ADMIN_NAME,
        company.ADMIN_USERID, "", True, "",
    )  # fmt: skip
    by = ctx.acting_as(admin.actor)
    keys = [ground.tags[name] for _, name in _LEVELS]
    wire = {ref.key: ref.id for ref in await platform_tags.by_keys(by, keys)}
    wanted = [(group, name, wire[ground.tags[name]]) for group, name in _LEVELS]
    numbers = await profiles.put_tags(by, [*wanted, *((*one, None) for one in company.OWN_TAGS)])
    tags = dict(zip([name for _, name in (*_LEVELS, *company.OWN_TAGS)], numbers, strict=True))
    members_day = await _segments(by, tags)
    await _rules(by, tags)
    await _views(by, admin, tags)
    return members_day


_LEVELS = (("会员等级", "金卡"), ("会员等级", "黑金"), ("服务偏好", "勿打电话"))


def _all(*of: Definition) -> Definition:
    return {"kind": "all", "of": list(of)}


def _not(of: Definition) -> Definition:
    return {"kind": "not", "of": of}


def _did(event: str, days: int, at_least: int) -> Definition:
    return {"kind": "did", "event": event, "window": {"last_days": days}, "at_least": at_least}


def _never(event: str, days: int | None = None) -> Definition:
    window = {"window": {"last_days": days}} if days else {}
    return {"kind": "never", "event": event, **window}


def _near(shop: company.Store, kilometres: int) -> Definition:
    return {
        "kind": "near", "latitude": shop.latitude, "longitude": shop.longitude,
        "within_m": kilometres * 1000, "place": shop.name,
    }  # fmt: skip


_SILENT = {"kind": "rfm", "recency": [1, 2], "monetary": [4, 5]}
_LOOKING = _all(_did("浏览商品", 14, 1), _never("order_paid", 14))


async def _segments(ctx: Context, tags: dict[str, int]) -> int:
    quiet = await segments.create(
        ctx, Draft(QUIET_SPENDERS, _SILENT, "RFM：花得多，最近没来的老客", watched=True)
    )
    _, xujiahui, hangzhou, *_ = company.STORES
    drafts = (
        Draft(
            "徐家汇店附近的常客，没看过文章",
            _all(_did("order_paid", 90, 2), _never("content_opened"), _near(xujiahui, 5)),
            "90 天内买过两次，住得近，还没点开过我们的内容",
        ),
        Draft("看了商品还没下单", _LOOKING, "最近两周在小程序看过商品，没有购买", watched=True),
        Draft(
            "30 天内新加的好友",
            {"kind": "follow", "status": "current", "added": {"last_days": 30}},
            "新客关怀用",
            watched=True,
        ),
        Draft(
            "未来 30 天过生日",
            {"kind": "attribute", "field": "birthday", "is": "anniversary", "value": 30},
        ),
        Draft(
            "上海和杭州的隐形眼镜顾客",
            _all(
                {"kind": "attribute", "field": "city", "is": "one_of", "value": ["上海", "杭州"]},
                {"kind": "attribute", "field": "wears", "is": "none_of", "value": ["框架眼镜"]},
                {"kind": "any", "of": [_near(xujiahui, 10), _near(hangzhou, 10)]},
            ),
        ),
    )
    for draft in drafts:
        await segments.create(ctx, draft)
    levels = {"kind": "tags", "any_of": [tags["金卡"], tags["黑金"]]}
    first = await segments.create(ctx, Draft(TWELFTH, levels, "金卡和黑金会员"))
    inner = {"kind": "segment", "segment_id": quiet.id}
    second = _all({"kind": "any", "of": [levels, inner]}, _not(
        {"kind": "tags", "any_of": [tags["勿打电话"]]}
    ))  # fmt: skip
    draft = Draft(TWELFTH, second, "金卡、黑金和很久没来的高价值客户，不含勿打电话的")
    return (await segments.update(ctx, first.id, draft, first.version)).id


async def _rules(ctx: Context, tags: dict[str, int]) -> None:
    def rule(name: str, kind: Kind, definition: Definition, tag: str, **how: bool) -> WantedRule:
        return WantedRule(name, definition, [tags[tag]], kind, **how)

    often = _did("order_paid", 180, 3)
    card = {"kind": "source", "channels": ["vip_card"]}
    for one in (
        rule("高价值，很久没来", "silence", _SILENT, "重点挽回", takes_back=True, enabled=True),
        rule("半年买过三次", "purchase", often, "常来常往", enabled=True),
        rule("看了商品还没下单", "behaviour", _LOOKING, "有意向", takes_back=True, enabled=True),
        rule("会员卡背面扫码来的", "source", card, "常来常往"),
    ):
        await rules.create(ctx, one)


async def _views(ctx: Context, admin: Caller, tags: dict[str, int]) -> None:
    columns = ["person", "tags", "city", "birthday", "known_since"]
    for name, filters in (
        ("黑金会员", {"tag": str(tags["黑金"])}),
        ("重点挽回", {"tag": str(tags["重点挽回"])}),
        ("戴隐形眼镜", {"field": "wears", "value": "隐形眼镜"}),
    ):
        view = NewView(name, filters, columns, shared=True)
        await list_views.create(ctx, admin, "profiles", view)
