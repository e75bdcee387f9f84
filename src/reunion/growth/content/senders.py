"""Who sends, to whom he may, and how customers are called."""

from collections.abc import Sequence

import msgspec

from reunion.core.context import Context
from reunion.core.errors import NotFound
from reunion.growth.content.store.items import Staff
from reunion.growth.mirror import service as mirror
from reunion.growth.profiles import service as profiles


class NotYours(NotFound):
    """The member does not follow this customer."""

    errcode = 84061
    code = "not_followed"
    title_zh = "这位客户不在您的客户列表里"
    title_en = "This customer is not among yours"


class Sender(msgspec.Struct, frozen=True):
    """What customers see of the member who sent it."""

    name: str


async def staff(ctx: Context, *userids: str) -> Staff:
    """These members, as those who may send."""
    return Staff(userids, tuple(await mirror.places_of(ctx, *userids)))


async def require_follow(ctx: Context, userid: str, profile_no: int) -> None:
    """Raises NotYours."""
    if not await mirror.follows_of(ctx, userid, profile_no):
        raise NotYours


async def sender(ctx: Context, userid: str) -> Sender | None:
    """The card of a member; None for the company's own links, and while the directory is not read."""
    names = await mirror.names(ctx, [userid]) if userid else {}
    return Sender(names[userid]) if names.get(userid) else None


async def people(ctx: Context, profile_nos: Sequence[int]) -> dict[int, str]:
    """How customers are called, under the numbers asked for, also where they were merged since."""
    now = await profiles.current(ctx, profile_nos)
    cards = await profiles.cards(ctx, sorted(set(now.values())))
    called = {card.profile_no: card.name for card in cards}
    return {number: called.get(is_now, "") for number, is_now in now.items()}
