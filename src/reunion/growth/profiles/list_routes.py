"""The list of people in the console, and what it is set up with: custom fields and tags of our own."""

from collections.abc import AsyncIterator
from typing import Annotated, Literal

from litestar import get, post, put
from litestar.params import Parameter
from litestar.response import Stream
from msgspec import Meta, Struct

from reunion.core.context import Context
from reunion.core.db import Database
from reunion.core.errors import NotFound
from reunion.core.paging import Page
from reunion.growth.profiles import custom_fields, listing, service
from reunion.growth.profiles.attributes import Field, FieldType
from reunion.growth.profiles.listing import Filter, Row
from reunion.growth.profiles.model import ProfileTag
from reunion.growth.profiles.reach import Reach
from reunion.growth.profiles.store import listing as listing_store
from reunion.outbox.append import append
from reunion.surfaces.access import allow

ADMINS = allow("super_admin", "admin")
READERS = allow("super_admin", "admin", "scoped")
"""A scoped administrator: of his `reach`."""
Q = Annotated[str, Parameter(max_length=64)]
Limit = Annotated[int, Parameter(ge=1, le=200)]
Name = Annotated[str, Meta(min_length=1, max_length=60)]


@get("/api/console/profiles", opt=READERS)
async def list_profiles(
    ctx: Context,
    reach: Reach,
    q: Q = "",
    tag: int | None = None,
    source: Q = "",
    field: Q = "",
    value: Q = "",
    cursor: str | None = None,
    limit: Limit = 50,
) -> Page[Row]:
    """客户档案 The latest known first. `q`: a part of the name, an identity in full, a profile's number, or
    the last four digits or more of a phone; `field` and `value`: a custom field and what it holds."""
    return await listing.page(ctx, reach, Filter(q, tag, source, field, value), cursor, limit)


@get("/api/console/profiles/export", opt=READERS)
async def export_profiles(
    ctx: Context,
    reach: Reach,
    db: Database,
    language: str,
    q: Q = "",
    tag: int | None = None,
    source: Q = "",
    field: Q = "",
    value: Q = "",
    lang: Literal["zh", "en"] | None = None,
) -> Stream:
    """导出 The same filters as the list, as CSV; written down in the audit log."""
    wanted = Filter(q, tag, source, field, value)
    await listing.check(ctx, wanted)
    await append(ctx, "profile.list_exported", data={"filter": wanted})
    name = f"profiles-{ctx.now:%Y%m%d-%H%M}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    stream = _stream(db, ctx, reach, wanted, lang or language)
    return Stream(stream, media_type="text/csv; charset=utf-8", headers=headers)


async def _stream(
    db: Database, ctx: Context, reach: Reach, wanted: Filter, language: str
) -> AsyncIterator[bytes]:
    """Opens its own transaction: the request's connection is given back before the body is read."""
    async with db.transaction() as tx:
        inside = Context(ctx.corp_id, ctx.actor, tx, ctx.now)
        async for part in listing.as_csv(inside, reach, wanted, language):
            yield part


class ProfileSources(Struct):
    items: list[str]


@get("/api/console/profile-sources", opt=READERS)
async def list_sources(ctx: Context) -> ProfileSources:
    """Who told of people first: `wecom`, `import`, `hand`, a sender of events …"""
    return ProfileSources(await listing_store.sources(ctx))


class Fields(Struct):
    items: list[Field]


@get("/api/console/profile-fields", opt=READERS)
async def list_fields(ctx: Context) -> Fields:
    """自定义字段 Archived ones last."""
    return Fields(await service.fields(ctx))


class NewField(Struct):
    """`key` names it in files and events and never changes; `choices` for choice and choices."""

    key: Annotated[str, Meta(max_length=40)]
    name: Name
    type: FieldType
    choices: list[Name] = []


@post("/api/console/profile-fields", opt=ADMINS)
async def create_field(ctx: Context, data: NewField) -> Field:
    """新建字段 Its type stays."""
    return await custom_fields.create(ctx, data.key, data.name, data.type, data.choices)


class FieldChange(Struct):
    name: Name
    choices: list[Name] = []
    archived: bool = False


@put("/api/console/profile-fields/{field_no:int}", opt=ADMINS)
async def change_field(ctx: Context, field_no: int, data: FieldChange) -> Field:
    """What people have of it stays, also while it is archived."""
    return await custom_fields.change(
        ctx, field_no, data.name, data.choices, archived=data.archived
    )


class Tags(Struct):
    items: list[ProfileTag]


@get("/api/console/profile-tags", opt=READERS)
async def list_tags(ctx: Context) -> Tags:
    """标签 WeCom's and our own, by group and name."""
    return Tags(await service.tags(ctx))


class NewTag(Struct):
    group_name: Name
    name: Name


@post("/api/console/profile-tags", opt=ADMINS)
async def create_tag(ctx: Context, data: NewTag) -> ProfileTag:
    """新建自有标签 One of our own, which WeCom does not have; the one that is there, where it is."""
    (no,) = await service.put_tags(ctx, [(data.group_name, data.name, None)])
    await append(ctx, "profile_tag.created", subject=str(no), data={"name": data.name})
    for one in await service.tags(ctx):
        if one.tag_no == no:
            return one
    raise NotFound


routes = [
    list_profiles, export_profiles, list_sources, list_fields, create_field, change_field, list_tags,
    create_tag,
]  # fmt: skip
