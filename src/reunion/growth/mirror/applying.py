"""Taking in what was read of customers and follows: what differs is written, learned and recorded."""

from datetime import UTC, datetime
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.growth.mirror import erasing, telling
from reunion.growth.mirror.model import Follow, FollowState, NewDrift, ReadFollow, Reading
from reunion.growth.mirror.store import follows as store
from reunion.growth.mirror.store import hints

_COMPARED = (
    "remark",
    "description",
    "company",
    "mobiles",
    "tag_ids",
    "add_way",
    "channel",
    "added_at",
)
_SHOWN = ("name", "avatar", "gender", "type", "unionid", "company")


class Change(msgspec.Struct, frozen=True):
    """A follow as it was held, None where it was not, and as it is."""

    old: Follow | None
    new: Follow


class Plan(msgspec.Struct, frozen=True):
    """What a reading asks to be written. `again`: what was written after the reading began."""

    customers: list[str]
    changes: list[Change]
    drifts: list[NewDrift]
    again: list[str]


async def plan(ctx: Context, reading: Reading) -> tuple[Reading, Plan]:
    """What differs from what is held, with the rows locked; without those who were erased."""
    asked = sorted(
        {*reading.customers, *reading.whole, *(f.external_userid for f in reading.follows)}
    )
    reading = _without(reading, await erasing.erased(ctx, asked))
    known = await store.customers(ctx, list(reading.customers))
    held = {
        (one.external_userid, one.userid): one
        for one in await store.of_customers(ctx, asked, locked=True)
    }
    again: set[str] = set()
    changes: list[Change] = []
    drifts: list[NewDrift] = []
    seen: set[tuple[str, str]] = set()
    for one in reading.follows:
        key = (one.external_userid, one.userid)
        old = held.get(key)
        if key in seen:
            continue
        seen.add(key)
        if old is not None and old.known_at > reading.began_at:
            again.add(one.external_userid)
        elif old is None or old.ended_at is not None:
            changes.append(Change(old, _active(one, reading.began_at)))
            drifts.append(NewDrift("missing", *key, {}, old.known_at if old else None))
        elif fields := _differences(old, one, _COMPARED):
            changes.append(Change(old, _active(one, reading.began_at)))
            drifts.append(NewDrift("differs", *key, fields, old.known_at))
    for key, old in held.items():
        if key[0] not in reading.whole or key in seen or old.ended_at is not None:
            continue
        if old.known_at > reading.began_at:
            again.add(key[0])
        else:
            changes.append(Change(old, _ended(ctx, old, reading)))
            drifts.append(NewDrift("gone", *key, {}, old.known_at))
    customers: list[str] = []
    for external_userid, read in reading.customers.items():
        before = known.get(external_userid)
        fields = _differences(before, read, _SHOWN) if before else {}
        if before is None or fields:
            customers.append(external_userid)
        if fields:
            drifts.append(NewDrift("customer", external_userid, "", fields, None))
    return reading, Plan(customers, changes, drifts, sorted(again))


async def carry_out(ctx: Context, reading: Reading, wanted: Plan, *, first: bool = False) -> None:
    """Writes it. `first`: of a company that is read for the first time nothing has happened just now."""
    if wanted.customers:
        await store.put_customers(ctx, [reading.customers[one] for one in wanted.customers])
    if wanted.changes:
        await store.put_follows(ctx, [one.new for one in wanted.changes])
    await hints.put_again(ctx, "customer", wanted.again)
    await telling.tell(ctx, reading, wanted.customers, wanted.changes, first=first)


def _without(reading: Reading, erased: dict[str, datetime]) -> Reading:
    """Somebody who was erased is known again only by a follow that began after it."""
    if not erased:
        return reading
    follows = [
        one
        for one in reading.follows
        if one.external_userid not in erased or one.added_at > erased[one.external_userid]
    ]
    back = {one.external_userid for one in follows}
    customers = {
        key: one for key, one in reading.customers.items() if key not in erased or key in back
    }
    return msgspec.structs.replace(reading, follows=follows, customers=customers)


def _differences(old: Any, new: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {
        name: [getattr(old, name), getattr(new, name)]
        for name in names
        if getattr(old, name) != getattr(new, name)
    }


def _active(one: ReadFollow, began_at: datetime) -> Follow:
    return Follow(
        **{name: getattr(one, name) for name in one.__struct_fields__},
        state="active", ended_at=None, known_at=began_at,
    )  # fmt: skip


def _ended(ctx: Context, old: Follow, reading: Reading) -> Follow:
    """As the callbacks said, if any came; else nobody knows how, and it was some time until now."""
    said = reading.said.get(old.external_userid, {}).get(old.userid.lower())
    state: FollowState = said["state"] if said else "ended"
    at = datetime.fromtimestamp(said["at"], UTC) if said else ctx.now
    return msgspec.structs.replace(
        old, state=state, ended_at=max(at, old.added_at), known_at=reading.began_at, tag_ids=[]
    )
