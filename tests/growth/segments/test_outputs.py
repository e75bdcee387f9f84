"""What is done with the people of a segment: tables, and a broadcast through WeCom."""

import asyncio
import io

from openpyxl import load_workbook

from reunion.growth.profiles import service as profiles
from tests.factories.company import Caller, Company
from tests.factories.meeting import meet, way
from tests.factories.mirroring import in_corp, mirrored

PATH = "/api/console/segments"
BROADCASTS = f"{PATH}/broadcasts"


async def there(lin: Caller, count: int) -> int:
    """A segment of everybody, once so many have their follows in the engine."""
    followed = {"kind": "follow"}
    async with asyncio.timeout(30):
        body = {"definition": followed}
        while (await lin.ok("POST", f"{PATH}/count", json=body))["count"] < count:  # noqa: ASYNC110
            await asyncio.sleep(0.1)
    return (await lin.ok("POST", PATH, json={"name": "全部", "definition": followed}))["id"]


async def test_channels_are_called_as_their_codes(company: Company) -> None:
    lin = company.console()
    await meet(company, "zhou", "小美", state="vip_card", remark="会员卡背面")
    for place in ("东门", "西门"):  # two codes of one name: nobody could tell which
        await way(company, "zhou", state=place, remark="门口海报")
    await mirrored(company)
    await there(lin, 1)
    came = {"kind": "source", "channels": ["vip_card", "东门", "web"]}
    said = await lin.ok("POST", f"{PATH}/words", json={"definition": came})
    assert said == {
        "zh": "首次来源（渠道“会员卡背面”、“东门”、“web”）",
        "en": 'came first (channel "会员卡背面", "东门", "web")',
    }
    for sentence in said.values():
        read = await lin.ok("POST", f"{PATH}/read", json={"text": sentence})
        assert read["definition"] == came
    (person,) = (await lin.ok("GET", "/api/console/profiles"))["items"]
    number = person["profile_no"]
    body = {"definition": {"kind": "follow"}, "profile_no": number}
    (follow,) = (await lin.ok("POST", f"{PATH}/why", json=body))["tree"]["actual"]
    assert (follow["userid"], follow["channel"]) == ("周宁", "会员卡背面")
    follows = await lin.ok("GET", f"/api/console/profiles/{number}/follows")
    assert [one["channel"] for one in follows["items"]] == ["会员卡背面"]


async def test_people_are_exported_and_asked_by_their_members(company: Company) -> None:
    lin = company.console()
    await meet(company, "zhou", "小美")
    await meet(company, "zhou", "=1+1")
    await meet(company, "chen", "阿强")
    await mirrored(company)
    segment = await there(lin, 3)

    where = f"{PATH}/{segment}"
    people = (await lin.ok("GET", "/api/console/profiles", params={"q": "阿强"}))["items"]
    gender = {"gender": "male"}
    in_corp(company, lambda ctx: profiles.set_attributes(ctx, people[0]["profile_no"], gender))
    chinese = (await lin.get(f"{where}/export?form=csv&lang=zh")).content.decode("utf-8-sig")
    assert {tuple(line.split(",")[1:3]) for line in chinese.splitlines()[1:]} == {
        ("小美", ""), ("'=1+1", ""), ("阿强", "男"),
    }  # fmt: skip
    table = (await lin.get(f"{where}/export?form=csv&lang=en")).content.decode("utf-8-sig")
    rows = [line.split(",") for line in table.splitlines()]
    assert rows[0][:2] == ["Profile", "Name"]
    assert {row[1] for row in rows[1:]} == {"小美", "'=1+1", "阿强"}
    book = load_workbook(io.BytesIO((await lin.get(f"{where}/export?form=xlsx")).content))
    assert book.worksheets[0].max_row == 4

    foreseen = await lin.ok("POST", f"{where}/broadcasts/estimate")
    assert foreseen["members"] == [
        {"userid": "zhou", "name": "周宁", "customers": 2},
        {"userid": "chen", "name": "陈安", "customers": 1},
    ]  # fmt: skip
    asked = {"text": "新茶到店", "key": "asked-for-once"}
    made = await lin.ok("POST", f"{where}/broadcasts", json=asked)
    assert (await lin.ok("POST", f"{where}/broadcasts", json=asked))["id"] == made["id"]
    other = await lin.post(f"{where}/broadcasts", json={**asked, "text": "老茶到店"})
    assert (other.status_code, other.json()["code"]) == (409, "key_used")
    async with asyncio.timeout(30):
        while (one := await lin.ok("GET", f"{BROADCASTS}/{made['id']}"))["state"] != "done":  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    assert (one["total"], one["sorted"], one["reachable"], one["handed"]) == (3, 3, 3, 3)
    tasks = (await lin.ok("GET", f"{BROADCASTS}/{made['id']}/tasks"))["items"]
    assert [(task["userid"], task["customers"], task["state"]) for task in tasks] == [
        ("chen", 1, "made"), ("zhou", 2, "made"),
    ]  # fmt: skip
    assert [task["id"] for task in (await lin.ok("GET", f"{where}/broadcasts"))["items"]] == [
        made["id"]
    ]
    assert (await lin.post(f"{BROADCASTS}/{made['id']}/stop")).status_code == 409
    waiting = await company.desk("chen").ok("GET", "/api/desk/broadcasts")
    assert (waiting["pending"], waiting["items"][0]["text"]) == (1, "新茶到店")
