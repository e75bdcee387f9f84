"""Members as other staff see them."""

from collections.abc import Iterable

import msgspec
from msgspec import UNSET, UnsetType

from reunion.core.context import Context
from reunion.core.paging import Page
from reunion.platform.directory.departments import service as departments
from reunion.platform.directory.members import service as members
from reunion.platform.directory.model import (
    EVERYTHING,
    FULL,
    Colleague,
    Member,
    MemberFilter,
    MemberPatch,
    avatar_url,
)
from reunion.realtime.presence import Presence


class CardPatch(msgspec.Struct, kw_only=True):
    """What a member may change on his own card; `avatar_media_id` "" takes the picture away."""

    alias: str | UnsetType = UNSET
    avatar_media_id: str | UnsetType | None = UNSET


async def shown(
    ctx: Context, found: Iterable[Member], presence: Presence | None
) -> list[Colleague]:
    """Cards with the names of departments, and who is online on any node."""
    found = list(found)
    names = await departments.names(ctx)
    online = presence.online([m.id for m in found]) if presence else set()
    return [
        Colleague(
            member_id=m.id,
            userid=m.userid,
            name=m.name,
            alias=m.alias,
            title=m.position,
            departments=[names[i] for i in m.departments if i in names],
            mobile=m.mobile,
            email=m.email,
            avatar_url=avatar_url(m),
            online=m.id in online,
        )
        for m in found
    ]


async def page(
    ctx: Context,
    presence: Presence | None,
    *,
    q: str,
    department_id: int | None,
    cursor: str | None,
    limit: int,
) -> Page[Colleague]:
    """Active colleagues by name, everywhere in the company; `q` is name, alias, mobile or pinyin."""
    wanted = MemberFilter(department_id, True, "active", q)
    found = await members.page(ctx, EVERYTHING, wanted, cursor=cursor, limit=limit)
    return Page(await shown(ctx, found.items, presence), found.next_cursor, found.total)


async def mine(ctx: Context, member_id: int) -> Colleague:
    """The card of a member himself."""
    member = await members.require_id(ctx, member_id)
    (card,) = await shown(ctx, [member], None)
    card.online = True
    return card


async def change_mine(ctx: Context, member_id: int, patch: CardPatch) -> Colleague:
    """A member changes his own card."""
    member = await members.require_id(ctx, member_id)
    wanted = MemberPatch(alias=patch.alias, avatar_media_id=patch.avatar_media_id)
    await members.change(ctx, FULL, member.userid, wanted)
    return await mine(ctx, member_id)
