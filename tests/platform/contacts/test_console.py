"""客户 in the console: filters, pages, export, and what a scoped administrator may see."""

import csv
import io
from typing import Any

import openpyxl

from tests.factories.company import Caller, Company, customer
from tests.factories.meeting import add, meet, newest, tag, way

_LIST = "/api/console/customers"


async def _all(console: Caller, **query: Any) -> list[str]:
    names: list[str] = []
    cursor: str | None = None
    while True:
        params = {"limit": 3, **query, **({"cursor": cursor} if cursor else {})}
        page = await console.ok("GET", _LIST, params=params)
        names += [one["follow"]["remark"] or one["name"] for one in page["items"]]
        assert len(names) <= page["total"]
        cursor = page["next_cursor"]
        if cursor is None:
            assert len(names) == page["total"]
            return names


async def _cast(company: Company) -> None:
    label = await tag(company, "核心")
    await meet(company, "zhou", "李雷", state="poster", tag_ids=[label])
    await meet(company, "zhou", "安娜", state="poster")
    await meet(company, "chen", "王芳", state="window")
    await meet(company, "chen", "曾一鸣", state="")
    person, _ = await meet(company, "chen", "走了")
    await person.ok("DELETE", f"/api/app/contacts/{company.members['chen']}")
    await add(customer(company.reunion, "等待"), await way(company, "chen", skip_verify=False))


async def test_every_filter(company: Company, other_company: Company) -> None:
    await _cast(company)
    await meet(other_company, "zhou", "外人")
    console = company.console()
    label = (await console.ok("GET", "/api/console/tags"))["items"][0]["tags"][0]["id"]
    queries: list[tuple[dict[str, Any], list[str]]] = [
        ({}, ["曾一鸣", "王芳", "安娜", "李雷"]),
        ({"sort": "name"}, ["安娜", "李雷", "王芳", "曾一鸣"]),
        ({"member": "zhou"}, ["安娜", "李雷"]),
        ({"tag": label}, ["李雷"]),
        ({"no_tag": True, "member": "zhou"}, ["安娜"]),
        ({"source": "poster"}, ["安娜", "李雷"]),
        ({"state": "requested"}, ["等待"]),
        ({"state": "deleted"}, ["走了"]),
        ({"q": "zengyiming"}, ["曾一鸣"]),
        ({"q": "%"}, []),
        ({"from": "2020-01-01T00:00:00Z", "to": "2020-02-01T00:00:00Z"}, []),
        ({"department_id": 1}, ["曾一鸣", "王芳", "安娜", "李雷"]),
        ({"department_id": 99}, []),
    ]
    for query, names in queries:
        assert await _all(console, **query) == names, query
    unknown = await console.get(_LIST, params={"member": "nobody"})
    assert unknown.status_code == 404
    assert (await console.get(_LIST, params={"cursor": "nonsense"})).status_code == 422
    sources = await console.ok("GET", "/api/console/sources")
    assert {(one["state"], one["count"]) for one in sources["items"]} == {
        ("poster", 2),
        ("window", 1),
    }


async def test_pages_by_name_and_by_time_neither_skip_nor_repeat(company: Company) -> None:
    code = await way(company, "zhou")
    for n in range(11):
        await add(customer(company.reunion, "同名" if n % 2 else f"客{n}"), code)
    desk = company.desk()
    for sort in ("recent", "name"):
        seen: list[int] = []
        cursor: str | None = None
        while True:
            params = {"sort": sort, "limit": 4, **({"cursor": cursor} if cursor else {})}
            page = await desk.ok("GET", "/api/desk/customers", params=params)
            seen += [one["contact_id"] for one in page["items"]]
            cursor = page["next_cursor"]
            if cursor is None:
                break
        assert len(seen) == len(set(seen)) == page["total"] == 11


async def test_detail_shows_all_followers_and_hides_the_number(company: Company) -> None:
    person, one = await meet(company, "zhou")
    await add(person, await way(company, "chen"))

    detail = await company.console().ok("GET", f"{_LIST}/{one['external_userid']}")

    assert [follow["userid"] for follow in detail["follows"]] == ["zhou", "chen"]
    assert detail["contact"]["phone_masked"].startswith("199****")
    card = await company.desk().ok("GET", f"/api/desk/customers/{one['contact_id']}")
    assert [other["name"] for other in card["others"]] == ["陈安"]


async def test_exports_hold_what_the_list_holds(company: Company) -> None:
    await _cast(company)
    await meet(company, "zhou", "=HYPERLINK(1)")
    console = company.console()

    plain = await console.get(f"{_LIST}/export", params={"format": "csv", "member": "zhou"})
    book = await console.get(f"{_LIST}/export", params={"format": "xlsx"})

    assert plain.headers["content-type"].startswith("text/csv")
    rows = list(csv.reader(io.StringIO(plain.content.decode("utf-8-sig"))))
    assert rows[0][0] == "客户昵称"
    assert [row[0] for row in rows[1:]] == ["'=HYPERLINK(1)", "安娜", "李雷"]
    assert rows[3][7] == "等级/核心"
    sheet = openpyxl.load_workbook(io.BytesIO(book.content)).worksheets[0]
    assert sheet.max_row == 6
    english = await console.get(f"{_LIST}/export", params={"lang": "en", "member": "zhou"})
    lines = list(csv.reader(io.StringIO(english.content.decode("utf-8-sig"))))
    assert (lines[0][0], lines[0][12:14]) == ("Name", ["Added by", "State"])
    assert lines[1][12:14] == ["QR code", "added"]
    audit = await console.ok("GET", "/api/console/audit", params={"name": "customers.exported"})
    assert {entry["data"]["rows"] for entry in audit["items"]} == {3, 5}


async def test_a_scoped_administrator_sees_his_departments_alone(company: Company) -> None:
    console = company.console()
    shop = await console.ok(
        "POST", "/api/console/departments", json={"name": "南京路店", "parent_id": 1}
    )
    await company.add_member("wu", "吴店长", departments=[shop["id"]])
    await console.ok(
        "PUT", "/api/console/roles/wu", json={"role": "scoped", "departments": [shop["id"]]}
    )
    _, theirs = await meet(company, "zhou", "总部客户")
    _, mine = await meet(company, "wu", "门店客户")
    label = await tag(company, "核心")
    scoped = company.console("wu")

    assert await _all(scoped) == ["门店客户"]
    assert (await scoped.get(f"{_LIST}/{theirs['external_userid']}")).status_code == 404
    assert (await scoped.get(f"{_LIST}/{theirs['external_userid']}/timeline")).status_code == 404
    assert (await scoped.get(f"{_LIST}/{mine['external_userid']}")).status_code == 200
    refs = [{"external_userid": theirs["external_userid"], "userid": "zhou"}]
    refused = await scoped.post(f"{_LIST}/tags", json={"follows": refs, "add": [label]})
    assert refused.status_code == 403
    exported = await scoped.get(f"{_LIST}/export")
    assert "总部客户" not in exported.text
    assert (await newest(company, "zhou"))["follow"]["tags"] == []
    home = await scoped.ok("GET", "/api/console/home")
    assert home["today"]["customers"] == 1
    await company.add_member("xu", "徐离职", departments=[shop["id"]])
    _, waiting = await meet(company, "xu", "待分配客户")
    await console.ok("POST", "/api/console/members/xu/resign")
    assert await _all(scoped) == ["待分配客户", "门店客户"]
    assert (await scoped.get(f"{_LIST}/{waiting['external_userid']}")).status_code == 200
