"""What no longer counts is cleared away, and nothing else."""

from datetime import timedelta
from typing import Any

from reunion.core.clock import clock
from reunion.platform.access import jobs as access_jobs
from reunion.platform.people import jobs as people_jobs
from tests.factories.company import Company


async def test_only_the_old_goes(company: Company) -> None:
    reunion, lin = company.reunion, company.console()
    over = company.desk()

    async def age() -> None:
        async with reunion.db.connection() as c:
            await c.execute(
                "UPDATE session SET expires_at = now() - interval '91 days' WHERE principal_id = $1",
                over.principal_id,
            )
            for key, days in (("sweep-old", 3), ("sweep-new", 0)):
                at = clock.now() - timedelta(days=days)
                await c.execute("INSERT INTO sign_in_attempt (key, at) VALUES ($1, $2)", key, at)
            for phone, days in (("sweep-old", 8), ("sweep-new", 1)):
                at = clock.now() - timedelta(days=days)
                await c.execute(
                    "INSERT INTO one_time_code (phone, code_sealed, created_at, expires_at) "
                    "VALUES ($1, '\\x00', $2, $2)", phone, at,
                )  # fmt: skip

    async def sweep() -> list[Any]:
        work = reunion.work
        await access_jobs.sweep(work, clock.now())
        await people_jobs.sweep(work, clock.now())
        async with reunion.db.connection() as c:
            keys = await c.fetch("SELECT key FROM sign_in_attempt WHERE key LIKE 'sweep-%'")
            phones = await c.fetch("SELECT phone FROM one_time_code WHERE phone LIKE 'sweep-%'")
            sessions = await c.fetch(
                "SELECT principal_id FROM session WHERE corp_id = $1", company.corp_id
            )
            return [[row[0] for row in rows] for rows in (keys, phones, sessions)]

    reunion.run(age)
    keys, phones, sessions = reunion.run(sweep)
    assert (keys, phones) == (["sweep-new"], ["sweep-new"])
    assert lin.principal_id in sessions
    assert over.principal_id not in sessions
