"""What the commands say: for people in Chinese and English, or JSON for machines."""

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from rich.cells import set_cell_size
from rich.console import Console
from rich.table import Table

from reunion.core import config as configuration
from reunion.core.config import Config
from reunion.main import credentials

if TYPE_CHECKING:  # each of these imports half of the program
    from reunion.main.company import Founded
    from reunion.main.doctor import Finding
    from reunion.main.up import Started
    from reunion.platform.directory.imports.model import ImportReport

_MARKS = {"good": "[green]✓[/]", "warn": "[yellow]![/]", "bad": "[red]✗[/]"}


def _json(value: Any) -> None:
    sys.stdout.write(msgspec.json.encode(value).decode() + "\n")
    sys.stdout.flush()


def result(value: dict[str, Any], json: bool, text: str) -> None:
    """The outcome of a command."""
    if json:
        _json(value)
    else:
        Console(highlight=False, soft_wrap=True).print(text, markup=False)


@contextlib.contextmanager
def busy(what: str, *, quiet: bool) -> Iterator[None]:
    """A moving sign while one long statement works."""
    with Console(stderr=True, quiet=quiet).status(what):
        yield


def sign_in(made: "Founded", json: bool, text: str) -> None:
    """A password that was just made, shown this once."""
    known = msgspec.to_builtins(made)
    lines = [text, f"  企业 ID corpid: {made.corpid}", f"  账号 username: {made.username}"]
    lines += [f"  密码 password: {made.password}  (只显示一次 shown this once)"]
    result(known, json, "\n".join(lines))


def imported(report: "ImportReport", json: bool) -> None:
    """What an import did, or each wrong cell."""
    known = msgspec.to_builtins(report)
    lines = [
        f"{report.rows} 行 rows: {report.created} 新增 created, {report.updated} 更新 updated, "
        f"{report.unchanged} 不变 unchanged, {report.departments_created} 新部门 departments",
        *(
            f"  第 {error.row} 行 row · {error.column}: {error.message} ({error.value})"
            for error in report.errors
        ),
        "已导入 applied" if report.applied else "没有改变任何数据 nothing was changed",
    ]
    result(known, json, "\n".join(lines))


def started_json(now: "Started") -> None:
    """One line once everything answers."""
    _json({"event": "ready", **msgspec.to_builtins(now)})


def started(now: "Started") -> None:
    """What to open and how to sign in."""
    console = Console(highlight=False, soft_wrap=True)
    seconds = sum(now.seconds.values())
    console.print(f"\n[bold green]Reunion 重逢[/] 已启动 is up · {seconds:.1f} s\n")
    doors = _doors(credentials.read(Path(now.data)))
    width = max(len(f"{now.url}{path}") for _, path, _ in doors)
    for title, path, sign_in in doors:
        address = f"{now.url}{path}".ljust(width)
        console.print(
            f"  [bold]{set_cell_size(title, 18)}[/] [cyan]{address}[/]  {sign_in}".rstrip()
        )
    if now.credentials:
        console.print(f"\n  账号 all sign-ins: {now.credentials}")
    else:
        console.print(
            "\n  还没有企业 no company yet: [bold]reunion found NAME[/] 或 or [bold]reunion demo[/]"
        )
    console.print(f"  数据 data: {now.data}\n  停止 stop: Ctrl-C\n")


def _doors(known: credentials.Credentials | None) -> list[tuple[str, str, str]]:
    console = desk = app = ""
    if known is not None:
        console = f"{known.console.username} / {known.console.password}"
        # somebody of a shop, who has customers; headquarters' own account stands above
        shop = [one for one in known.desk if one.username != known.console.username] or known.desk
        desk = f"{shop[0].username} / {shop[0].password}" if shop else ""
        phone = known.app[0].phone if known.app else ""
        app = f"{phone} + 验证码 code: console → 验证码 Sign-in codes" if phone else ""
    return [
        ("管理后台 console", "/console/", console),
        ("工作台 desk", "/desk/", desk),
        ("客户端 customers", "/app/", app),
        ("接口 API", "/cgi-bin/", "corpid + secret: credentials.json" if known else ""),
        ("文档 docs", "/docs", ""),
    ]


def findings(found: "list[Finding]", json: bool) -> None:
    """The doctor's list: each failing line says how to mend it."""
    if json:
        _json({"ok": all(one.state != "bad" for one in found), "findings": found})
        return
    console = Console(highlight=False, soft_wrap=True)
    for one in found:
        console.print(f"{_MARKS[one.state]} {one.name}: ", end="")
        console.print(one.text, markup=False)
        if one.mend:
            console.print(f"    → {one.mend}", markup=False)


def settings(config: Config, json: bool) -> None:
    """The settings in force; a password in an address is not shown."""
    values = {
        name: configuration.shown(name, getattr(config, name)) for name in config.__struct_fields__
    }
    if json:
        _json(values)
        return
    table = Table("设置 setting", "值 value", "含义 meaning", show_lines=True)
    for name, value in values.items():
        table.add_row(name, str(value), configuration.description(name))
    Console().print(table)
