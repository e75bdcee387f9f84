"""Segments over HTTP: why somebody is in one, what is refused and where, versions, snapshots, overlaps."""

from typing import Any

import pytest

from reunion.core.clock import clock
from reunion.growth.profiles.stores import Person, stores
from reunion.growth.segments import service as segments
from reunion.growth.segments.service import Draft
from reunion.storage.blobs import Blobs
from tests.factories.company import Caller, Company, found
from tests.factories.mirroring import in_corp
from tests.factories.serving import Reunion
from tests.growth.segments import naive
from tests.growth.segments.world import World, load, made

PATH = "/api/console/segments"
VIP = {"kind": "tags", "any_of": [1]}
KNOWN = {"kind": "attribute", "field": "city", "is": "known"}
PAID = {"kind": "did", "event": "order_paid", "where": [], "window": {"last_days": 400}}
KINDS: list[dict[str, Any]] = [
    VIP,
    KNOWN,
    {"kind": "attribute", "field": "likes", "is": "one_of", "value": ["干"]},
    {"kind": "follow", "status": "ever", "added": {"last_days": 30}},
    {"kind": "source", "add_ways": [1, 3]},
    {"kind": "near", "latitude": 31.2, "longitude": 121.4, "within_m": 700, "place": "徐家汇店"},
    {**PAID, "at_least": 2},
    {**PAID, "sum": "amount_fen", "at_most": 100},
    {"kind": "never", "event": "visited"},
    {"kind": "last", "event": "order_paid", "window": {"days_ago": [90, 3]}},
    {"kind": "first", "event": "order_paid", "window": {"from": "2020-01-01"}},
    {"kind": "sequence", "first": {"event": "visited"}, "then": {"event": "order_paid"}, "within_days": 30},
    {"kind": "rfm", "recency": [3, 4, 5]},
    {"kind": "prediction", "of": "alive", "at_least": 0.5},
]  # fmt: skip


@pytest.fixture(scope="module")
def world() -> World:
    return made(7, 24)


@pytest.fixture(scope="module")
def company(reunion: Reunion, world: World) -> Company:
    company = found(reunion)
    load(company, world)
    return company


@pytest.fixture(scope="module")
def lin(company: Company) -> Caller:
    return company.console()


async def test_why_is_told_with_what_is_known_of_her(lin: Caller, world: World) -> None:
    definition = {"kind": "all", "of": [{"kind": "not", "of": VIP}, {"kind": "any", "of": KINDS}]}
    for no in (1, 2, 3):
        body = {"definition": definition, "profile_no": no}
        told = await lin.ok("POST", f"{PATH}/why", json=body)
        her = world.people[no]
        assert told["holds"] == naive.holds(definition, her, world, clock.now())
        leaves = told["tree"]["of"][1]["of"]
        for kind, leaf in zip(KINDS, leaves, strict=True):
            assert leaf["kind"] == kind["kind"]
            assert leaf["holds"] == naive.holds(kind, her, world, clock.now()), leaf
        assert leaves[0]["actual"] == [f"标签{tag}" for tag in sorted(her.tags)]
        assert leaves[1]["actual"] == (her.city or None)
        events = [
            one for one in world.events if world.who(one.no) == no and one.name == "order_paid"
        ]
        recent = [
            one
            for one in events
            if naive.fitting(PAID, world, clock.now()) and one.at <= clock.now()
        ]
        assert leaves[6]["actual"] <= len(recent)
    gone = next(no for no, one in world.people.items() if one.erased)
    answer = await lin.post(f"{PATH}/why", json={"definition": VIP, "profile_no": gone})
    assert (answer.status_code, answer.json()["code"]) == (404, "no_such_profile")


@pytest.mark.parametrize(
    ("definition", "path"),
    [
        ({"kind": "all", "of": []}, "$.of"),
        ({"kind": "nothing"}, "$.kind"),
        ({"kind": "any", "of": [VIP, {**PAID, "window": {"last_days": 0}}]}, "$.of[1].window.last_days"),
        ({**PAID, "window": {"last_days": 3, "from": "2026-01-01"}}, "$.window"),
        ({**PAID, "window": {"days_ago": [3, 9]}}, "$.window.days_ago"),
        ({**PAID, "at_least": 3, "at_most": 2}, "$.at_most"),
        ({**PAID, "where": [{"property": "a`b", "is": "known"}]}, "$.where[0].property"),
        ({**PAID, "where": [{"property": "a[].b[]", "is": "known"}]}, "$.where[0].property"),
        ({**PAID, "where": [{"property": "a[]b", "is": "known"}]}, "$.where[0].property"),
        ({**PAID, "where": [{"property": "day", "is": "within", "value": {"from": "soon"}}]},
         "$.where[0].value.from"),
        ({**PAID, "where": [{"property": "day", "is": "within", "value": {}}]}, "$.where[0].value"),
        ({"kind": "attribute", "field": "shoe", "is": "known"}, "$.field"),
        ({"kind": "not", "of": {**KNOWN, "field": "age", "is": "contains", "value": "1"}}, "$.of.is"),
        ({"kind": "attribute", "field": "age", "is": "between", "value": [9, 1]}, "$.value"),
        ({"kind": "attribute", "field": "joined", "is": "within", "value": {"last_days": "x"}},
         "$.value.last_days"),
        ({"kind": "tags"}, "$.any_of"),
        ({"kind": "segment", "segment_id": 999_999}, "$.segment_id"),
        ({"kind": "snapshot", "snapshot_id": 999_999}, "$.snapshot_id"),
    ],
)  # fmt: skip
async def test_what_is_wrong_is_named_by_its_place(
    lin: Caller, definition: dict[str, Any], path: str
) -> None:
    answer = await lin.post(f"{PATH}/count", json={"definition": definition})
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_definition"), answer.text
    assert answer.json()["path"] == path


async def test_size_is_limited(lin: Caller) -> None:
    deep: dict[str, Any] = VIP
    for _ in range(8):
        deep = {"kind": "not", "of": deep}
    many = {"kind": "all", "of": [{"kind": "any", "of": [VIP] * 50}] * 3}
    for definition in (deep, many):
        answer = await lin.post(f"{PATH}/count", json={"definition": definition})
        assert answer.json()["code"] == "bad_definition"


async def test_a_segment_has_versions_and_snapshots_and_is_part_of_others(
    lin: Caller, world: World
) -> None:
    def fits(definition: dict[str, Any]) -> list[int]:
        return naive.fitting(definition, world, clock.now())

    one = await lin.ok("POST", PATH, json={"name": "会员", "definition": VIP})
    assert (one["version"], one["words"]["zh"]) == (1, "有标签“标签1”")
    taken = await lin.post(PATH, json={"name": "会员", "definition": VIP})
    assert taken.json()["code"] == "segment_name_taken"
    where = f"{PATH}/{one['id']}"
    kept = await lin.ok("POST", f"{where}/snapshots", json={"name": "开业"})
    assert kept["count"] == len(fits(VIP))

    both = {"kind": "all", "of": [KNOWN, {"kind": "any", "of": [VIP, PAID]}]}
    change = {"name": "会员", "definition": both, "version": 1}
    changed = await lin.ok("PUT", where, json=change)
    assert changed["version"] == 2
    late = await lin.put(where, json=change)
    assert (late.status_code, late.json()["code"]) == (409, "segment_changed")
    assert (await lin.ok("GET", where))["count"] == len(fits(both))
    differs = await lin.ok("GET", f"{where}/difference?before=1&after=2")
    assert differs["entered"]["count"] == len(set(fits(both)) - set(fits(VIP)))
    assert differs["left"]["count"] == len(set(fits(VIP)) - set(fits(both)))
    assert [one["version"] for one in (await lin.ok("GET", f"{where}/versions"))["items"]] == [2, 1]

    inner = {"kind": "segment", "segment_id": one["id"]}
    not_then = {"kind": "not", "of": {"kind": "snapshot", "snapshot_id": kept["id"]}}
    of_it = {"kind": "all", "of": [inner, not_then]}
    told = await lin.ok("POST", f"{PATH}/ids", json={"definition": of_it})
    assert told["profile_nos"] == sorted(set(fits(both)) - set(fits(VIP)))
    other = await lin.ok("POST", PATH, json={"name": "新会员", "definition": of_it})
    circle = {
        "name": "会员",
        "definition": {"kind": "segment", "segment_id": other["id"]},
        "version": 2,
    }
    answer = await lin.put(where, json=circle)
    assert answer.json()["code"] == "bad_definition"
    assert (await lin.delete(where)).json()["code"] == "segment_in_use"
    snapshot = await lin.delete(f"{PATH}/snapshots/{kept['id']}")
    assert (snapshot.status_code, snapshot.json()["code"]) == (409, "snapshot_in_use")

    laid = {
        "sets": [
            {"segment_id": one["id"]},
            {"definition": VIP, "name": "v"},
            {"definition": PAID, "name": "p"},
        ]
    }
    overlap = await lin.ok("POST", f"{PATH}/overlap", json=laid)
    sets = [set(fits(both)), set(fits(VIP)), set(fits(PAID))]
    assert [one["count"] for one in overlap["sets"]] == list(map(len, sets))
    assert (
        overlap["union"] == len(set().union(*sets)) == sum(r["count"] for r in overlap["regions"])
    )
    first = [r["count"] for r in overlap["regions"] if r["in"] == [0, 1]]
    assert first == ([n] if (n := len((sets[0] & sets[1]) - sets[2])) else [])

    listed = await lin.ok("GET", f"{PATH}?search=会员&limit=1")
    assert (listed["total"], listed["items"][0]["name"]) == (2, "新会员")
    again = await lin.ok("GET", f"{PATH}?search=会员&limit=1&cursor={listed['next_cursor']}")
    assert again["items"][0]["name"] == "会员"
    body = {"name": "会员，看着", "definition": VIP, "watched": True}
    kept = await lin.ok("POST", PATH, json=body)
    named = [
        [
            row["name"]
            for row in (await lin.ok("GET", f"{PATH}?search=会员&watched={only}"))["items"]
        ]
        for only in ("true", "false")
    ]
    assert named == [["会员，看着"], ["新会员", "会员"]]
    for gone in (f"{PATH}/{kept['id']}", f"{PATH}/{other['id']}", where):
        await lin.ok("DELETE", gone)


async def test_what_a_rule_keeps_is_not_changed_by_people(company: Company, lin: Caller) -> None:
    draft = Draft("规则的", VIP, owner="tag_rule:1")
    one = in_corp(company, lambda ctx: segments.create(ctx, draft))
    where = f"{PATH}/{one.id}"
    shown = await lin.ok("GET", where)
    assert (shown["owner"], shown["editable"]) == ("tag_rule:1", False)
    change = {"name": "别的", "definition": VIP, "version": 1}
    for refused in (await lin.put(where, json=change), await lin.delete(where)):
        assert (refused.status_code, refused.json()["code"]) == (409, "segment_owned")


async def test_who_is_erased_was_in_no_snapshot(
    company: Company, lin: Caller, world: World
) -> None:
    no = naive.fitting(VIP, world, clock.now())[0]
    one = await lin.ok("POST", PATH, json={"name": "被遗忘", "definition": VIP})
    kept = await lin.ok("POST", f"{PATH}/{one['id']}/snapshots", json={"name": "之前"})

    async def erase() -> Any:
        work = company.reunion.work
        async with work.db.transaction() as tx:
            blobs = Blobs(work.config.data / "blobs")
            person = Person(company.context(tx), work.engine, blobs, [no], [])
            had = await stores["segments"].export(person)
            return had, await stores["segments"].erase(person)

    had, erased = company.reunion.run(erase)
    assert had == {
        "segment_snapshot": [{"id": kept["id"], "name": "之前"}], "segment_broadcast_customer": []
    }  # fmt: skip
    counts = {one.what: one.count for one in erased}
    assert counts == {"segment_snapshot": 1, "segment_broadcast_customer": 0}
    (left,) = (await lin.ok("GET", f"{PATH}/{one['id']}/snapshots"))["items"]
    assert left["count"] == kept["count"] - 1


async def test_a_definition_is_text_too(lin: Caller) -> None:
    definition = {"kind": "any", "of": KINDS}
    text = (await lin.ok("POST", f"{PATH}/yaml", json={"definition": definition}))["text"]
    back = await lin.ok("POST", f"{PATH}/definition", json={"text": text})
    again = await lin.ok("POST", f"{PATH}/yaml", json={"definition": back["definition"]})
    assert again["text"] == text
    short = "kind: attribute\nfield: agreed\nis: true\n"
    read = await lin.ok("POST", f"{PATH}/definition", json={"text": short})
    assert read["definition"] == {"kind": "attribute", "field": "agreed", "is": "true"}
    wrong = await lin.post(f"{PATH}/definition", json={"text": "kind: [all\nof: x"})
    assert (wrong.json()["code"], wrong.json()["path"]) == ("bad_definition", "2:3")


async def test_the_builder_is_told_what_there_is(lin: Caller) -> None:
    offered = await lin.ok("GET", f"{PATH}/vocabulary")
    assert {"skin", "age", "known_since"} <= {field["key"] for field in offered["fields"]}
    visited = next(one for one in offered["events"] if one["name"] == "visited")
    properties = {one["name"]: one["type"] for one in visited["properties"]}
    assert properties["store"] == "text"
    assert properties["vip"] == "boolean"
