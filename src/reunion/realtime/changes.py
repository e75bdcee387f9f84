"""What `GET /sync` says beside the conversations: whether other lists changed since the cursor.

The module that owns a list registers a part; the route asks every part of its surface.
"""

from collections.abc import Awaitable, Callable
from typing import Literal

from reunion.core.context import Context

Flag = Literal["contacts_changed", "requests_changed", "session_changed"]
Part = Callable[[Context, int, int], Awaitable[bool]]

_parts: dict[tuple[str, Flag], list[Part]] = {}


def part(surface: Literal["app", "desk"], flag: Flag) -> Callable[[Part], Part]:
    """Registers `async f(ctx, account_id, since) -> bool`: has any row of mine changed >= since?"""

    def register(ask: Part) -> Part:
        _parts.setdefault((surface, flag), []).append(ask)
        return ask

    return register


async def changed(ctx: Context, surface: str, flag: Flag, account_id: int, since: int) -> bool:
    """Whether any part of this flag has changed in a transaction at or after `since` (an xid8)."""
    for ask in _parts.get((surface, flag), ()):
        if await ask(ctx, account_id, since):
            return True
    return False
