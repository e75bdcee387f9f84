"""The rules, the ledger and the customer's word, as people read and change them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from reunion import outbox
from reunion.core.context import Context
from reunion.core.paging import Page, decode_cursor, encode_cursor
from reunion.platform.contacts import service as contacts
from reunion.platform.corps import service as corps
from reunion.platform.corps.model import card
from reunion.platform.directory.members import service as members
from reunion.platform.touches.model import (
    RECENT_DAYS,
    NotMet,
    PolicyWanted,
    Preferences,
    PreferencesChange,
    TouchBy,
    TouchCount,
    TouchesRefused,
    TouchLine,
    TouchOf,
    TouchPolicy,
    TouchSums,
)
from reunion.platform.touches.rules import checked
from reunion.platform.touches.wording import reason
from reunion.restraint import service as restraint
from reunion.restraint.model import Days, Line, Purpose
from reunion.restraint.standing import Standing


async def policy(ctx: Context) -> TouchPolicy:
    """The company's rules, with what they count in."""
    corp = await corps.require(ctx)
    days = Days.of(ctx.now, ZoneInfo(corp.time_zone))
    return TouchPolicy(await restraint.policy(ctx), corp.time_zone, days.last("month").day)


async def set_policy(ctx: Context, wanted: PolicyWanted) -> TouchPolicy:
    """Holds from the next send on. Raises Invalid."""
    after, before = checked(wanted), await restraint.policy(ctx)
    new, old = msgspec.to_builtins(after), msgspec.to_builtins(before)
    changed = {name: value for name, value in new.items() if value != old[name]}
    if changed:
        await restraint.set_policy(ctx, after)
        await outbox.append(
            ctx,
            "touch_policy.changed",
            key="touch_policy",
            data={"changed": changed, "before": {name: old[name] for name in changed}},
        )
    return await policy(ctx)


async def standing(ctx: Context, contact_id: int) -> Standing:
    """What a customer had beside the caps, what is held for her, and what she refuses."""
    return await restraint.standing(ctx, contact_id, await corps.zone(ctx))


async def touches(
    ctx: Context, contact_id: int, *, cursor: str | None, limit: int, language: str
) -> Page[TouchLine]:
    """The ledger of one customer, newest first."""
    before = decode_cursor(cursor, tuple[datetime, str, int]) if cursor else None
    lines = await restraint.of_customer(ctx, contact_id, before, limit + 1)
    more, lines = len(lines) > limit, lines[:limit]
    found = await members.by_ids(ctx, sorted({line.member_id for line in lines}))
    names = {one.id: TouchBy(one.id, one.userid, one.name) for one in found}
    items = await _shown(ctx, lines, language)
    for item, line in zip(items, lines, strict=True):
        item.by = names.get(line.member_id)
    last = lines[-1] if more else None
    return Page(items, encode_cursor(last.at, last.source, last.source_id) if last else None)


async def touches_by(
    ctx: Context, member_id: int, *, rule: str | None, cursor: str | None, limit: int,
    language: str,
) -> Page[TouchLine]:  # fmt: skip
    """The ledger of one member in the last days, newest first: what came in his name, and what did not."""
    before = decode_cursor(cursor, tuple[datetime, int, str, int]) if cursor else None
    known = await contacts.known_to(ctx, member_id)
    since = ctx.now - timedelta(days=RECENT_DAYS)
    lines = await restraint.of_member(ctx, member_id, known, since, rule, before, limit + 1)
    more, lines = len(lines) > limit, lines[:limit]
    called = await contacts.called(ctx, [line.contact_id for line in lines])
    items = await _shown(ctx, lines, language)
    for item, line in zip(items, lines, strict=True):
        item.customer = TouchOf(*called[line.contact_id])
    last = lines[-1] if more else None
    cursor = encode_cursor(last.at, last.contact_id, last.source, last.source_id) if last else None
    return Page(items, cursor)


async def sums_by(ctx: Context, member_id: int) -> TouchSums:
    """The same, added up by rule."""
    since = ctx.now - timedelta(days=RECENT_DAYS)
    known = await contacts.known_to(ctx, member_id)
    sums = await restraint.sums_of_member(ctx, member_id, known, since)
    sent = sums.pop(None, 0)
    most = sorted(sums.items(), key=lambda one: -one[1])
    return TouchSums(RECENT_DAYS, sent, [TouchesRefused(rule, n) for rule, n in most if rule])


async def _shown(ctx: Context, lines: Sequence[Line], language: str) -> list[TouchLine]:
    titles = await restraint.titles(ctx, [(line.source, line.source_id) for line in lines])
    return [
        TouchLine(
            at=line.at,
            source=line.source,
            source_id=line.source_id,
            title=titles.get((line.source, line.source_id), ""),
            channel=line.channel,
            purpose=line.purpose,
            by=None,
            sent=line.refused_by is None,
            rule=line.refused_by,
            reason=reason(line.refused_by, line.counted, line.allowed, language)
            if line.refused_by
            else "",
            counted=line.counted,
            allowed=line.allowed,
        )
        for line in lines
    ]


async def preferences(ctx: Context, person_id: int, wire_id: str) -> Preferences:
    """What a customer receives from a company; raises NotMet."""
    here, contact_id = await _met(ctx, person_id, wire_id)
    refused = (await restraint.refuses(here, [contact_id])).get(contact_id, set())
    since = ctx.now - timedelta(days=RECENT_DAYS)
    got = await restraint.received(here, contact_id, since)
    return Preferences(
        corp=card(await corps.require(here)),
        marketing="marketing" not in refused,
        service="service" not in refused,
        days=RECENT_DAYS,
        total=sum(got.values()),
        got=[TouchCount(channel, purpose, n) for (channel, purpose), n in got.items()],
    )


async def set_preferences(
    ctx: Context, person_id: int, wire_id: str, wanted: PreferencesChange
) -> None:
    """A customer's own word: it holds from the next send on, and her members see it. Raises NotMet."""
    here, contact_id = await _met(ctx, person_id, wire_id)
    receives: dict[Purpose, bool] = {"marketing": wanted.marketing, "service": wanted.service}
    refuses: set[Purpose] = {purpose for purpose, wants in receives.items() if not wants}
    before = await restraint.set_refuses(here, contact_id, refuses)
    changed = {one: receives[one] for one in receives if one in before ^ refuses}
    if not changed:
        return
    await outbox.append(
        here,
        "customer.preferences_changed",
        subject=await contacts.wire_id_of(here, contact_id),
        key=str(contact_id),
        data={"receives": changed},
    )
    await contacts.call_followers(here, contact_id)


async def _met(ctx: Context, person_id: int, wire_id: str) -> tuple[Context, int]:
    """The context in that company, and the customer's contact there."""
    corp = await corps.by_wire_id(ctx.tx, wire_id)
    known = dict(await contacts.contact_ids_of_person(ctx.tx, person_id)) if corp else {}
    if corp is None or corp.id not in known:
        raise NotMet
    return ctx.in_corp(corp.id), known[corp.id]
