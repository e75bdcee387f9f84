"""群发给人群 in the console."""

from typing import Annotated, Any

from litestar import get, post
from litestar.params import Parameter
from msgspec import Meta, Struct

from reunion.core.context import Context
from reunion.core.errors import Invalid, Text
from reunion.core.paging import Page
from reunion.engine.client import Engine
from reunion.growth.profiles.reach import Reach
from reunion.growth.segments import asking
from reunion.growth.segments import definition as d
from reunion.growth.segments import service as segments
from reunion.growth.segments.broadcasts import service
from reunion.growth.segments.broadcasts.service import (
    SegmentBroadcast,
    SegmentBroadcastTask,
    SegmentReach,
)
from reunion.surfaces.access import allow

_EDITORS = allow("super_admin", "admin", "scoped")
_PATH = "/api/console/segments"
Limit = Annotated[int, Parameter(ge=1, le=100)]
_BYTES = 4_000


class SegmentText(Struct):
    """At most 4,000 bytes, as WeCom takes it. `key` names this broadcast: whoever asks again with it, since
    no answer came, asks for the same one."""

    text: Annotated[str, Meta(min_length=1, max_length=_BYTES)]
    key: Annotated[str, Meta(min_length=8, max_length=64)]


@post(
    f"{_PATH}/{{segment_id:int}}/broadcasts/estimate",
    status_code=200,
    opt=_EDITORS,
    operation_id="segment_broadcast_estimate",
)
async def estimate_broadcast_to_segment(
    ctx: Context, engine: Engine, reach: Reach, segment_id: int
) -> SegmentReach:
    """预估 Which members would be asked to confirm, and for how many customers."""
    definition = await segments.definition_of(ctx, segment_id, reach)
    people = await asking.members(ctx, engine, definition, reach)
    return await service.estimate(ctx, engine, people, reach)


@post(f"{_PATH}/{{segment_id:int}}/broadcasts", opt=_EDITORS, operation_id="segment_broadcast")
async def broadcast_to_segment(
    ctx: Context, engine: Engine, reach: Reach, segment_id: int, data: SegmentText
) -> SegmentBroadcast:
    """群发给人群 To who is in it now. The worker asks the company's WeCom for a task for each member and
    10,000 of his customers; its limits hold, and members confirm."""
    if len(data.text.encode()) > _BYTES:
        raise Invalid(text=Text(f"最多 {_BYTES} 字节", f"at most {_BYTES} bytes"))
    segment = await segments.get(ctx, segment_id, reach)
    known = await service.asked_for(ctx, segment_id, data.text, data.key, reach)
    if known is not None:
        return known
    people = await asking.members(ctx, engine, d.read(segment.definition), reach)
    return await service.begin(ctx, segment, people, data.text, data.key, reach)


@get(f"{_PATH}/{{segment_id:int}}/broadcasts", opt=_EDITORS, operation_id="segment_broadcasts")
async def list_broadcasts_to_segment(
    ctx: Context, reach: Reach, segment_id: int, cursor: str | None = None, limit: Limit = 20
) -> Page[SegmentBroadcast]:
    """群发记录 The latest first, with how far each is."""
    await segments.definition_of(ctx, segment_id, reach)
    return await service.page(ctx, segment_id, cursor, limit, reach)


@get(
    f"{_PATH}/broadcasts/{{segment_broadcast_id:int}}",
    opt=_EDITORS,
    operation_id="segment_broadcast_get",
)
async def get_broadcast_to_segment(
    ctx: Context, reach: Reach, segment_broadcast_id: int
) -> SegmentBroadcast:
    """How far it is."""
    return await service.get(ctx, segment_broadcast_id, reach)


@get(
    f"{_PATH}/broadcasts/{{segment_broadcast_id:int}}/tasks",
    opt=_EDITORS,
    operation_id="segment_broadcast_tasks",
)
async def list_segment_broadcast_tasks(
    ctx: Context,
    reach: Reach,
    segment_broadcast_id: int,
    cursor: str | None = None,
    limit: Limit = 50,
) -> Page[SegmentBroadcastTask]:
    """What became of it for each member."""
    return await service.tasks(ctx, segment_broadcast_id, cursor, limit, reach)


@post(
    f"{_PATH}/broadcasts/{{segment_broadcast_id:int}}/stop",
    status_code=200,
    opt=_EDITORS,
    operation_id="segment_broadcast_stop",
)
async def stop_broadcast_to_segment(
    ctx: Context, reach: Reach, segment_broadcast_id: int
) -> SegmentBroadcast:
    """停止 What is not asked for yet is not asked for; members keep what they were given."""
    return await service.stop(ctx, segment_broadcast_id, reach)


routes: list[Any] = [
    estimate_broadcast_to_segment, broadcast_to_segment, list_broadcasts_to_segment,
    get_broadcast_to_segment, list_segment_broadcast_tasks, stop_broadcast_to_segment,
]  # fmt: skip
