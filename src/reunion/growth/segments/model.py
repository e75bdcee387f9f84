"""Saved segments, what is answered about them, and what is refused."""

from datetime import datetime
from typing import Any, Literal

import msgspec

from reunion.core.errors import AppError, Conflict, NotFound, Text
from reunion.growth.profiles.model import Card

FieldType = Literal["text", "number", "boolean", "date", "time", "choice", "choices"]


class Field(msgspec.Struct, frozen=True):
    """An attribute that conditions may ask for. `column`: the engine's."""

    key: str
    name: str
    type: FieldType
    column: str
    choices: tuple[str, ...] = ()


class Words(msgspec.Struct, frozen=True):
    """A definition in sentences."""

    zh: str
    en: str


class Segment(msgspec.Struct, frozen=True, kw_only=True):
    """`count` is of `counted_at`; a `watched` one's is kept current, and who enters and leaves is told. To a
    scoped administrator it is of his people, and null in lists. `own`: a scoped administrator's, else the
    company's; `editable` by who asks. `owner`: what keeps it and alone changes it, as `tag_rule:12`; empty:
    people do."""

    id: int
    name: str
    description: str
    definition: dict[str, Any]
    words: Words
    version: int
    watched: bool
    count: int | None
    counted_at: datetime | None
    made_at: datetime
    made_by: str
    changed_at: datetime
    own: bool
    owner: str
    editable: bool


class Version(msgspec.Struct, frozen=True):
    version: int
    definition: dict[str, Any]
    words: Words
    made_at: datetime
    made_by: str


class Snapshot(msgspec.Struct, frozen=True):
    """Who was in a segment at a moment."""

    id: int
    segment_id: int
    name: str
    version: int
    count: int
    made_at: datetime
    made_by: str


class Counted(msgspec.Struct, frozen=True):
    """How many fit, of how many; cards of some, spread over all of them."""

    count: int
    total: int
    took_ms: float
    sample: list[Card]
    words: Words


class Seen(msgspec.Struct, frozen=True):
    """A property of an event, by what it is called; forms by their titles."""

    property: str
    words: Words
    value: Any


class Newest(msgspec.Struct, frozen=True):
    """The newest event whose properties fit a condition, else the newest that it is about, with what these
    were."""

    at: str
    fits: bool
    values: list[Seen]


class Why(msgspec.Struct, frozen=True):
    """Whether a condition holds for one person, with what is known of her and what was wanted. `newest` where
    properties of events are asked about: null where there is no event."""

    kind: str
    holds: bool
    words: Words
    actual: Any = None
    wanted: Any = None
    of: "list[Why]" = []
    newest: Newest | None = None


class BadDefinition(AppError):
    """`path` names the place in the definition for programs and editors, `$` the whole."""

    code = "bad_definition"
    title_zh = "人群定义有误：{why_zh}"
    title_en = "The definition is not sound: {why_en}"

    def __init__(self, path: str, why: Text) -> None:
        super().__init__(path=path, why_zh=str(why), why_en=why.en)


class NotUnderstood(AppError):
    """A sentence that does not follow the grammar: `at` counts characters, `expected` says what may stand
    there."""

    code = "not_understood"
    title_zh = "没有看懂“{near}”，这里可以写：{expected_zh}"
    title_en = "“{near}” was not understood; here may stand: {expected_en}"


class NoSuchSegment(NotFound):
    code = "no_such_segment"
    title_zh = "没有这个人群，可能已被删除"
    title_en = "There is no such segment; it may have been deleted"


class NoSuchSnapshot(NotFound):
    code = "no_such_snapshot"
    title_zh = "没有这份快照，可能已被删除"
    title_en = "There is no such snapshot; it may have been deleted"


class SegmentChanged(Conflict):
    """Somebody saved another version meanwhile."""

    code = "segment_changed"
    title_zh = "人群已被修改为第 {version} 版，请刷新后再改"
    title_en = "The segment is at version {version} by now; reload it before you change it"


class SegmentInUse(Conflict):
    """Other segments are made of it."""

    code = "segment_in_use"
    title_zh = "还有人群引用它：{names}，请先修改它们"
    title_en = "Other segments are made of it: {names}; change them first"


class SnapshotInUse(Conflict):
    """Segments are made of it."""

    code = "snapshot_in_use"
    title_zh = "还有人群引用这份快照：{names}，请先修改它们"
    title_en = "Segments are made of this snapshot: {names}; change them first"


class SegmentOwned(Conflict):
    """Something else keeps it."""

    code = "segment_owned"
    title_zh = "这是标签规则自己的人群，请到那条规则里修改"
    title_en = "This segment belongs to a tag rule; change it there"


class NameTaken(Conflict):
    code = "segment_name_taken"
    places = ("name",)
    title_zh = "已有名为“{name}”的人群，请换一个名称"
    title_en = "There is a segment called {name} already; choose another name"
