"""Sets of people as plain bits, 64 numbers a word, beside the compressed ones that they are made from.

An expression over tags goes through memory once, a block at a time, however many tags it names: compressed
sets of 25 million would be made anew, megabytes each, for every step of it.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

from reunion.engine.sets.plans import Besides, Both, Either, Everybody, Plan, Tagged

Words = NDArray[np.uint64]

_BLOCK = 65_536
"""Words in a block: half a MiB, so that what an expression makes stays in the processor's cache, and
the calls for it are few."""
_MOST_BYTES = 256 << 20
_SPARSE = 64
"""Where fewer than one number of so many is somebody, bits would be mostly empty."""
_GROWTH = 1.1


class Selected:
    """Who fits, as blocks of bits."""

    def __init__(self, blocks: list[Words]) -> None:
        self._blocks = blocks
        counts = (int(np.bitwise_count(one).sum()) for one in blocks)
        self._until = list(accumulate(counts))
        self.count = self._until[-1] if blocks else 0
        self._words_until: dict[int, NDArray[np.int64]] = {}

    def at(self, rank: int) -> int:
        """The number before which there are `rank` others."""
        place = bisect_right(self._until, rank)
        block = self._blocks[place]
        rank -= self._until[place - 1] if place else 0
        until = self._words_until.get(place)
        if until is None:
            until = np.cumsum(np.bitwise_count(block), dtype=np.int64)
            self._words_until[place] = until
        word = int(np.searchsorted(until, rank, side="right"))
        rank -= int(until[word - 1]) if word else 0
        bits = np.flatnonzero(
            np.unpackbits(block[word : word + 1].view(np.uint8), bitorder="little")
        )
        return (place * _BLOCK + word) * 64 + int(bits[rank])


class Planes:
    """Those sets of one company that were asked for lately, as bits. `None` stands for everybody."""

    def __init__(self) -> None:
        self._words = 0
        self._kept: dict[int | None, Words] = {}

    def put(
        self, told: BitMap, there: Sequence[int], carriers: Mapping[int, Sequence[int]]
    ) -> None:
        """All that is known of the people `told`: who of them is there, and who carries which tag."""
        if not self._kept:
            return
        if told.max() >= self._words * 64:
            self._kept.clear()
            return
        everyone = np.array(told.to_array(), dtype=np.uint64)
        for key, plane in self._kept.items():
            np.bitwise_and.at(plane, everyone >> np.uint64(6), ~_bit(everyone))
            members = np.array(there if key is None else carriers.get(key, ()), dtype=np.uint64)
            np.bitwise_or.at(plane, members >> np.uint64(6), _bit(members))

    def select(self, plan: Plan, there: BitMap, tags: Mapping[int, BitMap]) -> Selected | None:
        """Who fits a plan that is made of tags alone; None of another, or where bits do not pay."""
        keys: dict[int | None, None] = {}
        if not there or there.max() > _SPARSE * len(there) or not _named(plan, keys):
            return None
        words = max(self._words, there.max() // 64 + 1)
        if len(keys) * words * 8 > _MOST_BYTES:
            return None
        if words > self._words:
            self._words, self._kept = int(words * _GROWTH) + 1, {}
        planes = {key: self._plane(key, there if key is None else tags.get(key)) for key in keys}
        while len(self._kept) > len(planes) and len(self._kept) * self._words * 8 > _MOST_BYTES:
            del self._kept[next(iter(self._kept))]
        blocks = (slice(at, at + _BLOCK) for at in range(0, self._words, _BLOCK))
        return Selected([_bits(plan, planes, at) for at in blocks])

    def _plane(self, key: int | None, members: BitMap | None) -> Words:
        plane = self._kept.pop(key, None)
        if plane is None:
            bits = np.zeros(self._words * 64, dtype=np.bool_)
            bits[np.array((members or BitMap()).to_array(), dtype=np.uint32)] = True
            plane = np.packbits(bits, bitorder="little").view(np.uint64)
        self._kept[key] = plane  # the last that was asked for
        return plane


def _named(plan: Plan, into: dict[int | None, None]) -> bool:
    """Adds whose bits the plan wants. False where it is made of more than tags."""
    match plan:
        case Everybody():
            into[None] = None
        case Tagged(tag_no):
            into[tag_no] = None
        case Besides(of):
            into[None] = None
            return _named(of, into)
        case Either(of):
            return all(_named(one, into) for one in of)
        case Both(of):
            if all(isinstance(one, Besides) for one in of):
                into[None] = None
            return all(_named(one.of if isinstance(one, Besides) else one, into) for one in of)
        case _:
            return False
    return True


def _bit(numbers: Words) -> Words:
    return np.uint64(1) << (numbers & np.uint64(63))


def _bits(plan: Plan, planes: Mapping[int | None, Words], at: slice) -> Words:
    """A block of who fits. Not to be changed: it may be a part of a plane."""
    match plan:
        case Tagged(tag_no):
            return planes[tag_no][at]
        case Besides(of):
            return planes[None][at] & ~_bits(of, planes, at)
        case Either(of):
            return _joined(np.bitwise_or, [_bits(one, planes, at) for one in of])
        case Both(of):
            inside = [_bits(one, planes, at) for one in of if not isinstance(one, Besides)]
            outside = [_bits(one.of, planes, at) for one in of if isinstance(one, Besides)]
            left = _joined(np.bitwise_and, inside) if inside else planes[None][at]
            return left & ~_joined(np.bitwise_or, outside) if outside else left
        case _:
            return planes[None][at]


def _joined(word: np.ufunc, parts: Sequence[Words]) -> Words:
    if len(parts) == 1:
        return parts[0]
    joined: Words = word(parts[0], parts[1])
    for one in parts[2:]:
        word(joined, one, out=joined)
    return joined
