"""What an operator does to a company from the command line: found it, bring members, take data out."""

import contextlib
import secrets
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any

import msgspec

from reunion import outbox
from reunion.core.clock import clock
from reunion.core.context import Actor, Context
from reunion.core.db import Database
from reunion.core.errors import Invalid, NotFound, Text
from reunion.growth.mirror import service as mirror
from reunion.main import modules
from reunion.platform.access import service as access
from reunion.platform.contacts import export
from reunion.platform.contacts import service as contacts
from reunion.platform.contacts.model import CustomerFilter
from reunion.platform.corps import service as corps
from reunion.platform.corps.model import Founding
from reunion.platform.directory.departments import service as departments
from reunion.platform.directory.imports import service as imports
from reunion.platform.directory.imports import tables
from reunion.platform.directory.imports.model import ImportReport
from reunion.platform.directory.members import service as members
from reunion.platform.directory.model import FULL
from reunion.platform.groups.figures import service as group_figures
from reunion.platform.statistics import service as statistics

OPERATOR = Actor("system", 0, "命令行 command line")


class Founded(msgspec.Struct, frozen=True):
    """A new company and how its first super admin signs in to console and desk."""

    corpid: str
    username: str
    password: str


async def found(url: str, name: str, admin: str, admin_name: str) -> Founded:
    """Make a company with a root department, system apps and one super admin."""
    modules.load_reactions()  # what modules give to a new corp registers itself
    password = secrets.token_urlsafe(12)
    founding = Founding(
        name=name, admin_userid=admin, admin_name=admin_name, admin_password=password
    )
    async with _transaction(url) as tx:
        corp = await corps.found(tx, founding, clock.now())
        await mirror.switch_on(Context(corp.id, OPERATOR, tx, clock.now()))
    return Founded(corp.wire_id, admin, password)


async def new_password(url: str, corpid: str | None, userid: str) -> Founded:
    """Give a member a new password and end his sessions: for whoever is locked out."""
    password = secrets.token_urlsafe(12)
    async with _context(url, corpid) as ctx:
        member = await members.require(ctx, userid)
        await access.set_password(ctx, member.id, password)
        corp = await corps.require(ctx)
    return Founded(corp.wire_id, member.userid, password)


async def recount(url: str) -> None:
    """Make all companies' sums by day anew from what is recorded."""
    async with _transaction(url) as tx:
        await statistics.recount(tx)
        await group_figures.recount(tx)


async def import_members(
    url: str, corpid: str | None, content: bytes, *, dry_run: bool
) -> ImportReport:
    """Bring members from a spreadsheet: all rows or none."""
    modules.load_reactions()
    async with _context(url, corpid) as ctx:
        return await imports.run(ctx, FULL, content, dry_run=dry_run, language="zh")


async def export_members(url: str, corpid: str | None, file: Path) -> int:
    """Write all members as a table that can be imported again; the number of rows."""
    async with _context(url, corpid) as ctx:
        found = await members.everybody(ctx, FULL.reach)
        tree = await departments.everything(ctx)
        write = tables.comma_separated if _is_csv(file) else tables.xlsx
        await _note(ctx, "members.exported", file, len(found))
        _write(file, write(found, tree))
        return len(found)


async def export_customers(url: str, corpid: str | None, file: Path) -> int:
    """Write all customers, a row per follow; the number of rows."""
    wanted = CustomerFilter()
    async with _context(url, corpid) as ctx:
        zone = await corps.zone(ctx)
        rows = await contacts.count(ctx, wanted)
        await _note(ctx, "customers.exported", file, rows)
        if _is_csv(file):
            _write(file, b"".join([part async for part in export.as_csv(ctx, wanted, zone, "zh")]))
        else:
            made = await export.as_xlsx(ctx, wanted, zone, "zh")
            _write(file, made.read_bytes())
            made.unlink()
        return rows


async def _note(ctx: Context, event: str, file: Path, rows: int) -> None:
    await outbox.append(ctx, event, data={"rows": rows, "format": file.suffix.lstrip(".")})


def _is_csv(file: Path) -> bool:
    if file.suffix.lower() not in {".csv", ".xlsx"}:
        raise Invalid(
            Text(
                f"{file.name}：文件名须以 .csv 或 .xlsx 结尾",
                f"{file.name}: the name must end in .csv or .xlsx",
            )
        )
    return file.suffix.lower() == ".csv"


def _write(file: Path, content: bytes) -> None:
    with file.open("xb") as target:  # never over a file that is there
        target.write(content)


@contextlib.asynccontextmanager
async def _transaction(url: str) -> AsyncGenerator[Any, None]:
    db = Database(url, max_size=2)
    await db.open()
    try:
        async with db.transaction() as tx:
            yield tx
    finally:
        await db.close()


@contextlib.asynccontextmanager
async def _context(url: str, corpid: str | None) -> AsyncGenerator[Context, None]:
    """Acts in the company of that id, or in the only one."""
    async with _transaction(url) as tx:
        yield Context(await _corp(tx, corpid), OPERATOR, tx, clock.now())


async def _corp(tx: Any, corpid: str | None) -> int:
    rows = await tx.fetch("select id, wire_id, name from corp order by id")
    chosen = [row for row in rows if corpid in (None, row["wire_id"])]
    if len(chosen) == 1:
        return chosen[0]["id"]
    known = "、".join(f"{row['wire_id']} ({row['name']})" for row in rows) or "–"
    if corpid is None and len(rows) > 1:
        raise Invalid(Text(f"请用 --corp 指定企业：{known}", f"say which with --corp: {known}"))
    raise NotFound(
        Text(
            f"没有这个企业。现有：{known}；用 reunion found 建立",
            f"no such company; there are: {known}; reunion found makes one",
        )
    )
