"""What a customer can have come by: every code that is there, and whatever brought somebody."""

from datetime import timedelta
from typing import Any

from reunion.core.clock import clock
from tests.factories import waiting
from tests.factories.company import Caller, Company, customer
from tests.factories.meeting import add, meet, way
from tests.factories.mirroring import mirrored
from tests.factories.sending import open_shop

CHANNELS = "/api/console/profile-channels"
WAYS = "/api/console/contact-ways"
ACQUISITION = "/api/console/acquisition"


async def offered(caller: Caller, **params: Any) -> list[tuple[Any, ...]]:
    found = await caller.ok("GET", CHANNELS, params=params)
    return [(one["state"], one["name"], one["gone"], one["brought"]) for one in found["items"]]


async def by_link(company: Company, channel: str) -> None:
    """Somebody comes by an acquisition link; its address says where it stood."""
    lin = company.console()
    day = (clock.now() + timedelta(days=60)).date().isoformat()
    await lin.ok("POST", f"{ACQUISITION}/grants", json={"amount": 5, "expires_on": day})
    body = {"name": "信息流", "userids": ["zhou"]}
    link = await lin.ok("POST", f"{ACQUISITION}/links", json=body)
    path = f"/api/app/acquisition/{link['link_id']}/add"
    await customer(company.reunion, "小雨").ok("POST", path, json={"customer_channel": channel})


async def test_every_channel_is_offered_by_its_name(company: Company) -> None:
    lin = company.console()
    await meet(company, "zhou", "小美", state="vip_card", remark="会员卡背面")
    await way(company, "zhou", state="east", remark="东门海报")
    await way(company, "zhou", state="bare", remark="")
    await way(company, "zhou", state="", remark="没有渠道参数")
    brought = await way(company, "zhou", state="expo", remark="展会2025")
    await add(customer(company.reunion, "小芳"), brought)
    unused = await way(company, "zhou", state="flyer", remark="传单")
    for gone in (brought, unused):
        await lin.ok("DELETE", f"{WAYS}/{gone['id']}")
    await by_link(company, "feed-a")
    await mirrored(company)

    assert await offered(lin) == [
        ("vip_card", "会员卡背面", False, True), ("feed-a", "", False, True),
        ("east", "东门海报", False, False), ("bare", "", False, False),
        ("expo", "展会2025", True, True),
    ]  # fmt: skip
    assert [one[0] for one in await offered(lin, q="海报")] == ["east"]
    assert [one[0] for one in await offered(lin, q="EXPO")] == ["expo"]
    assert await offered(lin, q="传单") == []
    page = await lin.ok("GET", CHANNELS, params={"limit": 2})
    assert (len(page["items"]), page["more"]) == (2, True)
    assert await offered(lin, states=["flyer", "typed", "expo"]) == [
        ("flyer", "传单", True, False), ("typed", "", False, False),
        ("expo", "展会2025", True, True),
    ]  # fmt: skip


async def test_a_code_that_follows_a_deleted_one_has_the_channel(company: Company) -> None:
    lin = company.console()
    old = await way(company, "zhou", state="door", remark="旧门口")
    await lin.ok("DELETE", f"{WAYS}/{old['id']}")
    await way(company, "zhou", state="door", remark="")
    assert await offered(lin) == [("door", "旧门口", False, False)]
    await way(company, "zhou", state="door", remark="新门口")
    assert await offered(lin) == [("door", "新门口", False, False)]


async def test_a_timeline_calls_a_channel_by_its_name(company: Company) -> None:
    lin = company.console()
    await meet(company, "zhou", "小梅", state="window", remark="橱窗")
    await by_link(company, "feed-b")
    await mirrored(company)
    shop = await open_shop(company)
    traits = {"traits": {"name": "别处来的"}, "userId": "X1"}
    await shop.send("identify", traits)
    odd = {"event": "customer_added", "userId": "X1", "properties": {"channel": ["window"]}}
    await shop.send("track", odd)
    await shop.arrived(2)
    await shop.http.aclose()
    told: dict[str, Any] = {}
    people = (await lin.ok("GET", "/api/console/profiles"))["items"]

    async def all_told() -> bool:
        for one in people:
            path = f"/api/console/profiles/{one['profile_no']}/timeline"
            page = await lin.ok("GET", path, params={"name": "customer_added"})
            for item in page["items"]:
                told[one["name"]] = item["properties"]["channel"]
        return len(told) == 3

    await waiting.until(all_told)
    assert told == {"小梅": "橱窗", "小雨": "feed-b", "别处来的": ["window"]}
