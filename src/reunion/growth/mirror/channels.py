"""What the channels are called through which customers came. WeCom tells a customer's `state` only; the name
of the contact way that brings it is known to who made that.

Growth does not know the platform: who knows contact ways says so with `names_channels`.
"""

from collections.abc import Awaitable, Callable

from reunion.core.context import Context

NameChannels = Callable[[Context], Awaitable[dict[str, str]]]
_known: list[NameChannels] = []


def names_channels(ask: NameChannels) -> NameChannels:
    """Registers who answers with the names of a company's contact ways by their states."""
    _known[:] = [ask]
    return ask


async def names(ctx: Context) -> dict[str, str]:
    """By state; a channel that is left out is called by its state."""
    return await _known[0](ctx) if _known else {}
