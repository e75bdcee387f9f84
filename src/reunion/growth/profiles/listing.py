"""The list of people: searched, filtered, page by page, and as a file."""

import re
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from reunion.core.context import Context
from reunion.core.errors import Text
from reunion.core.folding import folded
from reunion.core.paging import Page, decode_cursor, encode_cursor
from reunion.core.sheets import BOM, csv_lines, harmless
from reunion.growth.calendar import service as calendar
from reunion.growth.profiles.attributes import Field
from reunion.growth.profiles.model import GENDERS, SOURCES, NoSuchField, ProfileTag
from reunion.growth.profiles.reach import EVERYBODY, Reach
from reunion.growth.profiles.store import fields as field_store
from reunion.growth.profiles.store import listing as store

_COUNTED = 10_000
_CHUNK = 1000
_DIGITS = re.compile(r"[\d+][\d\s\-]{3,}")


class Filter(msgspec.Struct, frozen=True):
    """`q`: a part of the name, an identity in full, a profile's number, or the last four digits or more of
    a phone. `field` and `value`: a custom field's key and what it holds."""

    q: str = ""
    tag_no: int | None = None
    source: str = ""
    field: str = ""
    value: str = ""


class Row(msgspec.Struct, frozen=True):
    """A person in the list. `attributes`: custom fields by key."""

    profile_no: int
    name: str
    avatar: str
    gender: str
    birthday: str | None
    city: str
    phones: list[str]
    member_no: str | None
    external_userid: str | None
    source: str
    tags: list[ProfileTag]
    attributes: dict[str, Any]
    known_since: datetime


async def page(
    ctx: Context, reach: Reach, wanted: Filter, cursor: str | None, limit: int
) -> Page[Row]:
    """The latest known first. The first page is counted where there are 10,000 at most."""
    before = decode_cursor(cursor, tuple[int])[0] if cursor else None
    fields = await field_store.fields(ctx)
    conditions = _conditions(wanted, fields, reach)
    nos = await store.numbers(ctx, conditions, before, limit + 1)
    shown = await store.rows(ctx, nos[:limit], fields)
    last = encode_cursor(nos[limit - 1]) if len(nos) > limit else None
    total = None
    if before is None:
        count = await store.count(ctx, conditions, _COUNTED + 1)
        total = count if count <= _COUNTED else None
    return Page([Row(**one) for one in shown], last, total)


async def check(ctx: Context, wanted: Filter) -> None:
    """Before a file is begun, in which nothing can be refused any more. Raises NoSuchField."""
    _conditions(wanted, await field_store.fields(ctx))


def _conditions(wanted: Filter, fields: list[Field], reach: Reach = EVERYBODY) -> store.Conditions:
    q = wanted.q.strip()
    number = int(q) if q.isdecimal() and len(q) < 10 else None
    tail = re.sub(r"[\s\-]", "", q) if _DIGITS.fullmatch(q) else None
    held = None
    if wanted.field:
        known = {one.key: one for one in fields}
        if (field := known.get(wanted.field)) is None:
            raise NoSuchField(key=wanted.field)
        held = _held(field, wanted.value)
    return store.Conditions(
        folded(q), q, number, tail, wanted.tag_no, wanted.source or None, held, reach
    )


def _held(field: Field, value: str) -> dict[str, Any]:
    """What the attributes then contain."""
    kept: Any = value
    if field.type == "number":
        try:
            kept = float(value)
        except ValueError:
            kept = None
    elif field.type == "boolean":
        kept = value == "true"
    elif field.type == "choices":
        kept = [value]
    return {str(field.field_no): kept}


_HEADERS = (
    Text("档案号", "Profile"), Text("姓名", "Name"), Text("性别", "Gender"), Text("生日", "Birthday"),
    Text("城市", "City"), Text("手机", "Phones"), Text("会员号", "Member number"),
    Text("external_userid", "external_userid"), Text("来源", "Source"), Text("标签", "Tags"),
    Text("最早记录", "Known since"),
)  # fmt: skip
_TRUTH = {True: Text("是", "yes"), False: Text("否", "no")}


async def as_csv(ctx: Context, reach: Reach, wanted: Filter, language: str) -> AsyncIterator[bytes]:
    """UTF-8 with a byte order mark, as Excel expects; needs a context in a transaction. Days are the
    company's."""
    zone = (await calendar.now(ctx)).zone
    known = await field_store.fields(ctx)
    conditions = _conditions(wanted, known, reach)
    fields = [one for one in known if not one.archived]
    headers = [one.said(language) for one in _HEADERS] + [one.name for one in fields]
    yield BOM + csv_lines([headers])
    before: int | None = None
    while nos := await store.numbers(ctx, conditions, before, _CHUNK):
        rows = [Row(**one) for one in await store.rows(ctx, nos, fields)]
        yield csv_lines([_cells(one, fields, language, zone) for one in rows])
        before = nos[-1]


def _cells(one: Row, fields: list[Field], language: str, zone: ZoneInfo) -> list[str]:
    tags = "；".join(f"{tag.group_name}/{tag.name}" for tag in one.tags)
    own = [_cell(one.attributes.get(field.key), language) for field in fields]
    source = SOURCES[one.source].said(language) if one.source in SOURCES else one.source
    since = one.known_since.astimezone(zone)
    cells = [
        str(one.profile_no), one.name, GENDERS[one.gender].said(language), one.birthday or "",
        one.city, "；".join(one.phones), one.member_no or "", one.external_userid or "",
        source, tags, f"{since:%Y-%m-%d}", *own,
    ]  # fmt: skip
    return [harmless(cell) for cell in cells]


def _cell(value: Any, language: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _TRUTH[value].said(language)
    return "；".join(value) if isinstance(value, list) else str(value)
