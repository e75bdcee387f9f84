"""From rows to a plan: every row checked, every conflict named. Pure, run off the event loop."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from reunion.core.errors import Invalid, Text
from reunion.platform.directory import rules
from reunion.platform.directory.imports.model import Plan, RowError, Snapshot, Wanted
from reunion.platform.directory.imports.paths import Paths, UnusablePath
from reunion.platform.directory.imports.sheet import Row, Table
from reunion.platform.directory.model import Member

_YES = {"是", "1", "y", "yes", "true", "禁用", "√"}
_NO = {"否", "0", "n", "no", "false", "启用", "正常", ""}
_GENDERS = {
    "男": 1,
    "1": 1,
    "male": 1,
    "m": 1,
    "女": 2,
    "2": 2,
    "female": 2,
    "f": 2,
    "未知": 0,
    "0": 0,
}


def split(cell: str) -> list[str]:
    """Parts between `;` in either width."""
    return [part.strip() for part in cell.replace("；", ";").split(";") if part.strip()]


class Planner:
    """Collects what the rows want, and what is wrong with them, in the reader's language."""

    def __init__(self, table: Table, snapshot: Snapshot, language: str) -> None:
        self._table = table
        self._snapshot = snapshot
        self._language = language
        self._paths = Paths(snapshot)
        self._errors: list[RowError] = []
        self._by_userid = {m.userid.lower(): m for m in snapshot.members}

    def plan(self) -> Plan:
        """Reads every row, then looks at them together."""
        wanted = [w for row in self._table.rows if (w := self._row(row)) is not None]
        self._check_doubles(wanted)
        self._check_owners(wanted, "mobile")
        self._check_owners(wanted, "email")
        self._check_leaders(wanted)
        created = [w for w in wanted if w.before is None]
        updated = [w for w in wanted if w.before is not None and _differs(w, w.before)]
        return Plan(
            rows=len(self._table.rows),
            created=created,
            updated=updated,
            unchanged=len(wanted) - len(created) - len(updated),
            departments=self._paths.made,
            errors=sorted(self._errors, key=lambda e: e.row),
        )

    def _fail(self, row: int, field: str, value: str, text: str) -> None:
        message = text.said(self._language) if isinstance(text, Text) else text
        heading = self._table.headings.get(field, field)
        self._errors.append(RowError(row, heading, value, message))

    def _checked(self, row: Row, field: str, check: Callable[[str], Any]) -> Any:
        value = row.cells.get(field, "")
        try:
            return check(value)
        except Invalid as error:
            self._fail(
                row.number, field, value, next(iter(error.fields.values()), error.text("zh"))
            )
            return None

    def _row(self, row: Row) -> Wanted | None:
        wrong = len(self._errors)
        userid = self._checked(row, "userid", rules.userid)
        before = self._by_userid.get(userid.lower()) if userid else None
        if before is not None and not self._may_change(before):
            self._fail(
                row.number, "userid", userid,
                Text("这位成员不在您的管理范围内", "outside the departments that you manage"),
            )  # fmt: skip
        fields = {
            field: self._checked(row, field, check)
            for field, check in _CHECKS.items()
            if row.cells.get(field)
        }
        if before is None and not row.cells.get("name"):
            self._checked(row, "name", rules.name)
        if row.cells.get("direct_leader"):
            fields["direct_leaders"] = self._checked(
                row, "direct_leader", lambda v: rules.direct_leaders(split(v))
            )
        if "disabled" in fields:
            fields["status"] = self._status(fields.pop("disabled"), before)
        departments, leads = self._departments(row, before)
        if len(self._errors) > wrong or userid is None:
            return None
        return Wanted(row.number, userid, fields, departments, leads, before)

    def _may_change(self, member: Member) -> bool:
        if self._snapshot.whole_company:
            return True
        allowed = self._snapshot.allowed or set()
        return member.role == "member" and not allowed.isdisjoint(member.departments)

    def _status(self, disabled: bool | None, before: Member | None) -> str:
        if disabled:
            return "disabled"
        return before.status if before and before.status != "disabled" else "active"

    def _departments(
        self, row: Row, before: Member | None
    ) -> tuple[list[int] | None, list[bool] | None]:
        """None: as it was. A new member without the column belongs to the root."""
        cell = row.cells.get("department", "")
        if not cell:
            if before is not None:
                return None, None
            if "department" in self._table.headings:
                self._fail(row.number, "department", "", Text("请填写部门", "name a department"))
                return None, None
        paths = split(cell) or [self._snapshot.root_name]
        try:
            ids = rules.departments([self._paths.find(path) for path in paths])
            self._paths.check_scope(ids, before)
        except UnusablePath as error:
            self._fail(row.number, "department", error.path or cell, error.why)
            return None, None
        except Invalid as error:
            self._fail(row.number, "department", cell, next(iter(error.fields.values())))
            return None, None
        flags = split(row.cells.get("leader", ""))
        if not flags:
            return ids, None
        leads = [flag.lower() in _YES for flag in flags[: len(ids)]]
        return ids, leads + [False] * (len(ids) - len(leads))

    def _check_doubles(self, wanted: list[Wanted]) -> None:
        for field in ("userid", "mobile", "email"):
            values = [(w, _unique(w, field)) for w in wanted]
            counts = Counter(value for _, value in values if value)
            for w, value in values:
                if value and counts[value] > 1:
                    text = Text(
                        "文件里有几行用了同一个值，请只保留一行",
                        "several rows of the file have this value",
                    )
                    self._fail(w.number, field, value, text)

    def _check_owners(self, wanted: list[Wanted], field: str) -> None:
        """A mobile or email may move from one row's member to another's, but not from somebody
        who keeps it."""
        final = {w.before.id: _unique(w, field) for w in wanted if w.before is not None}
        owners: dict[str, Member] = {}
        for member in self._snapshot.members:
            value = getattr(member, field)
            if value and final.get(member.id, value.lower()) == value.lower():
                owners[value.lower()] = member
        for w in wanted:
            owner = owners.get(_unique(w, field) or "")
            if owner is not None and (w.before is None or owner.id != w.before.id):
                text = Text("已被其他成员使用", "belongs to another member")
                self._fail(w.number, field, w.fields.get(field) or "", text)

    def _check_leaders(self, wanted: list[Wanted]) -> None:
        known = {w.userid.lower() for w in wanted} | self._snapshot.leaders
        for w in wanted:
            for userid in w.fields.get("direct_leaders") or []:
                if userid.lower() not in known:
                    text = Text("没有这位直属上级", "there is no such direct leader")
                    self._fail(w.number, "direct_leader", userid, text)


def _unique(wanted: Wanted, field: str) -> str | None:
    """The value after the import, for comparing."""
    if field == "userid":
        return wanted.userid.lower()
    value = wanted.fields.get(field)
    if value is None and wanted.before is not None:
        value = getattr(wanted.before, field)
    return value.lower() if value else None


def _differs(wanted: Wanted, before: Member) -> bool:
    if any(getattr(before, field) != value for field, value in wanted.fields.items()):
        return True
    if wanted.departments is not None and wanted.departments != before.departments:
        return True
    return wanted.leads is not None and wanted.leads != before.leads


def _flag(cell: str) -> bool:
    if cell.lower() in _YES:
        return True
    if cell.lower() in _NO:
        return False
    raise Invalid(disabled=Text("请填“是”或“否”", "yes or no"))


def _gender(cell: str) -> int:
    if cell.lower() not in _GENDERS:
        raise Invalid(gender=Text("请填“男”或“女”", "male or female"))
    return _GENDERS[cell.lower()]


_CHECKS: dict[str, Callable[[str], Any]] = {
    "name": rules.name,
    "alias": lambda v: rules.text(v, "alias", 64),
    "english_name": lambda v: rules.text(v, "english_name", 64),
    "position": lambda v: rules.text(v, "position", 128),
    "external_position": lambda v: rules.text(v, "external_position", 24),
    "address": lambda v: rules.text(v, "address", 128),
    "telephone": rules.telephone,
    "mobile": rules.mobile,
    "email": rules.email,
    "biz_mail": rules.email,
    "gender": _gender,
    "disabled": _flag,
}
