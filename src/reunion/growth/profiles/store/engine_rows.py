"""The engine's SQL on everything that is about one person: each table with a profile_no."""

from collections.abc import Sequence

import msgspec

from reunion.engine.client import Engine


class _Table(msgspec.Struct):
    name: str


async def _tables(engine: Engine) -> list[str]:
    """On a cluster the shards' own tables stand behind those of the same name. Global: names of tables."""
    found = await engine.rows(
        _Table,
        """SELECT c.table AS name FROM system.columns c
           JOIN system.tables t ON t.database = c.database AND t.name = c.table
           WHERE c.database = currentDatabase() AND c.name = 'profile_no'
             AND (t.engine LIKE '%MergeTree' OR t.engine = 'Distributed') ORDER BY 1""",
    )
    names = {one.name for one in found}
    return [one for one in sorted(names) if one.removesuffix("_shard") == one]


async def count(engine: Engine, corp_id: int, nos: Sequence[int]) -> dict[str, int]:
    """How many rows of each table are about her; past versions of a row count too."""
    return {
        table: await engine.value(
            int,
            f"""SELECT count() FROM {table} WHERE corp_id = {{corp:UInt32}}
                AND profile_no IN {{nos:Array(UInt32)}}""",
            corp=corp_id, nos=list(nos),
        )
        for table in await _tables(engine)
    }  # fmt: skip


async def erase(engine: Engine, corp_id: int, nos: Sequence[int]) -> None:
    """None of them is there when this returns."""
    numbers = ", ".join(map(str, map(int, nos)))
    for table in await _tables(engine):
        await engine.define(
            f"ALTER TABLE {table} DELETE WHERE corp_id = {int(corp_id)} AND profile_no IN ({numbers}) "
            "SETTINGS mutations_sync = 2"
        )
