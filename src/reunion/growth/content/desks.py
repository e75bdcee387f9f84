"""Where a member hears of readings: at a desk of the platform that the company lives on.

Growth does not know the platform: who knows desks says so with `finds_desks`.
"""

from collections.abc import Awaitable, Callable, Sequence

import msgspec

from reunion.core.context import Context
from reunion.growth.profiles import service as profiles


class Desk(msgspec.Struct, frozen=True):
    """`member_id`: whose sockets hear; `conversations`: the member's chats, by external_userid."""

    member_id: int
    conversations: dict[str, int]


FindDesk = Callable[[Context, str, Sequence[str]], Awaitable[Desk | None]]
_finders: list[FindDesk] = []


def finds_desks(find: FindDesk) -> FindDesk:
    """Registers who answers (ctx, userid, external_userids) with a member's desk, if he has one."""
    _finders[:] = [find]
    return find


async def find(
    ctx: Context, userid: str, profile_nos: Sequence[int]
) -> tuple[int | None, dict[int, int]]:
    """Whose sockets a member hears on, None without a desk; and his chats, by profile."""
    if not _finders:
        return None, {}
    externals = await profiles.externals(ctx, profile_nos) if profile_nos else {}
    desk = await _finders[0](ctx, userid, sorted(set(externals.values())))
    if desk is None:
        return None, {}
    chats = desk.conversations
    return desk.member_id, {no: chats[one] for no, one in externals.items() if one in chats}
