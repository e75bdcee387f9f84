"""An import from the file to what it would change."""

from typing import Any

import msgspec

from reunion.platform.directory.model import Department, Member


class RowError(msgspec.Struct):
    """`row` as the spreadsheet shows it; `column` is its heading."""

    row: int
    column: str
    value: str
    message: str


class ImportReport(msgspec.Struct):
    """`applied` false: a dry run, or there are errors; then nothing was changed."""

    rows: int
    created: int
    updated: int
    unchanged: int
    departments_created: int
    errors: list[RowError]
    applied: bool


class Wanted(msgspec.Struct):
    """One row as values of a member. Departments that do not exist yet have negative ids."""

    number: int
    userid: str
    fields: dict[str, Any]
    departments: list[int] | None
    leads: list[bool] | None
    before: Member | None


class Snapshot(msgspec.Struct):
    """What the company has that the file touches. `members` holds the owners of its userids,
    mobiles and emails; `allowed` None: the importer may use every department."""

    root_name: str
    departments: list[Department]
    members: list[Member]
    leaders: set[str]
    allowed: set[int] | None
    whole_company: bool


class Plan(msgspec.Struct):
    """What the import would do. `departments` are new ones with negative ids, parents first."""

    rows: int
    created: list[Wanted]
    updated: list[Wanted]
    unchanged: int
    departments: list[Department]
    errors: list[RowError]
