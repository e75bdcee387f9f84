"""导入 in the console."""

from typing import Annotated, BinaryIO, cast

from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.params import Body, Parameter
from msgspec import Struct

from reunion.core.config import Config
from reunion.core.context import Context
from reunion.core.paging import Page
from reunion.core.sheets import BOM, csv_lines, harmless
from reunion.growth.imports import service
from reunion.growth.imports.model import Fault, Import, Kind, Mapping
from reunion.growth.imports.running import kept_files
from reunion.growth.imports.service import ImportPreview
from reunion.surfaces.access import allow

_ADMINS = allow("super_admin", "admin")
Limit = Annotated[int, Parameter(ge=1, le=200)]


class ImportUpload(Struct):
    """`file`: CSV (UTF-8, UTF-16 or GB18030), XLSX or Parquet."""

    file: UploadFile
    kind: Kind


class ImportStart(Struct):
    """`dry`: every row is read and checked, and nothing written."""

    mapping: Mapping
    dry: bool = False


@post("/api/console/imports", opt=_ADMINS)
async def upload(
    ctx: Context,
    config: Config,
    data: Annotated[ImportUpload, Body(media_type=RequestEncodingType.MULTI_PART)],
) -> Import:
    """上传文件 Nothing is imported yet: the answer says what its columns probably are."""
    name = data.file.filename or "-"
    return await service.take_in(
        ctx, kept_files(config), data.kind, name, cast(BinaryIO, data.file.file)
    )


@get("/api/console/imports", opt=_ADMINS, operation_id="console_list_imports")
async def list_imports(ctx: Context, cursor: str | None = None, limit: Limit = 20) -> Page[Import]:
    """导入记录 The latest first."""
    return await service.page(ctx, cursor, limit)


@get("/api/console/imports/{import_no:int}", opt=_ADMINS, operation_id="console_get_import")
async def get_import(ctx: Context, import_no: int) -> Import:
    """How far it is, or what became of its rows."""
    return await service.get(ctx, import_no)


@post("/api/console/imports/{import_no:int}/preview", opt=_ADMINS, status_code=200)
async def preview(
    ctx: Context, config: Config, language: str, import_no: int, data: Mapping
) -> ImportPreview:
    """The first rows as they would become with these columns."""
    return await service.preview(ctx, kept_files(config), import_no, data, language)


@post("/api/console/imports/{import_no:int}/start", opt=_ADMINS, status_code=200)
async def start(ctx: Context, import_no: int, data: ImportStart) -> Import:
    """检查或导入 In the background; one that broke off goes on where it stood."""
    return await service.start(ctx, import_no, data.mapping, dry=data.dry)


@get("/api/console/imports/{import_no:int}/errors", opt=_ADMINS)
async def list_errors(
    ctx: Context, language: str, import_no: int, cursor: str | None = None, limit: Limit = 50
) -> Page[Fault]:
    """What is wrong with which rows."""
    return await service.wrong(ctx, import_no, cursor, limit, language)


@get("/api/console/imports/{import_no:int}/errors.csv", opt=_ADMINS)
async def download_errors(ctx: Context, language: str, import_no: int) -> Response[bytes]:
    """错误文件 Row, column, value and what is wrong."""
    head = ["row", "column", "value", "error"] if language == "en" else ["行", "列", "值", "错误"]
    lines = [
        [one.row, harmless(one.column), harmless(one.value), one.message]
        for one in await service.all_wrong(ctx, import_no, language)
    ]
    return Response(
        BOM + csv_lines([head, *lines]),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="import-{import_no}-errors.csv"'},
    )


routes = [upload, list_imports, get_import, preview, start, list_errors, download_errors]
