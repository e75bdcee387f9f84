"""Work behind the messages: a follower looks once at everything that is written or recalled, a few seconds
later, and no send waits for it.

`message.changed` is the number of the transaction that wrote or recalled a message. All below a follower's
border was looked at; it passes only transactions that are over for good, so that none can appear behind it.
"""

from typing import Any

import msgspec

from reunion.platform.conversations.store import following as store

_FAR_BEHIND = 10_000


class Window(msgspec.Struct, frozen=True):
    """`since` <= changed < `until`. `more`: transactions behind it are over too."""

    follower: str
    since: int
    until: int
    more: bool


async def window(tx: Any, follower: str, most: int) -> Window | None:
    """So many transactions at most to look at next; None where there are none, or another process is at
    it. Plans of the rest of the transaction go by the keys."""
    if not await store.take(tx, follower):
        return None
    await store.begin(tx)
    since, over = await store.border(tx, follower)
    if over <= since:
        return None
    until = min(since + most, over)
    return Window(follower, since, until, until < over)


async def passed(tx: Any, window: Window, *, found: bool) -> None:
    """Everything in it was looked at. Where nothing was `found`, the border waits a while: moving it is a
    transaction too, and an idle server is to stay idle."""
    if found or window.more or window.until - window.since > _FAR_BEHIND:
        await store.move(tx, window.follower, window.until)


async def hold(tx: Any, follower: str) -> None:
    """Nobody follows until the transaction ends; waits for who is at it."""
    await store.hold(tx, follower)


async def move(tx: Any, follower: str, to: int) -> None:
    """All below was looked at, in another way. The caller has it held."""
    await store.move(tx, follower, to)
