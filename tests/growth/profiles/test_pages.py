"""客户档案 in the console: the list, one person's page, her timeline and consent."""

import asyncio
import csv
import io
from datetime import timedelta
from typing import Any

from reunion.growth.profiles import custom_fields
from reunion.growth.profiles import service as profiles
from reunion.growth.profiles.model import TagChange
from reunion.growth.tracking import service as tracking
from reunion.growth.tracking.model import Occurrence
from tests.factories.company import Caller, Company
from tests.growth.profiles.test_learning import NOON, known, learn, within

LIST = "/api/console/profiles"


async def found(console: Caller, **query: Any) -> list[int]:
    page = await console.ok("GET", LIST, params=query)
    assert page["total"] == len(page["items"])
    return [one["profile_no"] for one in page["items"]]


async def test_people_are_found_by_what_one_knows_of_them(company: Company) -> None:
    console = company.console()
    within(
        company, lambda ctx: custom_fields.create(ctx, "lens", "镜片", "choice", ["渐进", "单光"])
    )
    mei, qiang, _ = learn(
        company,
        known(
            "external_userid:wm1", "phone:13812345678", source="wecom", name="王小美", lens="渐进"
        ),
        known("phone:13900001234", "member_no:M7", name="李强 Peter"),
        known("openid:o1", name="=1+1"),
    )
    tag = await console.ok(
        "POST", "/api/console/profile-tags", json={"group_name": "等级", "name": "金卡"}
    )
    on = TagChange(mei, (tag["tag_no"],))
    within(company, lambda ctx: profiles.change_tags(ctx, [on]))
    for query, nos in {
        "小美": [mei], "美": [mei], "5678": [mei], "138 1234 5678": [mei], "+8613812345678": [mei],
        "M7": [qiang], "wm1": [mei], "peter": [qiang], str(qiang): [qiang], "王强": [],
    }.items():  # fmt: skip
        assert await found(console, q=query) == nos, query
    assert await found(console, tag=tag["tag_no"]) == [mei]
    assert await found(console, source="wecom") == [mei]
    assert await found(console, field="lens", value="渐进") == [mei]
    assert await found(console, field="lens", value="单光") == []
    first = await console.ok("GET", LIST, params={"limit": 2})
    rest = await console.ok("GET", LIST, params={"limit": 2, "cursor": first["next_cursor"]})
    assert [one["profile_no"] for one in first["items"] + rest["items"]] == [3, 2, 1]
    assert rest["items"][0]["tags"][0]["name"] == "金卡"
    sources = await console.ok("GET", "/api/console/profile-sources")
    assert sources["items"] == ["import", "wecom"]
    file = await console.get(f"{LIST}/export", params={"lang": "zh"})
    sheet = list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert [one["姓名"] for one in sheet] == ["'=1+1", "李强 Peter", "王小美"]
    assert (sheet[2]["镜片"], sheet[2]["标签"]) == ("渐进", "等级/金卡")
    assert (sheet[2]["来源"], sheet[1]["来源"]) == ("企业微信", "导入")


async def test_a_file_says_it_in_words_and_in_the_companys_days(company: Company) -> None:
    console = company.console()
    within(company, lambda ctx: custom_fields.create(ctx, "agrees", "愿意", "boolean"))
    tomorrow = (NOON + timedelta(days=1)).date()  # which this evening of UTC is in Shanghai
    learn(
        company,
        known(
            "phone:13812345678", at=8, source="hand", name="王小美", gender="female", agrees=True
        ),
    )
    for language, words in (
        ("zh", f"{tomorrow},女,手动,是"),
        ("en", f"{tomorrow},female,By hand,yes"),
    ):
        file = await console.get(f"{LIST}/export", params={"lang": language})
        _, line = csv.reader(io.StringIO(file.content.decode("utf-8-sig")))
        assert [line[10], line[2], line[8], line[11]] == words.split(",")


async def until(console: Caller, path: str, **wanted: Any) -> Any:
    async with asyncio.timeout(60):
        while True:
            answer = await console.ok("GET", path)
            if all(answer[key] == value for key, value in wanted.items()):
                return answer
            await asyncio.sleep(0.02)


async def test_a_persons_page_and_all_that_happened_to_her(company: Company) -> None:
    console = company.console()
    mei, before = learn(
        company, known("external_userid:wm1", name="王小美"), known("phone:13812345678")
    )
    did = [
        Occurrence("content_read", NOON + timedelta(minutes=n), profile_no=no, properties={"n": n})
        for n, no in enumerate([mei, before, mei, before, mei])
    ]
    did.append(Occurrence("order_paid", NOON, profile_no=before, subject="D1", amount_fen=19900))
    within(company, lambda ctx: tracking.record(ctx, did))
    path = f"{LIST}/{mei}"
    merged = await console.ok("POST", f"{path}/merge", json={"profile_no": before})
    assert (merged["profile_nos"], merged["history"][0]["from_no"]) == ([mei, before], before)
    assert (await console.ok("GET", f"{LIST}/{before}"))["card"]["profile_no"] == mei
    kinds = await until(
        console, f"{path}/timeline/kinds",
        items=[{"name": "content_read", "count": 5}, {"name": "order_paid", "count": 1}],
    )  # fmt: skip
    assert kinds
    seen, cursor = [], None
    while True:
        page = await console.ok(
            "GET", f"{path}/timeline", params={"limit": 4, "cursor": cursor or ""}
        )
        seen += page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert [one["properties"].get("n") for one in seen[:4]] == [4, 3, 2, 1]
    assert {(one["name"], one["amount_fen"]) for one in seen[4:]} == {
        ("content_read", 0),
        ("order_paid", 19900),
    }
    assert seen[0]["at"].startswith("2026-11-01T12:04:00")
    page = await console.ok("GET", f"{path}/timeline", params={"name": "order_paid"})
    assert [one["subject"] for one in page["items"]] == ["D1"]
    changed = await console.ok("PATCH", path, json={"values": {"city": "上海", "gender": "female"}})
    city = next(one for one in changed["attributes"] if one["key"] == "city")
    assert (city["value"], city["source"]) == ("上海", "hand")
    refused = await console.patch(path, json={"values": {"birthday": "春天"}})
    assert (refused.status_code, refused.json()["code"]) == (422, "unfit_value")
    for given in (True, True, False):
        said = {"purpose": "marketing", "given": given, "note": "电话里说的"}
        page = await console.ok("POST", f"{path}/consents", json=said)
    assert [one["given"] for one in page["consents"]] == [False, True]
    identity = {"kind": "phone", "value": "+8613812345678"}
    new = await console.ok("POST", f"{path}/split", json={"identities": [identity]})
    assert [one["value"] for one in new["identities"]] == ["+8613812345678"]
    log = (await console.ok("GET", path))["history"]
    await console.ok("POST", f"/api/console/profile-merges/{log[0]['merge_no']}/undo")
    assert len((await console.ok("GET", path))["identities"]) == 2
    learn(company, known("external_userid:wm2", "phone:13812345678"))
    conflicts = await console.ok("GET", "/api/console/profile-conflicts")
    assert [len(one["cards"]) for one in conflicts["items"]] == [2]
    number = conflicts["items"][0]["conflict"]["conflict_no"]
    await console.ok("POST", f"/api/console/profile-conflicts/{number}/keep-apart")
    assert (await console.ok("GET", "/api/console/profile-conflicts"))["total"] == 0


async def test_tags_by_hand_and_who_has_her(company: Company) -> None:
    console = company.console()
    (mei,) = learn(company, known("phone:13812345678"))
    body = {"group_name": "自有", "name": "老客"}
    tag = await console.ok("POST", "/api/console/profile-tags", json=body)
    path = f"{LIST}/{mei}"
    done = await console.ok("POST", f"{path}/tags", json={"add": [tag["tag_no"]]})
    assert done == {"writing": 0}
    assert [one["tag"]["name"] for one in (await console.ok("GET", path))["tags"]] == ["老客"]
    assert (await console.ok("GET", f"{path}/follows"))["items"] == []
    refused = await console.post(f"{path}/tags", json={"add": [99]})
    assert refused.json()["code"] == "no_such_tag"
