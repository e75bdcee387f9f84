"""Work behind the messages: a follower looks once at everything that is written or recalled, a few seconds
later, and no send waits for it.

`message.changed` is the number of the transaction that wrote or recalled a message. All below a follower's
border was looked at; it passes only transactions that are over for good, so that none can appear behind it.
"""

from typing import Any

import msgspec

from reunion.core.db import plan_by_keys
from reunion.platform.conversations.store import following as store

_FAR_BEHIND = 10_000


class Window(msgspec.Struct, frozen=True):
    """Messages of which `since` <= changed < `until`. `more`: there are others behind them."""

    follower: str
    since: int
    until: int
    more: bool


async def window(tx: Any, follower: str, most: int) -> Window | None:
    """About so many messages to look at next, and never a part of a transaction; None where there are none,
    or another process is at it. Plans of the rest of the transaction go by the keys."""
    if not await store.take(tx, follower):
        return None
    await plan_by_keys(tx)
    since, over = await store.border(tx, follower)
    count, first, last = await store.next_messages(tx, since, over, most)
    if count == 0:
        # Moving the border is a transaction too, and an idle server is to stay idle.
        if over - since > _FAR_BEHIND:
            await store.move(tx, follower, over)
        return None
    if count < most:
        return Window(follower, since, over, more=False)
    return Window(follower, since, last if last > first else last + 1, more=True)


async def passed(tx: Any, window: Window) -> None:
    """Everything in it was looked at."""
    await store.move(tx, window.follower, window.until)


async def hold(tx: Any, follower: str) -> None:
    """Nobody follows until the transaction ends; waits for who is at it."""
    await store.hold(tx, follower)


async def move(tx: Any, follower: str, to: int) -> None:
    """All below was looked at, in another way. The caller has it held."""
    await store.move(tx, follower, to)
