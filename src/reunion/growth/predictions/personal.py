"""What is predicted of one person: for her export, and gone with her erasure."""

from typing import Any

import msgspec

from reunion.growth.predictions.store import customers, facts, runs
from reunion.growth.profiles import stores
from reunion.growth.profiles.stores import Erased, Person


async def export(person: Person) -> dict[str, list[dict[str, Any]]]:
    """Her scores and expectations."""
    found = [await customers.of(person.ctx, one) for one in person.profile_nos]
    return {"prediction": [msgspec.to_builtins(one) for one in found if one is not None]}


async def erase(person: Person) -> list[Erased]:
    """A computation under way ends before or after this, and after it she has no orders."""
    newest = await runs.hold(person.ctx)
    rows = await customers.remove(person.ctx, person.profile_nos)
    version = facts.version(newest, erased=True)
    await facts.remove(person.engine, person.ctx.corp_id, version, list(person.profile_nos))
    return [Erased("postgresql", "prediction", rows)]


stores.register("predictions", export=export, erase=erase)
