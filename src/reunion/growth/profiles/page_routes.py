"""The page of one person in the console: all that is known, what happened, who she is."""

from typing import Annotated, Any

from litestar import get, patch, post
from litestar.params import Parameter
from msgspec import Meta, Struct

from reunion.core.context import Context
from reunion.core.paging import Page, decode_cursor, encode_cursor
from reunion.engine.client import Engine
from reunion.growth.profiles import consents, deciding, page, service, timeline
from reunion.growth.profiles.list_routes import ADMINS, READERS, Limit, Q
from reunion.growth.profiles.model import Card, Identity
from reunion.growth.profiles.page import ProfilePage
from reunion.growth.profiles.reach import Reach
from reunion.growth.profiles.store import identities as identity_store
from reunion.growth.profiles.store.identities import Conflict
from reunion.growth.profiles.timeline import Happening, Kind


@get("/api/console/profiles/{profile_no:int}", opt=READERS)
async def get_profile(ctx: Context, reach: Reach, profile_no: int) -> ProfilePage:
    """客户全景 Of one who turned out to be another: that one's."""
    await reach.require(ctx, profile_no)
    return await page.get(ctx, profile_no, reach)


class Values(Struct):
    """By key of a standard attribute or a custom field; null takes it back."""

    values: dict[str, Any]


@patch("/api/console/profiles/{profile_no:int}", opt=READERS)
async def change_profile(ctx: Context, reach: Reach, profile_no: int, data: Values) -> ProfilePage:
    """What is set here counts more than what sources say."""
    await reach.require(ctx, profile_no)
    await service.set_attributes(ctx, profile_no, data.values)
    return await page.get(ctx, profile_no, reach)


@get("/api/console/profiles/{profile_no:int}/timeline", opt=READERS)
async def profile_timeline(
    ctx: Context,
    reach: Reach,
    engine: Engine,
    profile_no: int,
    name: Annotated[list[str] | None, Parameter(max_items=50)] = None,
    cursor: str | None = None,
    limit: Limit = 50,
) -> Page[Happening]:
    """时间线 Everything that happened, the latest first; `name`, once or more: only these."""
    await reach.require(ctx, profile_no)
    return await timeline.page(ctx, engine, profile_no, name or [], cursor, limit)


class Kinds(Struct):
    items: list[Kind]


@get("/api/console/profiles/{profile_no:int}/timeline/kinds", opt=READERS)
async def profile_timeline_kinds(
    ctx: Context, engine: Engine, reach: Reach, profile_no: int
) -> Kinds:
    """What happened, and how often."""
    await reach.require(ctx, profile_no)
    return Kinds(await timeline.kinds(ctx, engine, profile_no))


class Gone(Struct):
    profile_no: int


@post("/api/console/profiles/{profile_no:int}/merge", opt=ADMINS)
async def merge_profile(ctx: Context, profile_no: int, data: Gone) -> ProfilePage:
    """合并 The other turns out to be this one; what was said last counts."""
    await deciding.merge(ctx, profile_no, data.profile_no)
    return await page.get(ctx, profile_no)


class Going(Struct):
    identities: Annotated[list[Identity], Meta(min_length=1, max_length=200)]


@post("/api/console/profiles/{profile_no:int}/split", opt=ADMINS)
async def split_profile(ctx: Context, profile_no: int, data: Going) -> ProfilePage:
    """拆分 These identities are somebody else's, whose new page is answered."""
    new = await deciding.split(ctx, profile_no, data.identities)
    return await page.get(ctx, new)


@post("/api/console/profile-merges/{merge_no:int}/undo", opt=ADMINS)
async def undo_merge(ctx: Context, merge_no: int) -> None:
    """撤销 A merge or a split is taken back."""
    await deciding.undo(ctx, merge_no)


class ConflictRow(Struct):
    """`cards`: those of the profiles that are still there."""

    conflict: Conflict
    cards: list[Card]


@get("/api/console/profile-conflicts", opt=ADMINS)
async def list_conflicts(
    ctx: Context, told_by: Q = "", cursor: str | None = None, limit: Limit = 50
) -> Page[ConflictRow]:
    """身份冲突 Evidence that would have made two people one, undecided, the latest first. `told_by`: only
    what this told of, `import:` and the number of an import."""
    before = decode_cursor(cursor, tuple[int])[0] if cursor else None
    found = await identity_store.conflicts(ctx, told_by, before, limit + 1)
    nos = sorted({no for one in found[:limit] for no in one.profile_nos})
    cards = {one.profile_no: one for one in await service.cards(ctx, nos)}
    now = await service.current(ctx, nos)
    rows = [
        ConflictRow(one, [cards[now[no]] for no in one.profile_nos if no in now])
        for one in found[:limit]
    ]
    after = encode_cursor(found[limit - 1].conflict_no) if len(found) > limit else None
    return Page(rows, after, await _open(ctx, told_by) if before is None else None)


async def _open(ctx: Context, told_by: str) -> int:
    if told_by:
        return (await service.conflicts_told(ctx, [told_by]))[told_by].open
    return await identity_store.open_conflicts(ctx)


@post("/api/console/profile-conflicts/{conflict_no:int}/keep-apart", opt=ADMINS)
async def keep_apart(ctx: Context, conflict_no: int) -> None:
    """确认为不同的人 No evidence makes them one from now on."""
    await deciding.keep_apart(ctx, conflict_no)


class Said(Struct):
    purpose: consents.Purpose
    given: bool
    note: Annotated[str, Meta(max_length=500)] = ""


@post("/api/console/profiles/{profile_no:int}/consents", opt=READERS)
async def record_consent(ctx: Context, reach: Reach, profile_no: int, data: Said) -> ProfilePage:
    """登记同意 What she said to somebody, and on what ground that is known."""
    await reach.require(ctx, profile_no)
    await consents.record(
        ctx, profile_no, data.purpose, given=data.given, source="hand", note=data.note
    )
    return await page.get(ctx, profile_no, reach)


routes = [
    get_profile, change_profile, profile_timeline, profile_timeline_kinds, merge_profile, split_profile,
    undo_merge, list_conflicts, keep_apart, record_consent,
]  # fmt: skip
