"""What a room is called in the archive: a group of a module above by its own id there, any other by ours."""

from collections.abc import Awaitable, Callable, Sequence

from reunion.core.context import Context
from reunion.platform.archive import wire

Names = Callable[[Context, Sequence[int]], Awaitable[dict[int, str]]]
Find = Callable[[Context, str], Awaitable[int | None]]

_named: list[tuple[Names, Find]] = []


def named_by(names: Names, find: Find) -> None:
    """Registers a module that has ids of its own for some conversations, and finds them by these."""
    if (names, find) not in _named:
        _named.append((names, find))


async def names_of(ctx: Context, conversations: Sequence[tuple[int, str]]) -> dict[int, str]:
    """The room id of each (conversation, kind); empty for two."""
    found = {one: wire.roomid(one, kind) for one, kind in conversations}
    rooms = sorted(one for one, name in found.items() if name)
    if rooms:
        for names, _ in _named:
            found |= await names(ctx, rooms)
    return found


async def find(ctx: Context, roomid: str) -> int | None:
    """The conversation of a room's id."""
    for _, find_one in _named:
        conversation_id = await find_one(ctx, roomid)
        if conversation_id is not None:
            return conversation_id
    return wire.of_roomid(roomid)
