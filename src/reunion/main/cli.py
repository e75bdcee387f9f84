"""The `reunion` command: the machine's side. Each command calls one function and shows the outcome."""

import asyncio
import os
from pathlib import Path
from typing import Annotated

import typer

from reunion.core.config import load
from reunion.main import announce, cli_company, failures
from reunion.main.cli_options import Data, Json, app
from reunion.main.version import VERSION

__all__ = ["cli_company", "run"]


def run() -> None:
    """The entry point: expected failures become one clear message and exit code 1."""
    os.umask(0o077)  # what we write holds secrets and customers' data
    with failures.explained():
        app()


@app.command()
def up(
    data: Data = None,
    port: Annotated[int | None, typer.Option(help="端口 port (REUNION_PORT)")] = None,
    host: Annotated[str | None, typer.Option(help="监听地址 address to listen on")] = None,
    demo: Annotated[
        bool, typer.Option("--demo/--no-demo", help="空库时建立演示公司 a demo company if empty")
    ] = False,
    json: Json = False,
) -> None:
    """启动全部 start everything on this machine: database, web, worker. Ctrl-C stops it."""
    from reunion.main import filling
    from reunion.main import up as supervisor

    config = load(data=data, port=port, host=host)
    supervisor.run(
        config,
        announce=announce.started_json if json else announce.started,
        fill=filling.fill_if_empty if demo else None,
    )


@app.command()
def web(
    data: Data = None,
    port: Annotated[int | None, typer.Option(help="端口 port (REUNION_PORT)")] = None,
    host: Annotated[str | None, typer.Option(help="监听地址 address to listen on")] = None,
    fd: Annotated[int | None, typer.Option(hidden=True)] = None,
) -> None:
    """只启动网页与接口 serve web, API and sockets alone, for a database that runs elsewhere."""
    from reunion.main import web as process

    process.run(load(data=data, port=port, host=host), fd)


@app.command()
def worker(data: Data = None) -> None:
    """只启动后台任务 run the background work alone: events, callbacks, jobs, schedules."""
    from reunion.main import worker as process

    process.run(load(data=data))


@app.command()
def analytics(data: Data = None) -> None:
    """只启动分析引擎 run the analytics engine alone: segments, behaviour, figures."""
    from reunion.main import analytics as process

    process.run(load(data=data))


@app.command()
def migrate(data: Data = None, json: Json = False) -> None:
    """更新数据库结构 bring the database's tables up to date."""
    from reunion.main import database

    config = load(data=data)
    with database.running(config) as url:
        done = asyncio.run(database.migrate(url))
    announce.result(
        {"applied": done},
        json,
        f"已应用 applied: {', '.join(done)}" if done else "已是最新 the database is up to date",
    )


@app.command()
def backup(
    file: Annotated[Path | None, typer.Argument(help="备份文件 the .tar to write")] = None,
    data: Data = None,
    json: Json = False,
) -> None:
    """备份数据库、文件与密钥 write database, files and keys into one .tar."""
    from reunion.main import backup as backups

    made = backups.backup(load(data=data), file, quiet=json)
    announce.result(
        {"file": str(made.file), "bytes": made.size, "files": made.files},
        json,
        f"备份完成 backed up to {made.file} ({made.size / 1e6:.1f} MB, {made.files} files). "
        "其中有密钥，请妥善保管 it holds keys: keep it safe",
    )


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="备份文件 the .tar to read", exists=True)],
    data: Data = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="覆盖现有数据 throw away what is there now")
    ] = False,
    json: Json = False,
) -> None:
    """从备份恢复到空的数据目录 restore a backup into an empty data folder."""
    from reunion.main import backup as backups

    config = load(data=data)
    backups.restore(config, file, replace=replace, quiet=json)
    announce.result(
        {"data": str(config.data)}, json, f"恢复完成 restored into {config.data}. reunion up"
    )


@app.command()
def doctor(data: Data = None, json: Json = False) -> None:
    """检查问题并说明如何修复 tell what is wrong and how to mend it; exit code 1 if anything is."""
    from reunion.main import doctor as checks

    findings = checks.examine(load(data=data))
    announce.findings(findings, json)
    if any(finding.state == "bad" for finding in findings):
        raise typer.Exit(1)


@app.command("config")
def showload(data: Data = None, json: Json = False) -> None:
    """显示当前设置 show the settings in force."""
    announce.settings(load(data=data), json)


@app.command()
def version(json: Json = False) -> None:
    """版本 the version of this program."""
    announce.result({"version": VERSION}, json, f"Reunion 重逢 {VERSION}")
