"""Two workers send at once and one dies by kill -9 in the middle: what it had is taken up by the other and by
the next, and each customer gets it once. `make soak` does the same with 100,000."""

import asyncio

import asyncpg

from tests.factories.company import found
from tests.factories.crowds import crowd_of
from tests.factories.serving import Reunion
from tests.platform.broadcasts.test_story import CONSOLE, confirm, make, until
from tests.platform.callbacks.test_worker_death import Worker

_CUSTOMERS = 6000
# Each part of a send takes a while, so that a worker is killed in the middle however late this test wakes up.
_SLOWLY = """
    CREATE FUNCTION slowly() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN PERFORM pg_sleep(0.5); RETURN NEW; END';
    CREATE TRIGGER slowly AFTER UPDATE OF sent ON broadcast_task
        FOR EACH ROW EXECUTE FUNCTION slowly()"""


async def test_each_customer_gets_it_once(database_url: str) -> None:
    reunion = Reunion(database_url, worker=False)
    reunion.start()
    company = found(reunion)
    members = {"zhou": "周宁", "wu": "吴梅", "he": "何平"}
    for userid, name in members.items():
        await company.add_member(userid, name)
        crowd_of(company, userid, _CUSTOMERS // len(members))
    console = company.console()
    conn = await asyncpg.connect(database_url)
    workers = []
    try:
        made = await make(company, "{客户名}，新茶到店")
        for userid in members:
            await confirm(company.desk(userid), made["id"])
        await conn.execute(_SLOWLY)
        workers += [Worker(reunion), Worker(reunion)]
        async with asyncio.timeout(60):
            while await _sent(conn) == 0:  # noqa: ASYNC110
                await asyncio.sleep(0.005)
        workers[0].kill()
        assert await _sent(conn) < _CUSTOMERS, "nothing was left for the others"
        await conn.execute("DROP TRIGGER slowly ON broadcast_task")
        workers[0] = Worker(reunion)
        done = await until(console, f"{CONSOLE}/{made['id']}")
        assert done["sums"]["sent"] == _CUSTOMERS
        rows = await conn.fetch(
            """SELECT c.last_seq, count(m.seq) AS messages, min(m.client_id) AS client_id
               FROM conversation c LEFT JOIN message m ON m.corp_id = c.corp_id AND m.conversation_id = c.id
               WHERE c.corp_id = $1 AND c.kind = 'external' GROUP BY c.id, c.last_seq""",
            company.corp_id,
        )  # fmt: skip
        assert {tuple(row) for row in rows} == {(1, 1, f"broadcast-{made['id']}-1")}
        assert len(rows) == _CUSTOMERS
        counted = "SELECT count(*), sum(broadcast_month) FROM touch_count WHERE corp_id = $1"
        assert tuple(await conn.fetchrow(counted, company.corp_id)) == (_CUSTOMERS, _CUSTOMERS)
    finally:
        for worker in workers:
            worker.kill()
        await conn.close()
        reunion.stop()


async def _sent(conn: asyncpg.Connection) -> int:
    return await conn.fetchval("SELECT sum(sent) FROM broadcast_task") or 0
