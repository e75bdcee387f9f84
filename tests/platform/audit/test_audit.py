"""The audit log: who did what, findable, in both languages."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from reunion.platform.audit.titles import TITLES
from tests.factories.company import Company

PATH = "/api/console/audit"
SOURCES = Path(__file__).parents[3] / "src" / "reunion"


async def test_every_change_and_by_whom(company: Company) -> None:
    lin = company.console()
    await lin.ok("PATCH", "/api/console/members/zhou", json={"position": "店长"})
    await company.open("contacts").post("/user/update", userid="zhou", position="顾问")
    entries = (await lin.ok("GET", PATH, params={"subject": "zhou"}))["items"]
    shown = [
        (e["name"], e["actor"]["kind"], e["data"].get("changed", {}).get("position"))
        for e in entries
    ]
    assert shown[:2] == [("member.updated", "app", "顾问"), ("member.updated", "admin", "店长")]
    assert entries[1]["actor"]["name"] == "林晓"
    assert entries[1]["data"]["before"] == {"position": ""}
    assert [e["name"] for e in entries][-1] == "member.created"


async def test_in_the_readers_language(company: Company) -> None:
    lin = company.console()
    zh = await lin.ok("GET", PATH, params={"name": "corp.founded"})
    assert zh["items"][0]["title"] == "创建企业"
    headers = {"Accept-Language": "en"}
    en = await lin.ok("GET", PATH, params={"name": "corp.founded"}, headers=headers)
    assert en["items"][0]["title"] == "Company founded"
    names = await lin.ok("GET", f"{PATH}/names")
    assert {"name": "member.created", "title": "添加成员"} in names["items"]


async def test_newest_first_in_pages_without_gap_or_double(company: Company) -> None:
    lin = company.console()
    for n in range(9):
        await lin.ok("PATCH", "/api/console/members/zhou", json={"alias": f"第{n}个"})
    seen: list[dict[str, Any]] = []
    cursor: str | None = None
    while True:
        query = {"subject": "zhou", "limit": 4, **({"cursor": cursor} if cursor else {})}
        page = await lin.ok("GET", PATH, params=query)
        assert len(page["items"]) <= 4
        seen += page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    ids = [e["id"] for e in seen]
    assert ids == sorted(set(ids), reverse=True)
    assert len(ids) == 10


async def test_a_page_has_the_size_asked_for(company: Company) -> None:
    lin = company.console()
    sizes = {n: len((await lin.ok("GET", PATH, params={"limit": n}))["items"]) for n in (1, 3)}
    assert sizes == {1: 1, 3: 3}
    for query in ({"limit": 0}, {"limit": 201}, {"cursor": "nonsense"}):
        assert (await lin.get(PATH, params=query)).status_code == 422, query


async def test_filters(company: Company) -> None:
    lin = company.console()
    await lin.ok("PATCH", "/api/console/members/chen", json={"alias": "老陈"})
    now = datetime.now(UTC)
    for query, some in (
        ({"actor": "林"}, True),
        ({"actor": str(lin.principal_id)}, True),
        ({"actor": "没有这人"}, False),
        ({"name": "member.updated", "subject": "che"}, True),
        ({"subject": "%"}, False),
        ({"from": (now - timedelta(hours=1)).isoformat()}, True),
        ({"from": (now + timedelta(hours=1)).isoformat()}, False),
        ({"to": (now - timedelta(hours=1)).isoformat()}, False),
    ):
        found = await lin.ok("GET", PATH, params=query)
        assert bool(found["items"]) is some, query


async def test_no_password_gets_into_it(company: Company) -> None:
    lin = company.console()
    secret = "no audit shall have this"
    await lin.ok("POST", "/api/console/members/zhou/password", json={"new": secret})
    assert secret not in (await lin.get(PATH)).text


def test_every_event_has_a_title() -> None:
    told: set[str] = set()
    for path in SOURCES.rglob("*.py"):
        text = path.read_text("utf-8")
        told |= set(
            re.findall(r'\b(?:append(?:_many)?|_tell)\(\s*\w+,\s*"([a-z_]+\.[a-z_]+)"', text)
        )
    assert told - TITLES.keys() == set(), "give these a title in platform/audit/titles.py"
