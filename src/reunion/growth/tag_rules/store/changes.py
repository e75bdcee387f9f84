"""SQL of tag_batch_change: what batches really changed, and whether somebody changed it since."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from reunion.core.context import Context
from reunion.growth.profiles.model import TagDone

_OF_ONE = 2_000
"""Rows that one person can have of a batch: its tags, on each of her follows."""


class Change(msgspec.Struct, frozen=True):
    """One tag of one person; `since`, `origin`: how it was before, where it was taken off."""

    profile_no: int
    tag_no: int
    userid: str
    added: bool
    since: datetime | None
    origin: str
    overtaken: bool


async def keep(ctx: Context, done: Sequence[tuple[int, TagDone]]) -> dict[int, int]:
    """What batches (by id) did; how many are new, by batch."""
    rows = await ctx.tx.fetch(
        """INSERT INTO tag_batch_change
               (corp_id, batch_id, profile_no, tag_no, userid, added, since, origin)
           SELECT $1, b.id, g.profile_no, g.tag_no, g.userid, g.added, g.since, g.origin
           FROM unnest($2::bigint[], $3::int[], $4::int[], $5::text[], $6::bool[],
                       $7::timestamptz[], $8::text[])
                AS g (batch_id, profile_no, tag_no, userid, added, since, origin)
           JOIN tag_batch b ON b.corp_id = $1 AND b.id = g.batch_id
           ON CONFLICT DO NOTHING RETURNING batch_id""",
        ctx.corp_id, [batch_id for batch_id, _ in done], [one.profile_no for _, one in done],
        [one.tag_no for _, one in done], [one.userid for _, one in done],
        [one.added for _, one in done], [one.was.since if one.was else None for _, one in done],
        [one.was.origin if one.was else "" for _, one in done],
    )  # fmt: skip
    counts: dict[int, int] = {}
    for row in rows:
        counts[row["batch_id"]] = counts.get(row["batch_id"], 0) + 1
    return counts


async def overtake(ctx: Context, done: Sequence[TagDone]) -> None:
    """What batches changed there is somebody else's by now."""
    await ctx.tx.execute(
        """UPDATE tag_batch_change c SET overtaken_by = g.origin
           FROM unnest($2::int[], $3::int[], $4::text[], $5::text[])
                AS g (profile_no, tag_no, userid, origin)
           WHERE c.corp_id = $1 AND c.profile_no = g.profile_no AND c.tag_no = g.tag_no
             AND c.userid = g.userid AND c.overtaken_by = '' AND g.origin <> 'batch:' || c.batch_id""",
        ctx.corp_id, [one.profile_no for one in done], [one.tag_no for one in done],
        [one.userid for one in done], [one.origin for one in done],
    )  # fmt: skip


async def give_back(ctx: Context, batch_id: int, put_back: Sequence[Change]) -> None:
    """What a batch had taken from others is theirs again, since it is as they left it."""
    await ctx.tx.execute(
        """UPDATE tag_batch_change c SET overtaken_by = ''
           FROM unnest($2::int[], $3::int[], $4::text[]) AS g (profile_no, tag_no, userid)
           WHERE c.corp_id = $1 AND c.profile_no = g.profile_no AND c.tag_no = g.tag_no
             AND c.userid = g.userid AND c.overtaken_by = $5""",
        ctx.corp_id, [one.profile_no for one in put_back], [one.tag_no for one in put_back],
        [one.userid for one in put_back], f"batch:{batch_id}",
    )  # fmt: skip


async def following(ctx: Context, batch_id: int, after: int, most: int) -> list[Change]:
    """All that a batch changed of the next people: about so many rows, each person's together."""
    limit = most + _OF_ONE
    rows = await ctx.tx.fetch(
        """SELECT profile_no, tag_no, userid, added, since, origin, overtaken_by <> '' AS overtaken
           FROM tag_batch_change WHERE corp_id = $1 AND batch_id = $2 AND profile_no > $3
           ORDER BY profile_no, tag_no, userid LIMIT $4""",
        ctx.corp_id, batch_id, after, limit,
    )  # fmt: skip
    found = [Change(**row) for row in rows]
    if len(found) == limit:  # the last person may have more
        last = found[-1].profile_no
        found = [one for one in found if one.profile_no != last]
    return found
