"""Tags on customers: one by one and many, by program and by hand; doing it again changes nothing."""

import asyncio
from typing import Any

from tests.factories.company import Company
from tests.factories.meeting import meet, newest, tag

_MARK = "/externalcontact/mark_tag"


async def _events(company: Company, external_userid: str) -> list[dict[str, Any]]:
    async def read() -> list[dict[str, Any]]:
        async with company.reunion.db.connection() as tx:
            rows = await tx.fetch(
                """SELECT data FROM event WHERE corp_id = $1 AND subject = $2
                   AND name = 'contact.edited' ORDER BY id""",
                company.corp_id,
                external_userid,
            )
            return [row["data"] for row in rows]

    return company.reunion.run(read)


async def test_marking_again_changes_nothing_and_tells_nobody(company: Company) -> None:
    _, one = await meet(company)
    first, second = await tag(company, "甲"), await tag(company, "乙")
    app = company.open()
    names = {"userid": "ZHOU", "external_userid": one["external_userid"]}

    for _ in range(2):
        assert (await app.post(_MARK, **names, add_tag=[first, second]))["errcode"] == 0
    for _ in range(2):
        assert (await app.post(_MARK, **names, add_tag=[second], remove_tag=[first]))[
            "errcode"
        ] == 0

    got = await app.get("/externalcontact/get", external_userid=one["external_userid"])
    (follow,) = got["follow_user"]
    assert follow["tags"] == [{"group_name": "等级", "tag_name": "乙", "tag_id": second, "type": 1}]
    told = [event["changed"]["tags"] for event in await _events(company, one["external_userid"])]
    assert [(sorted(t["add"]), t["remove"]) for t in told] == [
        (sorted(["甲", "乙"]), []),
        ([], ["甲"]),
    ]


async def test_twenty_programs_marking_at_once(company: Company) -> None:
    _, one = await meet(company)
    tags = [await tag(company, f"标{n}") for n in range(5)]
    app = company.open()
    await app.token()
    names = {"userid": "zhou", "external_userid": one["external_userid"]}

    async def program(label: str) -> int:
        """Tries again when too many run at once."""
        while True:
            answer = await app.post(_MARK, **names, add_tag=[label])
            if answer["errcode"] != 45033:
                return answer["errcode"]
            await asyncio.sleep(0.01)

    assert set(await asyncio.gather(*(program(tags[n % 5]) for n in range(20)))) == {0}
    assert len((await newest(company))["follow"]["tags"]) == 5
    assert len(await _events(company, one["external_userid"])) == 5


async def test_refusals_by_errcode_and_nothing_half_done(
    company: Company, other_company: Company
) -> None:
    _, one = await meet(company)
    mine, foreign = await tag(company, "甲"), await tag(other_company, "甲")
    external = one["external_userid"]
    app = company.open()
    calls: list[tuple[dict[str, Any], int]] = [
        ({"external_userid": external, "add_tag": [mine]}, 41009),
        ({"userid": "zhou", "add_tag": [mine]}, 41035),
        ({"userid": "nobody", "external_userid": external, "add_tag": [mine]}, 60111),
        ({"userid": "zhou", "external_userid": "wmnobody", "add_tag": [mine]}, 40096),
        ({"userid": "chen", "external_userid": external, "add_tag": [mine]}, 84061),
        ({"userid": "zhou", "external_userid": external}, 40058),
        ({"userid": "zhou", "external_userid": external, "add_tag": [mine, foreign]}, 40068),
        ({"userid": "zhou", "external_userid": external, "remove_tag": ["etnothing"]}, 40068),
    ]
    for body, errcode in calls:
        assert (await app.post(_MARK, **body))["errcode"] == errcode, body
    assert (await newest(company))["follow"]["tags"] == []
    stranger = await other_company.open().post(
        _MARK, userid="zhou", external_userid=external, add_tag=[foreign]
    )
    assert stranger["errcode"] == 40096


async def test_deleting_a_tag_takes_it_off_and_says_from_how_many(company: Company) -> None:
    label = await tag(company, "甲")
    for n in range(3):
        await meet(company, name=f"客{n}", tag_ids=[label])
    console = company.console()
    assert await console.ok("GET", f"/api/console/tags/{label}/usage") == {"customers": 3}

    assert await console.ok("DELETE", f"/api/console/tags/{label}") == {"unmarked": 3}

    assert (await newest(company))["follow"]["tags"] == []


async def test_headquarters_marks_many_all_or_none(
    company: Company, other_company: Company
) -> None:
    _, first = await meet(company, "zhou", "小美")
    _, second = await meet(company, "chen", "小红")
    _, foreign = await meet(other_company, "zhou", "外人")
    label = await tag(company, "甲")
    refs = [
        {"external_userid": first["external_userid"], "userid": "zhou"},
        {"external_userid": second["external_userid"], "userid": "chen"},
    ]
    console = company.console()
    path = "/api/console/customers/tags"

    bad = [*refs, {"external_userid": foreign["external_userid"], "userid": "zhou"}]
    refused = await console.post(path, json={"follows": bad, "add": [label]})
    assert refused.status_code == 404
    assert (await newest(company, "chen"))["follow"]["tags"] == []

    assert await console.ok("POST", path, json={"follows": refs, "add": [label]}) == {"changed": 2}
    assert await console.ok("POST", path, json={"follows": refs, "add": [label]}) == {"changed": 0}
    listed = await console.ok("GET", "/api/console/customers", params={"tag": label})
    assert listed["total"] == 2
    assert await console.ok("POST", path, json={"follows": refs, "remove": [label]}) == {
        "changed": 2
    }
    bare = await console.ok("GET", "/api/console/customers", params={"no_tag": True})
    assert bare["total"] == 2
