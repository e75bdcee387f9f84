"""Whose a follow is may change without WeCom: when two turn out to be one, or one to be two."""

from reunion.core.context import Context
from reunion.growth.mirror.store import facts
from reunion.growth.profiles import service as profiles
from reunion.outbox import Event, subscribe


@subscribe("profile.merged", "profile.split", "profile.unmerged", "profile.unsplit")
async def renumbered(ctx: Context, event: Event) -> None:
    """The follows of both are carried into the engine again, each under the number that it has now."""
    numbers = {int(event.subject)} | {int(event.data[k]) for k in ("from", "to") if k in event.data}
    externals = await profiles.externals(ctx, numbers)
    await facts.renumber(ctx, sorted(numbers), sorted(set(externals.values())))
