"""What rules and batches keep about one person: for her export and her erasure."""

from typing import Any

from reunion.growth.profiles import stores
from reunion.growth.profiles.stores import Erased, Person
from reunion.growth.tag_rules.store import personal as store


async def export(person: Person) -> dict[str, list[dict[str, Any]]]:
    """Which rules hold for her, and what batches changed of hers."""
    return {
        "tag_rule": await store.held(person.ctx, person.profile_nos),
        "tag_batch": await store.changed(person.ctx, person.profile_nos),
    }


async def erase(person: Person) -> list[Erased]:
    """Her number stays in the sets of people of old batches, where it stands for nobody any more."""
    counts = await store.erase(person.ctx, person.profile_nos)
    return [Erased("postgresql", table, count) for table, count in counts.items()]


stores.register("tag_rules", export=export, erase=erase)
