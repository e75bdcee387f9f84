"""A file that is imported, how its columns are understood, and what is wrong with its rows."""

from datetime import datetime
from typing import Any, Literal

import msgspec

from reunion.core.errors import AppError, Conflict, Invalid, NotFound, Text

Kind = Literal["customers", "orders", "events"]
State = Literal["uploaded", "checking", "checked", "running", "done", "failed"]
UNDERWAY: tuple[State, ...] = ("checking", "running")
Format = Literal["csv", "xlsx", "parquet"]
MOST_COLUMNS = 200


class Shape(msgspec.Struct, frozen=True):
    """How a file is read. `delimiter` of a text file, a space for any run of blanks; `header`: the first
    row names the columns, otherwise they are called by their place, "1", "2" …"""

    format: Format
    columns: tuple[str, ...]
    encoding: str = ""
    delimiter: str = ","
    header: bool = True


class Mapping(msgspec.Struct, frozen=True):
    """`columns`: what each column is, by its name; one that is not named is left out. `unit` of amounts.
    `event`: the name of all events of a file that has no column for it."""

    columns: dict[str, str]
    unit: Literal["yuan", "fen"] = "yuan"
    event: str = ""


class Import(msgspec.Struct, frozen=True):
    """`rows_total` is an estimate where a cell of a text file holds line breaks; `place`: rows handled;
    `writes`: by a reading that wrote them, and did not only check. `conflicts`: so much evidence in its
    rows, each once, points to several people who could not be made one; `conflicts_open` of it still waits
    for somebody to decide."""

    import_no: int
    kind: Kind
    name: str
    size: int
    shape: Shape
    mapping: Mapping
    state: State
    rows_total: int
    place: int
    rows_new: int
    rows_same: int
    rows_wrong: int
    writes: bool
    reason: str
    created_by: str
    created_at: datetime
    ended_at: datetime | None
    conflicts: int = 0
    conflicts_open: int = 0


def told_by(import_no: int) -> str:
    """The name under which profiles keep the conflicts that an import tells of."""
    return f"import:{import_no}"


class Wrong(msgspec.Struct, frozen=True):
    """What is wrong with one cell, or with a row where `column` is empty."""

    column: str
    value: str
    text: Text

    @property
    def both(self) -> tuple[str, str]:
        """In Chinese and in English."""
        return str(self.text), self.text.en


class Fault(msgspec.Struct, frozen=True):
    """A line of the error file; `row` as a spreadsheet shows it, from 1."""

    row: int
    column: str
    value: str
    message: str


class Row(msgspec.Struct, frozen=True):
    """Cells by their columns; `no` as a spreadsheet shows it, from 1."""

    no: int
    cells: dict[str, Any]


class UnreadableFile(AppError):
    """Not a table of rows and columns."""

    errcode = 40092
    status = 422
    code = "unreadable_file"
    title_zh = "读不出这个文件：请上传 .csv（UTF-8 或 GB18030）、.xlsx 或 .parquet"
    title_en = "This file cannot be read; upload .csv (UTF-8 or GB18030), .xlsx or .parquet"


class NoSuchImport(NotFound):
    """No import has this number."""

    code = "no_such_import"
    title_zh = "没有这次导入"
    title_en = "There is no such import"


class NotNow(Conflict):
    """Its rows are being handled, or are in already, or its file is not kept any more."""

    code = "import_not_now"
    title_zh = "这次导入正在进行、已经完成或文件已过期，请重新上传"
    title_en = "This import is under way, done, or its file is no longer kept; upload it again"


class Incomplete(Invalid):
    """Columns that are needed are not named, or one thing is named twice."""

    code = "mapping_incomplete"
    title_zh = "列的对应还不完整：{missing_zh}"
    title_en = "The columns are not complete: {missing_en}"
