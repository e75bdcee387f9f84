"""导出 What the console takes of the people of a segment."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Literal

from litestar import get
from litestar.background_tasks import BackgroundTask
from litestar.response import File, Stream
from pyroaring import BitMap

from reunion import outbox
from reunion.core.clock import clock
from reunion.core.context import Context
from reunion.core.db import Database
from reunion.engine.client import Engine
from reunion.growth.profiles.reach import Reach
from reunion.growth.segments import asking, service
from reunion.growth.segments import definition as d
from reunion.growth.segments.outputs import export
from reunion.surfaces.access import allow

_EDITORS = allow("super_admin", "admin", "scoped")
_PATH = "/api/console/segments"
Form = Literal["csv", "xlsx"]
Language = Literal["zh", "en"]


@get(f"{_PATH}/{{segment_id:int}}/export", opt=_EDITORS, operation_id="segment_export")
async def export_segment(
    ctx: Context,
    engine: Engine,
    db: Database,
    reach: Reach,
    language: str,
    segment_id: int,
    form: Form = "csv",
    lang: Language | None = None,
) -> Stream | File:
    """导出 Who is in it now; written down in the audit log. `lang`: of the headers."""
    definition = await service.definition_of(ctx, segment_id, reach)
    members = await asking.members(ctx, engine, definition, reach)
    return await _file(ctx, db, members, f"segment-{segment_id}", form, lang or language)


@get(
    f"{_PATH}/snapshots/{{snapshot_id:int}}/export",
    opt=_EDITORS,
    operation_id="segment_snapshot_export",
)
async def export_snapshot(
    ctx: Context,
    engine: Engine,
    db: Database,
    reach: Reach,
    language: str,
    snapshot_id: int,
    form: Form = "csv",
    lang: Language | None = None,
) -> Stream | File:
    """导出快照 Who was in it and is still there; written down in the audit log."""
    await service.require_snapshot(ctx, snapshot_id, reach)
    members = await asking.members(ctx, engine, d.InSnapshot(snapshot_id), reach)
    return await _file(ctx, db, members, f"snapshot-{snapshot_id}", form, lang or language)


async def _file(
    ctx: Context, db: Database, members: BitMap, name: str, form: Form, language: str
) -> Stream | File:
    data = {"rows": len(members), "form": form}
    await outbox.append(ctx, "segment.exported", subject=name, key=name, data=data)
    name = f"{name}.{form}"
    if form == "csv":
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        stream = _stream(db, ctx, members, language)
        return Stream(stream, media_type="text/csv; charset=utf-8", headers=headers)
    async with db.transaction() as tx:
        inside = Context(ctx.corp_id, ctx.actor, tx, clock.now())
        path = await export.as_xlsx(inside, members, language)
    return File(path, filename=name, background=BackgroundTask(Path(path).unlink))


async def _stream(
    db: Database, ctx: Context, members: BitMap, language: str
) -> AsyncIterator[bytes]:
    """Opens its own transaction: the request's connection is given back before the body is read."""
    async with db.transaction() as tx:
        inside = Context(ctx.corp_id, ctx.actor, tx, ctx.now)
        async for part in export.as_csv(inside, members, language):
            yield part


routes: list[Any] = [export_segment, export_snapshot]
