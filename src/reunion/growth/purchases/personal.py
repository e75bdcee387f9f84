"""A person's own orders: for her export, and gone with her erasure."""

from typing import Any

import msgspec

from reunion.growth.profiles import stores
from reunion.growth.profiles.stores import Erased, Person
from reunion.growth.purchases.store import orders as store


async def export(person: Person) -> dict[str, list[dict[str, Any]]]:
    """All of them, with what was paid back."""
    found = await store.page(person.ctx, person.profile_nos, None, None)
    return {"purchase": [msgspec.to_builtins(one) for one in found]}


async def erase(person: Person) -> list[Erased]:
    """Orders and refunds. What the law wants kept of a sale is the till's, not ours."""
    orders, refunds = await store.remove(person.ctx, person.profile_nos)
    return [
        Erased("postgresql", "purchase", orders),
        Erased("postgresql", "purchase_refund", refunds),
    ]


stores.register("purchases", export=export, erase=erase)
