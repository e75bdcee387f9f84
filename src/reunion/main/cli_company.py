"""The `reunion` command: the company's side. Each command works on the running database, or starts it."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from reunion.core.config import load
from reunion.main import announce, database
from reunion.main.cli_options import Corp, Data, Json, app


@app.command()
def demo(
    data: Data = None,
    seed: Annotated[int, typer.Option(help="随机种子 same seed, same company")] = 1,
    json: Json = False,
) -> None:
    """建立演示公司春茶眼镜 build the demo company in an empty database."""
    from reunion.main import filling

    config = load(data=data)
    with database.running(config) as url:
        asyncio.run(database.migrate(url))
        built = asyncio.run(filling.fill(filling.at(config, url), seed=seed, quiet=json))
    text = "演示公司已建立 the demo company is built" if built else filling.NOT_EMPTY
    announce.result({"built": built}, json, text)
    if not built:
        raise typer.Exit(1)


@app.command()
def found(
    name: Annotated[str, typer.Argument(help="企业名称 the company's name")],
    admin: Annotated[
        str, typer.Option(help="管理员账号 userid of the first super admin")
    ] = "admin",
    admin_name: Annotated[str, typer.Option(help="管理员姓名 that person's name")] = "管理员",
    data: Data = None,
    json: Json = False,
) -> None:
    """建立企业 found a company of your own, with its first super admin."""
    from reunion.main import company

    with database.running(load(data=data)) as url:
        asyncio.run(database.migrate(url))
        made = asyncio.run(company.found(url, name, admin, admin_name))
    announce.sign_in(made, json, f"已建立 {name} is founded")


@app.command()
def password(
    userid: Annotated[str, typer.Argument(help="成员账号 the member's userid")],
    corp: Corp = None,
    data: Data = None,
    json: Json = False,
) -> None:
    """重设密码 give a member a new password, for whoever is locked out."""
    from reunion.main import company

    with database.running(load(data=data)) as url:
        made = asyncio.run(company.new_password(url, corp, userid))
    announce.sign_in(made, json, "密码已重设 a new password is set")


@app.command()
def recount(data: Data = None, json: Json = False) -> None:
    """重新统计 make the statistics anew from messages and events."""
    from reunion.main import company

    with database.running(load(data=data)) as url, announce.busy("统计 counting", quiet=json):
        asyncio.run(company.recount(url))
    announce.result({"recounted": True}, json, "已重新统计 the statistics are made anew")


@app.command("import")
def import_members(
    file: Annotated[Path, typer.Argument(help="XLSX 或 or CSV", exists=True, dir_okay=False)],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只检查 only check")] = False,
    corp: Corp = None,
    data: Data = None,
    json: Json = False,
) -> None:
    """导入成员 import members from WeCom's own template or a plain table; all rows or none."""
    from reunion.main import company

    content = file.read_bytes()
    with database.running(load(data=data)) as url, announce.busy("导入 importing", quiet=json):
        report = asyncio.run(company.import_members(url, corp, content, dry_run=dry_run))
    announce.imported(report, json)
    if report.errors:
        raise typer.Exit(1)


@app.command("export")
def export(
    what: Annotated[str, typer.Argument(help="customers 客户, members 成员")],
    file: Annotated[Path, typer.Argument(help="要写的 the .xlsx or .csv to write")],
    corp: Corp = None,
    data: Data = None,
    json: Json = False,
) -> None:
    """导出客户或成员 write all customers or members into a table."""
    from reunion.main import company

    writers = {"customers": company.export_customers, "members": company.export_members}
    if what not in writers:
        raise typer.BadParameter(f"{what}: 可用 choose customers or members")
    with database.running(load(data=data)) as url, announce.busy("导出 exporting", quiet=json):
        rows = asyncio.run(writers[what](url, corp, file))
    announce.result({"file": str(file), "rows": rows}, json, f"已写入 wrote {rows} rows to {file}")
