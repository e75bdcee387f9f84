"""Who is who: deterministic rules over identities, without I/O.

Facts are taken one after the other. A fact that names nobody known makes a person; one that names people
makes them one, unless they would then have two of what a person has one of, or somebody said that they
are two. Phones, e-mails and all but devices link; a device links only whom nothing else is known of.
"""

from collections.abc import Iterable
from typing import Literal

import msgspec

from reunion.growth.profiles.model import SINGLE, Identity, strongest_first


class Person(msgspec.Struct):
    """One profile while facts are taken. `apart`: who she was said not to be."""

    no: int
    identities: set[Identity]
    apart: set[int]

    @property
    def known(self) -> bool:
        """Whether more than devices is known of her."""
        return any(one.kind != "device" for one in self.identities)


class Clash(msgspec.Struct, frozen=True):
    """Evidence that makes no two people one. `kind`: what they would have two of, or `apart`."""

    kind: str
    profile_nos: tuple[int, ...]
    evidence: tuple[Identity, ...]


class Merge(msgspec.Struct, frozen=True):
    """`gone` became a part of `kept`, with these identities."""

    gone: int
    kept: int
    identities: tuple[Identity, ...]


class Outcome(msgspec.Struct, frozen=True):
    """What one fact came to; `made` is a new person, `attached` what the person did not have yet."""

    no: int
    made: bool = False
    attached: tuple[Identity, ...] = ()
    merges: tuple[Merge, ...] = ()
    clash: Clash | None = None


class Resolution:
    """The people that a number of facts may touch. New ones get the numbers from `next_no` on."""

    def __init__(self, people: Iterable[Person], next_no: int) -> None:
        self._people = {one.no: one for one in people}
        self._owner = {ident: one.no for one in self._people.values() for ident in one.identities}
        self._next = next_no

    @property
    def people(self) -> list[Person]:
        """Everybody, by number."""
        return [self._people[no] for no in sorted(self._people)]

    def take(self, given: tuple[Identity, ...]) -> Outcome | None:
        """One fact; None where it names nobody."""
        identities = strongest_first(given)
        if not identities:
            return None
        found = self._meant(identities)
        clash = self._clash(found, identities)
        if clash is None:
            return self._join(found, identities)
        first = self._owner.get(identities[0])
        target = self._people[first] if first is not None else self._new()
        nos = {one.no for one in found} | {target.no}
        attached = self._attach(target, [one for one in identities if one not in self._owner])
        clash = Clash(clash, tuple(sorted(nos)), tuple(identities))
        return Outcome(target.no, made=first is None, attached=attached, clash=clash)

    def _meant(self, identities: list[Identity]) -> list[Person]:
        """Everybody that the fact says is one person, by number."""
        named = any(one.kind != "device" for one in identities)
        nos = {self._owner[one] for one in identities if one in self._owner and _strong(one)}
        for one in identities:
            if one in self._owner and not _strong(one):
                owner = self._people[self._owner[one]]
                if not (named and owner.known):
                    nos.add(owner.no)
                    if not named:
                        break
        return [self._people[no] for no in sorted(nos)]

    def _clash(self, found: list[Person], identities: list[Identity]) -> str | None:
        values: dict[str, set[str]] = {}
        said = [ident for one in found for ident in one.identities]
        for one in (*said, *(one for one in identities if one not in self._owner)):
            if one.kind in SINGLE:
                values.setdefault(one.kind, set()).add(one.value)
        for kind in sorted(values):
            if len(values[kind]) > 1:
                return kind
        nos = {one.no for one in found}
        return "apart" if any(one.apart & nos for one in found) else None

    def _join(self, found: list[Person], identities: list[Identity]) -> Outcome:
        kept = found[0] if found else self._new()
        merges = []
        for gone in found[1:]:
            for ident in gone.identities:
                self._owner[ident] = kept.no
            kept.identities |= gone.identities
            kept.apart |= gone.apart
            for no in gone.apart:
                if no in self._people:
                    self._people[no].apart.add(kept.no)
            del self._people[gone.no]
            merges.append(Merge(gone.no, kept.no, tuple(sorted(gone.identities))))
        attached = self._attach(kept, [one for one in identities if one not in self._owner])
        return Outcome(kept.no, not found, attached, tuple(merges))

    def _attach(self, person: Person, identities: list[Identity]) -> tuple[Identity, ...]:
        """What fits her, the strongest first."""
        attached = []
        for one in identities:
            if one.kind in SINGLE and any(had.kind == one.kind for had in person.identities):
                continue
            person.identities.add(one)
            self._owner[one] = person.no
            attached.append(one)
        return tuple(attached)

    def _new(self) -> Person:
        person = Person(self._next, set(), set())
        self._next += 1
        self._people[person.no] = person
        return person


def _strong(identity: Identity) -> bool:
    return identity.kind != "device"


def obstacle(
    one: Person, other: Person
) -> Literal["external_userid", "unionid", "member_no"] | None:
    """What two people have each their own of, so that even by hand they are not made one."""
    for kind in sorted(SINGLE):
        values = {ident.value for ident in one.identities | other.identities if ident.kind == kind}
        if len(values) > 1:
            return kind  # pyright: ignore[reportReturnType]
    return None
