"""Reads files row by row; no file is ever in memory as a whole. Plain functions, run off the event loop."""

import csv
import re
import zipfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import Any, BinaryIO

from reunion.core.errors import Text
from reunion.growth.imports.model import MOST_COLUMNS, Row, Shape, UnreadableFile

_ENCODINGS = ("utf-8-sig", "utf-16", "gb18030")
_SNIFFED = 256 * 1024
_MOST_UNPACKED = 2 * 1024**3
_LONGEST_CELL = 100_000
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x19\x7f]")
"""What stands in pictures and documents, and in no table (old programs may end a file by Ctrl-Z)."""
csv.field_size_limit(_LONGEST_CELL)


def look(path: Path) -> Shape:
    """How this file is to be read; raises UnreadableFile."""
    with path.open("rb") as file:
        start = file.read(8)
    try:
        if start[:4] == b"PAR1":
            return Shape("parquet", _names(_parquet().names(path)))
        if start[:4] == b"PK\x03\x04":
            return _sheet(path)
        return _text(path)
    except (OSError, ValueError, IndexError, KeyError, csv.Error, zipfile.BadZipFile) as error:
        raise UnreadableFile from error


def rows(path: Path, shape: Shape) -> Iterator[Row]:
    """Its rows from the first on; empty ones are passed over. Raises UnreadableFile at what is broken."""
    try:
        if shape.format == "parquet":
            yield from _parquet().rows(path)
        else:
            lines = _of_sheet(path) if shape.format == "xlsx" else _of_text(path, shape)
            for no, cells in lines:
                if (no == 1 and shape.header) or not any(one not in (None, "") for one in cells):
                    continue
                yield Row(no, dict(zip(shape.columns, cells, strict=False)))
    except (ValueError, csv.Error, zipfile.BadZipFile) as error:
        why = Text(f"文件读到中途出错：{error}", f"The file broke off: {error}")
        raise UnreadableFile(why) from error


def estimate(path: Path, shape: Shape) -> int:
    """How many rows there are, near enough for a progress bar."""
    if shape.format == "parquet":
        return _parquet().count(path)
    if shape.format == "xlsx":
        with path.open("rb") as file:
            sheet = _sheets(file)[0]
            return max((sheet.max_row or 0) - shape.header, 0)
    with path.open("rb") as file:
        lines = sum(piece.count(b"\n") for piece in iter(lambda: file.read(1 << 20), b""))
    return max(lines - shape.header, 1)


def _text(path: Path) -> Shape:
    encoding = _encoding(path)
    with path.open(encoding=encoding, newline="") as file:
        head = file.read(_SNIFFED)
    lines = [line for line in head.splitlines()[:20] if line.strip()]
    if not lines or _NO_TEXT.search(head):
        raise UnreadableFile
    counts = {one: min(line.count(one) for line in lines) for one in ",\t;|"}
    delimiter = max(counts, key=lambda one: counts[one])
    if not counts[delimiter]:
        delimiter = " " if min(len(line.split()) for line in lines) > 1 else ","
    first = next(_split(iter(lines), delimiter))
    header = not any(re.fullmatch(r"[\d.,:/ -]+", one.strip()) for one in first)
    return Shape("csv", _names(first, header=header), encoding, delimiter, header)


def _encoding(path: Path) -> str:
    """The first that the whole file can be read in."""
    with path.open("rb") as file:
        marked = file.read(2) in (b"\xff\xfe", b"\xfe\xff")
    for one in _ENCODINGS:
        if (one == "utf-16") != marked:
            continue
        try:
            with path.open(encoding=one, newline="") as file:
                while file.read(1 << 20):
                    pass
        except UnicodeError:
            continue
        return one
    raise UnreadableFile


def _names(given: Any, *, header: bool = True) -> tuple[str, ...]:
    """Each once: an empty or a repeated name gets its place."""
    found: list[str] = []
    for place, one in enumerate(given, start=1):
        name = str(one if one is not None else "").strip() if header else ""
        found.append(name if name and name not in found else f"{name}{place}")
    if not found or len(found) > MOST_COLUMNS:
        raise UnreadableFile
    return tuple(found)


def _split(lines: Iterator[str], delimiter: str) -> Iterator[list[str]]:
    if delimiter == " ":
        return (line.split() for line in lines)
    return csv.reader(lines, delimiter=delimiter)


def _of_text(path: Path, shape: Shape) -> Iterator[tuple[int, list[str]]]:
    with path.open(encoding=shape.encoding, newline="") as file:
        yield from enumerate(_split(file, shape.delimiter), start=1)


def _sheet(path: Path) -> Shape:
    with zipfile.ZipFile(path) as packed:
        if sum(one.file_size for one in packed.infolist()) > _MOST_UNPACKED:
            raise UnreadableFile
    first = next((cells for _, cells in islice(_of_sheet(path), 1)), [])
    return Shape("xlsx", _names(first))


def _of_sheet(path: Path) -> Iterator[tuple[int, list[Any]]]:
    with path.open("rb") as file:
        for no, cells in enumerate(_sheets(file)[0].iter_rows(values_only=True), start=1):
            yield no, list(cells)


def _sheets(file: BinaryIO) -> list[Any]:
    """Those of a workbook; raises ValueError where it is none."""
    from openpyxl import load_workbook  # heavy, and needed for such files alone
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        return load_workbook(file, read_only=True, data_only=True).worksheets
    except InvalidFileException as error:
        raise ValueError from error


def _parquet() -> ModuleType:
    from reunion.growth.imports import parquet  # its library is loaded for such files alone

    return parquet
