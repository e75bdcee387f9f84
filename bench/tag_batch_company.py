"""The company of bench/tag_batch.py, whose WeCom is read, and how all that a batch changes is looked at."""

import asyncio
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import asyncpg
import msgspec

from bench import cast
from bench.broadcast import EACH, Api, company, worker
from bench.servers import Process, new_database, postgres, reunion_web, start_analytics
from reunion.core.clock import clock
from reunion.core.context import SYSTEM, Context
from reunion.core.db import Database
from reunion.engine.client import Engine
from reunion.growth.mirror import service as mirror

HAD = 10
"""Every so manieth customer has the tag before."""
PATIENCE = 3 * 3600
SETTINGS = {"REUNION_API_RATE_FACTOR": "1000"}
_OPEN = """
SELECT (SELECT count(*) FROM event WHERE NOT relayed) + (SELECT count(*) FROM wecom_hint)
    + (SELECT count(*) FROM tracking_inbox)
    + (SELECT count(*) FROM wecom_round WHERE finished_at IS NULL)
    + (SELECT count(*) FROM wecom_marking WHERE state = 'queued')
    + (SELECT count(*) FROM wecom_mirror WHERE next_round_at <= now())"""
_STATE = {
    "follow_tag": "contact_id, member_id, tag_id",
    "wecom_follow": "external_userid, userid, tag_ids",
    "profile_tag": "profile_no, tag_no, userid, since, origin",
    "profile": "profile_no, tags",
}
_TAGGED = """
SELECT (SELECT count(*) FROM profile WHERE profile_no <= $1 AND tags @> ARRAY[$2, $3]::int[]) AS here,
    (SELECT count(*) FROM profile_identity i
     JOIN contact c ON c.external_userid = i.value JOIN follow_tag t ON t.contact_id = c.id
     WHERE i.profile_no <= $1 AND i.kind = 'external_userid') AS there,
    (SELECT count(*) FROM profile_tag WHERE origin = $4) AS by_it,
    (SELECT count(*) FROM profile_tag WHERE profile_no <= $1 AND tag_no = $3 AND origin <> $4) AS had"""


class Stand(msgspec.Struct):
    """What is running. `tag_no`, `own_no`: WeCom's tag, and one of our own; `wire_id`: its name there."""

    url: str
    folder: Path
    api: Api
    chief: str
    engine: Engine
    corp_id: int
    size: int
    stack: ExitStack
    working: Process
    wire_id: str = ""
    tag_no: int = 0
    own_no: int = 0

    def another_worker(self) -> None:
        """In the place of one that is no more."""
        self.working = worker(self.folder, self.url, **SETTINGS)
        self.stack.callback(self.working.stop)


async def made(folder: Path, size: int, stack: ExitStack) -> Stand:
    """At rest: everybody was read, and one in ten has the tag."""
    server, port = stack.enter_context(postgres(folder / "pg"))
    url = await new_database(server, port, "reunion", migrated=True)
    db = Database(url, max_size=2)
    await db.open()
    corp_id = await cast.make_corp(db)
    _, chief = await company(url, corp_id, -(-size // EACH))
    engine, analytics = await start_analytics(folder)
    stack.callback(analytics.stop)
    _, web_port = stack.enter_context(reunion_web(folder, url, **SETTINGS))
    stand = Stand(
        url, folder, Api(web_port), chief, engine, corp_id, -(-size // EACH) * EACH, stack,
        worker(folder, url, **SETTINGS),
    )  # fmt: skip
    stack.callback(stand.working.stop)
    group = await stand.api.ask(
        "POST", "/console/tags/groups", chief, {"name": "等级", "tags": [{"name": "金卡"}]}
    )
    stand.wire_id = group["tags"][0]["id"]
    async with db.transaction() as tx:
        await tx.execute(
            """INSERT INTO follow_tag (corp_id, contact_id, member_id, tag_id)
               SELECT f.corp_id, f.contact_id, f.member_id, t.id FROM follow f, tag t
               WHERE f.corp_id = $1 AND t.corp_id = $1 AND f.contact_id % $2 = 0""",
            corp_id, HAD,
        )  # fmt: skip
        await mirror.switch_on(Context(corp_id, SYSTEM, tx, clock.now()))
    began = time.monotonic()
    await rest(stand)
    print(f"  {stand.size:,} customers read in {time.monotonic() - began:.0f} s", flush=True)
    async with db.connection() as connection:
        stand.tag_no = await connection.fetchval("SELECT tag_no FROM growth_tag")
    await db.close()
    own = {"group_name": "测试", "name": "自有"}
    stand.own_no = (await stand.api.ask("POST", "/console/profile-tags", chief, own))["tag_no"]
    return stand


async def rest(stand: Stand) -> None:
    """Returns when nothing waits any more, and the engine has it."""
    connection = await asyncpg.connect(stand.url)
    try:
        async with asyncio.timeout(PATIENCE):
            while await connection.fetchval(_OPEN):  # noqa: ASYNC110
                await asyncio.sleep(0.5)
    finally:
        await connection.close()


async def each_once(stand: Stand, batch_id: int, people: int) -> None:
    """So many people, the first by number, have both tags; what was not there before was put on, and told of,
    once."""
    connection = await asyncpg.connect(stand.url)
    try:
        row = await connection.fetchrow(
            _TAGGED, people, stand.own_no, stand.tag_no, f"batch:{batch_id}"
        )
        assert row is not None
    finally:
        await connection.close()
    sql = """SELECT count() AS told, uniqExact(profile_no, subject) AS once FROM tracked_event
             WHERE name = 'tag_added' AND properties.reason = {reason:String}"""
    (events,) = await stand.engine.rows(dict[str, int], sql, reason=f"batch:{batch_id}")
    new = 2 * people - row["had"]
    found = {"here": row["here"], "in WeCom": row["there"], "by it": row["by_it"], **events}
    wanted = {"here": people, "in WeCom": people, "by it": new, "told": new, "once": new}
    if found != wanted:
        raise RuntimeError(f"{found}, and not {wanted}")


async def state(url: str) -> dict[str, Any]:
    """What a batch may change, and its undo must put back: how many rows, and a sum of what is in them."""
    connection = await asyncpg.connect(url)
    try:
        return {
            name: await connection.fetchrow(
                f"SELECT count(*), sum(hashtextextended(r::text, 0)) FROM (SELECT {columns} FROM {name}) r"
            )
            for name, columns in _STATE.items()
        }
    finally:
        await connection.close()
