"""What takes events, alone in a process to be killed: `python -m tests.growth.tracking.gate_alone`.

The same as in `reunion web`, which takes seconds to start.
"""

import asyncio

import uvicorn

from reunion.core import config as configuration
from reunion.core.db import Database
from reunion.growth.tracking.gate import Gate
from reunion.realtime.bus import Bus


async def main() -> None:
    config = configuration.load()
    db = Database(config.database_url, max_size=4)
    await db.open()
    bus = Bus(db)
    await bus.start()
    settings = uvicorn.Config(Gate(db, bus), port=config.port, lifespan="off", log_config=None)
    await uvicorn.Server(settings).serve()


asyncio.run(main())
