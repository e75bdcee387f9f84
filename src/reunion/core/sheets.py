"""Tables that people open in Excel and its like, written in chunks so that any number of rows fits."""

import asyncio
import csv
import io
import tempfile
from collections.abc import AsyncIterator, Iterable, Sequence
from pathlib import Path
from typing import Any

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
BOM = "\ufeff".encode()
"""Stands before the first line of a CSV file: Excel takes it for UTF-8 then."""

Rows = Sequence[Sequence[Any]]


def harmless(cell: str) -> str:
    """What a customer wrote never runs as a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def csv_lines(rows: Iterable[Iterable[Any]]) -> bytes:
    """Lines of a CSV file."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()


async def xlsx(title: str, headers: Sequence[str], chunks: AsyncIterator[Rows]) -> Path:
    """A workbook of one sheet: a file that the caller deletes."""
    from openpyxl import Workbook  # heavy, and needed by exports alone

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.append(headers)
    async for rows in chunks:
        await asyncio.to_thread(_append, sheet, rows)
    with tempfile.NamedTemporaryFile(suffix=".xlsx", delete=False) as file:
        path = Path(file.name)
    await asyncio.to_thread(book.save, path)
    return path


def _append(sheet: Any, rows: Rows) -> None:
    for row in rows:
        sheet.append(row)
