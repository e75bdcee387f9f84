"""Customers as a spreadsheet, written in chunks so that any number fits in memory."""

from collections.abc import AsyncIterator
from pathlib import Path
from zoneinfo import ZoneInfo

from reunion.core.context import Context
from reunion.core.errors import Text
from reunion.core.sheets import BOM, csv_lines, harmless, xlsx
from reunion.platform.contacts import service
from reunion.platform.contacts.model import Customer, CustomerFilter
from reunion.platform.contacts.store import lists

HEADERS = (
    Text("客户昵称", "Name"), Text("external_userid", "external_userid"), Text("性别", "Gender"),
    Text("备注", "Remark"), Text("描述", "Description"), Text("企业", "Company"),
    Text("电话", "Mobiles"), Text("标签", "Tags"), Text("添加人", "Member"),
    Text("添加人账号", "userid"), Text("来源", "Source"), Text("state", "state"),
    Text("添加方式", "Added by"), Text("状态", "State"), Text("添加时间", "Added"),
)  # fmt: skip
_SHEET = Text("客户", "Customers")
_UNKNOWN = Text("未知", "unknown")
_GENDERS = {1: Text("男", "male"), 2: Text("女", "female")}
_STATES = {
    "active": Text("已添加", "added"),
    "requested": Text("待通过", "waiting"),
    "temporary": Text("临时会话", "temporary chat"),
    "deleted_by_member": Text("被成员删除", "deleted by member"),
    "deleted_by_customer": Text("被客户删除", "deleted by customer"),
}


def _headers(language: str) -> list[str]:
    return [header.said(language) for header in HEADERS]


def _cells(one: Customer, zone: ZoneInfo, language: str) -> list[str]:
    follow = one.follow
    at = follow.added_at or follow.requested_at
    cells = [
        one.name,
        one.external_userid,
        _GENDERS.get(one.gender, _UNKNOWN).said(language),
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
        _STATES[follow.state].said(language),
        at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S") if at else "",
    ]
    return [harmless(cell) for cell in cells]


async def _chunks(
    ctx: Context, wanted: CustomerFilter, zone: ZoneInfo, language: str
) -> AsyncIterator[list[list[str]]]:
    async for rows in lists.every(ctx, wanted):
        yield [_cells(one, zone, language) for one in await service.shown(ctx, rows, language)]


async def as_csv(
    ctx: Context, wanted: CustomerFilter, zone: ZoneInfo, language: str
) -> AsyncIterator[bytes]:
    """UTF-8 with a byte order mark, as Excel expects; needs a context in a transaction."""
    yield BOM + csv_lines([_headers(language)])
    async for chunk in _chunks(ctx, wanted, zone, language):
        yield csv_lines(chunk)


async def as_xlsx(ctx: Context, wanted: CustomerFilter, zone: ZoneInfo, language: str) -> Path:
    """A file that the caller deletes."""
    chunks = _chunks(ctx, wanted, zone, language)
    return await xlsx(_SHEET.said(language), _headers(language), chunks)
