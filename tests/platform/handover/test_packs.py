"""Packs of many customers as one file: for headquarters, and for the taker; each line with its source."""

import csv
import io
from typing import Any

from reunion.core.clock import clock
from tests.factories.company import Caller, Company
from tests.factories.handing import CONSOLE, begin, resign
from tests.factories.meeting import meet
from tests.factories.waiting import until


async def file_of(caller: Caller, path: str, body: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """The file that the worker writes, and what stands in it."""
    asked = await caller.ok("POST", path, json=body)
    found: dict[str, Any] = {}

    async def written() -> bool:
        [found_now] = [
            one for one in (await caller.ok("GET", path))["items"] if one["id"] == asked["id"]
        ]
        found.update(found_now)
        return found["state"] in ("done", "failed")

    await until(written)
    answer = await caller.get(f"/media/{found['media_id']}")
    assert answer.is_success, answer.text
    return found, answer.content.decode("utf-8")


async def test_packs_of_a_giver_and_of_a_taker(company: Company) -> None:
    """More customers than a part has, promises, talks; a formula is harmless, a page has no markup of hers;
    nobody else opens the file."""
    people = [await meet(company, "zhou", f"客户{n}") for n in range(2)]
    person, one = people[0]
    talk = f"/api/app/conversations/{one['conversation_id']}/messages"
    said = {"client_id": "a1", "kind": "text", "content": {"text": "<b>镜片</b>到了吗"}}
    await person.ok("POST", talk, json=said)
    zhou = company.desk("zhou")
    await zhou.ok(
        "PATCH", f"/api/desk/customers/{people[1][1]['contact_id']}", json={"remark": "=1+1"}
    )
    promise = {
        "contact_id": one["contact_id"],
        "text": "到货就通知她",
        "due_at": clock.now().isoformat(),
    }
    await zhou.ok("POST", "/api/desk/promises", json=promise)
    nothing = await company.console().post(f"{CONSOLE}/packs", json={"handover_userid": "zhou"})
    assert (nothing.status_code, nothing.json()["code"]) == (409, "nothing_to_pack")
    await resign(company, "zhou")
    await begin(company, *(each["external_userid"] for _, each in people))

    body = {"handover_userid": "zhou", "format": "csv"}
    found, text = await file_of(company.console(), f"{CONSOLE}/packs", body)
    assert (found["state"], found["done"], found["total"]) == ("done", 2, 2)
    assert text.startswith("\ufeff客户,external_userid")
    rows = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))
    hers = {row["类别"]: row for row in rows if row["external_userid"] == one["external_userid"]}
    assert hers["聊天"]["内容"] == "客户0：<b>镜片</b>到了吗"
    assert hers["聊天"]["来源"].startswith(f"会话 {one['conversation_id']} 第 ")
    assert hers["承诺"]["内容"].startswith("到货就通知她")
    assert hers["承诺"]["来源"].endswith("周宁")
    assert hers["等待"]["内容"] == "客户在等回复"
    assert all(row["来源"] for row in rows)
    assert {row["客户"] for row in rows} == {"客户0", "'=1+1"}

    chen = company.desk("chen")
    found, page = await file_of(chen, "/api/desk/handovers/packs", {"format": "html"})
    assert found["total"] == 2
    assert "&lt;b&gt;镜片" in page
    assert "<b>镜片" not in page
    other = await company.desk("lin").get(f"/media/{found['media_id']}")
    assert other.status_code in (403, 404)
