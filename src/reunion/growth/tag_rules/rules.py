"""标签规则: made, changed, switched on and off. Whom a rule holds for is a segment of its own, watched while
the rule is on."""

from collections.abc import Sequence
from typing import Any

from reunion import outbox
from reunion.core.context import Context
from reunion.core.errors import NotFound
from reunion.core.folding import one_line
from reunion.core.paging import Page, decode_cursor, encode_cursor
from reunion.growth.profiles import service as profiles
from reunion.growth.segments import asking, words
from reunion.growth.segments import definition as d
from reunion.growth.segments import service as segments
from reunion.growth.segments.service import Draft
from reunion.growth.tag_rules import tags
from reunion.growth.tag_rules.model import (
    CHANNEL,
    RULES,
    HeldPerson,
    RuleAct,
    RulePerson,
    RulesFull,
    Sweep,
    TagRule,
    WantedRule,
)
from reunion.growth.tag_rules.store import holds
from reunion.growth.tag_rules.store import rules as store


async def every(ctx: Context) -> list[TagRule]:
    """The latest first."""
    return await _shown(ctx, await store.all_of(ctx))


async def get(ctx: Context, rule_id: int) -> TagRule:
    """One. Raises NotFound."""
    return (await _shown(ctx, [await _require(ctx, rule_id)]))[0]


async def create(ctx: Context, wanted: WantedRule) -> TagRule:
    """Acts at once where it is `enabled`. Raises Invalid, BadDefinition, RulesFull."""
    if await store.count(ctx) >= RULES:
        raise RulesFull(limit=RULES)
    rule_id = await store.insert(ctx, {**await _values(ctx, wanted), "enabled": False})
    await _tell(ctx, "tag_rule.created", rule_id, wanted.name)
    if wanted.enabled:
        await _follow(ctx, await _require(ctx, rule_id), on=True)
    return await get(ctx, rule_id)


async def change(ctx: Context, rule_id: int, wanted: WantedRule) -> TagRule:
    """All of it anew. Whom it no longer holds for loses its tags where it takes them back; tags that it no
    longer gives stay. Raises NotFound too."""
    before = await _require(ctx, rule_id, lock=True)
    values = await _values(ctx, wanted)
    await store.update(ctx, rule_id, values)
    await _tell(ctx, "tag_rule.changed", rule_id, wanted.name)
    after = await _require(ctx, rule_id)
    anew = before.definition != after.definition or before.tag_nos != after.tag_nos
    if wanted.enabled != before.enabled or (before.enabled and anew):
        await _follow(ctx, after, on=wanted.enabled)
    return await get(ctx, rule_id)


async def switch(ctx: Context, rule_id: int, *, on: bool) -> TagRule:
    """Off: it does nothing, and what it did stays. On again: it makes up for what it missed. Raises
    NotFound."""
    rule = await _require(ctx, rule_id, lock=True)
    if rule.enabled != on:
        await _follow(ctx, rule, on=on)
        await _tell(ctx, "tag_rule.resumed" if on else "tag_rule.paused", rule_id, rule.name)
    return await get(ctx, rule_id)


async def delete(ctx: Context, rule_id: int) -> None:
    """The tags that it gave stay. Raises NotFound."""
    # The profiles come before rules wherever both are held.
    await profiles.hold(ctx)
    rule = await _require(ctx, rule_id, lock=True)
    await store.delete(ctx, rule_id)
    await holds.cease_all(ctx, rule_id)
    if rule.segment_id is not None:
        await segments.delete(ctx, rule.segment_id, owner=_owner(rule))
    await _tell(ctx, "tag_rule.deleted", rule_id, rule.name)


async def acts(ctx: Context, rule_id: int, cursor: str | None, limit: int) -> Page[RuleAct]:
    """What it did, the latest first. Raises NotFound."""
    await _require(ctx, rule_id)
    before = decode_cursor(cursor, tuple[int])[0] if cursor else None
    found = await holds.acts(ctx, rule_id, before, limit + 1)
    people = await named(ctx, [no for one in found for no in one.people])
    shown = [
        RuleAct(
            one.id, one.at, one.cause, one.began, one.ceased, one.given, one.taken,
            [people[no] for no in one.people if no in people],
        )
        for one in found[:limit]
    ]  # fmt: skip
    return Page(shown, encode_cursor(shown[-1].id) if len(found) > limit else None)


async def held(ctx: Context, rule_id: int, cursor: str | None, limit: int) -> Page[HeldPerson]:
    """For whom it holds, and which of its tags she has by it. Raises NotFound."""
    rule = await _require(ctx, rule_id)
    after = decode_cursor(cursor, tuple[int])[0] if cursor else -1
    found = await holds.page(ctx, rule_id, after, limit + 1)
    numbers = [no for no, _ in found[:limit]]
    people, worn = await named(ctx, numbers), await profiles.tags_of(ctx, numbers)
    shown = [
        HeldPerson(
            people[no],
            sorted({tag for (tag, _), was in worn[no].items() if was.origin == rule.origin}),
            since,
        )
        for no, since in found[:limit]
        if no in people
    ]
    return Page(shown, encode_cursor(numbers[-1]) if len(found) > limit else None)


async def named(ctx: Context, numbers: Sequence[int]) -> dict[int, RulePerson]:
    """People as lists name them; who turned out to be another by her old number too."""
    now = await profiles.current(ctx, set(numbers))
    cards = {one.profile_no: one for one in await profiles.cards(ctx, sorted(set(now.values())))}
    return {
        no: RulePerson(no, card.name, card.avatar)
        for no, current in now.items()
        if (card := cards.get(current))
    }


async def _values(ctx: Context, wanted: WantedRule) -> dict[str, Any]:
    await tags.require(ctx, wanted.tag_nos)
    definition = await asking.read(ctx, wanted.definition)
    return {
        "name": one_line(wanted.name),
        "kind": wanted.kind,
        "definition": d.written(definition),
        "tag_nos": sorted(set(wanted.tag_nos)),
        "takes_back": wanted.takes_back,
    }


async def _follow(ctx: Context, rule: store.Row, *, on: bool) -> None:
    """Its segment is what the rule says, watched while it is on; everybody is looked at once."""
    named = f"标签规则 {rule.id} {rule.name}"[:100]
    draft = Draft(named, rule.definition, watched=on, owner=_owner(rule))
    segment_id = rule.segment_id
    if segment_id is not None:
        kept = await segments.get(ctx, segment_id)
        await segments.update(ctx, segment_id, draft, kept.version)
    elif on:
        segment_id = (await segments.create(ctx, draft)).id
    await store.update(ctx, rule.id, {"enabled": on, "segment_id": segment_id})
    if on:
        await store.sweep_from_start(ctx, rule.id)
        await ctx.tx.execute("SELECT pg_notify($1, '')", CHANNEL)


def _owner(rule: store.Row) -> str:
    return f"tag_rule:{rule.id}"


async def _require(ctx: Context, rule_id: int, *, lock: bool = False) -> store.Row:
    row = await store.get(ctx, rule_id, lock=lock)
    if row is None:
        raise NotFound
    return row


async def _shown(ctx: Context, rows: Sequence[store.Row]) -> list[TagRule]:
    known = await tags.shown(ctx, {no for row in rows for no in row.tag_nos})
    read = [d.read(row.definition) for row in rows]
    names = await words.names_in(ctx, read)
    shown = []
    for row, definition in zip(rows, read, strict=True):
        said = words.told(definition, names)
        sweep = Sweep(row.sweep_total, row.sweep_done) if row.swept_to is not None else None
        shown.append(
            TagRule(
                row.id, row.name, row.kind, row.definition, said,
                [known[no] for no in row.tag_nos], row.takes_back, row.enabled, row.holds,
                row.given, row.taken, row.acted_at, sweep, row.created_by, row.created_at,
                row.changed_at,
            )
        )  # fmt: skip
    return shown


async def _tell(ctx: Context, name: str, rule_id: int, called: str) -> None:
    await outbox.append(
        ctx, name, subject=one_line(called), key=f"tag_rule:{rule_id}", data={"id": rule_id}
    )
