"""One .tar with all that a company is: database, events, uploaded files, the key that reads its secrets."""

import asyncio
import contextlib
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import asyncpg
import msgspec
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from reunion.core.config import Config
from reunion.core.errors import Unmet
from reunion.engine.errors import EngineError
from reunion.main import backup_events, credentials, database, folder
from reunion.main.backup_events import Moment
from reunion.main.postgres import BINARIES
from reunion.main.version import VERSION

_MANIFEST = "manifest.json"
_DUMP = "database.dump"
_KEY = "secret.key"
_BLOBS = "blobs"


class BackupError(Unmet):
    """A backup cannot be made or restored; the text says why and what to do."""


class Manifest(msgspec.Struct, frozen=True):
    reunion: str
    made_at: datetime


class Made(msgspec.Struct, frozen=True):
    """A finished backup: `size` in bytes, `files` uploaded files in it."""

    file: Path
    size: int
    files: int


def backup(config: Config, file: Path | None, *, quiet: bool = False) -> Made:
    """Write a backup while the server runs or not. The file appears only when it is whole.

    The database is dumped first, as of one moment, and events go with it as of the same one; uploaded
    files are never changed, so those copied afterwards are all that the dump names.
    """
    now = datetime.now(UTC)
    target = (file or Path(f"reunion-{now:%Y%m%d-%H%M%S}.tar")).absolute()
    if target.exists():
        raise BackupError(f"文件已存在 {target} exists: choose another name, or delete it")
    partial = target.with_name(target.name + ".partial")
    blobs = [path for path in sorted((config.data / _BLOBS).rglob("*")) if path.is_file()]
    try:
        with database.running(config) as url, _bars(quiet) as bars:
            dump = partial.with_name(target.name + ".dump")
            try:
                with backup_events.moment(url) as moment:
                    _dump(url, dump, moment, bars)
                with tarfile.open(partial, "w") as tar:
                    _add_bytes(tar, _MANIFEST, msgspec.json.encode(Manifest(VERSION, now)))
                    _add_if_there(tar, Path(config.secret_key_file), _KEY)
                    _add_if_there(tar, config.data / credentials.FILE, credentials.FILE)
                    tar.add(dump, _DUMP)
                    asyncio.run(_add_events(config, tar, moment, bars))
                    _add_blobs(tar, config.data, blobs, bars)
            finally:
                dump.unlink(missing_ok=True)
        partial.chmod(0o600)
        partial.rename(target)
    finally:
        partial.unlink(missing_ok=True)
    return Made(target, target.stat().st_size, len(blobs))


def restore(config: Config, file: Path, *, replace: bool = False, quiet: bool = False) -> None:
    """Put a backup into an empty database and data folder; with `replace`, over what is there."""
    if folder.holder(config.data) is not None:
        raise BackupError(f"Reunion 正在运行 is running on {config.data}: stop it before a restore")
    folder.prepare(config.data)
    with database.running(config) as url, _bars(quiet) as bars:
        if not replace and (what := asyncio.run(_present(config, url))):
            raise BackupError(
                f"目标不是空的 the target is not empty: {what}. Restore into another --data, "
                "or give --replace to throw away what is there"
            )
        with tempfile.TemporaryDirectory(dir=config.data, prefix="restore-") as name:
            unpacked = Path(name)
            _unpack(file, unpacked, bars)
            asyncio.run(_empty(url))
            _load(url, unpacked / _DUMP, bars)
            _put_files(config, unpacked)
            asyncio.run(_put_events(config, unpacked, bars))
        asyncio.run(database.migrate(url))
        asyncio.run(database.settle(url))


@contextlib.contextmanager
def _bars(quiet: bool) -> Iterator[Progress]:
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True, quiet=quiet)) as bars:
        yield bars


def _dump(url: str, dump: Path, moment: Moment, bars: Progress) -> None:
    bar = bars.add_task("数据库 database", total=None)
    dump.touch(mode=0o600)
    command = [BINARIES / "pg_dump", "--format=custom", "--no-owner", "--no-privileges"]
    command += ["--snapshot", moment.snapshot]
    _watch([*map(str, command), "--dbname", url, "--file", str(dump)], dump, bars, bar)


def _load(url: str, dump: Path, bars: Progress) -> None:
    bar = bars.add_task("数据库 database", total=None)
    command = [BINARIES / "pg_restore", "--no-owner", "--no-privileges", "--single-transaction"]
    _watch([*map(str, command), "--dbname", url, str(dump)], dump, bars, bar)


def _watch(command: list[str], file: Path, bars: Progress, bar: TaskID) -> None:
    """Run a PostgreSQL tool; the bar shows the size of its file meanwhile."""
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        while True:
            try:
                _, errors = process.communicate(timeout=0.2)
                break
            except subprocess.TimeoutExpired:
                bars.update(bar, completed=file.stat().st_size)
    if process.returncode != 0:
        text = errors.decode(errors="replace").strip()
        raise BackupError(f"{Path(command[0]).name} 失败 failed: {text}")
    size = file.stat().st_size
    bars.update(bar, completed=size, total=size)


def _add_bytes(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.seek(0)
        info = tarfile.TarInfo(name)
        info.size, info.mode = len(content), 0o600
        tar.addfile(info, file)


def _add_if_there(tar: tarfile.TarFile, path: Path, name: str) -> None:
    if path.is_file():
        tar.add(path, name)


def _add_blobs(tar: tarfile.TarFile, data: Path, blobs: list[Path], bars: Progress) -> None:
    bar = bars.add_task("文件 files", total=sum(path.stat().st_size for path in blobs))
    for path in blobs:
        tar.add(path, str(path.relative_to(data)))
        bars.advance(bar, path.stat().st_size)


async def _add_events(config: Config, tar: tarfile.TarFile, moment: Moment, bars: Progress) -> None:
    """What had been delivered to the engine by the moment of the dump."""
    async with backup_events.opened(config, make=False) as engine:
        if engine is None:
            return
        try:
            pieces = await backup_events.pieces(engine, moment)
            bar = bars.add_task("事件 events", total=len(pieces))
            for number, piece in enumerate(pieces):
                name = f"{backup_events.FOLDER}/{number:06}.jsonl.gz"
                _add_bytes(tar, name, await backup_events.packed(engine, moment, piece))
                bars.advance(bar)
        except EngineError as error:
            reason = error.fields["reason"]
            raise BackupError(f"分析引擎没有回答 the engine does not answer: {reason}") from None


async def _put_events(config: Config, unpacked: Path, bars: Progress) -> None:
    bar = bars.add_task("事件 events", total=None)
    try:
        await backup_events.put_back(config, unpacked / backup_events.FOLDER)
    except EngineError as error:
        reason = error.fields["reason"]
        raise BackupError(f"分析引擎没有回答 the engine does not answer: {reason}") from None
    bars.update(bar, total=1, completed=1)


def _unpack(file: Path, unpacked: Path, bars: Progress) -> None:
    bar = bars.add_task("解包 unpack", total=file.stat().st_size)
    try:
        with tarfile.open(file) as tar:
            for member in tar:
                _take(tar, member, unpacked)
                bars.update(bar, completed=member.offset_data + member.size)
        msgspec.json.decode((unpacked / _MANIFEST).read_bytes(), type=Manifest)
    except (tarfile.TarError, OSError, EOFError, msgspec.MsgspecError) as error:
        why = str(error).splitlines()[0].rstrip(":")
        raise BackupError(
            f"{file} 不是完整的备份 is not a whole backup made by `reunion backup`: {why}"
        ) from None
    if not (unpacked / _DUMP).is_file():
        raise BackupError(f"{file} 缺少数据库 holds no {_DUMP}: it is not a whole backup")


def _take(tar: tarfile.TarFile, member: tarfile.TarInfo, unpacked: Path) -> None:
    """Plain files inside the folder alone, with rights of ours. By hand: the tar module of Python
    3.11.2, which Debian 12 has, cannot be told to be careful."""
    target = (unpacked / member.name).resolve()
    content = tar.extractfile(member) if member.isreg() else None
    if content is None or not target.is_relative_to(unpacked.resolve()):
        raise tarfile.TarError(f"{member.name} does not belong into a backup")
    target.parent.mkdir(parents=True, exist_ok=True)
    with content, target.open("wb") as file:
        shutil.copyfileobj(content, file)
    if target.stat().st_size != member.size:
        raise tarfile.ReadError("unexpected end of data")


async def _present(config: Config, url: str) -> str:
    """What is there already, in words; empty when the target is empty."""
    if any(path.is_file() for path in (config.data / _BLOBS).rglob("*")):
        return f"{config.data / _BLOBS}"
    conn = await asyncpg.connect(url)
    try:
        if await conn.fetchval("select to_regclass('corp')") is None:
            return ""
        corps = await conn.fetchval("select count(*) from corp")
        return f"{corps} corp(s) in the database" if corps else ""
    finally:
        await conn.close()


async def _empty(url: str) -> None:
    conn = await asyncpg.connect(url)
    try:
        await conn.execute("drop schema if exists public cascade; create schema public")
    finally:
        await conn.close()


def _put_files(config: Config, unpacked: Path) -> None:
    shutil.rmtree(config.data / _BLOBS, ignore_errors=True)
    if (unpacked / _BLOBS).is_dir():
        (unpacked / _BLOBS).rename(config.data / _BLOBS)
    for name, place in ((_KEY, Path(config.secret_key_file)), (credentials.FILE, None)):
        if (unpacked / name).is_file():
            target = place or config.data / name
            shutil.copyfile(unpacked / name, target)
            target.chmod(0o600)
