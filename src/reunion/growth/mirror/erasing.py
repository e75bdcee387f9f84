"""What the mirror has about one person: given out and erased with everything else of hers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from reunion.core.context import Context
from reunion.growth.mirror.store import facts, follows, personal
from reunion.growth.profiles import service as profiles
from reunion.growth.profiles import stores
from reunion.growth.profiles.model import Identity
from reunion.growth.profiles.stores import Erased, Person


async def export(person: Person) -> dict[str, list[dict[str, Any]]]:
    """As WeCom shows her, who has and had her, and her groups."""
    return await personal.rows(person.ctx, _externals(person.identities))


async def close(ctx: Context, identities: Sequence[Identity]) -> list[Erased]:
    """What WeCom goes on saying of her is not taken in again, until somebody adds her anew."""
    await personal.close(ctx, _externals(identities))
    return []


async def erased(ctx: Context, external_userids: list[str]) -> dict[str, datetime]:
    """Who of these was erased, and when. Nobody else is until the transaction ends, so what is written of
    them after this stands before any erasure of theirs, which takes it along."""
    await profiles.hold_erasures(ctx)
    return await follows.erased(ctx, external_userids)


async def erase(person: Person) -> list[Erased]:
    """Everything about her."""
    await facts.hold(person.ctx.tx)
    gone = await personal.erase(person.ctx, _externals(person.identities))
    return [Erased("postgresql", table, rows) for table, rows in gone.items() if rows]


def _externals(identities: Sequence[Identity]) -> list[str]:
    return sorted({one.value for one in identities if one.kind == "external_userid"})


stores.register("mirror", export=export, erase=erase, close=close)
