"""Whatever interleaves, crashes or is tried again: no limit is passed, nothing comes twice, and every
refusal is explained."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reunion.core.context import SYSTEM, Context
from reunion.core.db import Database
from reunion.restraint import service
from reunion.restraint.model import Ask, Caps, Days, Policy, QuietHours, Touch, limits

ZONE = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
CUSTOMERS = range(1, 9)


class Crash(Exception):
    """The process dies before the commit."""


@pytest.fixture
async def db(database_url: str) -> AsyncIterator[Database]:
    made = Database(database_url, min_size=4, max_size=8)
    await made.open()
    async with made.transaction() as tx:
        for corp in (1, 2):
            await tx.execute(
                "INSERT INTO corp (id, wire_id, name) OVERRIDING SYSTEM VALUE VALUES ($1, $2, $2)",
                corp, f"ww{corp}",
            )  # fmt: skip
    yield made
    await made.close()


def context(tx: Any, at: datetime = MONDAY, corp_id: int = 1) -> Context:
    return Context(corp_id, SYSTEM, tx, at)


async def decide(
    db: Database,
    touch: Touch,
    customers: Any,
    at: datetime = MONDAY,
    *,
    crash: bool = False,
    corp: int = 1,
) -> Any:
    asks = [Ask(one, 100) for one in customers]
    async with db.transaction() as tx:
        verdicts = await service.decide(context(tx, at, corp), touch, asks, ZONE)
        if crash:
            raise Crash
    return verdicts


async def set_policy(db: Database, policy: Policy) -> None:
    async with db.transaction() as tx:
        await service.set_policy(context(tx), policy)


def broadcast(number: int, **more: Any) -> Touch:
    return Touch("broadcast", "marketing", "broadcast", number, **more)


_MOMENTS = st.integers(0, 35 * 24).map(lambda hours: MONDAY + timedelta(hours=hours))
_CAPS = st.builds(Caps, *(st.one_of(st.none(), st.integers(0, 4)) for _ in range(3)))
_POLICIES = st.builds(
    Policy,
    broadcast=st.sampled_from(["month", "week", "day"]),
    moments_a_day=st.integers(0, 3),
    marketing=_CAPS,
    service=_CAPS,
    every=_CAPS,
)
_SENDS = st.lists(
    st.tuples(
        st.sampled_from(["broadcast", "moment", "automated", "group"]),
        st.sampled_from(["marketing", "service"]),
        st.integers(1, 12),  # its number: the same again is a retry
        st.sets(st.sampled_from(CUSTOMERS), min_size=1),
        st.booleans(),  # it crashes before the commit
    ),
    min_size=4,
    max_size=24,
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    policy=_POLICIES,
    sends=_SENDS,
    times=st.lists(_MOMENTS, min_size=1, max_size=4),
    seed=st.integers(0, 9),
)
async def test_any_interleaving(
    db: Database, policy: Policy, sends: Any, times: list[datetime], seed: int
) -> None:
    async with db.transaction() as tx:
        await tx.execute("TRUNCATE touch, touch_count, touch_policy")
    await set_policy(db, policy)
    told: Counter[tuple[str, int, int]] = Counter()
    # A number means one send: its channel and purpose are those of its first appearance.
    meaning: dict[int, tuple[Any, Any]] = {}
    # Time goes on from group to group; within a group everything happens at once.
    order = random.Random(seed)
    groups: list[list[Any]] = [[] for _ in times]
    for send in sends:
        order.choice(groups).append(send)

    async def one(send: Any, at: datetime) -> None:
        channel, purpose, number, customers, crash = send
        channel, purpose = meaning.setdefault(number, (channel, purpose))
        touch = Touch(channel, purpose, channel, number)
        try:
            verdicts = await decide(db, touch, customers, at, crash=crash)
        except Crash:
            return
        except asyncpg.UniqueViolationError:
            return  # the same send at the same moment: the first one has it
        assert verdicts.permitted | verdicts.refused.keys() | verdicts.already == customers
        for customer in verdicts.permitted:
            told[channel, number, customer] += 1

    for at, group in zip(sorted(times), groups, strict=True):
        await asyncio.gather(*(one(send, at) for send in group))
    assert all(count == 1 for count in told.values()), "a customer got the same send twice"
    async with db.connection() as tx:
        lines = await tx.fetch("SELECT * FROM touch")
    assert {
        (r["source"], r["source_id"], r["contact_id"]) for r in lines if r["refused_by"] is None
    } == set(told)
    _no_limit_is_passed(policy, lines)
    for line in lines:
        if line["refused_by"] is not None:
            assert line["counted"] >= line["allowed"], (
                "a refusal that its own numbers do not explain"
            )


def _no_limit_is_passed(policy: Policy, lines: list[Any]) -> None:
    """Counts again, from the ledger alone."""
    seen: Counter[Any] = Counter()
    for line in lines:
        if line["refused_by"] is not None:
            continue
        days = Days.of(line["at"], ZONE)
        allowed = limits(policy, days)
        touch = Touch(line["channel"], line["purpose"], line["source"], line["source_id"])
        for one in touch.classes:
            for period in ("day", "week", "month"):
                place = (line["contact_id"], one, period, days.first(period))
                seen[place] += 1
                assert seen[place] <= allowed.cap(one, period), place


async def test_a_limit_names_itself_and_its_numbers(db: Database) -> None:
    await set_policy(db, Policy(marketing=Caps(week=2)))
    for number in (1, 2):
        assert (await decide(db, broadcast(number), [7])).permitted == {7}
    refused = (await decide(db, broadcast(3), [7])).refused[7]
    assert (refused.rule, refused.counted, refused.allowed) == ("marketing_week", 2, 2)
    next_week = MONDAY + timedelta(days=7)
    assert (await decide(db, broadcast(4), [7], next_week)).permitted == {7}


@pytest.mark.parametrize(
    ("setting", "most", "days"), [("day", 1, 1), ("week", 7, 7), ("month", 31, 31)]
)
async def test_wecoms_own_limits(db: Database, setting: Any, most: int, days: int) -> None:
    """Path 92135: as many a month as it has days, or 7 a week, or 1 a day."""
    await set_policy(db, Policy(broadcast=setting))
    first = datetime(2027, 3, 1, 4, tzinfo=UTC)  # a Monday, the first of a month of 31 days
    got = [await decide(db, broadcast(n), [1], first) for n in range(most + 2)]
    assert sum(1 in one.permitted for one in got) == most
    later = first + timedelta(days=days)
    assert (await decide(db, broadcast(99), [1], later)).permitted == {1}


async def test_a_zero_is_a_limit_too(db: Database) -> None:
    await set_policy(db, Policy(every=Caps(day=0)))
    verdicts = await decide(db, broadcast(1), [1, 2])
    assert verdicts.permitted == frozenset()
    assert {one.rule for one in verdicts.refused.values()} == {"every_day"}


async def test_who_opted_out_gets_service_but_no_marketing(db: Database) -> None:
    async with db.transaction() as tx:
        await service.set_refuses(context(tx), 5, {"marketing"})
    assert (await decide(db, broadcast(1), [5])).refused[5].rule == "opted_out"
    assert (await decide(db, Touch("automated", "service", "reminder", 1), [5])).permitted == {5}
    async with db.transaction() as tx:
        await service.set_refuses(context(tx), 5, set())
    assert (await decide(db, broadcast(2), [5])).permitted == {5}


async def test_room_that_is_held_is_taken_for_the_less_urgent(db: Database) -> None:
    await set_policy(db, Policy(marketing=Caps(week=1)))
    scheduled = broadcast(1, priority=5)
    friday = MONDAY + timedelta(days=4)
    async with db.transaction() as tx:
        held = await service.hold(context(tx), scheduled, [Ask(1, 100), Ask(2, 100)], friday, ZONE)
    assert held == {1, 2}
    assert (await decide(db, broadcast(2), [1])).refused[1].rule == "marketing_week"
    assert (await decide(db, broadcast(3, priority=9), [2])).permitted == {2}
    verdicts = await decide(db, scheduled, [1, 2], friday)
    assert verdicts.permitted == {1}
    assert verdicts.refused[2].rule == "marketing_week"
    async with db.transaction() as tx:
        again = await service.hold(context(tx), broadcast(8), [Ask(3, 1)], friday, ZONE)
        given_back = await service.release(context(tx), broadcast(8))
    assert (again, given_back) == ({3}, 1)
    assert (await decide(db, broadcast(9), [3])).permitted == {3}


async def test_before_a_send_it_says_who_will_not_get_it(db: Database) -> None:
    await set_policy(db, Policy(marketing=Caps(day=1)))
    await decide(db, broadcast(1), [1, 2, 3])
    async with db.transaction() as tx:
        await service.set_refuses(context(tx), 4, {"marketing"})
    asks = [Ask(one, 100) for one in range(1, 8)] + [Ask(8, 100, barred="blocked")]
    async with db.connection() as tx:
        foreseen = await service.foresee(context(tx), broadcast(2), asks, MONDAY, ZONE)
    assert foreseen == {"marketing_day": 3, "opted_out": 1, "blocked": 1, None: 3}
    async with db.transaction() as tx:
        await service.decide(context(tx), broadcast(2), asks, ZONE)
        sums = await service.sums_of_source(context(tx), "broadcast", 2)
        lines = await service.of_source(context(tx), "broadcast", 2, "marketing_day", 0, 10)
        story = await service.of_customer(context(tx), 1, None, 10)
    assert sums == foreseen
    assert [line.contact_id for line in lines] == [1, 2, 3]
    assert [(line.source_id, line.refused_by) for line in story] == [
        (2, "marketing_day"),
        (1, None),
    ]


async def test_two_companies_count_apart(db: Database) -> None:
    for corp in (1, 2):
        async with db.transaction() as tx:
            await service.set_policy(context(tx, corp_id=corp), Policy(broadcast="day"))
    assert (await decide(db, broadcast(1), [1], corp=1)).permitted == {1}
    assert (await decide(db, broadcast(2), [1], corp=2)).permitted == {1}
    assert (await decide(db, broadcast(3), [1], corp=1)).permitted == frozenset()


@pytest.mark.parametrize(
    ("clock", "until"),
    [("21:59", None), ("22:00", "08:00"), ("03:00", "08:00"), ("07:59", "08:00"), ("08:00", None)],
)
async def test_quiet_hours_over_midnight(db: Database, clock: str, until: str | None) -> None:
    await set_policy(db, Policy(quiet_hours=QuietHours("22:00", "08:00")))
    at = datetime.fromisoformat(f"2026-11-23T{clock}").replace(tzinfo=ZONE)
    async with db.connection() as tx:
        over = await service.quiet(context(tx), "marketing", ZONE, at)
        assert await service.quiet(context(tx), "service", ZONE, at) is None
    assert (over and over.strftime("%H:%M")) == until
    assert over is None or timedelta(0) < over - at <= timedelta(hours=10)
