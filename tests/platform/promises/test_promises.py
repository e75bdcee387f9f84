"""A promise from the chat: noted once, due, kept, on the timeline; nobody else's."""

from datetime import timedelta

from reunion.core.clock import clock
from tests.factories.company import Company
from tests.factories.meeting import meet

DESK = "/api/desk/promises"


async def test_a_promise_is_noted_kept_and_told(company: Company) -> None:
    person, customer = await meet(company, "zhou", "小美")
    desk = company.desk("zhou")
    talk = customer["conversation_id"]
    said = {"client_id": "a1", "kind": "text", "content": {"text": "镜片周五能到吗"}}
    asked = await person.ok("POST", f"/api/app/conversations/{talk}/messages", json=said)
    origin = {"conversation_id": talk, "seq": asked["seq"]}
    now = clock.now()
    new = {"contact_id": customer["contact_id"], "text": " 周五给她打电话 ", "origin": origin}
    made = await desk.ok("POST", DESK, json=new | {"due_at": (now + timedelta(days=3)).isoformat()})
    assert (made["text"], made["origin"], made["done_at"]) == ("周五给她打电话", origin, None)
    again = await desk.ok(
        "POST", DESK, json=new | {"due_at": (now + timedelta(days=5)).isoformat()}
    )
    assert again == made, "one message is noted once"

    today = {"contact_id": customer["contact_id"], "text": "发门店地址", "due_at": now.isoformat()}
    soon = await desk.ok("POST", DESK, json=today)
    listed = await desk.ok("GET", DESK, params={"limit": 1})
    assert [one["id"] for one in listed["items"]] == [soon["id"]]
    rest = await desk.ok("GET", DESK, params={"cursor": listed["next_cursor"]})
    assert [one["id"] for one in rest["items"]] == [made["id"]]
    bench = await desk.ok("GET", "/api/desk/workbench")
    assert bench["sources"]["promises"] == {"count": 1, "late": 0, "later": 1}
    await desk.ok("POST", f"{DESK}/{soon['id']}/done")
    await desk.ok("POST", f"{DESK}/{soon['id']}/done")
    assert (await desk.ok("GET", "/api/desk/workbench"))["sources"]["promises"]["count"] == 0
    [kept] = (await desk.ok("GET", DESK, params={"show": "done"}))["items"]
    assert kept["id"] == soon["id"]
    assert (await desk.ok("DELETE", f"{DESK}/{soon['id']}/done"))["done_at"] is None
    changed = await desk.ok("PATCH", f"{DESK}/{made['id']}", json={"text": "周六打电话"})
    assert (changed["text"], changed["due_at"]) == ("周六打电话", made["due_at"])
    await desk.ok("DELETE", f"{DESK}/{soon['id']}")
    path = f"/api/desk/customers/{customer['contact_id']}/timeline"
    story = (await desk.ok("GET", path))["items"]
    titles = [one["title"] for one in story if one["kind"] == "promise"]
    assert titles == ["删除承诺", "修改承诺", "承诺重新打开", "完成承诺", "记下承诺", "记下承诺"]

    other = company.desk("chen")
    assert (await other.patch(f"{DESK}/{made['id']}", json={"text": "x"})).status_code == 404
    refused = await other.post(DESK, json=today)
    assert refused.json()["code"] == "not_followed"
    yesterday = today | {"due_at": (now - timedelta(days=1)).isoformat()}
    assert "due_at" in (await desk.post(DESK, json=yesterday)).text
    elsewhere = today | {"origin": origin | {"conversation_id": talk + 999}}
    assert "origin" in (await desk.post(DESK, json=elsewhere)).text
