"""One connection a process listens for everybody in it, whenever they come."""

import asyncio

from reunion.core.db import Database
from reunion.realtime.bus import Bus


async def test_who_comes_after_the_start_is_heard_from_then_on(database_url: str) -> None:
    db = Database(database_url, max_size=1)
    await db.open()
    bus, heard = Bus(db), list[str]()
    await bus.start()
    try:
        wake = bus.wake("tests_wake")
        bus.on("tests_late", heard.append)
        async with asyncio.timeout(30):
            while not heard:
                await bus.publish("tests_late", "first")
                await asyncio.sleep(0.01)
            since = wake.calls
            assert since == 1, "the connection was made anew, once for both"
            for number in range(20):
                await bus.publish("tests_late", str(number))
                await bus.publish("tests_wake", "")
            while heard[-1] != "19" or wake.calls < since + 20:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        assert wake.calls == since + 20, "and then it stands"
    finally:
        await bus.stop()
        await db.close()
