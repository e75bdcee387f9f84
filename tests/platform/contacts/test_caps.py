"""The caps on customers hold to the last place, whoever comes at once."""

import asyncio

from tests.factories.company import Caller, Company, customer
from tests.factories.meeting import add, meet, newest, way


async def _cap(company: Company, userid: str, cap: int) -> None:
    await company.console().ok(
        "PATCH", f"/api/console/members/{userid}", json={"customer_cap": cap}
    )


async def test_twenty_at_once_for_five_places(company: Company) -> None:
    await _cap(company, "zhou", 5)
    code = await way(company, "zhou")
    people = [customer(company.reunion, f"客{n}") for n in range(20)]

    answers = await asyncio.gather(
        *(p.post(f"/api/app/ways/{code['slug']}/add", json={}) for p in people)
    )

    assert sorted(a.status_code for a in answers) == [200] * 5 + [409] * 15
    refused = next(a for a in answers if a.status_code == 409).json()
    assert refused["code"] == "member_full"
    assert "对方的好友数量已达上限" in refused["detail"]
    me = await company.desk().ok("GET", "/api/desk/me")
    assert me["customers"] == {"count": 5, "cap": 5}
    assert (await company.desk().ok("GET", "/api/desk/customers"))["total"] == 5


async def test_at_the_cap_a_request_cannot_be_accepted(company: Company) -> None:
    code = await way(company, "zhou", skip_verify=False)
    waiting = customer(company.reunion, "小美")
    await add(waiting, code)
    await _cap(company, "zhou", 1)
    person, _ = await meet(company, name="小红")
    desk = company.desk()
    (request,) = (await desk.ok("GET", "/api/desk/requests"))["items"]
    path = f"/api/desk/requests/{request['contact_id']}/accept"

    refused = await desk.post(path)

    assert refused.status_code == 409
    assert refused.json()["code"] == "member_full"
    assert "1" in refused.json()["detail"]
    english = await desk.post(path, headers={"Accept-Language": "en"})
    assert "limit of 1 customers" in english.json()["detail"]
    await person.ok("DELETE", f"/api/app/contacts/{company.members['zhou']}")
    assert (await desk.ok("POST", path))["follow"]["state"] == "active"


async def test_one_customer_at_twenty_doors_is_counted_once(company: Company) -> None:
    code = await way(company, "zhou")
    person = customer(company.reunion, "小美")

    added = await asyncio.gather(*(add(person, code) for _ in range(20)))

    assert len({one["conversation_id"] for one in added}) == 1
    me = await company.desk().ok("GET", "/api/desk/me")
    assert me["customers"]["count"] == 1


async def test_parting_and_returning_keep_the_count(company: Company) -> None:
    member = company.members["zhou"]
    people = [(await meet(company, name=f"客{n}"))[0] for n in range(4)]

    async def restless(person: Caller, rounds: int) -> None:
        for _ in range(rounds):
            await person.ok("DELETE", f"/api/app/contacts/{member}")
            await person.ok("POST", f"/api/app/contacts/{member}/add", json={})

    await asyncio.gather(*(restless(person, 3) for person in people))
    await people[0].ok("DELETE", f"/api/app/contacts/{member}")

    me = await company.desk().ok("GET", "/api/desk/me")
    assert me["customers"]["count"] == 3


async def test_the_caps_of_two_corps_are_their_own(
    company: Company, other_company: Company
) -> None:
    await _cap(company, "zhou", 1)
    await meet(company)
    code = await way(company, "zhou")
    person = customer(company.reunion, "小红")

    refused = await person.post(f"/api/app/ways/{code['slug']}/add", json={})
    await add(person, await way(other_company, "zhou"))

    assert refused.status_code == 409
    assert (await newest(other_company))["name"] == "小红"


async def test_the_corps_relations_have_a_cap_too(company: Company) -> None:
    async def narrow() -> None:
        async with company.reunion.db.transaction() as tx:
            await tx.execute("UPDATE corp SET relation_cap = 2 WHERE id = $1", company.corp_id)

    company.reunion.run(narrow)
    code = await way(company, "zhou", "chen")
    people = [customer(company.reunion, f"客{n}") for n in range(6)]

    answers = await asyncio.gather(
        *(p.post(f"/api/app/ways/{code['slug']}/add", json={}) for p in people)
    )

    assert sorted(a.status_code for a in answers) == [200] * 2 + [409] * 4
