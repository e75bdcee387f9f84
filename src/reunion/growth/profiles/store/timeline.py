"""The engine's SQL on tracked_event by person, read along its order of_profile."""

from collections.abc import Sequence
from typing import Any

from reunion.engine.client import Engine


async def page(
    engine: Engine, corp_id: int, nos: Sequence[int], names: Sequence[str],
    before: tuple[int, str] | None, limit: int,
) -> list[dict[str, Any]]:  # fmt: skip
    """The next so many before the (milliseconds, id) of the last one shown. First their keys alone are read,
    then the rows, whose properties are wide. Global: the condition, which names the corp, is put together
    first."""
    where = "corp_id = {corp:UInt32} AND profile_no IN {nos:Array(UInt32)}"
    if names:
        where += " AND name IN {names:Array(String)}"
    given: dict[str, Any] = {"corp": corp_id, "nos": list(nos), "names": list(names)}
    if before is not None:
        where += " AND (at, id) < (fromUnixTimestamp64Milli({at:Int64}), {id:UUID})"
        where += " AND at <= fromUnixTimestamp64Milli({at:Int64})"
        given |= {"at": before[0], "id": before[1]}
    keys = f"SELECT at, id FROM tracked_event WHERE {where} ORDER BY at DESC, id DESC LIMIT {limit}"
    oldest = f"SELECT min(at) FROM ({keys})"
    found = await engine.rows(
        dict[str, Any],
        f"""SELECT toString(id) AS key, name, formatDateTime(at, '%FT%T', 'UTC') AS second,
                toUnixTimestamp64Milli(at) AS milliseconds, source, userid, subject, amount_fen,
                properties
            FROM tracked_event WHERE {where} AND at >= ({oldest})
            ORDER BY at DESC, id DESC LIMIT {limit}""",
        **given,
    )
    for one in found:
        one["id"] = one.pop("key")
        one["at"] = f"{one.pop('second')}.{one['milliseconds'] % 1000:03d}Z"
    return found


async def kinds(engine: Engine, corp_id: int, nos: Sequence[int]) -> list[dict[str, Any]]:
    """Names with how often, the most frequent first."""
    return await engine.rows(
        dict[str, Any],
        """SELECT name, count() AS count FROM tracked_event
           WHERE corp_id = {corp:UInt32} AND profile_no IN {nos:Array(UInt32)}
           GROUP BY name ORDER BY count DESC, name""",
        corp=corp_id, nos=list(nos),
    )  # fmt: skip
