"""People and events for the segments' benchmark: made by the engine itself from hashes, the same each time,
and copied from there into PostgreSQL. What is loaded already is not loaded again."""

import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import asyncpg
import httpx

from reunion.engine.client import Engine
from reunion.engine.sets.plans import Changes, Standing

NOW = datetime(2026, 11, 1, 4, 0, tzinfo=UTC)
"""What is asked is asked as of then."""
CORP = 1
EVENTS_EACH = 2
TAGS = 30
_CHUNK = 500_000
_TOLD_AT_ONCE = 50_000
_NOW = f"toDateTime64('{NOW:%Y-%m-%d %H:%M:%S}', 3, 'UTC')"

_PEOPLE = f"""
    INSERT INTO profile_facts (corp_id, profile_no, version, name, gender, birthday, city, latitude,
        longitude, known_since, is_contact, tags)
    SELECT {CORP}, number + 1, 1, concat('客户', toString(number)),
        multiIf(h % 10 < 5, 'female', h % 10 < 9, 'male', ''),
        if(intDiv(h, 10) % 5 = 0, NULL, toDate32('1955-01-01') + toInt32(intDiv(h, 50) % 18000)),
        concat('城市', toString(cityHash64(number, 'c') % 40)),
        22 + (cityHash64(number, 'y') % 12000) / 1000, 100 + (cityHash64(number, 'x') % 20000) / 1000,
        {_NOW} - toIntervalSecond(cityHash64(number, 'k') % (3 * 365 * 86400)), 1,
        arrayFilter(t -> cityHash64(number, t) % 1000 < 5 + 16 * t, range(1, {TAGS + 1}))
    FROM (SELECT number, cityHash64(number, 'h') AS h
          FROM numbers({{start:UInt64}}, {{count:UInt64}}))
"""
_EVENTS = f"""
    INSERT INTO tracked_event (corp_id, name, at, profile_no, id, received_at, source, subject,
        amount_fen, properties)
    SELECT {CORP}, multiIf(h % 10 < 3, 'order_paid', h % 10 < 7, 'content_opened', 'page_viewed'),
        {_NOW} - toIntervalMillisecond(cityHash64(number, 'a') % (365 * 86400 * 1000)),
        cityHash64(number, 'p') % {{people:UInt64}} + 1, generateUUIDv4(number), {_NOW}, 'bench', '',
        if(h % 10 < 3, 100 + intDiv(h, 10) % 50000, 0),
        CAST(concat('{{"store":"店', toString(intDiv(h, 7) % 50), '","seconds":',
            toString(intDiv(h, 11) % 600), '}}'), 'JSON(max_dynamic_paths = 256)')
    FROM (SELECT number, cityHash64(number, 'e') AS h
          FROM numbers({{start:UInt64}}, {{count:UInt64}}))
"""


async def into_engine(engine: Engine, size: int) -> dict[str, float]:
    """Rows a second, by what was loaded now."""
    await engine.command(
        "ALTER TABLE profile_facts ADD COLUMN IF NOT EXISTS tags Array(UInt8)"  # the peer's way
    )
    await engine.command(
        "CREATE TABLE IF NOT EXISTS loaded (what String, start UInt64) ENGINE = MergeTree ORDER BY what"
    )
    rates: dict[str, float] = {}
    for what, insert, count in (("people", _PEOPLE, size), ("events", _EVENTS, EVENTS_EACH * size)):
        done = await engine.rows(
            dict[str, int], "SELECT start FROM loaded WHERE what = {what:String}", what=what
        )
        there = {row["start"] for row in done}
        rows, began = 0, time.monotonic()
        for start in range(0, count, _CHUNK):
            if start in there:
                continue
            part = min(_CHUNK, count - start)
            given: dict[str, Any] = {"people": size} if what == "events" else {}
            await engine.command(insert, start=start, count=part, **given)
            await engine.insert("loaded", [{"what": what, "start": start}])
            rows += part
            print(f"  {what}: {start + part:,}", end="\r", flush=True)
        if rows:
            rates[what] = rows / (time.monotonic() - began)
    print()
    for table in ("profile_facts", "tracked_event"):
        await engine.command(f"OPTIMIZE TABLE {table}")
    return rates


async def into_sets(engine: Engine, size: int) -> float | None:
    """Profiles a second that the owner of the sets was told of; None where it knew them from its disk."""
    known = await engine.sets.known()
    if known.record == "bench" and known.until > size:
        return None
    spent = 0.0
    for start in range(0, size, _TOLD_AT_ONCE):
        rows = await engine.rows(
            dict[str, Any],
            "SELECT profile_no, tags FROM profile_facts WHERE corp_id = {corp:UInt32} "
            "AND profile_no > {start:UInt32} AND profile_no <= {end:UInt32}",
            corp=CORP, start=start, end=start + _TOLD_AT_ONCE,
        )  # fmt: skip
        told = tuple(Standing(CORP, row["profile_no"], True, tuple(row["tags"])) for row in rows)
        last = start + _TOLD_AT_ONCE >= size
        began = time.monotonic()
        until = size + 1 if last else None
        await engine.sets.change(Changes("bench", known.life, 0, told, until))
        spent += time.monotonic() - began
        print(f"  sets: {start + len(told):,}", end="\r", flush=True)
    print()
    return size / spent


_TABLES = """
    CREATE UNLOGGED TABLE person (profile_no integer, gender text, birthday date, city text,
        latitude float8, longitude float8, known_since timestamptz, tags integer[]);
    CREATE UNLOGGED TABLE happened (profile_no integer, name text, at timestamptz, amount_fen bigint,
        store text);
    CREATE TABLE complete (what text PRIMARY KEY);
"""
_KEYS = """
    ALTER TABLE person ADD PRIMARY KEY (profile_no);
    CREATE INDEX ON person USING gin (tags);
    CREATE INDEX ON person (city, gender, birthday);
    CREATE INDEX ON person (known_since);
    CREATE INDEX ON happened (name, at) INCLUDE (profile_no, amount_fen);
    CREATE INDEX ON happened (profile_no, name);
    INSERT INTO complete VALUES ('all');
"""
_COPIED = {
    "person": "SELECT profile_no, gender, birthday, city, latitude, longitude, known_since, "
    "concat('{', arrayStringConcat(tags, ','), '}') FROM profile_facts WHERE corp_id = 1 "
    "AND profile_no > {start} AND profile_no <= {end} FORMAT CSV",
    "happened": "SELECT profile_no, name, at, amount_fen, properties.store.:String FROM tracked_event "
    "WHERE corp_id = 1 AND at >= toDateTime64('{start}', 3, 'UTC') "
    "AND at < toDateTime64('{end}', 3, 'UTC') FORMAT CSV",
}


async def into_postgres(socket: str, database: str, url: str, size: int) -> None:
    """The same rows, with the indexes that these questions want."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute("SET timezone = 'UTC'")
        if await connection.fetchval("SELECT to_regclass('complete') IS NOT NULL"):
            if await connection.fetchval("SELECT count(*) FROM complete"):
                return
            await connection.execute("DROP TABLE person, happened, complete")
        await connection.execute(_TABLES)
        transport = httpx.AsyncHTTPTransport(uds=socket)
        async with httpx.AsyncClient(transport=transport, timeout=600) as http:
            for table, asked in _asked(size):
                source = _csv(http, database, asked)
                await connection.copy_to_table(table, source=source, format="csv", null="\\N")
        await connection.execute(_KEYS)
        await connection.execute("VACUUM (ANALYZE)")
    finally:
        await connection.close()


def _asked(size: int) -> list[tuple[str, str]]:
    people = _COPIED["person"]
    found = [
        ("person", people.replace("{start}", str(start)).replace("{end}", str(start + _CHUNK)))
        for start in range(0, size, _CHUNK)
    ]
    day = 86_400
    first, last = int(NOW.timestamp()) - 366 * day, int(NOW.timestamp()) + day
    step = max(day // 4, int(366 * day * _CHUNK / (EVENTS_EACH * size)))
    for start in range(first, last, step):
        between = [
            f"{datetime.fromtimestamp(one, UTC):%Y-%m-%d %H:%M:%S}" for one in (start, start + step)
        ]
        asked = _COPIED["happened"].replace("{start}", between[0]).replace("{end}", between[1])
        found.append(("happened", asked))
    return found


async def _csv(http: httpx.AsyncClient, database: str, sql: str) -> AsyncIterator[bytes]:
    answer = await http.post("http://analytics/", params={"database": database}, content=sql)
    if answer.status_code != 200:
        raise RuntimeError(answer.text)
    yield answer.content
