"""Several segments counted together: who may be seen is found once for all of them."""

from collections.abc import Sequence

from reunion.core.context import Context
from reunion.engine.client import Engine
from reunion.engine.sets import plans
from reunion.engine.sets.plans import Question
from reunion.growth.profiles.reach import EVERYBODY, Reach
from reunion.growth.segments import asking
from reunion.growth.segments import definition as d
from reunion.growth.segments.compiler import compiled
from reunion.growth.segments.model import BadDefinition
from reunion.growth.segments.reaching import everybody
from reunion.growth.segments.store import saved


async def sizes(
    ctx: Context, engine: Engine, segment_ids: Sequence[int], reach: Reach = EVERYBODY
) -> dict[int, int | None]:
    """How many are in each of these now, by id; those that he may not see are left out, and it is None where
    something that a segment is made of is gone. Nothing of it is kept. Raises SetsError."""
    seen: plans.Plan = plans.Everybody()
    if reach.userids is not None:
        theirs = await engine.sets.members(Question(ctx.corp_id, everybody(reach)))
        seen = plans.Given(theirs.serialize())
    found: dict[int, int | None] = {}
    for row in await saved.several(ctx, segment_ids, reach):
        definition = d.read(row.definition)
        try:
            plan = plans.Both((compiled(definition, await asking.book_for(ctx, definition)), seen))
        except BadDefinition:
            found[row.id] = None
        else:
            found[row.id] = (await engine.sets.ask(Question(ctx.corp_id, plan))).count
    return found
