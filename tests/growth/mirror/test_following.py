"""A company on the embedded platform: read once, then kept up by its callbacks."""

from typing import Any

import pytest

from reunion.growth.mirror import service as mirror
from reunion.growth.mirror.model import Follow
from reunion.growth.profiles import service as profiles
from reunion.growth.profiles.model import Card
from tests.factories.company import Company, found
from tests.factories.meeting import add, meet, tag, way
from tests.factories.mirroring import in_corp, mirrored, settled
from tests.factories.serving import Reunion


@pytest.fixture(scope="module")
async def company(reunion: Reunion) -> Company:
    """With two customers of Zhou's, one of them tagged, before anything was read."""
    company = found(reunion)
    await company.add_member("zhou", "周宁")
    await company.add_member("chen", "陈安")
    return company


async def card(company: Company, external_userid: str) -> Card:
    number = in_corp(company, lambda ctx: profiles.of_external(ctx, external_userid))
    assert number is not None
    (one,) = in_corp(company, lambda ctx: profiles.cards(ctx, [number]))
    return one


async def follows(company: Company, external_userid: str) -> list[Follow]:
    number = in_corp(company, lambda ctx: profiles.of_external(ctx, external_userid))
    assert number is not None
    return in_corp(company, lambda ctx: mirror.follows(ctx, [number]))[number]


async def facts(company: Company, profile_no: int) -> list[dict[str, Any]]:
    engine = company.reunion.work.engine
    sql = """SELECT userid, state, channel, add_way, toString(ended_at) AS ended FROM follow_facts FINAL
             WHERE corp_id = {corp:UInt32} AND profile_no = {no:UInt32} ORDER BY userid"""
    return company.reunion.run(lambda: engine.rows(dict, sql, corp=company.corp_id, no=profile_no))


async def test_the_first_reading_fills_profiles(company: Company) -> None:
    _, mei = await meet(company, "zhou", "小美")
    gold = await tag(company, "金卡")
    who = {"userid": "zhou", "external_userid": mei["external_userid"]}
    assert (await company.open().post("/externalcontact/mark_tag", **who, add_tag=[gold]))[
        "errcode"
    ] == 0
    await mirrored(company)
    one = await card(company, mei["external_userid"])
    assert one.name == "小美"
    assert [(t.group_name, t.name, t.wecom_id) for t in one.tags] == [("等级", "金卡", gold)]
    (follow,) = await follows(company, mei["external_userid"])
    assert (follow.userid, follow.state, follow.tag_ids) == ("zhou", "active", [gold])
    (fact,) = await facts(company, one.profile_no)
    assert (fact["userid"], fact["state"]) == ("zhou", "active")
    assert fact["channel"] == follow.channel != ""
    assert {m.userid: m.name for m in in_corp(company, mirror.members)} == {
        "lin": "林晓", "zhou": "周宁", "chen": "陈安",
    }  # fmt: skip


async def test_callbacks_keep_it_up(company: Company) -> None:
    await mirrored(company)
    person, hua = await meet(company, "zhou", "阿华")
    await add(person, await way(company, "chen"))
    await settled(company)
    both = await follows(company, hua["external_userid"])
    assert [(f.userid, f.state) for f in both] == [("chen", "active"), ("zhou", "active")]
    zhou = company.desk("zhou")
    path = f"/api/desk/customers/{hua['contact_id']}"
    await zhou.ok("PATCH", path, json={"remark": "华姐", "mobiles": ["13800138000"]})
    await settled(company)
    (_, with_zhou) = await follows(company, hua["external_userid"])
    assert (with_zhou.remark, with_zhou.mobiles) == ("华姐", ["13800138000"])
    await zhou.ok("DELETE", path)
    await settled(company)
    (_, with_zhou) = await follows(company, hua["external_userid"])
    assert with_zhou.state == "dropped"
    assert with_zhou.ended_at is not None
    one = await card(company, hua["external_userid"])
    ended = {
        f["userid"]: (f["state"], f["ended"] is None) for f in await facts(company, one.profile_no)
    }
    assert ended == {"zhou": ("dropped", False), "chen": ("active", True)}
