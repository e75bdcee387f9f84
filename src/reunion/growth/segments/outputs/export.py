"""The people of a segment as a table, written in chunks so that any number fits in memory."""

from collections.abc import AsyncIterator
from pathlib import Path

from pyroaring import BitMap

from reunion.core.context import Context
from reunion.core.errors import AppError, Text
from reunion.core.sheets import BOM, csv_lines, harmless, xlsx
from reunion.growth.profiles import service as profiles
from reunion.growth.profiles.model import GENDERS, Card

_HEADERS = {
    "zh": ("档案编号", "姓名", "性别", "城市", "标签", "external_userid"),
    "en": ("Profile", "Name", "Gender", "City", "Tags", "external_userid"),
}
_SHEET = Text("人群", "Segment")
_CHUNK = 2_000
_MOST_ROWS = 1_048_575
"""Of an Excel sheet, below its headers."""


class TooManyRows(AppError):
    """More people than a sheet has rows."""

    code = "too_many_rows"
    title_zh = "人群有 {count} 人，超过 Excel 的 {most} 行，请导出 CSV"
    title_en = "There are {count} people, more than the {most} rows of a sheet; export CSV instead"


async def as_csv(ctx: Context, members: BitMap, language: str) -> AsyncIterator[bytes]:
    """UTF-8 with a byte order mark, as Excel expects."""
    yield BOM + csv_lines([_HEADERS[language]])
    async for rows in _chunks(ctx, members, language):
        yield csv_lines(rows)


async def as_xlsx(ctx: Context, members: BitMap, language: str) -> Path:
    """A file that the caller deletes. Raises TooManyRows."""
    if len(members) > _MOST_ROWS:
        raise TooManyRows(count=len(members), most=_MOST_ROWS)
    return await xlsx(_SHEET.said(language), _HEADERS[language], _chunks(ctx, members, language))


async def _chunks(ctx: Context, members: BitMap, language: str) -> AsyncIterator[list[list[str]]]:
    for start in range(0, len(members), _CHUNK):
        cards = await profiles.cards(ctx, list(members[start : start + _CHUNK]))
        yield [_row(one, language) for one in cards]


def _row(one: Card, language: str) -> list[str]:
    tags = ("、" if language == "zh" else ", ").join(tag.name for tag in one.tags)
    said = (one.name, GENDERS[one.gender].said(language), one.city, tags)
    return [str(one.profile_no), *map(harmless, said), one.external_userid or ""]
