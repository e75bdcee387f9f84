"""What the sidebar keeps of a person: notes of members. Exported and erased with her."""

from typing import Any

from reunion.growth.profiles import stores
from reunion.growth.profiles.stores import Erased, Person
from reunion.growth.sidebar import store


async def export(person: Person) -> dict[str, list[dict[str, Any]]]:
    rows = await store.of_profiles(person.ctx, person.profile_nos)
    return {"follow_up": [dict(row) for row in rows]}


async def erase(person: Person) -> list[Erased]:
    count = await store.erase(person.ctx, person.profile_nos)
    return [Erased("postgresql", "follow_up", count)]


stores.register("sidebar", export=export, erase=erase)
