"""The `reunion` command. Each command reads the configuration, calls one function and shows the outcome."""

import asyncio
import os
from pathlib import Path
from typing import Annotated, Any

import typer

from reunion.core import config as configuration
from reunion.core.config import Config
from reunion.main import announce, failures
from reunion.main.version import VERSION

app = typer.Typer(
    name="reunion",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    help="Reunion 重逢: a WeCom you can host. 设置见 settings: docs/guide/configuration.md",
    context_settings={"help_option_names": ["-h", "--help"]},
)

Data = Annotated[
    Path | None, typer.Option(help="数据目录 data folder (REUNION_DATA)", show_default=False)
]
Json = Annotated[bool, typer.Option("--json", help="给程序读的输出 output for machines")]


def run() -> None:
    """The entry point: expected failures become one clear message and exit code 1."""
    os.umask(0o077)  # what we write holds secrets and customers' data
    with failures.explained():
        app()


def _config(**flags: Any) -> Config:
    return configuration.load(**flags)


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

    config = _config(data=data, port=port, host=host)
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

    process.run(_config(data=data, port=port, host=host), fd)


@app.command()
def worker(data: Data = None) -> None:
    """只启动后台任务 run the background work alone: events, callbacks, jobs, schedules."""
    from reunion.main import worker as process

    process.run(_config(data=data))


@app.command()
def migrate(data: Data = None, json: Json = False) -> None:
    """更新数据库结构 bring the database's tables up to date."""
    from reunion.main import database

    config = _config(data=data)
    with database.running(config) as url:
        done = asyncio.run(database.migrate(url))
    announce.result(
        {"applied": done},
        json,
        f"已应用 applied: {', '.join(done)}" if done else "已是最新 the database is up to date",
    )


@app.command()
def demo(
    data: Data = None,
    seed: Annotated[int, typer.Option(help="随机种子 same seed, same company")] = 1,
    json: Json = False,
) -> None:
    """建立演示公司春茶眼镜 build the demo company in an empty database."""
    from reunion.main import database, filling

    config = _config(data=data)
    with database.running(config) as url:
        asyncio.run(database.migrate(url))
        built = asyncio.run(filling.fill(filling.at(config, url), seed=seed, quiet=json))
    text = "演示公司已建立 the demo company is built" if built else filling.NOT_EMPTY
    announce.result({"built": built}, json, text)
    if not built:
        raise typer.Exit(1)


@app.command()
def backup(
    file: Annotated[Path | None, typer.Argument(help="备份文件 the .tar to write")] = None,
    data: Data = None,
    json: Json = False,
) -> None:
    """备份数据库、文件与密钥 write database, files and keys into one .tar."""
    from reunion.main import backup as backups

    made = backups.backup(_config(data=data), file, quiet=json)
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

    config = _config(data=data)
    backups.restore(config, file, replace=replace, quiet=json)
    announce.result(
        {"data": str(config.data)}, json, f"恢复完成 restored into {config.data}. reunion up"
    )


@app.command()
def doctor(data: Data = None, json: Json = False) -> None:
    """检查问题并说明如何修复 tell what is wrong and how to mend it; exit code 1 if anything is."""
    from reunion.main import doctor as checks

    findings = checks.examine(_config(data=data))
    announce.findings(findings, json)
    if any(finding.state == "bad" for finding in findings):
        raise typer.Exit(1)


@app.command("config")
def show_config(data: Data = None, json: Json = False) -> None:
    """显示当前设置 show the settings in force."""
    announce.settings(_config(data=data), json)


@app.command()
def version(json: Json = False) -> None:
    """版本 the version of this program."""
    announce.result({"version": VERSION}, json, f"Reunion 重逢 {VERSION}")
