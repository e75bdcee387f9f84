"""Questions about the people whom a caller may see (profiles.reach), asked of the engine: the one place where
segments are held to them."""

from pyroaring import BitMap

from reunion.engine.sets import plans
from reunion.growth.profiles.reach import Reach
from reunion.growth.segments.store import sql


def held(plan: plans.Plan, reach: Reach) -> plans.Plan:
    """The same people, as far as he may see them."""
    return plan if reach.userids is None else plans.Both((plan, everybody(reach)))


def everybody(reach: Reach) -> plans.Plan:
    """All whom he may see."""
    if reach.userids is None:
        return plans.Everybody()
    if not reach.userids:
        return plans.Given(BitMap().serialize())
    theirs = sql.Parameters().sql(
        "isNull(ended_at) AND userid IN $", ("Array(String)", list(reach.userids))
    )
    return sql.of_rows("follow_facts", theirs)
