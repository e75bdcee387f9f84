"""Writes member tables: the template to fill in, and exports that can be imported again.

The spreadsheet library is imported where it is used: no start waits for it.
"""

import csv
import io
from typing import TYPE_CHECKING, Any

from reunion.platform.directory.imports.columns import COLUMNS
from reunion.platform.directory.model import Department, Member

if TYPE_CHECKING:
    from openpyxl import Workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
_GENDERS = {1: "男", 2: "女"}
_INSTRUCTIONS = (
    "填写须知：",
    "1. 请从标题行的下一行开始填写，不要改动标题；可以删去不用的列，“姓名”和“帐号”必须保留。",
    "2. 帐号已存在时更新该成员，空单元格表示不修改；帐号不存在时添加成员。",
    "3. 部门从企业名称写起，用 / 分级；还没有的部门会自动新建。",
    "4. 有任何一行不对时，整个文件都不会导入，并逐行说明原因。",
)


def template(root_name: str) -> bytes:
    """An empty XLSX table with instructions above the headings, and an example on a second sheet."""
    book = _book()
    sheet = _sheet(book, "成员", _INSTRUCTIONS)
    sheet.append(_headings(sheet))
    example = book.create_sheet("示例")
    example.append([column.headings[0] for column in COLUMNS])
    example.append([column.hint for column in COLUMNS])
    shown = {
        "name": "林小夏", "userid": "linxiaoxia", "position": "验光师", "gender": "女",
        "department": f"{root_name}/华东区/南京路店;{root_name}/培训组", "leader": "是;否",
        "mobile": "13800000000", "disabled": "否",
    }  # fmt: skip
    example.append([shown.get(column.field, "") for column in COLUMNS])
    return _saved(book)


def xlsx(members: list[Member], tree: list[Department]) -> bytes:
    """All columns of the template, one row a member."""
    book = _book()
    sheet = _sheet(book, "成员", ())
    sheet.append(_headings(sheet))
    for row in _rows(members, tree):
        sheet.append([_plain(sheet, value) for value in row])
    return _saved(book)


def comma_separated(members: list[Member], tree: list[Department]) -> bytes:
    """The same as CSV, with a mark so that spreadsheets read UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([column.headings[0] for column in COLUMNS])
    writer.writerows([_guarded(value) for value in row] for row in _rows(members, tree))
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _rows(members: list[Member], tree: list[Department]) -> list[list[str]]:
    paths = _paths(tree)
    rows: list[list[str]] = []
    for m in members:
        values: dict[str, str] = {
            "name": m.name, "userid": m.userid, "alias": m.alias, "position": m.position,
            "department": ";".join(paths[i] for i in m.departments if i in paths),
            "leader": ";".join("是" if lead else "否" for lead in m.leads),
            "gender": _GENDERS.get(m.gender, ""), "mobile": m.mobile or "",
            "telephone": m.telephone, "email": m.email or "", "biz_mail": m.biz_mail or "",
            "address": m.address, "external_position": m.external_position,
            "english_name": m.english_name, "direct_leader": ";".join(m.direct_leaders),
            "disabled": "是" if m.status == "disabled" else "否",
        }  # fmt: skip
        rows.append([values[column.field] for column in COLUMNS])
    return rows


def _paths(tree: list[Department]) -> dict[int, str]:
    by_id = {d.id: d for d in tree}
    paths: dict[int, str] = {}

    def path(department: Department) -> str:
        if department.id not in paths:
            parent = by_id.get(department.parent_id)
            above = f"{path(parent)}/" if parent else ""
            paths[department.id] = above + department.name
        return paths[department.id]

    for department in tree:
        path(department)
    return paths


def _guarded(value: str) -> str:
    """A spreadsheet must not run a cell as a formula; reading takes the apostrophe off again."""
    return f"'{value}" if value[:1] in ("=", "+", "-", "@") else value


def _book() -> "Workbook":
    from openpyxl import Workbook

    return Workbook(write_only=True)


def _sheet(book: "Workbook", title: str, instructions: tuple[str, ...]) -> Any:
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(title)
    for at, column in enumerate(COLUMNS, 1):
        width = 36 if column.field in ("department", "address") else 16
        sheet.column_dimensions[get_column_letter(at)].width = width
    sheet.freeze_panes = f"A{len(instructions) + 2}"
    for line in instructions:
        sheet.append([line])
    return sheet


def _headings(sheet: Any) -> list[Any]:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill

    cells: list[Any] = []
    for column in COLUMNS:
        cell = WriteOnlyCell(sheet, value=column.headings[0])
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E8F1FC")
        cell.alignment = Alignment(horizontal="left")
        cells.append(cell)
    return cells


def _plain(sheet: Any, value: str) -> Any:
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, value=value)
    cell.data_type = "s"
    return cell


def _saved(book: "Workbook") -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
