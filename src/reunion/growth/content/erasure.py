"""What content holds about a person: the links sent to her, her readings, her browsers."""

from typing import Any

from reunion.growth.content.store import personal
from reunion.growth.profiles.stores import Erased, Person


async def export(person: Person) -> dict[str, list[dict[str, Any]]]:
    """Links with their figures, and each reading."""
    ctx, numbers = person.ctx, person.profile_nos
    return {
        "content_share": await personal.links(ctx, numbers),
        "content_visit": await personal.visits(ctx, numbers),
    }


async def erase(person: Person) -> list[Erased]:
    """Readings and browsers are deleted; links stay as nobody's, so that the figures of material hold."""
    ctx, numbers = person.ctx, person.profile_nos
    return [
        Erased("postgresql", "content_visit", await personal.erase_visits(ctx, numbers)),
        Erased("postgresql", "content_reader", await personal.erase_browsers(ctx, numbers)),
        Erased("postgresql", "content_share", await personal.forget_links(ctx, numbers)),
    ]
