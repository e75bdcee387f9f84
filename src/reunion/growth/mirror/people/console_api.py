"""Who has a person in WeCom, and her tags there and here, on her page in the console; and the channels by
which people come."""

from datetime import datetime
from typing import Annotated

from litestar import get, post
from litestar.params import Parameter
from msgspec import Struct

from reunion.core.context import Context
from reunion.growth.mirror import channels, service
from reunion.growth.profiles import service as profiles
from reunion.growth.profiles.model import NoSuchTag, TagChange, split_tags
from reunion.growth.profiles.reach import Reach
from reunion.outbox.append import append
from reunion.surfaces.access import allow

_READERS = allow("super_admin", "admin", "scoped")
_MOST = 100


class PersonFollow(Struct):
    """`name`: the member's, or the userid where the directory does not say; `channel` by its name where it
    has one. `ended_at` null: the member has the person."""

    userid: str
    name: str
    remark: str
    channel: str
    added_at: datetime
    ended_at: datetime | None


class PersonFollows(Struct):
    items: list[PersonFollow]


@get("/api/console/profiles/{profile_no:int}/follows", opt=_READERS)
async def profile_follows(ctx: Context, reach: Reach, profile_no: int) -> PersonFollows:
    """跟进人 Who has and had her, the present ones first; nobody where WeCom does not know her."""
    await reach.require(ctx, profile_no)
    await profiles.require(ctx, profile_no)
    found = (await service.follows(ctx, [profile_no])).get(profile_no, [])
    names = await service.names(ctx, [one.userid for one in found])
    called = await channels.names(ctx) if found else {}
    found = sorted(found, key=lambda one: (one.ended_at is not None, one.userid))
    return PersonFollows(
        [
            PersonFollow(
                one.userid, names.get(one.userid) or one.userid, one.remark,
                called.get(one.channel, one.channel), one.added_at, one.ended_at,
            )
            for one in found
        ]
    )  # fmt: skip


class OfferedChannel(Struct):
    """`name` is empty where nobody gave one; `gone`: its codes were deleted; `brought`: somebody came by it,
    null to who does not see everybody."""

    state: str
    name: str
    gone: bool
    brought: bool | None


class OfferedChannels(Struct):
    """`more`: others fit too."""

    items: list[OfferedChannel]
    more: bool


@get("/api/console/profile-channels", opt=_READERS)
async def list_channels(
    ctx: Context,
    reach: Reach,
    q: Annotated[str, Parameter(max_length=64)] = "",
    states: Annotated[list[str] | None, Parameter(max_items=1_000)] = None,
    limit: Annotated[int, Parameter(ge=1, le=_MOST)] = 50,
) -> OfferedChannels:
    """渠道 What a customer can have come by: all that has a code, and what brought somebody, where the name
    or the state has `q` in it. `states`: these instead, as they are called."""
    if states:
        found = await channels.of_states(ctx, states)
    else:
        found = await channels.find(ctx, q, limit + 1)
    whole = reach.userids is None
    items = [
        OfferedChannel(one.state, one.name, one.gone, one.brought if whole else None)
        for one in found
    ]
    return OfferedChannels(items if states else items[:limit], not states and len(items) > limit)


class TagsByHand(Struct):
    """Numbers of tags, of WeCom's and of our own."""

    add: list[int] = []
    remove: list[int] = []


class TagsTaken(Struct):
    """`writing`: on so many follows WeCom's tags are being written now."""

    writing: int


@post("/api/console/profiles/{profile_no:int}/tags", opt=_READERS)
async def tag_profile(ctx: Context, reach: Reach, profile_no: int, data: TagsByHand) -> TagsTaken:
    """打标签 Tags of our own at once; WeCom's on every follow, a scoped administrator's on those of his
    members, as fast as WeCom lets us write them."""
    await reach.require(ctx, profile_no)
    await profiles.require(ctx, profile_no)
    known = {one.tag_no: one for one in await profiles.tags(ctx)}
    if not known.keys() >= {*data.add, *data.remove}:
        raise NoSuchTag
    add, wecom_add = split_tags(data.add, known)
    remove, wecom_remove = split_tags(data.remove, known)
    await profiles.change_tags(ctx, [TagChange(profile_no, tuple(add), tuple(remove))])
    marks = [(profile_no, wecom_add, wecom_remove)]
    writing = await service.mark_tags(ctx, marks, reason="hand", userids=reach.userids)
    words = {
        key: [known[no].name for no in given]
        for key, given in (("add", data.add), ("remove", data.remove))
    }
    await append(ctx, "profile.tagged", subject=str(profile_no), key=str(profile_no), data=words)
    return TagsTaken(writing)


routes = [profile_follows, list_channels, tag_profile]
