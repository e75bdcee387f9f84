"""Answers a question: the statements of its plan side by side, then the algebra of their sets."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from pyroaring import BitMap

from reunion.engine.sets.owner import People
from reunion.engine.sets.plans import (
    ONLY,
    PERSON,
    Answer,
    Besides,
    Both,
    Either,
    Everybody,
    Found,
    Given,
    Plan,
    Question,
    Tagged,
)

# a statement that answers the state of groupBitmap, and its parameters
Find = Callable[[str, Mapping[str, Any]], Awaitable[BitMap]]

_MOVES = "FROM profile_move FINAL WHERE corp_id = {corp:UInt32} AND to_no != from_no AND to_no != 0"
_HER = (
    f"transform(profile_no, (SELECT groupArray(from_no) FROM (SELECT from_no {_MOVES} "
    f"ORDER BY from_no)), (SELECT groupArray(to_no) FROM (SELECT from_no, to_no {_MOVES} "
    "ORDER BY from_no)), profile_no)"
)
_MINGLED = f" AND profile_no IN (SELECT arrayJoin([from_no, to_no]) {_MOVES})"
_ONLY = " AND profile_no IN {only:Array(UInt32)}"


async def members(people: People, question: Question, find: Find) -> BitMap:
    """Who fits. Not to be changed: it may be a set that is kept."""
    wanted: list[Found] = []
    _collect(question.plan, wanted)
    once = list(dict.fromkeys(map(_key, wanted)))
    by_key = {_key(one): one for one in wanted}
    found = await asyncio.gather(*(_find(people, question, by_key[key], find) for key in once))
    answers = dict(zip(once, found, strict=True))
    fits = _algebra(question.plan, people, answers)
    return fits if question.only is None else fits & BitMap(question.only)


async def answer(people: People, question: Question, find: Find) -> Answer:
    """What was asked of who fits."""
    total = len(people.there)
    if question.only is None and not question.limit:
        selected = people.select(question.plan)
        if selected is not None:
            return Answer(selected.count, total, _spread(question, selected.count, selected.at), [])
    fits = await members(people, question, find)
    numbers: list[int] = []
    if question.limit:
        first = fits.rank(question.after)
        numbers = list(fits[first : first + question.limit])
    return Answer(len(fits), total, _spread(question, len(fits), fits.__getitem__), numbers)


def _spread(question: Question, count: int, at: Callable[[int], int]) -> list[int]:
    size = min(question.sample, count)
    return [at(rank * count // size) for rank in range(size)]


def _key(one: Found) -> tuple[str, str]:
    return one.sql, repr(one.parameters)


def _collect(plan: Plan, into: list[Found]) -> None:
    if isinstance(plan, Found):
        into.append(plan)
    elif isinstance(plan, Both | Either):
        for one in plan.of:
            _collect(one, into)
    elif isinstance(plan, Besides):
        _collect(plan.of, into)


async def _find(people: People, question: Question, one: Found, find: Find) -> BitMap:
    given: dict[str, Any] = {"corp": question.corp_id, **one.parameters}
    held = ""
    if question.only is not None:
        given["only"] = people.with_past(question.only)
        held = _ONLY
    plain = one.sql.replace(PERSON, "profile_no")
    numbers = await find(plain.replace(ONLY, held), given)
    if not one.grouped:
        return people.as_they_are(numbers)
    if not (mingled := people.mingled()):
        return numbers & people.there
    hers = one.sql.replace(PERSON, _HER).replace(ONLY, held + _MINGLED)
    together = await find(hers, given)
    return ((numbers - mingled) | (together & mingled)) & people.there


def _algebra(plan: Plan, people: People, found: Mapping[tuple[str, str], BitMap]) -> BitMap:
    match plan:
        case Everybody():
            return people.there
        case Tagged(tag_no):
            return people.tags.get(tag_no) or BitMap()
        case Given(members):
            return people.as_they_are(BitMap.deserialize(members))
        case Found():
            return found[_key(plan)]
        case Besides(of):
            return people.there - _algebra(of, people, found)
        case Either(of):
            return BitMap.union(*(_algebra(one, people, found) for one in of))
        case Both(of):
            return _both(of, people, found)


def _both(of: tuple[Plan, ...], people: People, found: Mapping[tuple[str, str], BitMap]) -> BitMap:
    """The smallest first; what is excluded is taken away from the rest, without a set of everybody else."""
    wanted = [_algebra(one, people, found) for one in of if not isinstance(one, Besides)]
    left = BitMap.intersection(*sorted(wanted, key=len)) if wanted else people.there.copy()
    for one in of:
        if isinstance(one, Besides):
            left -= _algebra(one.of, people, found)
    return left
