"""Tags that came and went, as things that happened to people."""

from collections.abc import Sequence

from reunion.core.context import Context
from reunion.growth.profiles.model import TagChange
from reunion.growth.tag_rules import tags
from reunion.growth.tracking import service as tracking
from reunion.growth.tracking.service import Occurrence

SOURCE = "tag_rules"


async def tell(ctx: Context, changed: Sequence[TagChange]) -> None:
    """Of tags of our own; the mirror tells of those that it writes."""
    if not changed:
        return
    known = await tags.known(ctx)
    await tracking.record(
        ctx,
        [
            Occurrence(
                name, ctx.now, profile_no=one.profile_no, source=SOURCE, subject=str(no),
                properties={"tag": known[no].name if no in known else "", "reason": one.origin},
            )
            for one in changed
            for name, numbers in (("tag_added", one.add), ("tag_removed", one.remove))
            for no in numbers
        ],
    )  # fmt: skip
