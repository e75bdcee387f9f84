"""Definitions in sentences, Chinese and English, and the sentences read back."""

from collections.abc import Iterable
from itertools import chain

from reunion.core.context import Context
from reunion.growth.mirror import channels
from reunion.growth.mirror import service as mirror
from reunion.growth.profiles import service as profiles
from reunion.growth.segments import definition as d
from reunion.growth.segments.fields import fields_of
from reunion.growth.segments.model import Words
from reunion.growth.segments.store import saved
from reunion.growth.segments.words import chinese, english
from reunion.growth.segments.words.names import Names, named_tags, plain_names
from reunion.growth.segments.words.reading import read

__all__ = ["Names", "names", "names_in", "read", "told"]


async def names(ctx: Context) -> Names:
    """How the company calls all that definitions may name, to read sentences."""
    return Names(
        tags=named_tags(await profiles.tags(ctx)),
        fields={key: field.name for key, field in (await fields_of(ctx)).items()},
        segments=await saved.names(ctx),
        snapshots=await saved.snapshot_names(ctx),
        places=await saved.places(ctx),
        members=await _members(ctx),
        channels=plain_names(await channels.names(ctx)),
    )


async def names_in(
    ctx: Context, definitions: Iterable[d.Condition], *, and_known: bool = False
) -> Names:
    """How the company calls what these definitions name, to tell them: of tags, fields, members and
    channels all, where they name one. `and_known`: also what is known of somebody in these respects."""
    named = list(chain.from_iterable(map(d.everything, definitions)))
    tags = any(isinstance(one, d.Tags) for one in named)
    fields = any(isinstance(one, d.Attribute) for one in named)
    segments = {one.segment_id for one in named if isinstance(one, d.InSegment)}
    snapshots = {one.snapshot_id for one in named if isinstance(one, d.InSnapshot)}
    ways = [one for one in named if isinstance(one, d.Follow | d.Source)]
    members = any(one.userids or and_known for one in ways)
    came = any(one.channels or and_known for one in ways)
    places = {one.place for one in named if isinstance(one, d.Near) and one.place}
    return Names(
        tags=named_tags(await profiles.tags(ctx)) if tags else {},
        fields={key: one.name for key, one in (await fields_of(ctx)).items()} if fields else {},
        segments=await saved.names(ctx, segments) if segments else {},
        snapshots=await saved.snapshot_names(ctx, snapshots) if snapshots else {},
        places=await saved.places(ctx, places) if places else {},
        members=await _members(ctx) if members else {},
        channels=plain_names(await channels.names(ctx)) if came else {},
    )


async def _members(ctx: Context) -> dict[str, str]:
    return plain_names({one.userid: one.name for one in await mirror.members(ctx)})


def told(definition: d.Condition, known: Names) -> Words:
    """The definition in sentences, which `reading` understands."""
    return Words(chinese.told(definition, known), english.told(definition, known))
