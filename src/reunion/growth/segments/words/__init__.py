"""Definitions in sentences, Chinese and English, and the sentences read back."""

import re
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

from reunion.core.context import Context
from reunion.growth.forms import asking as forms
from reunion.growth.forms.model import EVENT, AskedForm
from reunion.growth.mirror import channels
from reunion.growth.mirror import service as mirror
from reunion.growth.profiles import service as profiles
from reunion.growth.segments import definition as d
from reunion.growth.segments.fields import fields_of
from reunion.growth.segments.model import Seen, Words
from reunion.growth.segments.store import saved
from reunion.growth.segments.words import chinese, english
from reunion.growth.segments.words.names import (
    Names,
    asked,
    forms_in,
    named_tags,
    plain_names,
    titled,
    word,
)
from reunion.growth.segments.words.reading import read

_ID = re.compile("[0-9]{1,18}")

__all__ = ["Names", "names", "names_in", "read", "seen", "told"]


async def names(ctx: Context) -> Names:
    """How the company calls all that definitions may name, to read sentences."""
    titles = await forms.titles(ctx)
    return Names(
        tags=named_tags(await profiles.tags(ctx)),
        fields={key: field.name for key, field in (await fields_of(ctx)).items()},
        segments=await saved.names(ctx),
        snapshots=await saved.snapshot_names(ctx),
        places=await saved.places(ctx),
        members=await _members(ctx),
        channels=plain_names(await channels.names(ctx)),
        forms=_texts(titles),
        questions=_questions(await forms.questions(ctx, titles)),
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
    steps = list(chain.from_iterable(map(d.steps, named)))
    about = any(one.event == EVENT and one.where for one in steps)
    forms_asked = {
        int(id_) for one in steps for id_ in forms_in(one.event, one.where) if _ID.fullmatch(id_)
    }
    return Names(
        tags=named_tags(await profiles.tags(ctx)) if tags else {},
        fields={key: one.name for key, one in (await fields_of(ctx)).items()} if fields else {},
        segments=await saved.names(ctx, segments) if segments else {},
        snapshots=await saved.snapshot_names(ctx, snapshots) if snapshots else {},
        places=await saved.places(ctx, places) if places else {},
        members=await _members(ctx) if members else {},
        channels=plain_names(await channels.names(ctx)) if came else {},
        forms=_texts(await forms.titles(ctx)) if about else {},
        questions=_questions(await forms.questions(ctx, forms_asked)) if forms_asked else {},
    )


def _texts(titles: Mapping[int, str]) -> dict[str, str]:
    return plain_names({str(id_): title for id_, title in titles.items()})


def _questions(found: Iterable[AskedForm]) -> dict[str, dict[str, str]]:
    return {
        str(one.form_id): {question.property: question.label for question in one.questions}
        for one in found
    }


async def _members(ctx: Context) -> dict[str, str]:
    return plain_names({one.userid: one.name for one in await mirror.members(ctx)})


def seen(value: Any, name: str, step: d.Step, known: Names) -> Seen:
    """What a property that a step asks about really was, in words."""
    if isinstance(value, str):
        value = titled(known, step.event, d.Filter(name, "one_of", [value])).value[0]
    label = asked(known, step.event, step.where).get(name, name)
    zh, en = (word(name, step.event, language) or label for language in (0, 1))
    return Seen(name, Words(zh, en), value)


def told(definition: d.Condition, known: Names) -> Words:
    """The definition in sentences, which `reading` understands."""
    return Words(chinese.told(definition, known), english.told(definition, known))
