"""The engine through its door: what is asked, inserted and refused."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import msgspec
import pytest
from pyroaring import BitMap

from reunion.core import migrate
from reunion.engine import cluster, schema
from reunion.engine.bitmaps import write_state
from reunion.engine.calls import HungUp, body_of
from reunion.engine.client import Engine
from reunion.engine.errors import EngineError
from tests.factories.serving import Reunion

AWKWARD = "a'b\\c\td\ne 重逢 \\N {n:UInt8}"


class Row(msgspec.Struct):
    n: int
    text: str | None


@pytest.fixture
async def engine(reunion: Reunion) -> AsyncIterator[Engine]:
    one = Engine.of(reunion.config)
    await one.command("DROP TABLE IF EXISTS sheet")
    await one.command(
        "CREATE TABLE sheet (n UInt32, text Nullable(String)) ENGINE = MergeTree ORDER BY n "
        "SETTINGS non_replicated_deduplication_window = 1000"
    )
    yield one
    await one.close()


async def test_values_go_in_and_come_out_as_they_are(engine: Engine) -> None:
    rows = [Row(1, AWKWARD), Row(2, None), Row(2**32 - 1, "")]
    await engine.insert("sheet", rows)
    assert await engine.rows(Row, "SELECT n, text FROM sheet ORDER BY n") == rows
    found = (
        "SELECT n FROM sheet WHERE text = {text:String} OR n IN {numbers:Array(UInt32)} ORDER BY n"
    )
    answer = await engine.rows(dict[str, int], found, text=AWKWARD, numbers=[2, 7])
    assert answer == [{"n": 1}, {"n": 2}]
    texts = "SELECT count() FROM sheet WHERE text IN {texts:Array(String)}"
    assert await engine.value(int, texts, texts=[AWKWARD, "x"]) == 1


async def test_rows_given_twice_with_one_token_are_there_once(engine: Engine) -> None:
    for _ in range(2):
        await engine.insert("sheet", [Row(1, "x"), Row(2, "y")], token="t'1")
    await engine.insert("sheet", [Row(1, "x")], token="t2")
    assert await engine.value(int, "SELECT count() FROM sheet") == 3


@pytest.mark.parametrize("size", [0, 5, 32, 33, 100_000])
async def test_sets_of_numbers_go_both_ways(engine: Engine, size: int) -> None:
    numbers = "SELECT groupBitmapState(toUInt32(number * 3)) FROM numbers({size:UInt32})"
    found = await engine.bitmap(numbers, size=size)
    assert found == BitMap(range(0, 3 * size, 3))
    if size:
        state = f"unhex('{write_state(found).hex()}')"
        asked = f"SELECT bitmapCardinality(CAST({state}, 'AggregateFunction(groupBitmap, UInt32)'))"
        assert await engine.value(int, asked) == size


async def test_what_it_refuses_is_told_in_its_own_words(engine: Engine) -> None:
    with pytest.raises(EngineError) as refused:
        await engine.command("SELECT nothing FROM nowhere")
    assert "nowhere" in refused.value.fields["reason"]
    assert "分析引擎" in refused.value.text("zh")


async def test_a_long_question_holds_up_no_short_one(engine: Engine) -> None:
    # the set of hashes takes seconds; the short question is asked meanwhile and answered first
    long = asyncio.create_task(
        engine.value(int, "SELECT uniqExact(sipHash64(number)) FROM numbers(3000000)")
    )
    short = asyncio.create_task(engine.value(int, "SELECT 1"))
    done, _ = await asyncio.wait({long, short}, return_when=asyncio.FIRST_COMPLETED)
    assert short in done
    await long


async def test_half_of_what_somebody_said_is_not_taken_for_all_of_it() -> None:
    said = [
        {"type": "http.request", "body": b'{"n":1}\n', "more_body": True},
        {"type": "http.disconnect"},
    ]

    async def receive() -> Any:
        return said.pop(0)

    with pytest.raises(HungUp):
        await body_of(receive)


def written() -> list[str]:
    files = sorted((migrate.folder() / "engine").glob("*.sql"))
    return [one for path in files for one in schema.statements(path.read_text("utf-8"))]


@pytest.mark.parametrize("statement", written(), ids=lambda text: text[:60].replace("\n", " "))
async def test_every_table_can_be_spread_over_a_cluster(engine: Engine, statement: str) -> None:
    """No cluster can be started here: the engine's own parser reads what would be said to one."""
    table = statement.split("(")[0].split()[5 if statement.startswith("CREATE") else 2]
    here, *others = cluster.spread(statement, "it's")
    for one in (here, *others):
        assert await engine.value(str, "SELECT formatQuery({sql:String})", sql=one)
    name = table if table in cluster.WHOLE else f"{table}_shard"
    assert f"{name} ON CLUSTER 'it\\'s'" in here
    if statement.startswith("CREATE"):
        assert "Replicated" in here
        assert "non_replicated" not in here
        assert table in cluster.WHOLE or f"'{name}', cityHash64(profile_no))" in others[0]


async def test_what_cannot_be_spread_is_refused() -> None:
    with pytest.raises(cluster.CannotSpread, match="DROP TABLE"):
        cluster.spread("DROP TABLE profile_facts", "c")
