"""SQL on the engine for how many of some people each member has: she is his who added her last."""

from typing import Any

import msgspec
from pyroaring import BitMap

from reunion.core.context import Context
from reunion.engine.bitmaps import read_state
from reunion.engine.client import Engine
from reunion.growth.profiles.reach import Reach

_FEW = 1_000
"""So many are named in the statement; of more, everybody from the first to the last of them is read."""


class _Theirs(msgspec.Struct, frozen=True):
    """`people`: the state of groupBitmap, in base64."""

    userid: str
    people: bytes


async def by_member(ctx: Context, engine: Engine, people: BitMap, reach: Reach) -> dict[str, int]:
    """Of those whom a member has now, how many he has. One pass in the order of the table: the engine holds
    one person at a time, however many there are. Raises EngineError."""
    if not people:
        return {}
    held = "profile_no BETWEEN {low:UInt32} AND {high:UInt32}"
    given: dict[str, Any] = {"low": people.min(), "high": people.max()}
    if len(people) <= _FEW:
        held, given = "profile_no IN {few:Array(UInt32)}", {"few": list(people)}
    if reach.userids is not None:
        held += " AND userid IN {userids:Array(String)}"
        given["userids"] = list(reach.userids)
    found = await engine.rows(
        _Theirs,
        f"""SELECT member AS userid, base64Encode(CAST(groupBitmapState(profile_no), 'String')) AS people
            FROM (SELECT profile_no, argMax(userid, (added_at, userid)) AS member
                  FROM follow_facts FINAL
                  WHERE corp_id = {{corp:UInt32}} AND isNull(ended_at) AND {held}
                  GROUP BY corp_id, profile_no)
            GROUP BY member SETTINGS optimize_aggregation_in_order = 1""",
        corp=ctx.corp_id, **given,
    )  # fmt: skip
    shares = {one.userid: read_state(one.people).intersection_cardinality(people) for one in found}
    return {userid: customers for userid, customers in shares.items() if customers}
