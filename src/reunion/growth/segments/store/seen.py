"""SQL on the engine for what a builder offers: events and their properties, as they were seen."""

from collections.abc import Iterable

import msgspec

from reunion.core.context import Context
from reunion.engine.client import Engine
from reunion.growth.segments.store.sql import names


class Named(msgspec.Struct, frozen=True):
    name: str
    count: int


class Path(msgspec.Struct, frozen=True):
    event: str
    name: str
    type: str


async def events(ctx: Context, engine: Engine) -> list[Named]:
    """Names of events with how many there are, the most first."""
    return await engine.rows(
        Named,
        """SELECT name, count() AS count FROM tracked_event WHERE corp_id = {corp_id:UInt32}
           GROUP BY name ORDER BY count DESC, name LIMIT 200""",
        corp_id=ctx.corp_id,
    )


async def within(ctx: Context, engine: Engine, lists: Iterable[str]) -> list[Path]:
    """As `paths`, of what the objects have that stand in these lists."""
    found: list[Path] = []
    for one in dict.fromkeys(lists):
        found += await engine.rows(
            Path,
            f"""SELECT event, {{list:String}} || '[].' || path.1 AS name, path.2 AS type FROM (
                   SELECT name AS event,
                          arrayJoin(JSONAllPathsWithTypes(arrayJoin(properties.{names(one)}[]))) AS path
                   FROM (SELECT name, properties FROM tracked_event WHERE corp_id = {{corp_id:UInt32}}
                         AND at > now() - INTERVAL 90 DAY LIMIT 200 BY name))
               GROUP BY event, name, type ORDER BY event, name""",
            corp_id=ctx.corp_id, list=one,
        )  # fmt: skip
    return found


async def paths(ctx: Context, engine: Engine) -> list[Path]:
    """Properties by event with the type of their values, from the newest of each event."""
    return await engine.rows(
        Path,
        """SELECT event, path.1 AS name, path.2 AS type FROM (
               SELECT name AS event, arrayJoin(JSONAllPathsWithTypes(properties)) AS path
               FROM (SELECT name, properties FROM tracked_event WHERE corp_id = {corp_id:UInt32}
                     AND at > now() - INTERVAL 90 DAY LIMIT 200 BY name))
           GROUP BY event, name, type ORDER BY event, name""",
        corp_id=ctx.corp_id,
    )
