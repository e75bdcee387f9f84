"""What other modules do when tags of people change, in the transaction of the change."""

from collections.abc import Awaitable, Callable, Sequence

from reunion.core.context import Context
from reunion.growth.profiles.model import TagDone

TagsChanged = Callable[[Context, Sequence[TagDone]], Awaitable[None]]
_listeners: list[TagsChanged] = []


def on_tags_changed(listener: TagsChanged) -> TagsChanged:
    """Called with what really changed, whoever changed it; it may change tags itself."""
    _listeners.append(listener)
    return listener


async def tags_changed(ctx: Context, done: Sequence[TagDone]) -> None:
    """Tells those who listen."""
    for listener in _listeners:
        await listener(ctx, done)
