"""人群 in the console: asked while typing, saved, compared. To a scoped administrator every answer is about
his people."""

from typing import Annotated, Any

from litestar import delete, get, post, put
from litestar.params import Parameter
from msgspec import Meta, Struct

from reunion.core.context import Context
from reunion.core.paging import Page
from reunion.engine.client import Engine
from reunion.growth.profiles.reach import Reach
from reunion.growth.segments import asking, service, texts, versions, words
from reunion.growth.segments import definition as d
from reunion.growth.segments.asking import Ids, Overlap
from reunion.growth.segments.fields import fields_of
from reunion.growth.segments.model import Counted, Segment, Snapshot, Version, Why, Words
from reunion.growth.segments.service import Draft
from reunion.growth.segments.store.watching import Day
from reunion.growth.segments.versions import Difference
from reunion.growth.segments.vocabulary import Vocabulary, vocabulary
from reunion.growth.segments.why import why
from reunion.surfaces.access import allow

_ADMINS = allow("super_admin", "admin")
_EDITORS = allow("super_admin", "admin", "scoped")
_PATH = "/api/console/segments"
Definition = dict[str, Any]
Limit = Annotated[int, Parameter(ge=1, le=200)]


class Asked(Struct):
    """`sample`: cards of so many, spread over all who fit."""

    definition: Definition
    sample: Annotated[int, Meta(ge=0, le=50)] = 10


class AskedIds(Struct):
    """The numbers above `after`."""

    definition: Definition
    after: Annotated[int, Meta(ge=0)] = 0
    limit: Annotated[int, Meta(ge=1, le=10_000)] = 1000


class Laid(Struct):
    """A saved segment, or a definition with a name for it."""

    segment_id: int | None = None
    definition: Definition | None = None
    name: str = ""


class AskedOverlap(Struct):
    sets: Annotated[list[Laid], Meta(min_length=2, max_length=5)]


class ToBeTold(Struct):
    definition: Definition


class AskedWhy(Struct):
    """Of a saved segment, or of a definition."""

    profile_no: int
    segment_id: int | None = None
    definition: Definition | None = None


class Because(Struct):
    profile_no: int
    holds: bool
    tree: Why


class Text(Struct):
    """YAML or JSON."""

    text: Annotated[str, Meta(max_length=200_000)]


class Understood(Struct):
    definition: Definition
    words: Words


class EditedSegment(Struct):
    """`version`: the one that was edited."""

    name: str
    definition: Definition
    version: int
    description: Annotated[str, Meta(max_length=1000)] = ""
    watched: bool = False


class New(Struct):
    name: str
    definition: Definition
    description: Annotated[str, Meta(max_length=1000)] = ""
    watched: bool = False


class NewSnapshot(Struct):
    name: Annotated[str, Meta(max_length=100)] = ""


class Versions(Struct):
    items: list[Version]


class History(Struct):
    items: list[Day]


class Snapshots(Struct):
    items: list[Snapshot]


@post(f"{_PATH}/count", status_code=200, opt=_EDITORS, operation_id="segment_count")
async def count_segment(ctx: Context, engine: Engine, reach: Reach, data: Asked) -> Counted:
    """计数 How many fit, exactly, with some of them."""
    return await asking.count(ctx, engine, data.definition, data.sample, reach)


@post(f"{_PATH}/ids", status_code=200, opt=_EDITORS, operation_id="segment_ids")
async def segment_ids(ctx: Context, engine: Engine, reach: Reach, data: AskedIds) -> Ids:
    """客户编号 Who fits, page by page in ascending order."""
    return await asking.ids(ctx, engine, data.definition, data.after, data.limit, reach)


@post(f"{_PATH}/overlap", status_code=200, opt=_EDITORS, operation_id="segment_overlap")
async def segment_overlap(
    ctx: Context, engine: Engine, reach: Reach, data: AskedOverlap
) -> Overlap:
    """重叠 How two to five sets of people lie over each other."""
    several: list[tuple[str, d.Condition]] = []
    for one in data.sets:
        if one.segment_id is not None:
            saved = await service.get(ctx, one.segment_id, reach)
            several.append((saved.name, d.read(saved.definition)))
        else:
            several.append((one.name, await asking.read(ctx, one.definition or {}, reach)))
    return await asking.overlap(ctx, engine, several, reach)


@post(f"{_PATH}/words", status_code=200, opt=_EDITORS, operation_id="segment_words")
async def segment_words(ctx: Context, reach: Reach, data: ToBeTold) -> Words:
    """用话说 The definition in sentences."""
    definition = await asking.read(ctx, data.definition, reach)
    return words.told(definition, await words.names_in(ctx, [definition]))


@post(f"{_PATH}/why", status_code=200, opt=_EDITORS, operation_id="segment_why")
async def segment_why(ctx: Context, engine: Engine, reach: Reach, data: AskedWhy) -> Because:
    """为什么 Every condition with what is known of one person."""
    await reach.require(ctx, data.profile_no)
    if data.segment_id is not None:
        definition = await service.definition_of(ctx, data.segment_id, reach)
    else:
        definition = await asking.read(ctx, data.definition or {}, reach)
    tree = await why(ctx, engine, definition, data.profile_no)
    return Because(data.profile_no, tree.holds, tree)


@get(f"{_PATH}/vocabulary", opt=_EDITORS, operation_id="segment_vocabulary")
async def segment_vocabulary(ctx: Context, engine: Engine, reach: Reach) -> Vocabulary:
    """可用条件 Fields and events that conditions may ask for."""
    return await vocabulary(ctx, engine, reach)


@post(f"{_PATH}/read", status_code=200, opt=_EDITORS, operation_id="segment_read")
async def segment_read(ctx: Context, reach: Reach, data: Text) -> Understood:
    """读懂一句话 A definition from a sentence such as “最近90天购买至少2次且从未退款”."""
    known = await words.names(ctx)
    said = words.read(data.text, known, await fields_of(ctx))
    definition = await asking.read(ctx, d.written(said), reach)
    return Understood(d.written(definition), words.told(definition, known))


@post(f"{_PATH}/yaml", status_code=200, opt=_EDITORS, operation_id="segment_yaml")
async def segment_yaml(ctx: Context, reach: Reach, data: ToBeTold) -> Text:
    """转为 YAML The definition, to be edited as text."""
    return Text(texts.written(await asking.read(ctx, data.definition, reach)))


@post(f"{_PATH}/definition", status_code=200, opt=_EDITORS, operation_id="segment_definition")
async def segment_definition(ctx: Context, reach: Reach, data: Text) -> Understood:
    """读取文本 A definition from YAML or JSON."""
    definition = await asking.read(ctx, texts.read(data.text), reach)
    return Understood(
        d.written(definition), words.told(definition, await words.names_in(ctx, [definition]))
    )


@get(_PATH, opt=_EDITORS, operation_id="segment_list")
async def list_segments(
    ctx: Context,
    reach: Reach,
    search: Annotated[str, Parameter(max_length=100)] = "",
    ids: Annotated[list[int] | None, Parameter(max_items=100)] = None,
    watched: bool | None = None,
    cursor: str | None = None,
    limit: Limit = 50,
) -> Page[Segment]:
    """人群列表 Newest first; `ids`: those of these that are there; `watched`: those alone that are, or are
    not."""
    return await service.page(ctx, search, cursor, limit, reach, ids, watched)


@post(_PATH, opt=_EDITORS, operation_id="segment_create")
async def create_segment(ctx: Context, reach: Reach, data: New) -> Segment:
    """新建 At version 1."""
    draft = Draft(data.name, data.definition, data.description, data.watched)
    return await service.create(ctx, draft, reach)


@get(f"{_PATH}/{{segment_id:int}}", opt=_EDITORS, operation_id="segment_get")
async def get_segment(ctx: Context, engine: Engine, reach: Reach, segment_id: int) -> Segment:
    """One, counted now."""
    return await service.counted(ctx, engine, segment_id, reach)


@put(f"{_PATH}/{{segment_id:int}}", opt=_EDITORS, operation_id="segment_update")
async def update_segment(
    ctx: Context, reach: Reach, segment_id: int, data: EditedSegment
) -> Segment:
    """修改 Another definition is another version."""
    draft = Draft(data.name, data.definition, data.description, data.watched)
    return await service.update(ctx, segment_id, draft, data.version, reach)


@delete(f"{_PATH}/{{segment_id:int}}", opt=_EDITORS, operation_id="segment_delete")
async def delete_segment(ctx: Context, reach: Reach, segment_id: int) -> None:
    """删除 With its versions and snapshots; not while others are made of it."""
    await service.delete(ctx, segment_id, reach)


@get(f"{_PATH}/{{segment_id:int}}/versions", opt=_EDITORS, operation_id="segment_versions")
async def list_versions(ctx: Context, reach: Reach, segment_id: int) -> Versions:
    """历史版本 Newest first."""
    return Versions(await versions.listed(ctx, segment_id, reach))


@get(f"{_PATH}/{{segment_id:int}}/difference", opt=_EDITORS, operation_id="segment_difference")
async def segment_difference(
    ctx: Context,
    engine: Engine,
    reach: Reach,
    segment_id: int,
    before: int = 0,
    after: int = 0,
) -> Difference:
    """版本差异 Who came in and who went out from one version to the other."""
    return await versions.difference(ctx, engine, segment_id, before, after, reach)


@get(f"{_PATH}/{{segment_id:int}}/history", opt=_ADMINS, operation_id="segment_history")
async def segment_history(
    ctx: Context, segment_id: int, days: Annotated[int, Parameter(ge=1, le=400)] = 30
) -> History:
    """进出记录 Who entered and left a watched segment by day, up to the company's today, oldest first."""
    return History(await service.history(ctx, segment_id, days))


@get(f"{_PATH}/{{segment_id:int}}/snapshots", opt=_EDITORS, operation_id="segment_snapshots")
async def list_snapshots(ctx: Context, engine: Engine, reach: Reach, segment_id: int) -> Snapshots:
    """快照 Newest first."""
    return Snapshots(await service.snapshots(ctx, engine, segment_id, reach))


@post(f"{_PATH}/{{segment_id:int}}/snapshots", opt=_EDITORS, operation_id="segment_take_snapshot")
async def take_snapshot(
    ctx: Context, engine: Engine, reach: Reach, segment_id: int, data: NewSnapshot
) -> Snapshot:
    """拍快照 Who is in it now, kept."""
    return await service.take_snapshot(ctx, engine, segment_id, data.name, reach)


@get(f"{_PATH}/snapshots/{{snapshot_id:int}}", opt=_EDITORS, operation_id="segment_snapshot")
async def get_snapshot(ctx: Context, engine: Engine, reach: Reach, snapshot_id: int) -> Snapshot:
    """快照 One, and of which segment."""
    return await service.snapshot(ctx, engine, snapshot_id, reach)


@delete(
    f"{_PATH}/snapshots/{{snapshot_id:int}}", opt=_EDITORS, operation_id="segment_delete_snapshot"
)
async def delete_snapshot(ctx: Context, reach: Reach, snapshot_id: int) -> None:
    """删除快照"""
    await service.delete_snapshot(ctx, snapshot_id, reach)


routes: list[Any] = [
    count_segment, segment_ids, segment_overlap, segment_why, segment_vocabulary, segment_words,
    segment_read, segment_yaml, segment_definition, list_segments, create_segment, get_segment,
    update_segment, delete_segment, list_versions, segment_difference, segment_history, list_snapshots,
    take_snapshot, get_snapshot, delete_snapshot,
]  # fmt: skip
