"""Import, template and export of members in the console."""

import asyncio
from typing import Annotated, Any, Literal

import msgspec
from litestar import Request, Response, get, post
from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.params import Body, QueryParameter

from reunion import outbox
from reunion.core.context import Context
from reunion.platform.directory.departments import service as departments
from reunion.platform.directory.imports import service, tables
from reunion.platform.directory.imports.model import ImportReport
from reunion.platform.directory.members import service as members
from reunion.platform.directory.model import ROOT
from reunion.platform.directory.scope import authority_of
from reunion.surfaces.access import Caller, allow
from reunion.surfaces.problems import language_of

_EDITORS = allow("super_admin", "admin", "scoped")


class Upload(msgspec.Struct):
    """`file`: XLSX or CSV. `dry_run` true: only say what would change."""

    file: UploadFile
    dry_run: bool = True


@post("/api/console/members/import", opt=_EDITORS, status_code=200)
async def import_members(
    ctx: Context,
    caller: Caller,
    request: Request[Any, Any, Any],
    data: Annotated[Upload, Body(media_type=RequestEncodingType.MULTI_PART)],
) -> ImportReport:
    """批量导入成员 All rows or none; a dry run changes nothing."""
    content = await data.file.read()
    return await service.run(
        ctx,
        authority_of(caller),
        content,
        dry_run=data.dry_run,
        language=language_of(request),
    )


@get("/api/console/members/import-template.xlsx", opt=_EDITORS)
async def read_template(ctx: Context) -> Response[bytes]:
    """下载导入模板 The table to fill in."""
    root = await departments.require(ctx, ROOT)
    content = await asyncio.to_thread(tables.template, root.name)
    return _download(content, tables.XLSX, "members-template.xlsx")


@get("/api/console/members/export", opt=_EDITORS)
async def export_members(
    ctx: Context,
    caller: Caller,
    kind: Annotated[Literal["xlsx", "csv"], QueryParameter(name="format")] = "xlsx",
) -> Response[bytes]:
    """导出成员 Everybody the caller administers, as a table that can be imported again."""
    found = await members.everybody(ctx, authority_of(caller).reach)
    tree = await departments.everything(ctx)
    await outbox.append(ctx, "members.exported", data={"rows": len(found), "format": kind})
    if kind == "csv":
        content = await asyncio.to_thread(tables.comma_separated, found, tree)
        return _download(content, tables.CSV, "members.csv")
    content = await asyncio.to_thread(tables.xlsx, found, tree)
    return _download(content, tables.XLSX, "members.xlsx")


def _download(content: bytes, media_type: str, name: str) -> Response[bytes]:
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers=disposition)


routes = [import_members, read_template, export_members]
