"""seq has no gap and no message is there twice: with several fillers, and when one of them is killed."""

import asyncio

import asyncpg

from reunion.platform.archive import filling
from tests.factories.archiving import ARCHIVE, Reader, entries, switch_on, until
from tests.factories.chatting import pair
from tests.factories.company import Company, found
from tests.factories.crowds import crowd_of
from tests.factories.serving import Reunion
from tests.platform.callbacks.test_worker_death import Worker

_MESSAGES = 12_000


async def test_several_fillers_while_people_talk(company: Company) -> None:
    await company.console().ok("PUT", f"{ARCHIVE}/settings", json={"mode": "tell"})
    await switch_on(company, "zhou", "chen")
    pairs = [pair(company, userid) for userid in ("zhou", "chen", "zhou")]
    reader = Reader(company)
    stop = asyncio.Event()

    async def read() -> None:
        while not stop.is_set():
            await reader.step()

    async def talk(number: int) -> None:
        for n in range(25):
            await pairs[number].say("desk" if n % 2 else "app", f"{n}", f"{number}-{n}")

    def fill_twice() -> None:
        async def both() -> None:
            db = company.reunion.db
            await asyncio.gather(filling.fill_once(db), filling.fill_once(db))

        company.reunion.run(both)

    reading = asyncio.create_task(read())
    talking = asyncio.gather(*map(talk, range(3)))
    while not talking.done():
        await asyncio.to_thread(fill_twice)
    await talking
    await until(company, lambda: entries(company) == 75)
    stop.set()
    await reading
    await reader.read(75)
    assert reader.seqs == list(range(1, 76))
    said = [one["text"]["content"] for one in reader.messages]
    assert len(set(said)) == 75
    for number in range(3):
        mine = [text for text in said if text.startswith(f"{number}-")]
        assert mine == [f"{number}-{n}" for n in range(25)]


async def test_a_killed_worker_leaves_no_gap(database_url: str) -> None:
    reunion = Reunion(database_url, worker=False)
    reunion.start()
    company = found(reunion)
    await company.add_member("zhou", "周宁")
    await company.console().ok("PUT", f"{ARCHIVE}/settings", json={"mode": "tell"})
    await switch_on(company, "zhou")
    crowd_of(company, "zhou", 40)
    conn = await asyncpg.connect(database_url)
    workers: list[Worker] = []

    async def kept() -> int:
        return await conn.fetchval("SELECT count(*) FROM archive_entry")

    try:
        await conn.execute(
            """INSERT INTO message
                   (corp_id, conversation_id, seq, sender_id, client_id, kind, content, sent_at)
               SELECT v.corp_id, v.id, n, $1, n, 'text', '{"text": "你好"}', now()
               FROM conversation v, generate_series(1, $2::int) AS n WHERE v.corp_id = $3""",
            company.members["zhou"], _MESSAGES // 40, company.corp_id,
        )  # fmt: skip
        workers.append(Worker(reunion))
        async with asyncio.timeout(60):
            while await kept() == 0:  # noqa: ASYNC110
                await asyncio.sleep(0.002)
        workers[-1].kill()
        workers.append(Worker(reunion))
        async with asyncio.timeout(60):
            while await kept() < _MESSAGES:  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        row = await conn.fetchrow(
            """SELECT count(*), min(seq), max(seq), count(DISTINCT (conversation_id, message_seq)),
                      (SELECT last_seq FROM archive_setting WHERE corp_id = $1)
               FROM archive_entry WHERE corp_id = $1""",
            company.corp_id,
        )
        assert tuple(row) == (_MESSAGES, 1, _MESSAGES, _MESSAGES, _MESSAGES)
    finally:
        for worker in workers:
            worker.kill()
        await conn.close()
        reunion.stop()
