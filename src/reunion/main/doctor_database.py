"""The doctor's questions to the database. Global to all corps: it looks at the machine's health."""

from typing import Literal

import asyncpg

from reunion.main import database

State = Literal["good", "warn", "bad"]
Answer = tuple[str, State, str, str]

_LAG_SECONDS = 60
_OLDEST_SERVER = 160000


async def examine(url: str) -> list[Answer]:
    """Name, state, text and cure of each finding; raises when the database cannot be reached."""
    conn = await asyncpg.connect(url, timeout=10)
    try:
        found = [await _server(conn)]
        waiting = await database.pending(url)
        if waiting:
            text = f"{len(waiting)} 个迁移待应用 migrations to apply: {', '.join(waiting)}"
            return [*found, ("migrations", "bad", text, "reunion migrate")]
        found.append(("migrations", "good", "已是最新 up to date", ""))
        checks = (_clock, _outbox, _retries, _callbacks, _jobs)
        return found + [await check(conn) for check in checks]
    finally:
        await conn.close()


async def _server(conn: asyncpg.Connection) -> Answer:
    version = await conn.fetchval("select current_setting('server_version')")
    number: str = await conn.fetchval("select current_setting('server_version_num')") or "0"
    if int(number) < _OLDEST_SERVER:
        return ("database", "bad", f"PostgreSQL {version}", "升级 use PostgreSQL 16 or newer")
    durable = await conn.fetchval("select current_setting('fsync') = 'on'")
    if not durable:
        mend = "设置 set fsync = on: committed messages would be lost at a power cut"
        return ("database", "bad", f"PostgreSQL {version}, fsync off", mend)
    return ("database", "good", f"PostgreSQL {version}", "")


async def _clock(conn: asyncpg.Connection) -> Answer:
    ahead: float = (
        await conn.fetchval(
            "select extract(epoch from coalesce(max(at), now()) - now())::float8 from event"
        )
        or 0.0
    )
    if ahead > _LAG_SECONDS:
        text = f"时钟比最近的事件慢 the clock is {ahead:.0f} s behind the newest event"
        return ("clock", "bad", text, "校时 set the clock: timedatectl set-ntp true")
    return ("clock", "good", "ok", "")


async def _outbox(conn: asyncpg.Connection) -> Answer:
    row = await conn.fetchrow(
        "select count(*) as waiting, coalesce(extract(epoch from now() - min(at)), 0)::float8 as age"
        " from event where not relayed"
    )
    assert row is not None
    text = f"{row['waiting']} 个事件等待 events wait, oldest {max(row['age'], 0):.0f} s"
    if row["waiting"] and row["age"] > _LAG_SECONDS:
        mend = "后台任务没有运行 is the worker running? reunion up (or reunion worker)"
        return ("outbox", "bad", text, mend)
    return ("outbox", "good", text, "")


async def _retries(conn: asyncpg.Connection) -> Answer:
    row = await conn.fetchrow(
        "select count(*) as n, max(error) as error from event_retry where attempts > 3"
    )
    assert row is not None
    if row["n"]:
        text = f"{row['n']} 个事件处理失败 events fail again and again: {row['error']}"
        return (
            "subscribers",
            "bad",
            text,
            "看 worker 日志 see the worker's log; they retry by themselves",
        )
    return ("subscribers", "good", "ok", "")


async def _callbacks(conn: asyncpg.Connection) -> Answer:
    failed = await conn.fetchval(
        "select count(*) from callback_delivery where state = 'failed'"
        " and created_at > now() - interval '1 day'"
    )
    if failed:
        mend = (
            "管理后台 → 应用 → 推送记录: console → apps → deliveries shows each answer; send again"
        )
        return ("callbacks", "bad", f"一天内 {failed} 次推送失败 failed within a day", mend)
    return ("callbacks", "good", "ok", "")


async def _jobs(conn: asyncpg.Connection) -> Answer:
    row = await conn.fetchrow(
        "select count(*) as n, max(task_name) as name from procrastinate_jobs where status = 'failed'"
    )
    assert row is not None
    if row["n"]:
        text = f"{row['n']} 个任务失败 jobs failed, such as {row['name']}"
        return ("jobs", "warn", text, "看 worker 日志 see the worker's log for the reason")
    return ("jobs", "good", "ok", "")
