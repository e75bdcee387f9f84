"""Rows of the directory, the tags and the contact ways."""

from datetime import datetime, timedelta
from random import Random
from typing import Any, NamedTuple

from reunion.core.clock import clock
from reunion.core.context import SYSTEM
from reunion.core.pinyin import sort_key
from reunion.main.demo import company, store
from reunion.main.demo.plan import Plan, Staff
from reunion.main.demo.store import Row


class Ground(NamedTuple):
    """What customers are put on: members by place in the plan, tags by name, contact ways by state."""

    members: list[int]
    tags: dict[str, int]
    ways: dict[str, int]


def event(
    corp_id: int, name: str, subject: str, key: str, at: datetime, data: Row, actor: Any = SYSTEM
) -> Row:
    """A row of the event table, already relayed."""
    return {
        "corp_id": corp_id, "name": name, "subject": subject, "order_key": key,
        "actor_kind": actor.kind, "actor_id": actor.id, "actor_name": actor.name,
        "data": data, "at": at, "relayed": True,
    }  # fmt: skip


async def lay(tx: Any, corp_id: int, plan: Plan, founded: datetime, random: Random) -> Ground:
    """Departments, members, contact tags, customer tags, contact ways and welcomes."""
    await _departments(tx, corp_id, founded)
    members = await _members(tx, corp_id, plan, founded)
    await _member_tags(tx, corp_id, plan, members, founded)
    tags = await _tags(tx, corp_id, founded, random)
    ways = await _ways(tx, corp_id, founded, random)
    return Ground(members, tags, ways)


async def _departments(tx: Any, corp_id: int, founded: datetime) -> None:
    places = [*company.REGIONS, *company.OFFICES]
    rows = [
        (one.id, one.parent_id, one.name, one.name_en) for one in places
    ] + [(one.id, one.region_id, one.name, one.name_en) for one in company.STORES]  # fmt: skip
    await store.insert(
        tx,
        "department",
        [
            {
                "corp_id": corp_id, "id": id_, "parent_id": parent, "name": name,
                "name_en": name_en, "sort": 10_000 - id_, "created_at": founded,
            }
            for id_, parent, name, name_en in rows
        ],
    )  # fmt: skip
    await store.next_directory_ids(
        tx, corp_id, max(row[0] for row in rows) + 1, len(company.MEMBER_TAGS) + 1
    )


def _member(one: Staff, founded: datetime) -> Row:
    return {
        "name": one.name, "name_pinyin": sort_key(one.name), "mobile": one.mobile,
        "gender": one.gender, "position": one.position, "external_position": one.position,
        "main_department": one.department_id, "created_at": founded,
    }  # fmt: skip


async def _members(tx: Any, corp_id: int, plan: Plan, founded: datetime) -> list[int]:
    admin, *others = plan.staff
    admin_id = await store.settle_admin(tx, corp_id, admin.userid, _member(admin, founded))
    members = [admin_id, *await store.principals(tx, len(others))]
    rows = [
        {
            "id": id_, "corp_id": corp_id, "userid": one.userid, **_member(one, founded),
            "email": f"{one.userid}@chuncha.example", "status": "active", "seen_at": clock.now(), "role": one.role,
            "role_departments": [one.department_id] if one.role == "scoped" else [],
            "alias": "", "english_name": "", "telephone": "", "address": "", "direct_leaders": [],
            "extattr": {}, "external_profile": {}, "can_contact": True,
        }
        for id_, one in zip(members[1:], others, strict=True)
    ]  # fmt: skip
    await store.insert(tx, "member", rows)
    await store.insert(
        tx,
        "member_department",
        [
            {
                "corp_id": corp_id, "member_id": id_, "department_id": one.department_id,
                "sort": 0, "is_leader": one.position == "店长",
            }
            for id_, one in zip(members, plan.staff, strict=True)
        ],
    )  # fmt: skip
    await store.insert(
        tx,
        "event",
        [
            event(corp_id, "member.created", one.userid, str(id_), founded, {"userid": one.userid, "name": one.name})
            for id_, one in zip(members, plan.staff, strict=True)
        ],
    )  # fmt: skip
    return members


async def _member_tags(
    tx: Any, corp_id: int, plan: Plan, members: list[int], founded: datetime
) -> None:
    await store.insert(
        tx,
        "member_tag",
        [
            {"corp_id": corp_id, "id": number, "name": name, "created_at": founded}
            for number, name in enumerate(company.MEMBER_TAGS, start=1)
        ],
    )
    numbers = {name: number for number, name in enumerate(company.MEMBER_TAGS, start=1)}
    await store.insert(
        tx,
        "member_tag_item",
        [
            {"corp_id": corp_id, "tag_id": numbers[one.position], "member_id": id_}
            for id_, one in zip(members, plan.staff, strict=True)
            if one.position in numbers
        ],
    )


async def _tags(tx: Any, corp_id: int, founded: datetime, random: Random) -> dict[str, int]:
    groups = list(company.TAGS)
    group_ids = await store.identities(tx, "tag_group", len(groups))
    await store.insert(
        tx,
        "tag_group",
        [
            {
                "id": id_, "corp_id": corp_id, "wire_id": wire_id(random, "et"), "name": name,
                "sort": 1000 - place, "created_at": founded,
            }
            for place, (id_, name) in enumerate(zip(group_ids, groups, strict=True))
        ],
    )  # fmt: skip
    named = [
        (group_id, name)
        for group_id, group in zip(group_ids, groups, strict=True)
        for name in company.TAGS[group]
    ]
    tag_ids = await store.identities(tx, "tag", len(named))
    await store.insert(
        tx,
        "tag",
        [
            {
                "id": id_, "corp_id": corp_id, "group_id": group_id, "wire_id": wire_id(random, "et"),
                "name": name, "sort": 1000 - place, "created_at": founded,
            }
            for place, (id_, (group_id, name)) in enumerate(zip(tag_ids, named, strict=True))
        ],
    )  # fmt: skip
    await store.insert(tx, "tag_quota", [{"corp_id": corp_id, "used": len(named)}])
    return {name: id_ for id_, (_, name) in zip(tag_ids, named, strict=True)}


async def _ways(tx: Any, corp_id: int, founded: datetime, random: Random) -> dict[str, int]:
    ways = [
        (
            shop.state,
            f"{shop.name} 门店码",
            [shop.id],
            company.STORE_WELCOME.format(store=shop.name),
        )
        for shop in company.STORES
    ] + [
        (way.state, way.remark, [shop.id for shop in company.STORES], company.WELCOME)
        for way in company.CAMPAIGN_WAYS
    ]
    way_ids = await store.identities(tx, "contact_way", len(ways))
    rows = [
        {
            "id": id_, "corp_id": corp_id, "config_id": wire_id(random, "", 32), "slug": wire_id(random, "cw", 10),
            "type": 2, "scene": 2, "style": 0, "conclusions": None, "remark": remark, "skip_verify": True, "state": state,
            "member_ids": [], "department_ids": departments,
            "is_temp": False, "is_exclusive": False, "unionid": "", "tag_ids": [], "created_by": company.ADMIN_NAME,
            "opened": 0, "added": 0, "created_at": founded + timedelta(minutes=place),
        }
        for place, (id_, (state, remark, departments, _)) in enumerate(zip(way_ids, ways, strict=True))
    ]  # fmt: skip
    await store.insert(tx, "contact_way", rows)
    await store.insert(tx, "contact_way_quota", [{"corp_id": corp_id, "used": len(ways)}])
    welcomes = await store.identities(tx, "welcome", len(ways) + 1)
    await store.insert(
        tx,
        "welcome",
        [
            {
                "id": welcome_id, "corp_id": corp_id, "contact_way_id": way_id, "text": text,
                "attachments": [], "enabled": True, "updated_at": founded,
            }
            for welcome_id, way_id, text in zip(
                welcomes, [*way_ids, None], [*(way[3] for way in ways), company.WELCOME], strict=True
            )
        ],
    )  # fmt: skip
    return {way[0]: id_ for way, id_ in zip(ways, way_ids, strict=True)}


def wire_id(random: Random, prefix: str, length: int = 30) -> str:
    """As core.ids makes them, but by the seed."""
    return prefix + "".join(
        random.choices("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789", k=length)
    )
