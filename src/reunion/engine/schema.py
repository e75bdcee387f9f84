"""The engine's tables: migrations/engine/NNNN_name.sql, each applied once and in order.

The engine has no transactions over tables, so every statement of a file may be carried out again.
"""

import re
from pathlib import Path

import msgspec

from reunion.core import migrate as core_migrate
from reunion.engine.client import Engine

_NAME = re.compile(r"(\d{4})_[a-z0-9_]+\.sql")
_BETWEEN = re.compile(r";\s*\n")

_HISTORY = """
    CREATE TABLE IF NOT EXISTS schema_migration (
        version UInt32, name String, applied_at DateTime DEFAULT now()
    ) ENGINE = MergeTree ORDER BY version
"""


class _Applied(msgspec.Struct):
    version: int


async def migrate(engine: Engine) -> list[str]:
    """Brings the tables up to date; answers the names of the files applied. Raises EngineError."""
    await engine.define(_HISTORY.strip())
    known = {
        one.version for one in await engine.rows(_Applied, "SELECT version FROM schema_migration")
    }
    done: list[str] = []
    for path in sorted((core_migrate.folder() / "engine").glob("*.sql")):
        version = _version(path)
        if version in known:
            continue
        for statement in statements(path.read_text("utf-8")):
            await engine.define(statement)
        await engine.insert("schema_migration", [{"version": version, "name": path.stem}])
        done.append(path.stem)
    return done


def statements(text: str) -> list[str]:
    """The statements of a file, which end with a semicolon at the end of a line."""
    bare = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("--"))
    return [one.strip() for one in _BETWEEN.split(f"{bare}\n") if one.strip()]


def _version(path: Path) -> int:
    match = _NAME.fullmatch(path.name)
    if match is None:
        raise core_migrate.MigrationError(
            f"{path.name}: 文件名应为 the name should be NNNN_name.sql"
        )
    return int(match[1])
