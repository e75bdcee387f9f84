"""ejabberd from Debian as the peer, with its archive (mod_mam) and its users in the same PostgreSQL.

It runs as a child of the benchmark with files of its own; the system's ejabberd is not touched.
"""

import contextlib
import os
import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import asyncpg

from bench.servers import Process, free_port

HOST = "bench.local"
PASSWORD = "tea-in-spring"
_SCHEMA = Path("/usr/share/ejabberd/sql/pg.sql")
_CONFIG = """
loglevel: error
hosts: ["{host}"]
listen:
  - port: {port}
    ip: "127.0.0.1"
    module: ejabberd_c2s
    max_stanza_size: 262144
    shaper: none
    access: all
    starttls: false
auth_method: sql
auth_password_format: plain
default_db: sql
sql_type: pgsql
sql_server: "127.0.0.1"
sql_port: {sql_port}
sql_database: "{database}"
sql_username: "reunion"
sql_password: ""
sql_pool_size: 12
sql_prepared_statements: true
shaper_rules:
  max_user_sessions: 10
modules:
  mod_mam:
    default: always
    assume_mam_usage: true
{more}
"""
MUC = """  mod_muc:
    host: "rooms.bench.local"
    access: all
    access_create: all
    default_room_options:
      mam: true
      persistent: false
      members_only: false
      allow_user_invites: true
      max_users: 500
    max_users: 500
    max_user_conferences: 100
    min_message_interval: 0
    min_presence_interval: 0
"""


def missing() -> str | None:
    """Why there is no ejabberd to compare with; None when there is."""
    if shutil.which("ejabberdctl") is None or not _SCHEMA.exists():
        return "ejabberd is not installed (apt-get install ejabberd, as `make bench` does for root)"
    return None


async def prepare(url: str, users: list[str]) -> None:
    """Its own schema and its users."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(_SCHEMA.read_text())
        await connection.executemany(
            "INSERT INTO users (username, password) VALUES ($1, $2)",
            [(user, PASSWORD) for user in users],
        )
    finally:
        await connection.close()


@contextlib.contextmanager
def running(folder: Path, sql_port: int, database: str) -> Iterator[tuple[Process, int]]:
    """One node without Erlang's distribution, so that no port mapper is started."""
    folder.mkdir(exist_ok=True)
    port = free_port()
    config = folder / "ejabberd.yml"
    config.write_text(
        _CONFIG.format(host=HOST, port=port, sql_port=sql_port, database=database, more=MUC)
    )
    erl = shutil.which("erl") or "erl"
    command = [
        erl, "-noinput", "+K", "true", "+P", "250000",
        "-mnesia", "dir", f'"{folder / "mnesia"}"', "-s", "ejabberd",
    ]  # fmt: skip
    process = Process(
        command, folder / "ejabberd.out",
        EJABBERD_CONFIG_PATH=str(config), EJABBERD_LOG_PATH=str(folder / "ejabberd.log"),
        SPOOL_DIR=str(folder), LOGS_DIR=str(folder), HOME=str(folder), ERL_MAX_PORTS="32000",
        ERL_LIBS=os.environ.get("ERL_LIBS", "/usr/lib/x86_64-linux-gnu"),
    )  # fmt: skip
    try:
        process.await_port(port)
        time.sleep(1)
        yield process, port
    finally:
        process.stop()


def stanza(to: str, body: str) -> bytes:
    """A chat message."""
    safe = re.sub(r"[<>&]", "", body)
    return f"<message type='chat' id='m' to='{to}@{HOST}'><body>{safe}</body></message>".encode()
