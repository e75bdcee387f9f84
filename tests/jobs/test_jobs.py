"""Jobs: queued with the transaction or not at all, run once, retried, scheduled, rescued."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reunion.core.config import load
from reunion.core.db import Database
from reunion.jobs import Work, defer, periodic, task
from reunion.jobs.worker import run_worker
from reunion.main.worker import working

seen: list[object] = []
failures: list[int] = []


@task("test.note")
async def note(work: Work, word: str) -> None:
    seen.append(word)


@task("test.flaky", attempts=3)
async def flaky(work: Work) -> None:
    failures.append(1)
    if len(failures) == 1:
        raise ValueError("first try fails")
    seen.append("flaky")


@periodic("* * * * * *", "test.tick")
async def tick(work: Work, at: datetime) -> None:
    assert at.tzinfo is not None
    seen.append("tick")


@pytest.fixture
async def work(database_url: str, tmp_path: Path) -> AsyncIterator[Work]:
    seen.clear()
    failures.clear()
    db = Database(database_url)
    await db.open()
    async with working(load({}, data=str(tmp_path)), db) as work:
        yield work
    await db.close()


async def run_until(work: Work, wanted: object, seconds: float = 15.0) -> None:
    stop = asyncio.Event()
    worker = asyncio.create_task(run_worker(work.db.dsn, work, stop))
    try:
        async with asyncio.timeout(seconds):
            while wanted not in seen:
                assert not worker.done()
                await asyncio.sleep(0.02)
    finally:
        stop.set()
        await worker


async def test_a_job_runs_only_when_its_transaction_commits(work: Work):
    async def change_my_mind() -> None:
        async with work.db.transaction() as tx:
            await defer(tx, "test.note", word="rolled back")
            raise RuntimeError("changed my mind")

    with pytest.raises(RuntimeError, match="changed my mind"):
        await change_my_mind()
    async with work.db.transaction() as tx:
        assert await defer(tx, "test.note", word="committed")
    await run_until(work, "committed")
    assert "rolled back" not in seen
    assert seen.count("committed") == 1


async def test_a_failed_job_is_tried_again(work: Work):
    async with work.db.transaction() as tx:
        await defer(tx, "test.flaky")
    await run_until(work, "flaky")
    assert len(failures) == 2


async def test_a_schedule_ticks(work: Work):
    await run_until(work, "tick")


async def test_one_job_waits_per_queueing_lock(work: Work):
    later = datetime.now(UTC) + timedelta(hours=1)
    async with work.db.transaction() as tx:
        first = await defer(tx, "test.note", queueing_lock="k", schedule_at=later, word="a")
        second = await defer(tx, "test.note", queueing_lock="k", schedule_at=later, word="b")
        assert await tx.fetchval("select count(*) from procrastinate_jobs") == 1
    assert first is not None
    assert second is None


async def test_a_job_for_later_waits(work: Work):
    later = datetime.now(UTC) + timedelta(hours=1)
    async with work.db.transaction() as tx:
        await defer(tx, "test.note", schedule_at=later, word="later")
        await defer(tx, "test.note", word="now")
    await run_until(work, "now")
    assert "later" not in seen


async def test_the_job_of_a_killed_worker_runs_elsewhere(work: Work):
    async with work.db.transaction() as tx:
        job = await defer(tx, "test.note", word="rescued")
        dead = await tx.fetchval(
            "insert into procrastinate_workers (last_heartbeat) values (now() - interval '1 hour')"
            " returning id"
        )
        await tx.execute(
            "update procrastinate_jobs set status = 'doing', worker_id = $2 where id = $1",
            job,
            dead,
        )
    await run_until(work, "rescued")


async def test_an_unknown_task_is_a_programming_error(work: Work):
    async with work.db.transaction() as tx:
        with pytest.raises(RuntimeError, match=r"no task is called test\.nothing"):
            await defer(tx, "test.nothing")
