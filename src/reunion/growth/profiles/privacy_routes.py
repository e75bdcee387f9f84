"""Export and erasure of one person in the console."""

from typing import Annotated

import msgspec
from litestar import get, post
from litestar.response import Response
from msgspec import Meta, Struct

from reunion.core.context import Context
from reunion.core.paging import Page, decode_cursor, encode_cursor
from reunion.engine.client import Engine
from reunion.growth.profiles import erasing
from reunion.growth.profiles.erasing import Receipt
from reunion.growth.profiles.list_routes import ADMINS, Limit
from reunion.outbox.append import append
from reunion.storage.blobs import Blobs


@get("/api/console/profiles/{profile_no:int}/kept", opt=ADMINS)
async def export_person(
    ctx: Context, engine: Engine, blobs: Blobs, profile_no: int
) -> Response[bytes]:
    """导出个人信息 Everything that is kept of her, in every store, as one JSON file; audited."""
    kept = await erasing.export(ctx, engine, blobs, profile_no)
    await append(ctx, "profile.exported", subject=str(profile_no))
    name = f"profile-{profile_no}-{ctx.now:%Y%m%d-%H%M}.json"
    return Response(
        msgspec.json.format(msgspec.json.encode(kept), indent=1),
        media_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


class Reason(Struct):
    reason: Annotated[str, Meta(max_length=500)] = ""


@post("/api/console/profiles/{profile_no:int}/erase", opt=ADMINS)
async def erase_person(ctx: Context, profile_no: int, data: Reason) -> Receipt:
    """删除个人信息 Cannot be taken back. The receipt grows as the stores are done."""
    return await erasing.ask(ctx, profile_no, data.reason)


@get("/api/console/profile-erasures", opt=ADMINS)
async def list_erasures(
    ctx: Context, cursor: str | None = None, limit: Limit = 50
) -> Page[Receipt]:
    """删除记录 The latest first."""
    before = decode_cursor(cursor, tuple[int])[0] if cursor else None
    found = await erasing.receipts(ctx, before, limit + 1)
    after = encode_cursor(found[limit - 1].erasure_no) if len(found) > limit else None
    return Page(found[:limit], after)


@get("/api/console/profile-erasures/{erasure_no:int}", opt=ADMINS)
async def get_erasure(ctx: Context, erasure_no: int) -> Receipt:
    """删除回执 What was erased where."""
    return await erasing.receipt(ctx, erasure_no)


routes = [export_person, erase_person, list_erasures, get_erasure]
