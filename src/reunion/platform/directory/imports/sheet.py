"""Reads a member table out of an XLSX or CSV file. Plain functions, run off the event loop."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

import msgspec

from reunion.core.errors import AppError, Text
from reunion.platform.directory.imports.columns import column_of

MOST_ROWS = 50_000
_HEADING_WITHIN = 30
_MOST_BYTES_UNPACKED = 300 * 1024 * 1024


class UnreadableFile(AppError):
    """Not a table of members."""

    errcode = 40092
    status = 422
    code = "unreadable_file"
    title_zh = "读不出这个文件，请用模板填写后上传 .xlsx 或 .csv"
    title_en = "This file cannot be read; fill in the template and upload it as .xlsx or .csv"


class Row(msgspec.Struct):
    """`number` as the spreadsheet shows it, from 1. Only cells that hold something."""

    number: int
    cells: dict[str, str]


class Table(msgspec.Struct):
    """`headings`: field -> the heading in the file."""

    headings: dict[str, str]
    rows: list[Row]


def read(content: bytes) -> Table:
    """XLSX by its first bytes, everything else as CSV; raises UnreadableFile."""
    lines = _xlsx(content) if content[:4] == b"PK\x03\x04" else _csv(content)
    return _table(lines)


def _table(lines: Iterable[tuple[int, list[str]]]) -> Table:
    """Instructions above the headings and empty rows are passed over."""
    fields: dict[int, str] = {}
    headings: dict[str, str] = {}
    rows: list[Row] = []
    for number, cells in lines:
        if not headings:
            found = [(at, cell, column_of(cell)) for at, cell in enumerate(cells)]
            known = {column.field: (at, cell) for at, cell, column in found if column}
            if {"userid", "name"} <= known.keys():
                fields = {at: field for field, (at, _) in known.items()}
                headings = {field: cell.strip() for field, (_, cell) in known.items()}
            elif number > _HEADING_WITHIN:
                break
            continue
        values = {
            field: cell
            for at, field in fields.items()
            if at < len(cells) and (cell := _unguarded(cells[at].strip()))
        }
        if values:
            rows.append(Row(number, values))
        if len(rows) > MOST_ROWS:
            raise UnreadableFile(
                Text(f"一次最多导入 {MOST_ROWS} 行，请分成几个文件",
                     f"at most {MOST_ROWS} rows at a time; split the file")
            )  # fmt: skip
    if not headings:
        raise UnreadableFile(
            Text("没有找到标题行，表里要有“姓名”和“帐号”两列，请下载模板填写",
                 "no heading row: the columns 姓名 (name) and 帐号 (userid) are needed; use the template")
        )  # fmt: skip
    return Table(headings, rows)


def _unguarded(cell: str) -> str:
    """Our exports put an apostrophe before what a spreadsheet would run as a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@") else cell


def _xlsx(content: bytes) -> Iterator[tuple[int, list[str]]]:
    from openpyxl import load_workbook  # heavy, and needed by imports alone
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > _MOST_BYTES_UNPACKED:
                raise UnreadableFile
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        for number, row in enumerate(book.worksheets[0].iter_rows(values_only=True), 1):
            yield number, [_text(value) for value in row]
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError, IndexError):
        raise UnreadableFile from None


def _text(value: Any) -> str:
    """Spreadsheets turn phone numbers into floats; here they are text again."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return str(value)


def _csv(content: bytes) -> Iterator[tuple[int, list[str]]]:
    text = _decoded(content)
    if "\x00" in text:
        raise UnreadableFile
    sample = text[:8192]
    delimiter = max(",\t;", key=sample.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error:
        raise UnreadableFile from None


def _decoded(content: bytes) -> str:
    """UTF-8 with or without a mark, UTF-16 with one, else the Chinese Windows code page."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFile
