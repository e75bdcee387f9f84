"""`reunion doctor`: what is wrong on this machine and in this database, and how to mend it."""

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import asyncpg
import msgspec

from reunion.core.config import Config
from reunion.core.migrate import MigrationError
from reunion.engine.client import Engine
from reunion.engine.errors import EngineError
from reunion.main import database, doctor_database, folder, static, web
from reunion.main.postgres import PostgresError

_LEAST_FREE = 500 * 1024**2
_COMFORTABLE_FREE = 5 * 1024**3


class Finding(msgspec.Struct, frozen=True):
    """One thing looked at. `mend` says what to do where the state is not good."""

    name: str
    state: Literal["good", "warn", "bad"]
    text: str
    mend: str = ""


def examine(config: Config) -> list[Finding]:
    """Look at everything; the database is started for the look when it does not run."""
    checks: list[Callable[[Config], Finding]] = [_python, _node, _folder, _key, _disk, _port, _apps]
    found = [check(config) for check in checks]
    if any(one.name == "data" and one.state == "bad" for one in found):
        return found
    return [*found, *_database(config), *_engine(config)]


def _python(config: Config) -> Finding:
    return Finding("python", "good", ".".join(map(str, sys.version_info[:3])))


def _node(config: Config) -> Finding:
    mend = "安装 install Node 20 or newer with npm; it is needed to build the web apps, not to run"
    try:
        done = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return Finding("node", "warn", "没有找到 not found", mend)
    version = done.stdout.strip()
    old = int(version.lstrip("v").split(".")[0]) < 20
    return Finding("node", "warn" if old else "good", version, mend if old else "")


def _folder(config: Config) -> Finding:
    data = config.data
    if not data.exists():
        return Finding("data", "warn", f"{data} 还不存在 is not there yet", "reunion up")
    try:
        folder.prepare(data)
    except folder.FolderInUse as error:
        return Finding("data", "bad", str(error), f"chown -R {os.geteuid()} {data}")
    if data.stat().st_mode & 0o066:
        text = f"{data} 其他用户可读 can be read by other users"
        return Finding("data", "bad", text, f"chmod go-rw {data}")
    return Finding("data", "good", str(data))


def _key(config: Config) -> Finding:
    key = Path(config.secret_key_file)
    if not key.exists():
        return Finding("key", "good", "首次启动时生成 made at the first start")
    if key.stat().st_mode & 0o077:
        return Finding("key", "bad", f"{key} 其他用户可读 is open to others", f"chmod 600 {key}")
    return Finding("key", "good", str(key))


def _disk(config: Config) -> Finding:
    place = next(path for path in (config.data, *config.data.parents) if path.exists())
    free = shutil.disk_usage(place).free
    text = f"{free / 1024**3:.1f} GiB 可用 free"
    if free < _LEAST_FREE:
        return Finding("disk", "bad", text, f"清理磁盘 free some space on {place}")
    if free < _COMFORTABLE_FREE:
        return Finding("disk", "warn", text, f"很快会满 it fills soon: free some space on {place}")
    return Finding("disk", "good", text)


def _port(config: Config) -> Finding:
    running = folder.holder(config.data)
    if running is not None:
        return Finding(
            "server", "good", f"正在运行 runs (process {running}) at {config.public_url}"
        )
    try:
        web.listen(config.host, config.port).close()
    except OSError as error:
        text = f"{config.host}:{config.port}: {error.strerror}"
        return Finding("server", "bad", text, "换端口 choose another: --port or REUNION_PORT")
    return Finding("server", "warn", "没有运行 does not run; its port is free", "reunion up")


def _apps(config: Config) -> Finding:
    missing = [
        name for name in ("console", "desk", "h5")
        if not (static.WEB / name / "dist" / "index.html").is_file()
    ]  # fmt: skip
    if missing:
        return Finding("web", "bad", f"没有构建 not built: {', '.join(missing)}", "make web")
    return Finding("web", "good", "console, desk, h5")


def _engine(config: Config) -> list[Finding]:
    """The embedded engine runs with the server; one of somebody's own is asked in any case."""
    if not config.clickhouse_url and folder.holder(config.data) is None:
        return []
    try:
        return [Finding("analytics", "good", f"ClickHouse {asyncio.run(_engine_version(config))}")]
    except EngineError as error:
        mend = (
            "检查 REUNION_CLICKHOUSE_URL and REUNION_CLICKHOUSE_DATABASE: address, user, password"
            if config.clickhouse_url
            else "看启动 reunion up 的日志 see what `reunion up` logs of analytics"
        )
        return [Finding("analytics", "bad", f"没有应答 no answer: {error.fields['reason']}", mend)]


async def _engine_version(config: Config) -> str:
    engine = Engine.of(config)
    try:
        return await engine.value(str, "SELECT version()")
    finally:
        await engine.close()


def _database(config: Config) -> list[Finding]:
    if not config.database_url and not (config.data / "postgres").exists():
        return [Finding("database", "warn", "还没有建立 not made yet", "reunion up")]
    try:
        with database.running(config) as url:
            return [
                Finding(name, state, text, mend)
                for name, state, text, mend in asyncio.run(doctor_database.examine(url))
            ]
    except (PostgresError, folder.FolderInUse) as error:
        log = config.data / "logs" / "postgres.log"
        return [
            Finding("database", "bad", str(error), f"看日志 see {log}, then reunion doctor again")
        ]
    except (OSError, asyncpg.PostgresError, MigrationError) as error:
        mend = "检查 REUNION_DATABASE_URL: address, user, password; is that server running?"
        return [Finding("database", "bad", f"连不上 cannot be used: {error}", mend)]
