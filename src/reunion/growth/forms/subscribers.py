"""Forms' part of a person's export and erasure."""

from typing import Any

from reunion.growth.forms import store
from reunion.growth.profiles import stores
from reunion.growth.profiles.stores import Erased, Person


async def export(person: Person) -> dict[str, list[dict[str, Any]]]:
    """What she answered."""
    found = await store.of_profile(person.ctx, person.profile_nos)
    return {"form_answer": [dict(row) for row in found]}


async def erase(person: Person) -> list[Erased]:
    """Her answers are deleted."""
    count = await store.erase(person.ctx, person.profile_nos)
    return [Erased("postgresql", "form_answer", count)]


stores.register("forms", export=export, erase=erase)
