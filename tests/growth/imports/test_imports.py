"""导入 through the console: customers, orders and events from files as people and programs have them."""

import asyncio
import csv
import io
import sys
from datetime import UTC, date, datetime
from importlib.metadata import files as files_of
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow
from pyarrow import parquet

from reunion.growth.imports import running
from reunion.growth.imports.store import files
from reunion.growth.profiles import service as profiles
from reunion.growth.profiles.model import Card, Identity
from reunion.growth.purchases import history
from reunion.main.demo import cdnow
from tests.factories.company import Caller, Company
from tests.factories.waiting import until
from tests.main.processes import environment

PATH = "/api/console/imports"
CONFLICTS = "/api/console/profile-conflicts"


async def upload(console: Caller, kind: str, name: str, content: bytes) -> Any:
    return await console.ok(
        "POST", PATH, data={"kind": kind}, files={"file": (name, content, "application/x")}
    )


async def ended(console: Caller, one: Any) -> Any:
    async with asyncio.timeout(60):
        while one["state"] in ("checking", "running"):
            await asyncio.sleep(0.05)
            one = await console.ok("GET", f"{PATH}/{one['import_no']}")
    return one


async def imported(
    console: Caller, kind: str, name: str, content: bytes, dry: bool = False, **mapping: Any
) -> Any:
    """The import, when it has ended; with the columns that were guessed where none are given."""
    one = await upload(console, kind, name, content)
    body = {"mapping": {**one["mapping"], **mapping}, "dry": dry}
    return await ended(
        console, await console.ok("POST", f"{PATH}/{one['import_no']}/start", json=body)
    )


def counts(one: Any) -> tuple[str, int, int, int]:
    return one["state"], one["rows_new"], one["rows_same"], one["rows_wrong"]


def sheet(*rows: tuple[Any, ...]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)  # pyright: ignore
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def known(company: Company, *identities: Identity) -> list[Card]:
    async def read() -> list[Card]:
        async with company.reunion.db.connection() as connection:
            ctx = company.context(connection)
            found = await profiles.find(ctx, identities)
            return await profiles.cards(ctx, [found[one] for one in identities])

    return company.reunion.run(read)


async def test_cdnow_goes_through_and_again_changes_nothing(company: Company) -> None:
    console = company.console()
    (sample,) = [one for one in files_of("lifetimes") or [] if one.name == "CDNOW_sample.txt"]
    content = Path(str(sample.locate())).read_bytes()
    one = await upload(console, "orders", sample.name, content)
    assert (one["shape"]["delimiter"], one["shape"]["header"]) == (" ", False)
    assert one["mapping"]["columns"] == {"3": "at"}
    columns = {"1": "member_no", "3": "at", "4": "quantity", "5": "amount"}
    seen = await console.ok("POST", f"{PATH}/{one['import_no']}/preview", json={"columns": columns})
    assert seen["missing"] == ""
    assert seen["rows"][0]["becomes"] == {
        "member_no": "00004", "at": "1997-01-01T12:00:00+08:00", "amount_fen": "2933"
    }  # fmt: skip

    first = await imported(console, "orders", sample.name, content, columns=columns)
    assert counts(first) == ("done", 6919, 0, 0)
    again = await imported(console, "orders", sample.name, content, columns=columns)
    assert counts(again) == ("done", 0, 6919, 0)
    # what the models are fitted to; tests/growth/predictions holds it against the published figures
    taken = bought(company)
    assert [
        (first, last, days, fen)
        for first, last, days, fen in zip(
            taken.first_day, taken.last_day, taken.days, taken.fen, strict=True
        )
    ] == [
        (
            history.day_number(hers[0].day),
            history.day_number(hers[-1].day),
            len({one.day for one in hers}),
            sum(one.cents for one in hers),
        )
        for hers in cdnow.read()
    ]


def bought(company: Company) -> history.Bought:
    """Each customer's orders, in the order in which they were first seen."""

    async def read() -> history.Bought:
        async with company.reunion.db.transaction() as tx:
            return await history.bought(company.context(tx), date(1998, 6, 30))

    return company.reunion.run(read)


async def test_customers_from_a_chinese_spreadsheet_program(company: Company) -> None:
    console = company.console()
    text = "手机号,姓名,性别,生日,备注\r\n138 0000 1001,“小雨”,女,1990/5/20,常客\r\n"
    text += "139,阿明,男,,\r\n13800001002,阿芳,不详,1988-02-30,\r\n,无名,男,,\r\n"
    one = await upload(console, "customers", "客户.csv", text.encode("gb18030"))
    assert one["shape"]["encoding"] == "gb18030"
    assert one["mapping"]["columns"] == {
        "手机号": "phone", "姓名": "name", "性别": "gender", "生日": "birthday"
    }  # fmt: skip
    path = f"{PATH}/{one['import_no']}"
    checked = await console.ok(
        "POST", f"{path}/start", json={"mapping": one["mapping"], "dry": True}
    )
    assert counts(await ended(console, checked)) == ("checked", 1, 0, 3)
    assert (await console.get("/api/console/customers")).json()["items"] == []
    done = await console.ok("POST", f"{path}/start", json={"mapping": one["mapping"]})
    assert counts(await ended(console, done)) == ("done", 1, 0, 3)
    (rain,) = known(company, Identity("phone", "13800001001"))
    assert (rain.name, rain.gender, rain.birthday) == ("“小雨”", "female", "1990-05-20")
    wrong = (await console.get(f"{path}/errors.csv", headers={"Accept-Language": "zh"})).content
    lines = list(csv.reader(io.StringIO(wrong.decode("utf-8-sig"))))
    assert [line[:3] for line in lines[1:]] == [
        ["3", "手机号", "139"], ["4", "性别", "不详"], ["4", "生日", "1988-02-30"], ["5", "", ""],
    ]  # fmt: skip
    assert lines[1][3] == "不是手机号"


async def test_orders_from_a_spreadsheet_and_events_from_a_table_of_columns(
    company: Company,
) -> None:
    console = company.console()
    paid = datetime(2026, 5, 20, 14, 30)  # noqa: DTZ001 (a sheet knows no zones)
    head = ("订单号", "手机", "支付时间", "实付金额", "退款金额", "商品", "门店")
    rows = [
        ("A1", 13800002001, paid, 199.5, None, "镜片", "南京路店"),
        ("A2", "13800002001", "2026年5月21日 9:05", "￥1,280", 280, "镜架", "南京路店"),
        ("A1", 13800002001, paid, 200, None, "镜片", "南京路店"),
        ("A3", "13800002002", "昨天", 10, 20, "", ""),
    ]
    one = await imported(console, "orders", "订单.xlsx", sheet(head, *rows))
    assert counts(one) == ("done", 2, 0, 2)
    (buyer,) = known(company, Identity("phone", "13800002001"))
    wrong = (await console.ok("GET", f"{PATH}/{one['import_no']}/errors"))["items"]
    assert [(fault["row"], fault["column"]) for fault in wrong] == [
        (4, "订单号"), (5, "支付时间"), (5, "退款金额"),
    ]  # fmt: skip
    assert buyer.known_since < datetime.now(UTC)

    content = io.BytesIO()
    table = pyarrow.table(
        {
            "email": ["a@example.com", "b@example.com"],
            "timestamp": [datetime(2026, 5, 1, tzinfo=UTC), datetime(2026, 5, 2, tzinfo=UTC)],
            "event": ["course_finished", "course_finished"],
            "score": [93.5, 71.0],
        }
    )
    parquet.write_table(table, content)
    one = await imported(console, "events", "courses.parquet", content.getvalue())
    assert one["mapping"]["columns"]["score"] == "property:score"
    assert counts(one) == ("done", 2, 0, 0)
    again = await imported(console, "events", "courses.parquet", content.getvalue())
    assert counts(again) == ("done", 0, 2, 0)


def conflicts(one: Any) -> tuple[int, int]:
    """How many there were, and how many still wait."""
    return one["conflicts"], one["conflicts_open"]


async def test_conflicts_of_an_import_are_counted_until_somebody_decides(company: Company) -> None:
    console = company.console()

    async def now(one: Any) -> tuple[int, int]:
        return conflicts(await console.ok("GET", f"{PATH}/{one['import_no']}"))

    async def waiting(one: Any = None) -> list[int]:
        told_by = f"import:{one['import_no']}" if one else ""
        found = await console.ok("GET", CONFLICTS, params={"told_by": told_by})
        assert found["total"] == len(found["items"])
        return [item["conflict"]["conflict_no"] for item in found["items"]]

    two = b"phone,member_no\n13800004001,C1\n13800004002,C2\n"
    assert conflicts(await imported(console, "customers", "two.csv", two)) == (0, 0)
    mixed = b"phone,member_no\n13800004001,C2\n13800004002,C2\n13800004001,C2\n"
    people = await imported(console, "customers", "mixed.csv", mixed)
    assert (*counts(people), *conflicts(people)) == ("done", 0, 3, 0, 1, 1)
    orders = b"phone,member_no,order_no,time,amount\n13800004001,C2,O1,2026-05-20,5\n"
    bought = await imported(console, "orders", "orders.csv", orders)
    assert (*counts(bought), *conflicts(bought)) == ("done", 1, 0, 0, 1, 1)
    assert await waiting() == await waiting(bought) == [1]  # the same evidence, whoever brings it

    lines = (
        b"phone,member_no,event,time\n13800004001,C2,came,2026-05-20\n13800004002,C1,came,2026-05-21\n"
        b"13800004002,C1,left,2026-05-21\n13800004009,C9,came,2026-05-21\n"
    )
    came = await imported(console, "events", "came.csv", lines)
    assert (*counts(came), *conflicts(came)) == ("done", 4, 0, 0, 2, 2)
    assert await waiting(came) == [2, 1]

    async def taken_over() -> bool:
        return (await console.ok("GET", "/api/console/tracking/sources"))["waiting"] == 0

    await until(taken_over)
    assert await waiting() == [2, 1]

    await console.ok("POST", f"{CONFLICTS}/1/keep-apart")
    assert [await now(one) for one in (people, bought, came)] == [(1, 0), (1, 0), (2, 1)]
    assert (await waiting(people), await waiting(came)) == ([], [2])
    again = await imported(console, "customers", "again.csv", mixed + b"13800004003,C3\n")
    assert (*counts(again), *conflicts(again)) == ("done", 1, 3, 0, 0, 0)
    same = await imported(console, "events", "same.csv", lines)
    assert (*counts(same), *conflicts(same)) == ("done", 0, 4, 0, 1, 1)
    listed = (await console.ok("GET", PATH))["items"]
    assert [conflicts(one) for one in listed] == [(1, 1), (0, 0), (2, 1), (1, 0), (1, 0), (0, 0)]


async def test_an_import_that_is_read_from_the_first_row_again_counts_anew(
    company: Company,
) -> None:
    """It broke off, and goes on with other columns."""
    console = company.console()
    two = b"phone,member_no\n13800004101,E1\n13800004102,E2\n"
    await imported(console, "customers", "two.csv", two)
    one = await imported(console, "customers", "mixed.csv", b"phone,member_no\n13800004101,E2\n")
    assert conflicts(one) == (1, 1)

    async def broke_off() -> None:
        async with company.reunion.db.transaction() as tx:
            await files.end(company.context(tx), one["import_no"], "failed", "the disk was full")

    company.reunion.run(broke_off)
    body = {"mapping": one["mapping"] | {"columns": {"phone": "phone"}}}
    await ended(console, await console.ok("POST", f"{PATH}/{one['import_no']}/start", json=body))
    one = await console.ok("GET", f"{PATH}/{one['import_no']}")
    assert (*counts(one), *conflicts(one)) == ("done", 0, 1, 0, 0, 0)


async def test_what_cannot_be_read_or_is_not_complete_is_refused(company: Company) -> None:
    console = company.console()
    given = {"file": ("x.csv", b"\x00\x01\x02\xff\xfe\x80", "text/csv")}
    refused = await console.post(PATH, data={"kind": "orders"}, files=given)
    assert (refused.status_code, refused.json()["code"]) == (422, "unreadable_file")
    one = await upload(console, "orders", "a.csv", b"phone,amount\n13800003001,5\n")
    body = {"mapping": one["mapping"]}
    refused = await console.post(f"{PATH}/{one['import_no']}/start", json=body)
    assert (refused.status_code, refused.json()["code"]) == (422, "mapping_incomplete")


_WORKER = """
import asyncio, sys
from reunion.core import config as configuration
from reunion.core.db import Database
from reunion.growth.imports import running
from reunion.main import modules
from reunion.main.worker import working

async def work():
    config = configuration.load()
    modules.load_reactions()
    running.PIECE = 5
    db = Database(config.database_url, max_size=2)
    await db.open()
    async with working(config, db) as given:
        await running.carry_out(given, int(sys.argv[1]), int(sys.argv[2]))

asyncio.run(work())
"""


async def test_kill_9_in_the_middle_loses_nothing_and_doubles_nothing(company: Company) -> None:
    reunion, console = company.reunion, company.console()
    text = "member_no,phone,time,amount\n" + "".join(
        f"K{n % 40},{13800006000 + (n + (n >= 40 and n % 9 == 0)) % 40},2026-05-{n % 28 + 1},{n}\n"
        for n in range(900)
    )
    one = await upload(console, "orders", "many.csv", text.encode())

    async def begin() -> None:
        async with reunion.db.transaction() as tx:
            ctx = company.context(tx)
            found = await files.get(ctx, one["import_no"])
            assert found
            await files.begin(ctx, one["import_no"], "running", found[0].mapping, anew=True)

    reunion.run(begin)
    which = [str(company.corp_id), str(one["import_no"])]
    worker = await asyncio.create_subprocess_exec(
        sys.executable, "-c", _WORKER, *which, env=environment() | reunion.config.environ()
    )
    async with asyncio.timeout(60):
        while (await console.ok("GET", f"{PATH}/{one['import_no']}"))["place"] < 60:
            assert worker.returncode is None
    worker.kill()
    await worker.wait()
    left = await console.ok("GET", f"{PATH}/{one['import_no']}")
    assert left["state"] == "running"
    assert 60 <= left["place"] < 900
    assert left["conflicts"] >= 2

    async def two_at_once() -> None:
        """Of whom one goes on, and the other sees that it is not its own."""
        number = one["import_no"]
        await asyncio.gather(
            *(running.carry_out(reunion.work, company.corp_id, number) for _ in range(2))
        )

    reunion.run(two_at_once)
    done = await console.ok("GET", f"{PATH}/{one['import_no']}")
    assert counts(done) == ("done", 900, 0, 0)
    assert done["place"] == 900
    assert conflicts(done) == (40, 40)

    async def sums() -> tuple[int, int]:
        async with reunion.db.connection() as connection:
            row = await connection.fetchrow(
                "SELECT count(*), sum(amount_fen)::bigint FROM purchase WHERE corp_id = $1",
                company.corp_id,
            )
            return row[0], row[1]

    assert reunion.run(sums) == (900, sum(range(900)) * 100)
