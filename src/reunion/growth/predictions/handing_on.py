"""What the newest computation says, given to an engine that has lost its copy: after a restore."""

from reunion.core.db import Database
from reunion.engine.client import Engine
from reunion.growth.predictions.store import customers, facts, runs

_PIECE = 20_000


async def again(db: Database, engine: Engine, corp_id: int) -> None:
    """All rows of a company; what the engine has already stays as it is. Raises EngineError."""
    async with db.in_corp(corp_id) as ctx:
        await runs.hold(ctx)
        run = await runs.newest(ctx, "done")
        if run is None:
            return
        version, after = facts.version(run.run_no), 0
        while rows := await customers.as_facts(ctx, after, _PIECE):
            await facts.insert(engine, corp_id, version, rows)
            after = rows[-1][0]
