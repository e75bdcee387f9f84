"""Members from spreadsheets: all rows or none, and the same file twice changes nothing."""

import csv
import io
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from tests.factories.company import Caller, Company

PATH = "/api/console/members/import"
HEADINGS = [
    "姓名",
    "帐号",
    "别名",
    "职务",
    "部门",
    "性别",
    "手机",
    "座机",
    "个人邮箱",
    "企业邮箱",
    "地址",
    "禁用",
]


def xlsx(rows: list[list[Any]], headings: list[str] | None = None) -> bytes:
    """A workbook as WeCom's template has it: instructions above the headings."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["填写须知：\n1、请勿修改表头\n2、部门之间用 ; 分开"])
    sheet.append([])
    sheet.append(headings or HEADINGS)
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


async def upload(
    caller: Caller, content: bytes, *, dry_run: bool, name: str = "a.xlsx", **headers: str
) -> dict[str, Any]:
    answer = await caller.post(
        PATH,
        files={"file": (name, content)},
        data={"dry_run": str(dry_run).lower()},
        headers=headers,
    )
    assert answer.status_code == 200, answer.text
    return answer.json()


def root_of(company: Company) -> str:
    async def read() -> str:
        async with company.reunion.db.connection() as c:
            return await c.fetchval(
                "SELECT name FROM department WHERE corp_id = $1 AND id = 1", company.corp_id
            )

    return company.reunion.run(read)


async def test_the_template_of_wecom(company: Company) -> None:
    root = root_of(company)
    rows: list[list[Any]] = [
        ["林小夏", "xiaolin", "夏", "验光师", f"{root}/华东区/南京路店;{root}/培训组", "女", 13900001111.0,
         "021-1", "lin@example.com", "", "黄浦区", "否"],
        [],
        ["王五", "wangwu", "", "", f"{root}/华东区", "男", "139 0000 2222", "", "", "", "", "是"],
    ]  # fmt: skip
    console = company.console()
    dry = await upload(console, xlsx(rows), dry_run=True)
    counts = {"rows": 2, "created": 2, "updated": 0, "unchanged": 0, "departments_created": 3}
    assert dry == counts | {"errors": [], "applied": False}
    assert (await console.get("/api/console/members/xiaolin")).status_code == 404
    assert len((await console.ok("GET", "/api/console/departments"))["items"]) == 1

    done = await upload(console, xlsx(rows), dry_run=False)
    assert done == counts | {"errors": [], "applied": True}
    xiaolin = await console.ok("GET", "/api/console/members/xiaolin")
    tree = {d["id"]: d for d in (await console.ok("GET", "/api/console/departments"))["items"]}
    assert [tree[i]["name"] for i in xiaolin["departments"]] == ["南京路店", "培训组"]
    assert tree[tree[xiaolin["departments"][0]]["parent_id"]]["name"] == "华东区"
    assert (xiaolin["mobile"], xiaolin["gender"], xiaolin["position"]) == (
        "13900001111",
        2,
        "验光师",
    )
    assert (await console.ok("GET", "/api/console/members/wangwu"))["status"] == "disabled"

    again = await upload(console, xlsx(rows), dry_run=False)
    assert again == {**counts, "created": 0, "unchanged": 2, "departments_created": 0} | {
        "errors": [], "applied": True
    }  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
async def test_plain_csv_however_it_is_written(
    company: Company, encoding: str, delimiter: str
) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(["userid", "name", "mobile", "email", "department", "position"])
    writer.writerow(["new", "新人，甲", "13900003333", "new@example.com", "1", "店长"])
    report = await upload(
        company.console(), out.getvalue().encode(encoding), dry_run=False, name="a.csv"
    )
    assert (report["created"], report["errors"]) == (1, [])
    new = await company.console().ok("GET", "/api/console/members/new")
    assert (new["name"], new["position"], new["departments"]) == ("新人，甲", "店长", [1])


async def test_every_wrong_row_is_named_and_nothing_is_half_done(company: Company) -> None:
    await company.add_member("has", "有号的", mobile="13911110000")
    rows: list[list[Any]] = [
        ["好的", "good", "", "", "甲部", "", "13911111111"],
        ["", "noname", "", "", "甲部", "", ""],
        ["坏号", "badmobile", "", "", "甲部", "", "123"],
        ["坏帐号", "有 空格", "", "", "甲部", "", ""],
        ["重复一", "twice", "", "", "甲部", "", ""],
        ["重复二", "TWICE", "", "", "甲部", "", ""],
        ["同号一", "same1", "", "", "甲部", "", "13922220000"],
        ["同号二", "same2", "", "", "甲部", "", "13922220000"],
        ["占用", "taken", "", "", "甲部", "", "13911110000"],
        ["坏部门", "baddep", "", "", "甲|部", "", ""],
        ["太深", "deep", "", "", "/".join("abcdefghijklmnop"), "", ""],
        ["性别", "gender", "", "", "甲部", "中", ""],
        ["没部门", "nodep", "", "", "", "", ""],
    ]
    console = company.console()
    report = await upload(console, xlsx(rows, HEADINGS[:7]), dry_run=False)
    assert report["applied"] is False
    wrong = {(e["row"], e["column"], e["value"]) for e in report["errors"]}
    assert wrong == {
        (5, "姓名", ""), (6, "手机", "123"), (7, "帐号", "有 空格"), (8, "帐号", "twice"),
        (9, "帐号", "twice"), (10, "手机", "13922220000"), (11, "手机", "13922220000"),
        (12, "手机", "13911110000"), (13, "部门", "甲|部"), (14, "部门", "/".join("abcdefghijklmnop")),
        (15, "性别", "中"), (16, "部门", ""),
    }  # fmt: skip
    assert all(e["message"] for e in report["errors"])
    assert (await console.get("/api/console/members/good")).status_code == 404
    assert len((await console.ok("GET", "/api/console/departments"))["items"]) == 1
    english = await upload(
        console, xlsx(rows, HEADINGS[:7]), dry_run=True, **{"Accept-Language": "en-GB,en;q=0.9"}
    )
    assert any("male or female" in e["message"] for e in english["errors"])


async def test_empty_cells_leave_what_is_there(company: Company) -> None:
    console = company.console()
    await console.ok(
        "PATCH", "/api/console/members/zhou", json={"mobile": "13955550000", "position": "店长"}
    )
    report = await upload(
        console, xlsx([["周大宁", "zhou", "", "", "", "", ""]], HEADINGS[:7]), dry_run=False
    )
    assert (report["updated"], report["errors"]) == (1, [])
    zhou = await console.ok("GET", "/api/console/members/zhou")
    assert (zhou["name"], zhou["mobile"], zhou["position"]) == ("周大宁", "13955550000", "店长")
    assert zhou["departments"] == [1]


async def test_two_members_swap_their_numbers(company: Company) -> None:
    console = company.console()
    for userid, mobile in (("zhou", "13966660001"), ("chen", "13966660002")):
        await console.ok("PATCH", f"/api/console/members/{userid}", json={"mobile": mobile})
    table = "userid,name,mobile\nzhou,周宁,13966660002\nchen,陈安,13966660001\n"
    report = await upload(console, table.encode(), dry_run=False)
    assert (report["updated"], report["errors"]) == (2, [])
    assert (await console.ok("GET", "/api/console/members/zhou"))["mobile"] == "13966660002"


async def test_leaders_and_superiors(company: Company) -> None:
    console = company.console()
    table = (
        "userid,name,department,is_leader_in_dept,direct_leader\n"
        "boss,老板,总部;店里,是;否,\n"
        "clerk,店员,店里,,boss;zhou\n"
    )
    assert (await upload(console, table.encode(), dry_run=False))["errors"] == []
    boss = await console.ok("GET", "/api/console/members/boss")
    assert boss["leader_of"] == boss["departments"][:1]
    clerk = await console.ok("GET", "/api/console/members/clerk")
    assert clerk["direct_leaders"] == ["boss", "zhou"]
    wrong = "userid,name,direct_leader\nx,某,nobody\n"
    report = await upload(console, wrong.encode(), dry_run=False)
    assert [e["value"] for e in report["errors"]] == ["nobody"]


async def test_what_is_exported_is_imported_unchanged(company: Company) -> None:
    console = company.console()
    await upload(
        console,
        "userid,name,department,alias,mobile\nx1,=1+1,甲/乙;丙,@a,+85291234567\n".encode(),
        dry_run=False,
    )
    for kind in ("xlsx", "csv"):
        answer = await console.get("/api/console/members/export", params={"format": kind})
        assert answer.status_code == 200
        assert f"members.{kind}" in answer.headers["content-disposition"]
        report = await upload(console, answer.content, dry_run=False)
        assert (report["rows"], report["unchanged"], report["errors"]) == (4, 4, []), kind
    book = load_workbook(io.BytesIO((await console.get("/api/console/members/export")).content))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value == "=1+1"]
    assert [cell.data_type for cell in cells] == ["s"]


async def test_the_template_can_be_filled_in(company: Company) -> None:
    console = company.console()
    template = await console.get("/api/console/members/import-template.xlsx")
    book = load_workbook(io.BytesIO(template.content))
    sheet = book.worksheets[0]
    sheet.append(["新人", "filled", None, None, f"{root_of(company)}/新店"])
    out = io.BytesIO()
    book.save(out)
    report = await upload(console, out.getvalue(), dry_run=False)
    assert (report["rows"], report["created"], report["errors"]) == (1, 1, [])


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"a,b\n1,2\n", b"PK\x03\x04nonsense", b"\x00\x01\x02", b"%PDF-1.4"]
)
async def test_what_is_no_table_is_refused(company: Company, content: bytes) -> None:
    answer = await company.console().post(PATH, files={"file": ("x", content)})
    assert answer.status_code == 422
    assert answer.json()["code"] == "unreadable_file"


async def test_a_scoped_administrator_imports_into_his_departments(company: Company) -> None:
    lin = company.console()
    make = "/api/console/departments"
    east = await lin.ok("POST", make, json={"name": "华东", "parent_id": 1})
    await lin.ok("POST", make, json={"name": "西部", "parent_id": 1})
    role = {"role": "scoped", "departments": [east["id"]]}
    await lin.ok("PUT", "/api/console/roles/zhou", json=role)
    zhou = company.console("zhou")
    wrong = (
        "userid,name,department\na1,甲,西部\na2,乙,华东;西部\na3,丙,新区\nchen,陈,\nlin,林,华东\n"
    )
    report = await upload(zhou, wrong.encode(), dry_run=False)
    assert [e["row"] for e in report["errors"]] == [2, 3, 4, 5, 6, 6]
    right = "userid,name,department\na1,甲,华东\na2,乙,华东/新店\n"
    report = await upload(zhou, right.encode(), dry_run=False)
    assert (report["created"], report["departments_created"], report["applied"]) == (2, 1, True)


async def test_the_last_super_admin_is_not_locked_out(company: Company) -> None:
    table = "userid,name,disabled\nlin,林晓,是\n"
    answer = await company.console().post(
        PATH, files={"file": ("a.csv", table.encode())}, data={"dry_run": "false"}
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "last_super_admin")


async def test_seven_thousand_rows_in_one_go(company: Company) -> None:
    root = root_of(company)
    lines = ["userid,name,mobile,email,department,position"]
    lines += [
        f"s{n},店员{n},137{n:08d},s{n}@example.com,{root}/大区{n % 9}/门店{n % 330},顾问"
        for n in range(7000)
    ]
    console = company.console()
    content = "\n".join(lines).encode()
    report = await upload(console, content, dry_run=False)
    assert (report["created"], report["errors"], report["applied"]) == (7000, [], True)
    listed = await console.ok("GET", "/api/console/members", params={"q": "s69"})
    assert listed["total"] == 111
    again = await upload(console, content, dry_run=False)
    assert (again["unchanged"], again["departments_created"]) == (7000, 0)

    async def events() -> int:
        async with company.reunion.db.connection() as c:
            return await c.fetchval(
                "SELECT count(*) FROM event WHERE corp_id = $1 AND name = 'member.created'",
                company.corp_id,
            )

    assert company.reunion.run(events) == 7003
