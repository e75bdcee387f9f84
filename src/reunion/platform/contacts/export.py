"""Customers as a spreadsheet, written in chunks so that any number fits in memory."""

import asyncio
import csv
import io
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from reunion.core.context import Context
from reunion.platform.contacts import service
from reunion.platform.contacts.model import Customer, CustomerFilter
from reunion.platform.contacts.store import lists

HEADERS = (
    "客户昵称", "external_userid", "性别", "备注", "描述", "企业", "电话", "标签", "添加人", "添加人账号",
    "来源", "state", "添加方式", "状态", "添加时间",
)  # fmt: skip
_GENDERS = {0: "未知", 1: "男", 2: "女"}
_STATES = {
    "active": "已添加",
    "requested": "待通过",
    "deleted_by_member": "被成员删除",
    "deleted_by_customer": "被客户删除",
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def _cells(one: Customer, zone: ZoneInfo) -> list[str]:
    follow = one.follow
    at = follow.added_at or follow.requested_at
    cells = [
        one.name,
        one.external_userid,
        _GENDERS.get(one.gender, ""),
        follow.remark,
        follow.description,
        follow.company,
        "；".join(follow.mobiles),
        "；".join(f"{tag.group}/{tag.name}" for tag in follow.tags),
        follow.member_name,
        follow.userid,
        follow.source_name,
        follow.source_state,
        follow.add_way_name,
        _STATES.get(follow.state, follow.state),
        at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S") if at else "",
    ]
    return [_harmless(cell) for cell in cells]


def _harmless(cell: str) -> str:
    """A name that a customer chose must not run as a formula in headquarters' spreadsheet."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


async def _chunks(
    ctx: Context, wanted: CustomerFilter, zone: ZoneInfo
) -> AsyncIterator[list[list[str]]]:
    async for rows in lists.every(ctx, wanted):
        yield [_cells(one, zone) for one in await service.shown(ctx, rows)]


async def as_csv(ctx: Context, wanted: CustomerFilter, zone: ZoneInfo) -> AsyncIterator[bytes]:
    """UTF-8 with a byte order mark, as Excel expects; needs a context in a transaction."""
    yield "\ufeff".encode() + _lines([list(HEADERS)])
    async for chunk in _chunks(ctx, wanted, zone):
        yield _lines(chunk)


def _lines(rows: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()


def _append(sheet: Any, rows: list[list[str]]) -> None:
    for row in rows:
        sheet.append(row)


async def as_xlsx(ctx: Context, wanted: CustomerFilter, zone: ZoneInfo) -> Path:
    """A file that the caller deletes."""
    from openpyxl import Workbook  # heavy, and needed by exports alone

    book = Workbook(write_only=True)
    sheet = book.create_sheet("客户")
    sheet.append(HEADERS)
    async for chunk in _chunks(ctx, wanted, zone):
        await asyncio.to_thread(_append, sheet, chunk)
    with tempfile.NamedTemporaryFile(suffix=".xlsx", delete=False) as file:
        path = Path(file.name)
    await asyncio.to_thread(book.save, path)
    return path
