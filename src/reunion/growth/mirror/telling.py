"""What the rest of growth hears of a change: who the customer is, her tags, and what happened."""

from datetime import datetime
from typing import Any

from reunion.core.context import Context
from reunion.growth.mirror.model import Follow, Reading
from reunion.growth.mirror.store import directory
from reunion.growth.mirror.store import follows as store
from reunion.growth.profiles import service as profiles
from reunion.growth.profiles.model import Identity, Known, TagChange
from reunion.growth.tracking import service as tracking
from reunion.growth.tracking.service import Occurrence

SOURCE = "wecom"
_GENDERS = {1: "male", 2: "female"}
_ENDINGS = {"lost": "customer_lost", "dropped": "customer_dropped", "ended": "customer_lost"}


def person(external_userid: str) -> Identity:
    """How a customer of WeCom is known."""
    return Identity("external_userid", external_userid)


async def tell(
    ctx: Context, reading: Reading, customers: list[str], changes: list[Any], *, first: bool
) -> None:
    """`changes`: of follows, `old` and `new`. Set-wise: a statement or two, however many there are."""
    if not customers and not changes:
        return
    touched = sorted({*customers, *(one.new.external_userid for one in changes)})
    numbers = await _learn(ctx, reading, set(customers), changes, touched)
    nos = await _tag_nos(ctx, changes)
    tagged: list[TagChange] = []
    happened: list[Occurrence] = []
    for one in changes:
        old, new = one.old, one.new
        profile_no = numbers.get(new.external_userid)
        if not profile_no:
            continue
        before = set(old.tag_ids) if old is not None else set[str]()
        came, went = sorted(set(new.tag_ids) - before), sorted(before - set(new.tag_ids))
        add = tuple(nos[t] for t in came if t in nos)
        remove = tuple(nos[t] for t in went if t in nos)
        if add or remove:
            tagged.append(TagChange(profile_no, add, remove, new.userid, SOURCE))
        happened += _follow_events(profile_no, old, new)
        if not first:
            happened += _tag_events(ctx.now, profile_no, new, came, went)
    if tagged:
        await profiles.change_tags(ctx, tagged)
    if happened:
        await tracking.record(ctx, happened)


async def _learn(
    ctx: Context, reading: Reading, customers: set[str], changes: list[Any], touched: list[str]
) -> dict[str, int]:
    """The numbers of the people concerned; what is new about them is learned."""
    renewed = {
        one.new.external_userid
        for one in changes
        if one.old is None or one.old.mobiles != one.new.mobiles
    }
    said = sorted(one for one in {*customers, *renewed} if one in reading.customers)
    numbers: dict[str, int] = {}
    if said:
        since: dict[str, datetime] = {}
        mobiles: dict[str, set[str]] = {}
        for one in await store.of_customers(ctx, said):
            key = one.external_userid
            since[key] = min(one.added_at, since.get(key, one.added_at))
            if one.ended_at is None:
                mobiles.setdefault(key, set()).update(one.mobiles)
        known = [_known(ctx, reading, one, since.get(one), mobiles.get(one, set())) for one in said]
        numbers = dict(zip(said, await profiles.learn(ctx, known), strict=True))
    rest = [one for one in touched if one not in numbers]
    if rest:
        found = await profiles.find(ctx, [person(one) for one in rest])
        numbers |= {identity.value: number for identity, number in found.items()}
    return numbers


def _known(
    ctx: Context, reading: Reading, external_userid: str, since: datetime | None, mobiles: set[str]
) -> Known:
    customer = reading.customers[external_userid]
    identities = [person(external_userid)]
    if customer.unionid:
        identities.append(Identity("unionid", customer.unionid))
    identities += [Identity("phone", number) for number in sorted(mobiles)]
    attributes: dict[str, Any] = {"name": customer.name, "avatar": customer.avatar}
    if customer.gender in _GENDERS:
        attributes["gender"] = _GENDERS[customer.gender]
    return Known(tuple(identities), SOURCE, since or ctx.now, attributes)


async def _tag_nos(ctx: Context, changes: list[Any]) -> dict[str, int]:
    ids: set[str] = set()
    for one in changes:
        ids |= set(one.new.tag_ids).symmetric_difference(one.old.tag_ids if one.old else ())
    return await directory.tag_nos(ctx, sorted(ids)) if ids else {}


def _follow_events(profile_no: int, old: Follow | None, new: Follow) -> list[Occurrence]:
    """Told once however often it is read: the follow and its beginning name the event."""
    key = f"{new.external_userid}:{new.userid}:{int(new.added_at.timestamp())}"
    if new.state == "active":
        if old is not None and old.state == "active" and old.added_at == new.added_at:
            return []
        properties = {"add_way": new.add_way, "channel": new.channel}
        return [
            Occurrence(
                "customer_added", new.added_at, profile_no=profile_no, source=SOURCE,
                identities=(person(new.external_userid),), userid=new.userid,
                subject=new.channel, properties=properties, message_id=f"wecom:added:{key}",
            )
        ]  # fmt: skip
    properties = {} if new.state != "ended" else {"how": "unknown"}
    return [
        Occurrence(
            _ENDINGS[new.state], new.ended_at or new.known_at, profile_no=profile_no,
            identities=(person(new.external_userid),), source=SOURCE, userid=new.userid,
            properties=properties, message_id=f"wecom:ended:{key}",
        )
    ]  # fmt: skip


def _tag_events(
    at: datetime, profile_no: int, new: Follow, came: list[str], went: list[str]
) -> list[Occurrence]:
    return [
        Occurrence(
            name, at, profile_no=profile_no, identities=(person(new.external_userid),),
            source=SOURCE, userid=new.userid, subject=tag_id,
        )
        for name, ids in (("tag_added", came), ("tag_removed", went))
        for tag_id in ids
    ]  # fmt: skip
