"""表单 in the console."""

from collections.abc import AsyncIterator
from typing import Annotated, Any
from urllib.parse import quote

from litestar import delete, get, post, put
from litestar.params import Parameter
from litestar.response import Stream
from msgspec import Struct

from reunion.core.config import Config
from reunion.core.context import Context
from reunion.core.db import Database
from reunion.core.paging import Page
from reunion.core.sheets import BOM, csv_lines, harmless
from reunion.growth.forms import asking, service
from reunion.growth.forms.model import AskedForm, Form, FormAnswer, FormDraft, FormResults
from reunion.growth.profiles.reach import EVERYBODY, Reach
from reunion.surfaces.access import Caller, allow

_ADMINS = allow("super_admin", "admin")
_READERS = allow("super_admin", "admin", "scoped")
_A_PAGE = 500


async def _one(ctx: Context, key: int, config: Config, reach: Reach = EVERYBODY) -> Form:
    row = await service.require(ctx, key)
    return (await service.shown(ctx, [row], config.public_url, reach))[0]


@get("/api/console/forms", opt=_READERS)
async def list_forms(
    ctx: Context,
    reach: Reach,
    config: Config,
    q: Annotated[str, Parameter(max_length=64)] = "",
    cursor: str | None = None,
    limit: Annotated[int, Parameter(ge=1, le=200)] = 50,
) -> Page[Form]:
    """The latest changed first."""
    return await service.page(
        ctx, config.public_url, reach, q=q.strip(), cursor=cursor, limit=limit
    )


class AskedForms(Struct):
    """`more`: others fit too."""

    items: list[AskedForm]
    more: bool


@get("/api/console/forms/questions", opt=_READERS)
async def list_questions(
    ctx: Context,
    reach: Reach,
    q: Annotated[str, Parameter(max_length=64)] = "",
    ids: Annotated[list[int] | None, Parameter(max_items=100)] = None,
    limit: Annotated[int, Parameter(ge=1, le=100)] = 50,
) -> AskedForms:
    """按回答筛选 Forms by a part of the title, with the questions that segments can ask about; `ids`: these
    instead, with what was chosen before options were changed."""
    if ids:
        return AskedForms(await asking.of(ctx, ids, reach), more=False)
    found = await asking.find(ctx, q.strip(), limit + 1)
    return AskedForms(found[:limit], len(found) > limit)


@post("/api/console/forms", opt=_ADMINS)
async def create_form(ctx: Context, config: Config, data: FormDraft) -> Form:
    """新建表单"""
    return await _one(ctx, await service.create(ctx, data), config)


@get("/api/console/forms/{form_id:int}", opt=_READERS)
async def get_form(ctx: Context, config: Config, reach: Reach, form_id: int) -> Form:
    """One, with its questions."""
    return await _one(ctx, form_id, config, reach)


@put("/api/console/forms/{form_id:int}", opt=_ADMINS)
async def change_form(ctx: Context, config: Config, form_id: int, data: FormDraft) -> Form:
    """Answers that were given stay as they are."""
    await service.change(ctx, form_id, data)
    return await _one(ctx, form_id, config)


@delete("/api/console/forms/{form_id:int}", opt=_ADMINS)
async def delete_form(ctx: Context, form_id: int) -> None:
    """Its page says that it is gone."""
    await service.delete(ctx, form_id)


@get("/api/console/forms/{form_id:int}/results", opt=_READERS)
async def form_results(ctx: Context, reach: Reach, form_id: int) -> FormResults:
    """回答统计"""
    return await service.results(ctx, form_id, reach)


@get("/api/console/forms/{form_id:int}/answers", opt=_READERS)
async def form_answers(
    ctx: Context,
    reach: Reach,
    form_id: int,
    cursor: str | None = None,
    limit: Annotated[int, Parameter(ge=1, le=200)] = 50,
) -> Page[FormAnswer]:
    """The latest first."""
    return await service.answers(ctx, form_id, reach, cursor, limit)


@get("/api/console/forms/{form_id:int}/answers.csv", opt=_READERS, include_in_schema=False)
async def export_answers(
    ctx: Context, db: Database, caller: Caller, reach: Reach, form_id: int
) -> Stream:
    """导出回答 All of them, the latest first, as CSV that Excel reads."""
    form = await service.require(ctx, form_id)

    async def lines() -> AsyncIterator[bytes]:
        yield BOM + _line(
            ["时间 time", "客户 customer", "成员 member", *(f.label for f in form.fields)]
        )
        cursor: str | None = None
        while True:
            async with db.connection() as tx:
                inside = Context(caller.corp_id, caller.actor, tx, ctx.now)
                found = await service.answers(inside, form_id, reach, cursor, _A_PAGE)
            for one in found.items:
                cells = [_cell(one.answers.get(field.key)) for field in form.fields]
                yield _line([one.at.isoformat(), one.name, one.userid, *cells])
            cursor = found.next_cursor
            if cursor is None:
                return

    name = quote(f"{form.title}.csv")
    headers = {"Content-Disposition": f"attachment; filename*=utf-8''{name}"}
    return Stream(lines(), media_type="text/csv; charset=utf-8", headers=headers)


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return "；".join(map(str, value))
    return "" if value is None else str(value)


def _line(cells: list[str]) -> bytes:
    return csv_lines([[harmless(cell) for cell in cells]])


routes = [
    list_forms, list_questions, create_form, get_form, change_form, delete_form, form_results, form_answers,
    export_answers,
]  # fmt: skip
