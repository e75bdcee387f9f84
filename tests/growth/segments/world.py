"""People with everything that conditions ask for, in the record and in the engine; their values lie close to
each other, so that conditions cut between them."""

import asyncio
import random
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from reunion.core.clock import clock
from reunion.engine.literals import moment
from reunion.growth.calendar.model import Now
from tests.factories.company import Company

CITIES = ("", "上海", "杭州", "Berlin")
NAMES = ("王小美", "Wang", "wang li", "李雷", "")
USERIDS, CHANNELS, WAYS = ("zhou", "chen"), ("", "门店", "web"), (1, 3, 16)
EVENTS = ("order_paid", "content_opened", "visited")
STORES = ("徐家汇", "People's Sq", "a\\b")
CHOICES = ("干", "油", "混")
FIELDS = {
    "skin": "choice", "likes": "choices", "degree": "number", "agreed": "boolean",
    "joined": "date", "note": "text",
}  # fmt: skip
COLUMNS = {
    "text": "Nullable(String)", "number": "Nullable(Float64)", "boolean": "Nullable(Bool)",
    "date": "Nullable(Date32)", "choice": "LowCardinality(Nullable(String))",
    "choices": "Array(LowCardinality(String))",
}  # fmt: skip


class Person(msgspec.Struct, kw_only=True):
    no: int
    name: str
    gender: str
    birthday: date | None
    city: str
    latitude: float | None
    longitude: float | None
    known_since: datetime
    is_contact: bool
    own: dict[str, Any]
    tags: set[int]
    erased: bool = False
    into: int | None = None


class Follow(msgspec.Struct):
    no: int
    userid: str
    state: str
    channel: str
    add_way: int
    added_at: datetime
    ended_at: datetime | None


class Event(msgspec.Struct):
    no: int
    name: str
    at: datetime
    subject: str
    amount_fen: int
    properties: dict[str, Any]


class Score(msgspec.Struct):
    no: int
    rfm: tuple[int, int, int]
    alive: float | None
    expected_90: float | None
    value_fen: int | None


class World(msgspec.Struct):
    now: Now
    people: dict[int, Person]
    follows: list[Follow]
    events: list[Event]
    scores: dict[int, Score]
    field_nos: dict[str, int] = {}
    tag_nos: tuple[int, ...] = (1, 2, 3)
    first_no: int = 1

    def who(self, no: int) -> int:
        """Who she is now."""
        into = self.people[no].into
        return no if into is None else into


def made(seed: int, size: int = 40, first_no: int = 1, zone: str = "Asia/Shanghai") -> World:
    """So many people, by chance, of a company in that time zone."""
    dice = random.Random(seed)
    now = Now(clock.now(), ZoneInfo(zone))
    world = World(now, {}, [], [], {}, first_no=first_no)
    for no in range(first_no, first_no + size):
        world.people[no] = _person(dice, no, now)
    numbers = list(world.people)
    for no in numbers[-6:]:
        if dice.random() < 0.7:
            world.people[no].into = dice.choice(numbers[:-6])
        else:
            world.people[no].erased = True
    for no in numbers:
        if world.people[no].into is None:
            userids = dice.sample(USERIDS, dice.randrange(3))
            world.follows += [_follow(dice, no, userid, now) for userid in userids]
            if dice.random() < 0.6:
                world.scores[no] = _score(dice, no)
        world.events += [_event(dice, no, now) for _ in range(dice.randrange(7))]
    return world


def _day(dice: random.Random, now: Now) -> datetime:
    """A moment at or beside a midnight of the last days, or by chance."""
    start = now.begins(
        now.today - timedelta(days=dice.choice((0, 1, 2, 3, 6, 7, 8, 29, 30, 90, 400)))
    )
    away = dice.choice((0, 0, 1, -1, 3_600_000, 43_200_000))
    at = start + timedelta(milliseconds=away)
    return at if at < now.at - timedelta(minutes=5) else now.at - timedelta(hours=1)


def _person(dice: random.Random, no: int, now: Now) -> Person:
    somewhere = dice.random() < 0.8
    own: dict[str, Any] = {}
    if dice.random() < 0.7:
        own["skin"] = dice.choice(CHOICES)
    if picked := [one for one in CHOICES if dice.random() < 0.4]:
        own["likes"] = picked
    if dice.random() < 0.7:
        own["degree"] = dice.choice((-2.0, 0.0, 1.5, 3.0))
    if dice.random() < 0.7:
        own["agreed"] = dice.random() < 0.5
    if dice.random() < 0.7:
        own["joined"] = (now.today - timedelta(days=dice.choice((0, 1, 7, 8, -1, 400)))).isoformat()
    if dice.random() < 0.7:
        own["note"] = dice.choice(("a'b", "Ab", "重逢"))
    return Person(
        no=no, name=dice.choice(NAMES), gender=dice.choice(("", "male", "female")),
        birthday=dice.choice((None, now.today.replace(year=1990, day=1), date(1996, 2, 29),
                              (now.today + timedelta(days=dice.randrange(-2, 9))).replace(year=1999))),
        city=dice.choice(CITIES),
        latitude=31.2 + dice.choice((0, 0.004, 0.02)) if somewhere else None,
        longitude=121.4 + dice.choice((0, 0.005, -0.03)) if somewhere else None,
        known_since=_day(dice, now), is_contact=dice.random() < 0.6, own=own,
        tags={tag for tag in (1, 2, 3) if dice.random() < 0.45},
    )  # fmt: skip


def _follow(dice: random.Random, no: int, userid: str, now: Now) -> Follow:
    state = dice.choice(("active", "active", "lost", "dropped", "ended"))
    ended = None if state == "active" else now.at - timedelta(minutes=10)
    return Follow(
        no, userid, state, dice.choice(CHANNELS), dice.choice(WAYS), _day(dice, now), ended
    )


def _event(dice: random.Random, no: int, now: Now) -> Event:
    properties: dict[str, Any] = {}
    if dice.random() < 0.7:
        properties["store"] = dice.choice(STORES)
    if dice.random() < 0.7:
        properties["seconds"] = dice.choice((0, 5, 7.5, 60, "60"))
    if dice.random() < 0.5:
        properties["vip"] = dice.random() < 0.5
    if dice.random() < 0.5:
        properties["shelf"] = {"no": dice.choice((1, 2))}
    if dice.random() < 0.6:
        liked: list[Any] = [one for one in (*CHOICES, 2, 2.5, True) if dice.random() < 0.3]
        properties["likes"] = liked if dice.random() < 0.9 else "干"
    if dice.random() < 0.6:
        properties["items"] = [_item(dice) for _ in range(dice.randrange(3))]
    if dice.random() < 0.6:
        ahead = timedelta(days=dice.choice((0, -1, -7, -8, 1, 400)))
        properties["visit"] = dice.choice(((now.today + ahead).isoformat(), "2026-10-24", "soon"))
        properties["days"] = [properties["visit"], "2026-11-01T08:00:00Z"]
    at = now.at + timedelta(hours=1) if dice.random() < 0.05 else _day(dice, now)
    return Event(
        no, dice.choice(EVENTS), at, dice.choice(("", "A1", "B2")),
        dice.choice((0, 100, 5000, -5000)), properties,
    )  # fmt: skip


def _item(dice: random.Random) -> dict[str, Any]:
    item: dict[str, Any] = {}
    if dice.random() < 0.8:
        item["name"] = dice.choice(("绿茶", "tea", "T"))
    if dice.random() < 0.8:
        item["q"] = dice.choice((1, 2, 2.5, "2"))
    if dice.random() < 0.3:
        item["size"] = {"cm": dice.choice((1, 3.5))}
    return item


def _score(dice: random.Random, no: int) -> Score:
    rfm = (dice.randint(1, 5), dice.randint(1, 5), dice.randint(1, 5))
    known = dice.random() < 0.7
    return Score(
        no, rfm, dice.choice((0.0, 0.5, 1.0)) if known else None,
        dice.choice((0.25, 2.0)) if known else None, dice.choice((0, 9900)) if known else None,
    )  # fmt: skip


def load(company: Company, world: World) -> None:
    """Puts a world into a company, and waits until the engine and the sets have it."""
    reunion, corp = company.reunion, company.corp_id

    async def write() -> int:
        async with reunion.db.transaction() as tx:
            await tx.execute(
                "UPDATE corp SET time_zone = $2 WHERE id = $1", corp, world.now.zone.key
            )
            for key, kind in FIELDS.items():
                choices = list(CHOICES) if kind.startswith("choice") else []
                world.field_nos[key] = await tx.fetchval(
                    "INSERT INTO profile_field (corp_id, key, name, type, choices) "
                    "VALUES ($1, $2, $2, $3, $4) RETURNING field_no", corp, key, kind, choices,
                )  # fmt: skip
            for tag in world.tag_nos:
                await tx.execute(
                    "INSERT INTO growth_tag (corp_id, tag_no, group_name, name) "
                    "VALUES ($1, $2, 'g', $3)", corp, tag, f"标签{tag}",
                )  # fmt: skip
            rows = [_record(corp, one, world) for one in world.people.values()]
            await tx.executemany(
                """INSERT INTO profile (corp_id, profile_no, name, gender, birthday, city, latitude,
                       longitude, attributes, tags, known_since, merged_into, moved, erased_at)
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)""", rows,
            )  # fmt: skip
            contacts = [
                (corp, f"wm{corp}-{no}", no) for no, one in world.people.items() if one.is_contact
            ]
            await tx.executemany(
                """INSERT INTO profile_identity (corp_id, kind, value, profile_no, source, since)
                   VALUES ($1, 'external_userid', $2, $3, 'test', now())""", contacts,
            )  # fmt: skip
            await tx.execute("SELECT pg_notify('profiles', '')")
            return await tx.fetchval("SELECT pg_current_xact_id()::text::bigint")

    xid = reunion.run(write)
    _into_engine(company, world)
    engine = reunion.work.engine

    async def through() -> None:
        while (await engine.sets.known()).until <= xid:  # noqa: ASYNC110 (it is told by a loop)
            await asyncio.sleep(0.02)
        facts = "SELECT count() FROM profile_facts WHERE corp_id = {corp:UInt32}"
        while await engine.value(int, facts, corp=corp) < len(world.people):  # noqa: ASYNC110
            await asyncio.sleep(0.02)

    reunion.run(through)


def _record(corp: int, one: Person, world: World) -> tuple[Any, ...]:
    own = {str(world.field_nos[key]): value for key, value in one.own.items()}
    return (
        corp, one.no, one.name, one.gender, one.birthday, one.city, one.latitude, one.longitude, own,
        sorted(one.tags), one.known_since, one.into, one.into is not None,
        one.known_since if one.erased else None,
    )  # fmt: skip


def _into_engine(company: Company, world: World) -> None:
    corp, engine = company.corp_id, company.reunion.work.engine
    follows = [
        {
            "corp_id": corp, "profile_no": one.no, "userid": one.userid, "version": 1,
            "state": one.state, "add_way": one.add_way, "channel": one.channel,
            "added_at": moment(one.added_at), "ended_at": one.ended_at and moment(one.ended_at),
        }
        for one in world.follows
    ]  # fmt: skip
    events = [
        {
            "corp_id": corp, "name": one.name, "at": moment(one.at), "profile_no": one.no,
            "id": str(UUID(int=number)), "received_at": moment(world.now.at), "source": "test",
            "subject": one.subject, "amount_fen": one.amount_fen, "properties": one.properties,
        }
        for number, one in enumerate(world.events)
    ]  # fmt: skip
    scores = [
        {
            "corp_id": corp, "profile_no": one.no, "version": 1, "rfm_r": one.rfm[0],
            "rfm_f": one.rfm[1], "rfm_m": one.rfm[2], "alive": one.alive,
            "expected_90": one.expected_90, "value_fen": one.value_fen,
        }
        for one in world.scores.values()
    ]  # fmt: skip

    async def insert() -> None:
        await engine.insert("follow_facts", follows)
        await engine.insert("tracked_event", events)
        await engine.insert("prediction_facts", scores)

    company.reunion.run(insert)
