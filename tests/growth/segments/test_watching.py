"""Watched segments: who enters and leaves is told once, by what is new about people."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from reunion.core.clock import clock
from reunion.core.context import Context
from reunion.growth.profiles import service as profiles
from reunion.growth.profiles.model import Identity, Known, TagChange
from reunion.growth.segments.store.watching import PART
from reunion.growth.tracking import service as tracking
from reunion.growth.tracking.model import Occurrence
from tests.factories.company import Caller, Company, found
from tests.factories.serving import Reunion

PATH = "/api/console/segments"


@pytest.fixture(scope="module")
def company(reunion: Reunion) -> Company:
    return found(reunion)


def do(company: Company, work: Callable[[Any], Awaitable[Any]]) -> Any:
    async def inside() -> Any:
        async with company.reunion.db.transaction() as tx:
            return await work(company.context(tx))

    return company.reunion.run(inside)


async def until(lin: Caller, segment_id: int, count: int) -> dict[str, Any]:
    """The segment, once so many are told to be in."""
    async with asyncio.timeout(60):
        while (one := await lin.ok("GET", f"{PATH}/{segment_id}"))["count"] != count:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    return one


def told(company: Company, segment_id: int) -> list[tuple[list[int], list[int]]]:
    """What was told of a segment's members, in order."""

    async def read(ctx: Any) -> Any:
        return await ctx.tx.fetch(
            "SELECT data FROM event WHERE corp_id = $1 AND name = 'segment.members_changed' "
            "AND subject = $2 ORDER BY id", ctx.corp_id, str(segment_id),
        )  # fmt: skip

    return [(row["data"]["entered"], row["data"]["left"]) for row in do(company, read)]


async def test_what_is_new_about_people_moves_them_in_and_out_once(company: Company) -> None:
    lin = company.console()

    async def people(ctx: Any) -> Any:
        known = [
            Known((Identity("phone", f"+861380000000{n}"),), "test", clock.now()) for n in range(3)
        ]
        return await profiles.learn(ctx, known), await profiles.put_tags(ctx, [("g", "VIP", None)])

    (one, two, three), (vip,) = do(company, people)
    tagged = {"kind": "tags", "any_of": [vip]}
    bought = {"kind": "did", "event": "order_paid", "sum": "amount_fen", "at_least": 100}
    either = {"kind": "any", "of": [tagged, bought]}
    do(company, lambda ctx: profiles.change_tags(ctx, [TagChange(one, add=(vip,))]))
    body = {"name": "看着", "definition": either, "watched": True}
    segment = await lin.ok("POST", PATH, json=body)
    await until(lin, segment["id"], 1)

    do(company, lambda ctx: profiles.change_tags(ctx, [TagChange(two, add=(vip,))]))
    await until(lin, segment["id"], 2)
    paid = [
        Occurrence("order_paid", clock.now(), profile_no=three, amount_fen=60, message_id=f"o{n}")
        for n in range(2)
    ]
    do(company, lambda ctx: tracking.record(ctx, paid))
    await until(lin, segment["id"], 3)
    do(company, lambda ctx: profiles.change_tags(ctx, [TagChange(one, remove=(vip,))]))
    await until(lin, segment["id"], 2)
    assert told(company, segment["id"]) == [([one], []), ([two], []), ([three], []), ([], [one])]

    (day,) = (await lin.ok("GET", f"{PATH}/{segment['id']}/history"))["items"]
    assert (day["entered"], day["left"], day["count"]) == (3, 1, 2)
    entered = {"kind": "did", "event": "segment_entered", "at_least": 1}
    async with asyncio.timeout(60):
        body = {"definition": entered}
        while (await lin.ok("POST", f"{PATH}/count", json=body))["count"] < 2:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    answer = await lin.ok("POST", f"{PATH}/ids", json=body)
    assert answer["profile_nos"] == [two, three]  # the first was in before anybody watched

    change = {**body, "name": "看着", "definition": tagged, "watched": True, "version": 1}
    await lin.ok("PUT", f"{PATH}/{segment['id']}", json=change)
    await until(lin, segment["id"], 1)
    assert told(company, segment["id"])[4:] == [([], [three])]


async def test_days_go_up_to_the_companys_today(reunion: Reunion) -> None:
    company = found(reunion)
    lin = company.console()
    early = clock.now().astimezone(UTC).hour < 11  # in the zone it is another day than in UTC
    zone = ZoneInfo("Pacific/Pago_Pago" if early else "Pacific/Kiritimati")
    body = {"name": "看着", "definition": {"kind": "follow"}, "watched": True}
    segment = (await lin.ok("POST", PATH, json=body))["id"]
    today = clock.now().astimezone(zone).date()

    async def kept(ctx: Context) -> None:
        await ctx.tx.execute("UPDATE corp SET time_zone = $2 WHERE id = $1", ctx.corp_id, zone.key)
        for ago, entered, count in ((9, 7, 7), (2, 3, 10)):
            await ctx.tx.execute(
                "INSERT INTO segment_day VALUES ($1, $2, $3, $4, 0, $5)",
                ctx.corp_id, segment, today - timedelta(days=ago), entered, count,
            )  # fmt: skip

    do(company, kept)
    items = (await lin.ok("GET", f"{PATH}/{segment}/history", params={"days": 4}))["items"]
    assert [(one["day"], one["entered"], one["count"]) for one in items] == [
        ((today - timedelta(days=ago)).isoformat(), entered, count)
        for ago, entered, count in ((3, 0, 7), (2, 3, 10), (1, 0, 10), (0, 0, 10))
    ]


async def test_everybody_is_looked_at_in_pieces(company: Company) -> None:
    lin = company.console()
    numbers = [100 + PART * part for part in range(6)]

    async def insert(ctx: Any) -> None:
        await ctx.tx.execute(
            """INSERT INTO profile (corp_id, profile_no, name, gender, attributes, tags, known_since)
               SELECT $1, no, '分片', '', '{}', '{}', now() FROM unnest($2::int[]) AS no""",
            ctx.corp_id, numbers,
        )  # fmt: skip
        await ctx.tx.execute("SELECT pg_notify('profiles', '')")

    do(company, insert)
    definition = {"kind": "attribute", "field": "name", "is": "one_of", "value": ["分片"]}
    async with asyncio.timeout(60):
        body = {"definition": definition}
        while (await lin.ok("POST", f"{PATH}/count", json=body))["count"] < 6:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    body = {"name": "分片", "definition": definition, "watched": True}
    segment = await lin.ok("POST", PATH, json=body)
    await until(lin, segment["id"], 6)
    assert told(company, segment["id"]) == [([no], []) for no in numbers]
    reached = "SELECT settled_to FROM segment WHERE corp_id = $1 AND id = $2"
    first_piece = do(company, lambda ctx: ctx.tx.fetchval(reached, ctx.corp_id, segment["id"]))
    assert first_piece == 3
