"""群聊黑名单、客户群去重: who may not join, and who is in more than one group."""

from collections.abc import Sequence
from datetime import datetime

from reunion import outbox
from reunion.core.context import Context
from reunion.core.errors import Invalid, NotFound, Text
from reunion.core.paging import Page, decode_cursor, encode_cursor
from reunion.platform.group_rules.model import Barred, Duplicate, GuardAct, JoinBarred, Outcome
from reunion.platform.group_rules.store import acts, customers
from reunion.platform.groups import service as groups


async def refused(ctx: Context, contact_ids: Sequence[int]) -> dict[int, JoinBarred]:
    """Who of these may not join. A barring under way is waited for, and none begins before the joining
    is committed: so whoever is barred and removed is in no group."""
    await customers.hold(ctx, contact_ids)
    return {one: JoinBarred() for one in await customers.barred_among(ctx, contact_ids)}


async def bar(ctx: Context, wire_ids: Sequence[str], reason: str, *, remove: bool) -> int:
    """These cannot join any more; with `remove` they leave all groups that they are in. Answers how many
    were not barred before. Raises Invalid."""
    known = await _known(ctx, wire_ids)
    new = 0
    for wire_id, contact_id in sorted(known.items(), key=lambda one: one[1]):
        if await customers.bar(ctx, contact_id, reason, None):
            new += 1
            await outbox.append(
                ctx, "group_blacklist.added", subject=wire_id, key=str(contact_id),
                data={"reason": reason},
            )  # fmt: skip
    if remove:
        inside = await customers.groups_of(ctx, sorted(known.values()), None)
        leaving: dict[int, list[int]] = {}
        for contact_id, stays in inside.items():
            for stay in stays:
                leaving.setdefault(stay.group_id, []).append(contact_id)
        for group_id in sorted(leaving):
            await groups.remove(ctx, group_id, sorted(leaving[group_id]), reason=reason)
    return new


async def unbar(ctx: Context, wire_id: str) -> None:
    """She may join again. Raises NotFound."""
    known = await customers.by_wire_ids(ctx, [wire_id])
    if not known or not await customers.unbar(ctx, known[wire_id]):
        raise NotFound
    await outbox.append(ctx, "group_blacklist.removed", subject=wire_id, key=str(known[wire_id]))


async def barred(ctx: Context, q: str, cursor: str | None, limit: int) -> Page[Barred]:
    """The blacklist, newest first."""
    after = decode_cursor(cursor, tuple[datetime, int]) if cursor else None
    found = await customers.barred_page(ctx, q, after, limit + 1)
    more, found = len(found) > limit, found[:limit]
    last = found[-1] if more else None
    return Page(found, encode_cursor(last.at, last.customer.contact_id) if last else None)


async def duplicates(
    ctx: Context, *, q: str, at_least: int, owners: Sequence[int] | None, cursor: str | None, limit: int
) -> Page[Duplicate]:  # fmt: skip
    """Customers in several groups; `owners`: of groups of these members only."""
    after = decode_cursor(cursor, tuple[int, int]) if cursor else None
    found, following = await customers.duplicates(ctx, q, at_least, owners, after, limit)
    return Page(found, encode_cursor(*following) if following else None)


async def keep_in(
    ctx: Context, wire_id: str, group_id: int, owners: Sequence[int] | None
) -> list[int]:
    """She stays in this group and leaves the others; answers which. Raises NotFound."""
    contact_id = (await customers.by_wire_ids(ctx, [wire_id])).get(wire_id, 0)
    inside = (await customers.groups_of(ctx, [contact_id], owners)).get(contact_id, [])
    others = sorted(one.group_id for one in inside if one.group_id != group_id)
    if len(others) == len(inside):
        raise NotFound
    for other in others:
        await groups.remove(ctx, other, [contact_id], reason="群去重")
    return others


async def log(
    ctx: Context, *, group_id: int | None, guard_id: int | None, contact_id: int | None,
    outcome: Outcome | None, owners: Sequence[int] | None, cursor: str | None, limit: int,
) -> Page[GuardAct]:  # fmt: skip
    """What guards did, newest first."""
    after = decode_cursor(cursor, tuple[datetime, int]) if cursor else None
    found = await acts.page(
        ctx, group_id=group_id, guard_id=guard_id, contact_id=contact_id, outcome=outcome,
        owners=owners, after=after, limit=limit + 1,
    )  # fmt: skip
    more, found = len(found) > limit, found[:limit]
    last = found[-1] if more else None
    return Page(found, encode_cursor(last.at, last.id) if last else None)


async def _known(ctx: Context, wire_ids: Sequence[str]) -> dict[str, int]:
    known = await customers.by_wire_ids(ctx, wire_ids)
    strangers = [one for one in wire_ids if one not in known]
    if strangers:
        wrong = Text(f"没有这位客户：{strangers[0]}", f"no such customer: {strangers[0]}")
        raise Invalid(external_userids=wrong)
    return known
