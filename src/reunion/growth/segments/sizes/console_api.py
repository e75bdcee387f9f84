"""The figures of a page of segments, in one request."""

from typing import Annotated

from litestar import post
from msgspec import Meta, Struct

from reunion.core.context import Context
from reunion.engine.client import Engine
from reunion.growth.profiles.reach import Reach
from reunion.growth.segments.sizes import service
from reunion.surfaces.access import allow


class AskedSizes(Struct):
    segment_ids: Annotated[list[int], Meta(min_length=1, max_length=200)]


class SegmentSize(Struct):
    """`count` is null where something that the segment is made of is gone."""

    segment_id: int
    count: int | None


class SegmentSizes(Struct):
    items: list[SegmentSize]


@post(
    "/api/console/segments/sizes",
    status_code=200,
    opt=allow("super_admin", "admin", "scoped"),
    operation_id="segment_sizes",
)
async def segment_sizes(
    ctx: Context, engine: Engine, reach: Reach, data: AskedSizes
) -> SegmentSizes:
    """人数 How many of the people whom one sees are in each of several segments now; those that are gone are
    left out."""
    found = await service.sizes(ctx, engine, data.segment_ids, reach)
    return SegmentSizes([SegmentSize(one, count) for one, count in found.items()])


routes = [segment_sizes]
