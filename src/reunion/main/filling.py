"""Putting the demo company into an empty database, with a progress bar."""

import asyncpg
import msgspec
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from reunion.core.config import Config

NOT_EMPTY = (
    "数据库里已有公司 the database already has a company. 换一个数据目录 choose another: "
    "reunion demo --data DIR"
)


def at(config: Config, url: str) -> Config:
    """The configuration with the address of the running database."""
    return msgspec.structs.replace(config, database_url=url)


async def fill_if_empty(config: Config) -> None:
    """What `up --demo` does before it serves; the database is migrated and its address set."""
    await fill(config)


async def fill(config: Config, *, seed: int = 1, quiet: bool = False) -> bool:
    """Build the demo company; False, and nothing done, where a company exists."""
    if not await _is_empty(config.database_url):
        return False
    from reunion.main.demo import build  # large: only loaded where it is used

    console = Console(stderr=True, quiet=quiet)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=console) as bars:
        parts = {}

        def show(part: str, done: int, total: int) -> None:
            if part not in parts:
                parts[part] = bars.add_task(part, total=total)
            bars.update(parts[part], completed=done, total=total)

        await build(config, show, seed=seed)
    return True


async def _is_empty(url: str) -> bool:
    conn = await asyncpg.connect(url)
    try:
        return not await conn.fetchval("select exists (select 1 from corp)")
    finally:
        await conn.close()
