"""The channels through which customers come, and what they are called. WeCom tells a customer's `state`
only; which codes bring it, and what they are called, is known to who made them.

Growth does not know the platform: who knows codes says so with `knows_channels`.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.growth.mirror.store import follows
from reunion.growth.profiles.hooks import names_facts_of


class Channel(msgspec.Struct, frozen=True):
    """What codes bring as the state of a customer. `name` is empty where nobody gave one; `gone`: none of its
    codes is there any more; `brought`: somebody came by it."""

    state: str
    name: str
    gone: bool = False
    brought: bool = False


KnowChannels = Callable[[Context], Awaitable[list[Channel]]]
_known: dict[str, KnowChannels] = {}


def knows_channels(codes: str) -> Callable[[KnowChannels], KnowChannels]:
    """Registers who answers with the channels of a company's codes of this sort."""

    def register(ask: KnowChannels) -> KnowChannels:
        _known[codes] = ask
        return ask

    return register


async def names(ctx: Context) -> dict[str, str]:
    """By state; a channel that is left out is called by its state."""
    return {one.state: one.name for one in (await _made(ctx)).values() if one.name}


@names_facts_of("customer_added")
async def _name(ctx: Context, shown: Sequence[dict[str, Any]]) -> None:
    # whoever has a write key can send such an event too, and in it what he likes
    of_text = [one for one in shown if isinstance(one.get("channel"), str) and one["channel"]]
    if of_text:
        called = await names(ctx)
        for one in of_text:
            one["channel"] = called.get(one["channel"], one["channel"])


async def find(ctx: Context, text: str, most: int) -> list[Channel]:
    """Those whose name or state has the text in it, of all that have a code or brought somebody: those that
    have both first, by name."""
    wanted = text.strip().casefold()
    found = [
        one
        for one in (await _all(ctx)).values()
        if (one.brought or not one.gone)
        and (wanted in one.name.casefold() or wanted in one.state.casefold())
    ]
    found.sort(key=lambda one: (one.gone, not one.brought, not one.name, one.name, one.state))
    return found[:most]


async def of_states(ctx: Context, states: Sequence[str]) -> list[Channel]:
    """These, in order, whether anybody knows them or not."""
    every = await _all(ctx)
    return [every.get(state) or Channel(state, "") for state in states]


async def _all(ctx: Context) -> dict[str, Channel]:
    made = await _made(ctx)
    for state in await follows.channels(ctx):
        # what nobody made here was made in WeCom, or stands in the address of an acquisition link
        made[state] = msgspec.structs.replace(made.get(state, Channel(state, "")), brought=True)
    return made


async def _made(ctx: Context) -> dict[str, Channel]:
    made: dict[str, Channel] = {}
    for ask in _known.values():
        for one in await ask(ctx):
            had = made.get(one.state, one)
            made[one.state] = Channel(one.state, had.name or one.name, had.gone and one.gone)
    return made
