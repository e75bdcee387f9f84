"""The bare framework: Litestar on uvicorn doing the very statements of two endpoints, and a page of rows by
their keys; nothing else.

No token, no quota, no audit beyond what the statement itself writes. BENCH_DATABASE_URL, BENCH_CORP.
"""

import os
from typing import Annotated, Any

import msgspec
from litestar import Litestar, Request, get, post
from litestar.params import QueryParameter

from reunion.core.clock import clock
from reunion.core.context import SYSTEM, Context
from reunion.core.db import Database
from reunion.platform.contacts.store import marks, wire

CORP = int(os.environ.get("BENCH_CORP", "0"))
db = Database(os.environ.get("BENCH_DATABASE_URL", ""), max_size=12)


class Mark(msgspec.Struct):
    """What the statement needs."""

    userid: str
    external_userid: str
    add_tag: list[str] = []
    remove_tag: list[str] = []


@get("/get")
async def get_contact(external_userid: Annotated[str, QueryParameter()]) -> wire.WireContact | None:
    """externalcontact/get."""
    async with db.connection() as connection:
        ctx = Context(CORP, SYSTEM, connection, clock.now())
        return await wire.get(ctx, external_userid, None)


@post("/mark", status_code=200)
async def mark_tag(request: Request[Any, Any, Any], data: Mark) -> marks.MarkOutcome:
    """externalcontact/mark_tag."""
    async with db.connection() as connection:
        ctx = Context(CORP, SYSTEM, connection, clock.now())
        return await marks.mark_in_one_statement(
            ctx, data.userid, data.external_userid, data.add_tag, data.remove_tag
        )


@get("/moments")
async def moments_by_key(ids: Annotated[list[int], QueryParameter(name="id")]) -> list[Any]:
    """As many rows as a page of the Moments feed has, by primary key."""
    async with db.connection() as connection:
        rows = await connection.fetch(
            "SELECT id, text, attachments, created_at FROM moment WHERE corp_id = $1 AND id = ANY($2)",
            CORP, ids,
        )  # fmt: skip
        return [dict(row) for row in rows]


application = Litestar(
    [get_contact, mark_tag, moments_by_key],
    on_startup=[db.open],
    on_shutdown=[db.close],
    openapi_config=None,
)
