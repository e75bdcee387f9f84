"""A list's columns and filters, what may be kept of them, and what may be refused."""

import re
from datetime import date
from typing import Annotated

import msgspec
from msgspec import UNSET, UnsetType

from reunion.core.errors import Conflict, Forbidden, Invalid, NotFound, Text

MOST_VIEWS = 50
"""Per administrator and list."""

_PLAIN = r"[^\x00-\x1f\x7f]{1,64}"


class ListShape(msgspec.Struct, frozen=True):
    """What the console's list has: columns by key, and filters with the form of their values."""

    columns: frozenset[str]
    filters: dict[str, re.Pattern[str]]


LISTS: dict[str, ListShape] = {
    "customers": ListShape(
        columns=frozenset(
            [
                "customer",
                "member",
                "tags",
                "source",
                "remark",
                "mobiles",
                "company",
                "state",
                "added",
            ]
        ),
        filters={
            "q": re.compile(_PLAIN),
            "member": re.compile(_PLAIN),
            "department": re.compile(r"[1-9]\d{0,9}"),
            "tag": re.compile(_PLAIN),
            "source": re.compile(_PLAIN),
            "state": re.compile(r"active|requested|deleted|any"),
            "from": re.compile(r"\d{4}-\d\d-\d\d"),
            "to": re.compile(r"\d{4}-\d\d-\d\d"),
            "sort": re.compile(r"added_at|name"),
        },
    ),
    "profiles": ListShape(
        columns=frozenset(
            [
                "person",
                "phones",
                "member_no",
                "tags",
                "source",
                "city",
                "gender",
                "birthday",
                "known_since",
            ]
        ),
        filters={
            "q": re.compile(_PLAIN),
            "tag": re.compile(r"[1-9]\d{0,9}"),
            "source": re.compile(_PLAIN),
            "field": re.compile(_PLAIN),
            "value": re.compile(_PLAIN),
        },
    ),
    "members": ListShape(
        columns=frozenset(
            ["name", "position", "departments", "mobile", "customers", "role", "email", "status"]
        ),
        filters={
            "q": re.compile(_PLAIN),
            "department": re.compile(r"[1-9]\d{0,9}"),
            "status": re.compile(r"active|disabled|pending|resigned"),
        },
    ),
}

Name = Annotated[str, msgspec.Meta(min_length=1, max_length=20)]
Filters = Annotated[dict[str, str], msgspec.Meta(max_length=20)]
Columns = Annotated[list[Annotated[str, msgspec.Meta(max_length=32)]], msgspec.Meta(max_length=40)]


class ListUnknown(NotFound):
    """The console has no such list."""

    code = "list_unknown"
    title_zh = "管理后台没有这个列表"
    title_en = "The console has no such list"


class ViewUnknown(NotFound):
    """No view of this list has the id, or it is somebody else's own."""

    code = "view_unknown"
    title_zh = "没有这个视图，可能已被删除"
    title_en = "There is no such view; it may have been deleted"


class ViewExists(Conflict):
    """One administrator's views of a list differ by name."""

    code = "view_exists"
    places = ("name",)
    title_zh = "您已经有一个叫“{name}”的视图，请换个名称"
    title_en = "You already have a view called “{name}”; choose another name"


class TooManyViews(Conflict):
    """The administrator has as many views of this list as may be kept."""

    code = "too_many_views"
    title_zh = "每个列表最多保存 {limit} 个视图，请先删除不用的"
    title_en = "{limit} views per list are the limit; delete some first"


class SomebodyElsesView(Forbidden):
    """A view that another administrator shares is changed by its owner, or by an administrator of the
    whole company."""

    code = "somebody_elses_view"
    title_zh = "这是{owner}共享的视图，只有本人和企业管理员可以修改"
    title_en = "{owner} shares this view; only the owner and company administrators may change it"


class View(msgspec.Struct):
    """Filters and columns under a name. `columns` null: those that the list shows by itself. `mine`: the
    reader made it; `may_change`: rename, change or delete."""

    id: int
    name: str
    filters: dict[str, str]
    columns: list[str] | None
    shared: bool
    owner: str
    mine: bool
    may_change: bool


class ListSettings(msgspec.Struct):
    """How the reader looks at a list: the chosen columns (null: never chosen), own views and shared ones."""

    columns: list[str] | None
    views: list[View]
    limit: int = MOST_VIEWS


class NewView(msgspec.Struct):
    name: Name
    filters: Filters
    columns: Columns | None = None
    shared: bool = False


class ViewChange(msgspec.Struct):
    """Only what is given is changed."""

    name: Name | UnsetType = UNSET
    filters: Filters | UnsetType = UNSET
    columns: Columns | UnsetType | None = UNSET
    shared: bool | UnsetType = UNSET


class ColumnChoice(msgspec.Struct):
    """`columns` null: back to those that the list shows by itself."""

    columns: Columns | None


def shape_of(name: str) -> ListShape:
    """Raises ListUnknown."""
    if name not in LISTS:
        raise ListUnknown
    return LISTS[name]


def checked_name(name: str) -> str:
    """Raises Invalid."""
    name = name.strip()
    if not name:
        raise Invalid(name=Text("请填写名称", "give it a name"))
    return name


def checked_columns(shape: ListShape, columns: list[str] | None) -> list[str] | None:
    """Each once, in the order given; raises Invalid."""
    if columns is None:
        return None
    unknown = sorted(set(columns) - shape.columns)
    if unknown:
        listed = ", ".join(unknown)
        raise Invalid(columns=Text(f"没有这些列：{listed}", f"there are no such columns: {listed}"))
    return list(dict.fromkeys(columns))


def checked_filters(shape: ListShape, filters: dict[str, str]) -> dict[str, str]:
    """Without those that rest; raises Invalid naming each that the list does not take."""
    wrong: dict[str, Text] = {}
    kept = {name: value for name, value in filters.items() if value}
    for name, value in kept.items():
        form = shape.filters.get(name)
        if form is None:
            wrong[name] = Text("这个列表没有这项筛选", "this list has no such filter")
        elif not form.fullmatch(value) or (name in ("from", "to") and not _is_day(value)):
            wrong[name] = Text("筛选的值无效", "not a value of this filter")
    if wrong:
        raise Invalid(**wrong)
    return kept


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
