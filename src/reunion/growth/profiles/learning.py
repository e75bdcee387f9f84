"""What sources say is taken in: any number of facts at once, each as if it had come alone."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from reunion.core.context import Context
from reunion.growth.profiles import merging
from reunion.growth.profiles.attributes import Claims, Said, claims_of, stronger
from reunion.growth.profiles.model import Identity, Known, tidied
from reunion.growth.profiles.resolution import Clash, Merge, Resolution
from reunion.growth.profiles.store import fields as field_store
from reunion.growth.profiles.store import identities as identity_store
from reunion.growth.profiles.store import lock
from reunion.growth.profiles.store import people as people_store
from reunion.growth.profiles.store import told as told_store
from reunion.growth.profiles.store.identities import Attached
from reunion.growth.profiles.store.people import State
from reunion.outbox.append import append_many


class _Taken(msgspec.Struct):
    """What a number of facts come to. `clashes`: evidence that several people are one who cannot be, with who
    said it; `unheard`: that which is new."""

    nos: list[int]
    states: dict[int, State]
    made: dict[int, str]
    changed: set[int]
    attached: list[Attached]
    merges: list[merging.Happened]
    clashes: dict[Clash, str]
    unheard: list[Clash]

    @property
    def nothing(self) -> bool:
        return not (self.made or self.changed or self.attached or self.merges or self.unheard)


async def learn(ctx: Context, facts: Sequence[Known], *, told_by: str = "") -> list[int]:
    """Takes in what sources say and answers the number of each fact's person, in order; 0 where a fact
    names nobody. A fact that says nothing new writes nothing. `told_by`: under this name it is kept which
    conflicts these facts are evidence of."""
    taken = await _take(ctx, facts)
    if not taken.nothing:
        await lock.lock(ctx)
        taken = await _take(ctx, facts)
        if not taken.nothing:
            await _write(ctx, taken)
    if told_by and taken.clashes:
        await told_store.put(ctx, told_by, list(taken.clashes))
    return taken.nos


async def _take(ctx: Context, facts: Sequence[Known]) -> _Taken:
    named = {tidy for fact in facts for one in fact.identities if (tidy := tidied(one)) is not None}
    owners = await identity_store.owners(ctx, named)
    numbers = set(owners.values())
    persons = await identity_store.people(ctx, numbers) if numbers else []
    states = await people_store.states(ctx, numbers) if numbers else {}
    said_something = any(fact.attributes for fact in facts)
    fields = {one.key: one for one in await field_store.fields(ctx)} if said_something else {}
    first = await lock.peek(ctx, "profiles") + 1
    resolution = Resolution(persons, first)
    taken = _Taken([], states, {}, set(), [], [], {}, [])
    for fact in facts:
        outcome = resolution.take(fact.identities)
        if outcome is None:
            taken.nos.append(0)
            continue
        no = outcome.no
        taken.nos.append(no)
        if outcome.made:
            states[no] = State(no, {}, fact.at)
            taken.made[no] = fact.source
        for one in outcome.merges:
            _merge(taken, one, fact.source)
        if outcome.clash and outcome.clash.kind != "apart":
            taken.clashes[outcome.clash] = fact.source
        taken.attached += [Attached(one, no, fact.source, fact.at) for one in outcome.attached]
        said = claims_of(fact.attributes, Said(fact.at, fact.source), fields, strict=False)
        _say(taken, states[no], said, fact.at)
    if taken.clashes:
        heard = await identity_store.heard(ctx, list(taken.clashes))
        taken.unheard = [clash for clash in taken.clashes if clash not in heard]
    roots = merging.roots(taken.merges)
    taken.nos = [roots.get(no, no) for no in taken.nos]
    return taken


def _merge(taken: _Taken, one: Merge, source: str) -> None:
    kept, gone = taken.states[one.kept], taken.states[one.gone]
    taken.merges.append(
        merging.Happened(
            one.gone, one.kept, list(one.identities), dict(kept.claims), kept.known_since, source
        )
    )
    _say(taken, kept, gone.claims, gone.known_since)


def _say(taken: _Taken, state: State, said: Claims, since: datetime) -> None:
    new = stronger(state.claims, said)
    if new:
        state.claims.update(new)
    if since < state.known_since:
        state.known_since = since
    elif not new:
        return
    taken.changed.add(state.profile_no)


async def _write(ctx: Context, taken: _Taken) -> None:
    if taken.made:
        await lock.take(ctx, "profiles", len(taken.made))
        await people_store.insert(
            ctx, [taken.states[no] for no in taken.made], list(taken.made.values())
        )
    if changed := taken.changed.difference(taken.made):
        await people_store.update(ctx, [taken.states[no] for no in sorted(changed)])
    touched = {one.profile_no for one in taken.attached} | {one.kept for one in taken.merges}
    await people_store.touch(ctx, sorted(touched - taken.changed - set(taken.made)))
    if taken.attached:
        await identity_store.attach(ctx, taken.attached)
    if taken.merges:
        await merging.write(ctx, taken.merges, by_rule=True)
    if taken.unheard:
        unheard = [(clash, taken.clashes[clash]) for clash in taken.unheard]
        await identity_store.record(ctx, unheard)
        told = [
            (
                str(one.profile_nos[0]),
                "",
                {"kind": one.kind, "profiles": one.profile_nos, "source": by},
            )
            for one, by in unheard
        ]
        await append_many(ctx, "profile.conflict_found", told)
    await lock.announce(ctx)


async def find(ctx: Context, identities: Sequence[Identity]) -> dict[Identity, int]:
    """Whose they are, by the identities as they were given; those of nobody are left out."""
    tidy = {one: kept for one in identities if (kept := tidied(one)) is not None}
    owners = await identity_store.owners(ctx, set(tidy.values()))
    return {one: owners[kept] for one, kept in tidy.items() if kept in owners}
