"""Publications that run beside each other never show a customer more than a day allows, none shows her the
same Moment twice, and a worker that is killed is gone on from where its last commit was."""

import asyncio

import asyncpg

from reunion.platform.moments import publishing
from tests.factories.company import Company, found
from tests.factories.crowds import crowd_of
from tests.factories.serving import Reunion
from tests.platform.callbacks.test_worker_death import Worker
from tests.platform.moments.test_story import CONSOLE, DESK, until

_CUSTOMERS = 3000
_CAP = 2

_SHARED = """
INSERT INTO follow (corp_id, contact_id, member_id, state, added_at, since, conversation_id)
SELECT corp_id, contact_id, $2, state, added_at, since, conversation_id FROM follow
WHERE corp_id = $1 ON CONFLICT DO NOTHING"""


async def test_publications_beside_each_other_keep_the_cap(database_url: str) -> None:
    """Two members with the same customers, four Moments: eight posts on four connections at once."""
    reunion = Reunion(database_url, worker=False)
    reunion.start()
    conn = await asyncpg.connect(database_url)
    try:
        company = await _company(reunion)
        await conn.execute(_SHARED, company.corp_id, company.members["chen"])
        console = company.console()
        policy = {"moments_a_day": _CAP}
        await console.ok("PUT", "/api/console/touch-policy", json=policy)
        made = [await _confirmed(company, f"第{n}条", "zhou", "chen") for n in range(4)]

        async def lane() -> None:
            while await publishing.step(reunion.db):
                pass

        async def lanes() -> None:
            await asyncio.gather(*(lane() for _ in range(4)))

        reunion.run(lanes)
        await _agrees(conn, company, _CAP)
        states = await conn.fetch("SELECT DISTINCT state FROM moment_post")
        assert [row["state"] for row in states] == ["published"]
        sums = [(await console.ok("GET", f"{CONSOLE}/{one}"))["sums"] for one in made]
        assert sum(one["shown"] for one in sums) == _CAP * _CUSTOMERS
        assert all(one["elsewhere"] == _CUSTOMERS for one in sums)
        assert all(one["shown"] + one["refused"] == _CUSTOMERS for one in sums)
    finally:
        await conn.close()
        reunion.stop()


async def test_a_killed_worker_is_gone_on_from(database_url: str) -> None:
    reunion = Reunion(database_url, worker=False)
    reunion.start()
    conn = await asyncpg.connect(database_url)
    workers: list[Worker] = []
    try:
        company = await _company(reunion)
        moment = await _confirmed(company, "新茶到店", "zhou")
        workers.append(Worker(reunion))
        async with asyncio.timeout(60):
            while await _shown(conn) == 0:  # noqa: ASYNC110
                await asyncio.sleep(0.002)
        workers[-1].kill()
        assert await _shown(conn) < _CUSTOMERS, "nothing was left for the next worker"
        workers.append(Worker(reunion))
        console = company.console()
        path = f"{CONSOLE}/{moment}"
        done = await until(console, path, lambda one: one["state"] == "finished")
        assert (done["sums"]["shown"], done["sums"]["refused"]) == (_CUSTOMERS, 0)
        await _agrees(conn, company, 1)
    finally:
        for worker in workers:
            worker.kill()
        await conn.close()
        reunion.stop()


async def _company(reunion: Reunion) -> Company:
    company = found(reunion)
    for userid, name in (("zhou", "周宁"), ("chen", "陈安")):
        await company.add_member(userid, name)
    crowd_of(company, "zhou", _CUSTOMERS)
    return company


async def _confirmed(company: Company, text: str, *userids: str) -> int:
    body = {"text": text, "range": {"userids": userids}}
    made = await company.console().ok("POST", CONSOLE, json=body)
    for userid in userids:
        await company.desk(userid).ok("POST", f"{DESK}/tasks/{made['id']}/confirm")
    return made["id"]


async def _shown(conn: asyncpg.Connection) -> int:
    return await conn.fetchval("SELECT sum(shown) FROM moment_post") or 0


async def _agrees(conn: asyncpg.Connection, company: Company, most: int) -> None:
    """Counters, ledger and feeds tell the same of every customer, and each has what the cap allows."""
    rows = await conn.fetch(
        """SELECT c.moment_day AS counted, l.n AS in_ledger, v.n AS in_feed, v.n = v.kinds AS once
           FROM touch_count c
           JOIN (SELECT contact_id, count(*) FILTER (WHERE refused_by IS NULL) AS n FROM touch
                 WHERE corp_id = $1 GROUP BY 1) l USING (contact_id)
           JOIN (SELECT contact_id, count(*) AS n, count(DISTINCT moment_id) AS kinds
                 FROM moment_viewer WHERE corp_id = $1 AND shown GROUP BY 1) v USING (contact_id)
           WHERE c.corp_id = $1""",
        company.corp_id,
    )
    assert len(rows) == _CUSTOMERS
    assert {tuple(row) for row in rows} == {(most, most, most, True)}
