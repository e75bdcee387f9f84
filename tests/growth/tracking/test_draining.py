"""From `record` to the engine: each once, whoever dies in between."""

from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from reunion.core.clock import clock
from reunion.core.context import SYSTEM, Context
from reunion.engine.errors import EngineError
from reunion.growth.profiles import erasing
from reunion.growth.profiles import service as profiles
from reunion.growth.profiles.model import Identity
from reunion.growth.profiles.stores import Person
from reunion.growth.tracking import draining, erasure, loop, service
from reunion.growth.tracking.model import Occurrence
from reunion.growth.tracking.store import inbox
from reunion.storage.blobs import Blobs
from tests.factories.company import Company, found
from tests.factories.sending import given_and_forgotten
from tests.factories.serving import Reunion

AT = datetime(2026, 5, 20, 8, 30, 1, 250_000, UTC)
PHONE = Identity("phone", "13800000001")


@pytest.fixture
def company(alone: Reunion) -> Company:
    return found(alone)


def in_corp(company: Company, work: Callable[[Context], Awaitable[Any]]) -> Any:
    async def inside() -> Any:
        async with company.reunion.db.transaction() as tx:
            return await work(Context(company.corp_id, SYSTEM, tx, clock.now()))

    return company.reunion.run(inside)


def record(company: Company, *occurrences: Occurrence) -> None:
    in_corp(company, lambda ctx: service.record(ctx, occurrences))


def drain(company: Company) -> None:
    """Until nothing is left."""

    async def all_of_it() -> None:
        work = company.reunion.work
        while await draining.fix(work.db) + await draining.deliver(work.db, work.engine):
            pass

    company.reunion.run(all_of_it)


def events(company: Company, name: str) -> list[dict[str, Any]]:
    """What the engine has of that name, by time."""
    sql = (
        "SELECT * EXCEPT (batch) FROM tracked_event "
        "WHERE corp_id = {corp:UInt32} AND name = {name:String} ORDER BY at, subject"
    )
    engine = company.reunion.work.engine
    return company.reunion.run(lambda: engine.rows(dict, sql, corp=company.corp_id, name=name))


def test_what_is_recorded_is_in_the_engine_as_it_was_told(company: Company) -> None:
    told = Occurrence(
        "order_paid", AT, (PHONE,), source="till", userid="zhou", subject="A-1", amount_fen=12_900,
        properties={"items": [{"sku": "龙井", "n": 2}], "paid": True, "at": "2026-05-20T08:30:00Z"},
    )  # fmt: skip
    record(company, told)
    drain(company)
    [row] = events(company, "order_paid")
    [number] = in_corp(company, lambda ctx: profiles.find(ctx, [PHONE])).values()
    assert row | {"id": "", "received_at": ""} == {
        "corp_id": company.corp_id, "name": "order_paid", "at": "2026-05-20 08:30:01.250",
        "profile_no": number, "id": "", "received_at": "", "source": "till", "userid": "zhou",
        "subject": "A-1", "amount_fen": 12_900, "identity": "phone:13800000001",
        "properties": {
            "items": [{"sku": "龙井", "n": 2}], "paid": True, "at": "2026-05-20T08:30:00Z",
        },
    }  # fmt: skip


def test_a_few_events_are_in_the_engine_after_one_step(company: Company) -> None:
    record(company, Occurrence("came_in", AT, (PHONE,)), Occurrence("went_out", AT, (PHONE,)))
    assert company.reunion.run(lambda: loop.step(company.reunion.work, {})) == (2, 2)
    assert len(events(company, "came_in")) == 1


def test_one_message_counts_once_also_days_later(company: Company) -> None:
    one = Occurrence("content_opened", AT, (PHONE,), message_id="m-1")
    record(company, one, one, msgspec.structs.replace(one, source="other"))
    drain(company)
    record(company, one, msgspec.structs.replace(one, message_id=""))
    drain(company)
    sources = [row["source"] for row in events(company, "content_opened")]
    assert sorted(sources) == ["other", "reunion", "reunion"]


def test_a_batch_given_again_after_its_end_was_not_seen_is_there_once(company: Company) -> None:
    """As after a kill -9 between the engine's answer and our note of it. The engine takes rows of a hundred
    months at once, and no more."""
    months = [
        Occurrence("group_joined", AT - timedelta(days=31 * n), (PHONE,), subject=f"{n:03}")
        for n in range(130)
    ]
    record(company, *months)
    reunion = company.reunion

    async def twice() -> None:
        work = reunion.work
        await draining.fix(work.db)
        await given_and_forgotten(work.db, work.engine)

    reunion.run(twice)
    assert len(events(company, "group_joined")) == 130
    drain(company)
    assert [row["subject"] for row in events(company, "group_joined")] == [
        f"{n:03}" for n in reversed(range(130))
    ]


def test_what_came_before_counts_once_beside_what_is_new(company: Company) -> None:
    """Also a large batch of which one message came before and two are the same."""
    shown = [
        Occurrence("banner_shown", AT, (PHONE,), subject=str(n), message_id=f"b-{n}")
        for n in range(500)
    ]
    record(company, shown[7], shown[8])
    drain(company)
    record(company, *shown, shown[9])
    drain(company)
    subjects = [int(row["subject"]) for row in events(company, "banner_shown")]
    assert sorted(subjects) == list(range(500))


def test_what_waited_unpacked_before_an_upgrade_arrives(company: Company) -> None:
    record(company, *(Occurrence("desk_opened", AT, (PHONE,), subject=n) for n in ("1", "2")))

    async def as_before(ctx: Context) -> None:
        for row in await inbox.of_corp(ctx):
            await ctx.tx.execute(
                "UPDATE tracking_inbox SET entries = $2, size = NULL WHERE id = $1",
                row.id, row.entries,
            )  # fmt: skip

    in_corp(company, as_before)
    record(company, Occurrence("desk_opened", AT, (PHONE,), subject="3"))
    drain(company)
    assert [row["subject"] for row in events(company, "desk_opened")] == ["1", "2", "3"]


def test_while_the_engine_is_away_everything_waits(company: Company) -> None:
    record(company, Occurrence("tag_added", AT, (PHONE,)))
    reunion = company.reunion

    async def without() -> None:
        work = reunion.work
        await draining.fix(work.db)
        away = type(work.engine)("http://127.0.0.1:9", "nowhere")
        with pytest.raises(EngineError):
            await draining.deliver(work.db, away)

    reunion.run(without)
    assert events(company, "tag_added") == []
    drain(company)
    assert len(events(company, "tag_added")) == 1


def test_a_row_that_the_engine_cannot_read_is_kept_aside(company: Company) -> None:
    """And the others of its batch are there."""
    beyond = {"price": msgspec.Raw(b"1e999")}
    good = [Occurrence("chatted", AT, (PHONE,), subject=str(n)) for n in range(5)]
    record(company, *good, Occurrence("chatted", AT, (PHONE,), properties=beyond))
    drain(company)
    assert [row["subject"] for row in events(company, "chatted")] == ["0", "1", "2", "3", "4"]

    async def aside() -> list[Any]:
        async with company.reunion.db.connection() as connection:
            return await connection.fetch("SELECT corp_id, line FROM tracking_unreadable")

    [row] = company.reunion.run(aside)
    assert row["corp_id"] == company.corp_id
    assert "1e999" in row["line"]


def test_who_names_nobody_or_no_zone_is_refused(company: Company) -> None:
    with pytest.raises(ValueError, match="nobody"):
        record(company, Occurrence("chatted", AT))
    with pytest.raises(ValueError, match="zone"):
        record(company, Occurrence("chatted", AT.replace(tzinfo=None), (PHONE,)))


def test_people_are_learned_on_the_way(company: Company) -> None:
    """One device, then a member number on it: one person, and both events are hers."""
    device, member = Identity("device", "d-7"), Identity("member_no", "M7")
    record(company, Occurrence("form_submitted", AT, (device,), subject="1"))
    drain(company)
    record(company, Occurrence("form_submitted", AT, (member, device), subject="2"))
    drain(company)
    numbers = in_corp(company, lambda ctx: profiles.find(ctx, [device, member]))
    assert numbers[device] == numbers[member]
    assert {row["profile_no"] for row in events(company, "form_submitted")} == {numbers[member]}


@pytest.mark.long
def test_all_of_a_person_is_given_out_and_erased(company: Company) -> None:
    """In the engine, fixed on the way to it, and in the inbox; of others nothing. What the engine has is
    counted and goes later, with that of all tables: nothing may come to it after."""
    hers, other = Identity("email", "chen@example.com"), Identity("email", "li@example.com")
    told = Occurrence("content_shared", AT, (hers,), subject="1", properties={"x": 1})
    record(company, told, msgspec.structs.replace(told, identities=(other,)))
    drain(company)
    record(company, msgspec.structs.replace(told, subject="2"))
    company.reunion.run(lambda: draining.fix(company.reunion.work.db))
    later = msgspec.structs.replace(told, subject="3")
    record(company, later, msgspec.structs.replace(later, identities=(other,)))

    async def gone(ctx: Context) -> Any:
        (number,) = (await profiles.find(ctx, [hers])).values()
        work = company.reunion.work
        person = Person(ctx, work.engine, Blobs(work.config.data), [number], [hers])
        return await erasure.export(person), await erasure.erase(person)

    exported, receipt = in_corp(company, gone)
    [event] = exported["tracked_event"]
    assert (event["name"], event["properties"]) == ("content_shared", {"x": 1})
    assert {(one.what, one.count) for one in receipt} == {
        ("tracking_inbox", 1), ("tracking_unreadable", 0), ("tracking_refusal", 0),
    }  # fmt: skip
    drain(company)
    left = Counter(row["identity"] for row in events(company, "content_shared"))
    assert left == {"email:chen@example.com": 2, "email:li@example.com": 2}


def test_what_waits_when_she_is_erased_does_not_make_her_anew(company: Company) -> None:
    """It was told before she was to be forgotten, and would be found after: the job comes later still."""
    hers, other = Identity("email", "wang@example.com"), Identity("email", "he@example.com")
    told = Occurrence("content_opened", AT, (hers,), subject="1")
    record(company, told)
    drain(company)
    record(company, told, msgspec.structs.replace(told, identities=(other,)))

    async def ask(ctx: Context) -> Any:
        (number,) = (await profiles.find(ctx, [hers])).values()
        return await erasing.ask(ctx, number, "she asked")

    receipt = in_corp(company, ask)
    assert [one.count for one in receipt.lines["profiles"] if one.what == "tracking_inbox"] == [1]
    drain(company)
    found = in_corp(company, lambda ctx: profiles.find(ctx, [hers, other]))
    assert list(found) == [other]
