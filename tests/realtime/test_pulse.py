"""Work that can wait hears from the web processes when many people write, and lets them go first."""

import asyncio

from reunion.core.db import Database
from reunion.realtime.bus import Bus
from reunion.realtime.pulse import People, Pulse


async def test_many_messages_are_heard_of_by_another_process(database_url: str) -> None:
    db = Database(database_url, max_size=2)
    await db.open()
    web, worker = Bus(db), Bus(db)
    people, pulse = People(worker), Pulse(web)
    await web.start()
    await worker.start()
    try:
        pulse.start()
        pulse.beat(3)
        await asyncio.sleep(1.2)
        assert not people.write, "a few messages are no reason to wait"
        pulse.beat(1000)
        async with asyncio.timeout(60):
            while not people.write:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
    finally:
        await pulse.stop()
        await web.stop()
        await worker.stop()
        await db.close()
