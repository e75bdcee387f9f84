"""What segments have about one person: the snapshots in which she is, and broadcasts that wait to be sent to
her. Snapshots are sets of numbers, which say nothing once the profile is gone; hers is taken out all the
same."""

from typing import Any

from reunion.growth.profiles import stores
from reunion.growth.profiles.stores import Erased, Person
from reunion.growth.segments.store import broadcasts, personal, saved


async def export(person: Person) -> dict[str, list[dict[str, Any]]]:
    """The snapshots in which she is, and what waits to be sent to her."""
    names = await saved.snapshot_names(person.ctx)
    inside = await personal.snapshots(person.ctx, person.profile_nos)
    waiting = await broadcasts.waiting_for(person.ctx, _externals(person))
    return {
        "segment_snapshot": [{"id": one, "name": names[one]} for one in inside],
        "segment_broadcast_customer": [{"broadcast_id": one} for one in waiting],
    }


async def erase(person: Person) -> list[Erased]:
    """Takes her out of all of them. Watched segments she leaves as everybody who is no more."""
    inside = await personal.snapshots(person.ctx, person.profile_nos)
    for snapshot_id in inside:
        await personal.leave_snapshot(person.ctx, snapshot_id, person.profile_nos)
    left = await broadcasts.leave(person.ctx, _externals(person))
    return [
        Erased("postgresql", "segment_snapshot", len(inside)),
        Erased("postgresql", "segment_broadcast_customer", left),
    ]


def _externals(person: Person) -> list[str]:
    return [one.value for one in person.identities if one.kind == "external_userid"]


stores.register("segments", export=export, erase=erase)
