"""Rows of the customers: persons, contacts, follows with tags and source, and the events of these."""

from datetime import timedelta
from random import Random
from typing import Any, NamedTuple

from reunion.core.context import Actor
from reunion.core.phone import e164
from reunion.main.demo import store
from reunion.main.demo.dialogues import REMARKS
from reunion.main.demo.plan import ZONE, CustomerPlan, FollowPlan, Plan
from reunion.main.demo.staff_rows import Ground, event, wire_id
from reunion.main.demo.store import Row
from reunion.platform.contacts.model import name_key, search_text

_LASTS = timedelta(days=25)


class Known(NamedTuple):
    """A follow that was written, with what the talks need."""

    contact_id: int
    person_id: int
    member_id: int
    userid: str
    member_name: str
    external_userid: str
    customer: CustomerPlan
    follow: FollowPlan


async def bring(tx: Any, corp_id: int, plan: Plan, ground: Ground, random: Random) -> list[Known]:
    """Writes everything but the conversations; answers the follows."""
    count = len(plan.customers)
    persons = await store.principals(tx, count)
    contacts = await store.principals(tx, count)
    wire_ids = [wire_id(random, "wm") for _ in plan.customers]
    known = [
        Known(
            contact, person, ground.members[follow.staff], plan.staff[follow.staff].userid,
            plan.staff[follow.staff].name, external, customer, follow,
        )
        for person, contact, external, customer in zip(
            persons, contacts, wire_ids, plan.customers, strict=True
        )
        for follow in customer.follows
    ]  # fmt: skip
    await _people(tx, corp_id, plan, persons, contacts, wire_ids, random)
    await _follows(tx, corp_id, known, ground, random)
    await _counts(tx, corp_id, known, ground, random)
    return known


async def _people(
    tx: Any, corp_id: int, plan: Plan, persons: list[int], contacts: list[int],
    wire_ids: list[str], random: Random,
) -> None:  # fmt: skip
    await store.insert(
        tx,
        "person",
        [
            {
                "id": id_, "phone": e164(one.phone), "unionid": wire_id(random, "o", 27), "name": one.name,
                "gender": one.gender, "notify_messages": True, "notify_sound": True,
                "notify_preview": True, "created_at": one.follows[0].added_at - timedelta(minutes=2),
            }
            for id_, one in zip(persons, plan.customers, strict=True)
        ],
    )  # fmt: skip
    await store.insert(
        tx,
        "contact",
        [
            {
                "id": id_, "corp_id": corp_id, "person_id": person, "external_userid": external,
                "created_at": one.follows[0].added_at,
            }
            for id_, person, external, one in zip(
                contacts, persons, wire_ids, plan.customers, strict=True
            )
        ],
    )  # fmt: skip


async def _follows(
    tx: Any, corp_id: int, known: list[Known], ground: Ground, random: Random
) -> None:
    rows: list[Row] = []
    tags: list[Row] = []
    for one in known:
        follow, customer = one.follow, one.customer
        description = random.choice(REMARKS) if random.random() < 0.15 else ""
        mobiles = [customer.phone] if random.random() < 0.4 else []
        rows.append(
            {
                "corp_id": corp_id, "contact_id": one.contact_id, "member_id": one.member_id,
                "state": f"deleted_by_{follow.lost}" if follow.lost else "active",
                "remark": follow.remark, "description": description, "remark_mobiles": mobiles,
                "add_way": follow.add_way, "source_state": follow.state,
                "contact_way_id": ground.ways.get(follow.state), "oper_userid": one.external_userid,
                "added_at": follow.added_at, "since": follow.added_at,
                "ended_at": follow.added_at + _LASTS if follow.lost else None,
                "name_key": name_key(customer.name, follow.remark),
                "search": search_text(customer.name, follow.remark, "", description, mobiles),
            }
        )  # fmt: skip
        tags += [
            {
                "corp_id": corp_id, "contact_id": one.contact_id, "member_id": one.member_id,
                "tag_id": ground.tags[tag], "at": follow.added_at + timedelta(minutes=3),
            }
            for tag in follow.tags
        ]  # fmt: skip
    await store.insert(tx, "follow", rows)
    await store.insert(tx, "follow_tag", tags)
    events = [one for known_one in known for one in _events(corp_id, known_one)]
    await store.insert(tx, "event", sorted(events, key=lambda row: row["at"]))


def _events(corp_id: int, one: Known) -> list[Row]:
    follow = one.follow
    customer = Actor("customer", one.person_id, one.customer.name)
    member = Actor("member", one.member_id, one.member_name)
    wire = {
        "member_id": one.member_id, "userid": one.userid,
        "external_userid": one.external_userid, "state": follow.state,
    }  # fmt: skip
    key = str(one.contact_id)
    at = follow.added_at
    events = [
        event(
            corp_id, "contact.added", one.external_userid, key, at,
            {**wire, "add_way": follow.add_way, "again": False}, customer,
        ),
        event(
            corp_id, "contact.edited", one.external_userid, key, at + timedelta(minutes=3),
            {**wire, "changed": {"tags": {"add": list(follow.tags), "remove": []}}}, member,
        ),
    ]  # fmt: skip
    if follow.remark:
        changed = {"remark": ["", follow.remark]}
        events.append(
            event(
                corp_id, "contact.edited", one.external_userid, key, at + timedelta(minutes=4),
                {**wire, "changed": changed}, member,
            )
        )  # fmt: skip
    if follow.lost:
        actor = customer if follow.lost == "customer" else member
        events.append(
            event(
                corp_id, "contact.deleted", one.external_userid, key, at + _LASTS,
                {**wire, "by": follow.lost}, actor,
            )
        )  # fmt: skip
    return events


async def _counts(
    tx: Any, corp_id: int, known: list[Known], ground: Ground, random: Random
) -> None:
    """The counters that the verbs keep: loads of members and corp, and the codes' statistics."""
    active = [one for one in known if not one.follow.lost]
    load = dict.fromkeys(ground.members, 0)
    for one in active:
        load[one.member_id] += 1
    await store.insert(
        tx,
        "member_load",
        [
            {"corp_id": corp_id, "member_id": id_, "customers": customers, "cap": 5000}
            for id_, customers in load.items()
        ],
    )
    await store.insert(
        tx, "corp_load", [{"corp_id": corp_id, "relations": len(active), "cap": 50_000}]
    )
    days: dict[tuple[int, str], Row] = {}
    for one in known:
        way = ground.ways.get(one.follow.state)
        if way is None:
            continue
        when = [(one.follow.added_at, "added")]
        when += [(one.follow.added_at + _LASTS, "lost")] if one.follow.lost else []
        for at, what in when:
            day = at.astimezone(ZONE).date().isoformat()
            row = days.setdefault(
                (way, day),
                {"corp_id": corp_id, "way_id": way, "day": day, "opened": 0, "added": 0, "lost": 0},
            )
            row[what] += 1
            row["opened"] += random.randint(1, 3) if what == "added" else 0
    await store.insert(tx, "contact_way_day", list(days.values()))
    await store.sum_ways(tx, corp_id)
