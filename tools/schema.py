"""Write migrations/schema.sql: what all migrations together make, for people to read and to diff."""

import asyncio
import re
import subprocess
import tempfile
from pathlib import Path

import asyncpg

from reunion.core import migrate
from reunion.main.database import create_if_missing
from reunion.main.postgres import BINARIES, EmbeddedPostgres

PAGE = migrate.folder() / migrate.SCHEMA
_NOISE = re.compile(
    r"^(--.*|SET .*|SELECT pg_catalog\.set_config.*|\\(un)?restrict .*)\n", re.MULTILINE
)
_HEAD = "-- Made by `make pages` from the migrations; a test keeps them in step. Do not edit.\n\n"


def dump(url: str) -> str:
    """The schema of a database, without settings and comments of the dump."""
    command = [BINARIES / "pg_dump", "--schema-only", "--no-owner", "--no-privileges"]
    done = subprocess.run(
        [*map(str, command), "--dbname", url], capture_output=True, text=True, check=True
    )
    return _HEAD + re.sub(r"\n{3,}", "\n\n", _NOISE.sub("", done.stdout)).strip() + "\n"


async def build(server: EmbeddedPostgres, name: str) -> str:
    """Make a database from the migrations alone and return its schema."""
    await create_if_missing(server.url("postgres"), name)
    conn = await asyncpg.connect(server.url(name))
    try:
        await migrate.migrate(conn)
    finally:
        await conn.close()
    return await asyncio.to_thread(dump, server.url(name))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        cluster = EmbeddedPostgres(Path(folder), {"fsync": "off"})
        cluster.start()
        try:
            PAGE.write_text(asyncio.run(build(cluster, "schema_page")), "utf-8")
        finally:
            cluster.stop()
