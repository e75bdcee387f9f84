"""The directory at the desk."""

from tests.factories.company import Company
from tests.factories.sockets import socket_of


async def test_the_tree_and_the_company(company: Company) -> None:
    seen = await company.desk().ok("GET", "/api/desk/directory")
    assert [(d["id"], d["member_count"]) for d in seen["departments"]] == [(1, 3)]
    assert seen["corp"]["wire_id"] == company.wire_id


async def test_colleagues_with_their_departments_and_who_is_online(company: Company) -> None:
    async with socket_of(company.desk("chen"), "desk"):
        found = await company.desk().ok("GET", "/api/desk/colleagues", params={"q": "chen"})
    (chen,) = found["items"]
    assert (chen["name"], chen["online"]) == ("陈安", True)
    assert len(chen["departments"]) == 1


async def test_who_was_disabled_or_left_is_no_colleague(company: Company) -> None:
    console = company.console()
    await console.ok("POST", "/api/console/members/chen/disable")
    found = await company.desk().ok("GET", "/api/desk/colleagues")
    assert [m["userid"] for m in found["items"]] == ["lin", "zhou"]


async def test_one_changes_ones_own_card(company: Company) -> None:
    zhou = company.desk()
    card = await zhou.ok("PATCH", "/api/desk/me", json={"alias": "周周"})
    assert card["alias"] == "周周"
    read = await company.open("contacts").get("/user/get", userid="zhou")
    assert read["alias"] == "周周"
