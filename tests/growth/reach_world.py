"""A company of two regions, an administrator of one, and every route of growth that is open to him."""

import asyncio
from typing import Any

import msgspec

from reunion.core.clock import clock
from reunion.growth.content.store import shares
from reunion.growth.profiles import service as profiles
from reunion.growth.profiles.model import Identity, Known
from tests.factories.company import Caller, Company, customer
from tests.factories.meeting import add, meet, tag, way
from tests.factories.mirroring import in_corp, mirrored
from tests.factories.readers import run

CONSOLE = "/api/console"
SEGMENTS = f"{CONSOLE}/segments"
EVERYBODY = {
    "kind": "any",
    "of": [
        {"kind": "follow", "status": "ever"}, {"kind": "attribute", "field": "name", "is": "known"},
    ],
}  # fmt: skip
STRANGER = "外人"
PHONE = "13900009999"


class World(msgspec.Struct):
    """Xia (east) has Mei, she and Wu (west) have Both, Wu has a stranger; another is in no WeCom. Fang
    administers the east."""

    company: Company
    east: int
    mei: int
    both: int
    strangers: list[int]
    segment: int
    snapshot: int
    private: int
    form: int
    content: int
    tag: int

    @property
    def fang(self) -> Caller:
        return self.company.console("fang")

    @property
    def lin(self) -> Caller:
        return self.company.console()


async def world_of(company: Company) -> World:
    lin = company.console()
    made = [
        await lin.ok("POST", f"{CONSOLE}/departments", json={"name": name, "parent_id": 1})
        for name in ("华东", "西部")
    ]
    east, west = (one["id"] for one in made)
    for userid, name, department in (
        ("fang", "方圆", 1), ("xia", "夏至", east), ("wu", "吴西", west), ("qi", "齐北", west),
    ):  # fmt: skip
        await company.add_member(userid, name, departments=[department])
    for userid, department in (("fang", east), ("qi", west)):
        role = {"role": "scoped", "departments": [department]}
        await lin.ok("PUT", f"{CONSOLE}/roles/{userid}", json=role)
    await meet(company, "xia", "小美")
    await meet(company, "wu", f"王{STRANGER}")
    both = customer(company.reunion, "两家")
    for userid in ("xia", "wu"):
        await add(both, await way(company, userid))
    await tag(company, "金卡")
    await mirrored(company)
    far = Known((Identity("phone", PHONE),), "import", clock.now(), {"name": f"远{STRANGER}"})
    in_corp(company, lambda ctx: profiles.learn(ctx, [far]))
    page = await lin.ok("GET", f"{CONSOLE}/profiles")
    nos = {one["name"]: one["profile_no"] for one in page["items"]}
    strangers = [no for name, no in nos.items() if STRANGER in name]
    async with asyncio.timeout(30):
        while await count(lin, EVERYBODY) < 4:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    body = {"name": "全部", "definition": EVERYBODY}
    segment = (await lin.ok("POST", SEGMENTS, json=body))["id"]
    taken = await lin.ok("POST", f"{SEGMENTS}/{segment}/snapshots", json={"name": "那天"})
    body["name"] = "齐北自己的"
    private = (await company.console("qi").ok("POST", SEGMENTS, json=body))["id"]
    draft = {"title": "预约", "fields": [{"key": "name", "type": "text", "label": "姓名"}]}
    form = (await lin.ok("POST", f"{CONSOLE}/forms", json=draft))["id"]
    page = {"kind": "link", "title": "新品", "body": {"url": "https://example.com/"}}
    content = (await lin.ok("POST", f"{CONSOLE}/content", json=page))["id"]
    tags = await lin.ok("GET", f"{CONSOLE}/profile-tags")
    for name, no in nos.items():
        userid = "wu" if STRANGER in name else "xia"
        answer = {"name": name}
        run(company, """INSERT INTO form_answer (corp_id, form_id, submission, version, profile_no, userid,
                answers, at) VALUES ($1, $2, $3, 1, $4, $5, $6, now())""",
            form, name, no, userid, answer)  # fmt: skip
        sent = {
            "token": f"{name}{company.corp_id}", "content_id": content, "userid": userid, "profile_no": no,
            "personal": True, "created_at": clock.now(),
        }  # fmt: skip
        in_corp(company, lambda ctx, sent=sent: shares.add_root(ctx, sent))
        run(company, """INSERT INTO prediction (corp_id, profile_no, run_no, rfm_r, rfm_f, rfm_m, last_day,
                purchases, spent_fen) VALUES ($1, $2, 1, 5, 5, 5, current_date, 1, 100)""", no)  # fmt: skip
    return World(
        company, east, nos["小美"], nos["两家"], strangers, segment,
        taken["id"], private, form, content, tags["items"][0]["tag_no"],
    )  # fmt: skip


async def count(caller: Caller, definition: Any) -> int:
    return (await caller.ok("POST", f"{SEGMENTS}/count", json={"definition": definition}))["count"]


def calls(world: World) -> dict[tuple[str, str], tuple[str, Any]]:
    """Every route that is open to him: what its address is filled with, and what is sent."""
    it = {"definition": EVERYBODY}
    new = {"name": "我的", **it}
    person, segment, nothing = "{profile_no:int}", f"{world.segment}", "987654321"
    form, content = f"{world.form}", f"{world.content}"
    two = {"sets": [{"segment_id": world.segment}, {**it, "name": "all"}]}
    return {
        (method, f"{CONSOLE}/{path}"): (fill, body)
        for method, path, fill, body in (
            ("GET", "profiles", "", None),
            ("GET", "profiles/export", "", None),
            ("GET", "profile-sources", "", None),
            ("GET", "profile-channels", "", None),
            ("GET", "profile-fields", "", None),
            ("GET", "profile-tags", "", None),
            ("GET", f"profiles/{person}", person, None),
            ("PATCH", f"profiles/{person}", person, {"values": {"city": "上海"}}),
            ("GET", f"profiles/{person}/timeline", person, None),
            ("GET", f"profiles/{person}/timeline/kinds", person, None),
            ("GET", f"profiles/{person}/follows", person, None),
            ("GET", f"profiles/{person}/prediction", person, None),
            ("GET", f"profiles/{person}/purchases", person, None),
            ("POST", f"profiles/{person}/tags", person, {"add": [world.tag]}),
            ("POST", f"profiles/{person}/consents", person, {"purpose": "marketing", "given": True}),
            ("POST", "segments/count", "", {**it, "sample": 50}),
            ("POST", "segments/ids", "", it),
            ("POST", "segments/sizes", "", {"segment_ids": [world.segment]}),
            ("POST", "segments/overlap", "", two),
            ("POST", "segments/words", "", it),
            ("POST", "segments/why", "", {"profile_no": world.mei, "segment_id": world.segment}),
            ("GET", "segments/vocabulary", "", None),
            ("POST", "segments/read", "", {"text": "最近90天购买至少2次"}),
            ("POST", "segments/yaml", "", it),
            ("POST", "segments/definition", "", {"text": "kind: follow"}),
            ("GET", "segments", "", None),
            ("POST", "segments", "", new),
            ("GET", "segments/{segment_id:int}", segment, None),
            ("PUT", "segments/{segment_id:int}", segment, {**new, "version": 1}),
            ("DELETE", "segments/{segment_id:int}", segment, None),
            ("GET", "segments/{segment_id:int}/versions", segment, None),
            ("GET", "segments/{segment_id:int}/difference", segment, None),
            ("GET", "segments/{segment_id:int}/snapshots", segment, None),
            ("POST", "segments/{segment_id:int}/snapshots", segment, {}),
            ("GET", "segments/snapshots/{snapshot_id:int}", f"{world.snapshot}", None),
            ("DELETE", "segments/snapshots/{snapshot_id:int}", f"{world.snapshot}", None),
            ("GET", "segments/{segment_id:int}/export", segment, None),
            ("GET", "segments/snapshots/{snapshot_id:int}/export", f"{world.snapshot}", None),
            ("POST", "segments/{segment_id:int}/broadcasts/estimate", segment, None),
            ("POST", "segments/{segment_id:int}/broadcasts", segment, {"text": "新品", "key": "the-east"}),
            ("GET", "segments/{segment_id:int}/broadcasts", segment, None),
            ("GET", "segments/broadcasts/{segment_broadcast_id:int}", nothing, None),
            ("GET", "segments/broadcasts/{segment_broadcast_id:int}/tasks", nothing, None),
            ("POST", "segments/broadcasts/{segment_broadcast_id:int}/stop", nothing, None),
            ("GET", "tag-batches", "", None),
            ("POST", "tag-batches", "", {"source": {"segment_id": world.segment}, "add": [world.tag]}),
            ("GET", "tag-batches/{tag_batch_id:int}", nothing, None),
            ("POST", "tag-batches/{tag_batch_id:int}/stop", nothing, None),
            ("POST", "tag-batches/{tag_batch_id:int}/resume", nothing, None),
            ("POST", "tag-batches/{tag_batch_id:int}/undo", nothing, None),
            ("GET", "content-folders", "", None),
            ("GET", "content", "", None),
            ("GET", "content/{content_id:int}", content, None),
            ("GET", "content/{content_id:int}/versions/{version:int}", nothing, None),
            ("GET", "content/{content_id:int}/versions/{version:int}/file", nothing, None),
            ("GET", "content/{content_id:int}/links", content, None),
            ("GET", "content/{content_id:int}/stays", content, None),
            ("POST", "content-preview", "", {"kind": "link", "body": {"url": "https://example.com/"}}),
            ("GET", "content-effect", "", None),
            ("GET", "quick-replies", "", None),
            ("GET", "forms", "", None),
            ("GET", "forms/questions", "", None),
            ("GET", "forms/{form_id:int}", form, None),
            ("GET", "forms/{form_id:int}/results", form, None),
            ("GET", "forms/{form_id:int}/answers", form, None),
            ("GET", "forms/{form_id:int}/answers.csv", form, None),
            ("GET", "predictions", "", None),
            ("GET", "predictions/runs/{run_no:int}", nothing, None),
            ("GET", "predictions/customers", "", None),
        )
    }  # fmt: skip
