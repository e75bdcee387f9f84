"""Of a person an import keeps nothing but error lines that hold something she is known by."""

from typing import Any

from reunion.growth.imports.store import faults
from reunion.growth.profiles import stores
from reunion.growth.profiles.stores import Erased, Person


def _values(person: Person) -> list[str]:
    known = [one.value for one in person.identities]
    return known + [one.removeprefix("+86") for one in known if one.startswith("+86")]


async def export(person: Person) -> dict[str, list[dict[str, Any]]]:
    """The lines about her."""
    return {"growth_import_error": await faults.of_values(person.ctx, _values(person))}


async def erase(person: Person) -> list[Erased]:
    """They go."""
    lines = await faults.remove_values(person.ctx, _values(person))
    return [Erased("postgresql", "growth_import_error", lines)]


stores.register("imports", export=export, erase=erase)
