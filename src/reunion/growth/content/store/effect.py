"""SQL of usage and effect."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import msgspec

from reunion.core.context import Context


class ContentSums(msgspec.Struct, frozen=True):
    """`seconds` over all readings; `depth`: the mean of the furthest of each who opened it, of 100;
    `added`: customers who scanned a poster."""

    sent: int
    opened: int
    readers: int
    seconds: int
    depth: int
    forwarded: int
    leads: int
    added: int = 0


NOTHING_SENT = ContentSums(sent=0, opened=0, readers=0, seconds=0, depth=0, forwarded=0, leads=0)


class LinkRow(msgspec.Struct, frozen=True):
    """A link with its figures."""

    id: int
    parent_id: int | None
    userid: str
    profile_no: int | None
    created_at: datetime
    opened_at: datetime | None
    read_at: datetime | None
    opens: int
    seconds: int
    depth: int
    registered: bool
    refused: bool


class ContentStay(msgspec.Struct, frozen=True):
    """A page of a report, or a tenth of a video, from 1 on: all seconds that were spent with it, and how
    many readings came to it."""

    place: int
    seconds: int
    readings: int


# An opening of a link for one customer is hers; of a link for whoever opens it, of those below.
_SUMS = """
    count(*) FILTER (WHERE s.parent_id IS NULL AND s.userid <> '')::int AS sent,
    count(*) FILTER (WHERE s.parent_id IS NULL AND s.userid <> '' AND (s.opened_at IS NOT NULL
        OR EXISTS (SELECT FROM content_share b WHERE b.corp_id = s.corp_id AND b.parent_id = s.id
                   AND b.opened_at IS NOT NULL)))::int AS opened,
    count(*) FILTER (WHERE s.opened_at IS NOT NULL)::int AS readers,
    coalesce(sum(s.seconds), 0)::bigint AS seconds,
    coalesce(avg(s.depth) FILTER (WHERE s.opened_at IS NOT NULL), 0)::int AS depth,
    count(*) FILTER (WHERE s.parent_id IS NOT NULL AND (s.parent_id <> s.root_id OR r.personal))::int
        AS forwarded,
    count(*) FILTER (WHERE s.registered)::int AS leads
"""
_FROM = """
    content_share s JOIN content_share r ON (r.corp_id, r.id) = (s.corp_id, s.root_id)
"""


Userids = Sequence[str] | None
"""Of the links of these members alone, where they are given."""


def _of(place: str) -> str:
    return f"({place}::text[] IS NULL OR s.userid = ANY({place}))"


def _sums(row: Any) -> ContentSums:
    return ContentSums(
        **{name: row[name] for name in ContentSums.__struct_fields__ if name != "added"}
    )


async def total(ctx: Context, since: datetime, userids: Userids) -> ContentSums:
    """Over every link made since."""
    row = await ctx.tx.fetchrow(
        f"""SELECT {_SUMS} FROM {_FROM}
            WHERE s.corp_id = $1 AND s.created_at >= $2 AND {_of("$3")}""",
        ctx.corp_id, since, userids,
    )  # fmt: skip
    return _sums(row)


async def by_material(
    ctx: Context, since: datetime, userids: Userids
) -> Sequence[tuple[int, Any, str, ContentSums]]:
    """(id, kind, title, sums), the most read first."""
    rows = await ctx.tx.fetch(
        f"""SELECT s.content_id, i.kind, v.title, {_SUMS} FROM {_FROM}
            JOIN content_item i ON (i.corp_id, i.id) = (s.corp_id, s.content_id)
            JOIN content_version v ON (v.corp_id, v.content_id, v.version) = (i.corp_id, i.id, i.version)
            WHERE s.corp_id = $1 AND s.created_at >= $2 AND {_of("$3")}
            GROUP BY s.content_id, i.kind, v.title
            ORDER BY readers DESC, sent DESC, s.content_id LIMIT 200""",
        ctx.corp_id, since, userids,
    )  # fmt: skip
    return [(row["content_id"], row["kind"], row["title"], _sums(row)) for row in rows]


async def titles(ctx: Context, keys: Sequence[int]) -> list[tuple[int, Any, str]]:
    """(id, kind, title) of these, by key; of what was deleted too."""
    if not keys:
        return []
    rows = await ctx.tx.fetch(
        """SELECT i.id, i.kind, v.title FROM content_item i
           JOIN content_version v ON (v.corp_id, v.content_id, v.version) = (i.corp_id, i.id, i.version)
           WHERE i.corp_id = $1 AND i.id = ANY($2) ORDER BY i.id""",
        ctx.corp_id, keys,
    )  # fmt: skip
    return [(row["id"], row["kind"], row["title"]) for row in rows]


async def by_member(
    ctx: Context, since: datetime, userids: Userids
) -> list[tuple[str, ContentSums]]:
    """(userid, sums), the most read first; the company's own links are nobody's."""
    rows = await ctx.tx.fetch(
        f"""SELECT s.userid, {_SUMS} FROM {_FROM}
            WHERE s.corp_id = $1 AND s.created_at >= $2 AND s.userid <> ''
              AND {_of("$3")}
            GROUP BY s.userid ORDER BY readers DESC, sent DESC, s.userid LIMIT 1000""",
        ctx.corp_id, since, userids,
    )  # fmt: skip
    return [(row["userid"], _sums(row)) for row in rows]


async def by_day(
    ctx: Context, first: date, last: date, zone: str, userids: Userids
) -> list[tuple[date, int, int]]:
    """(day, links sent, readings begun), days without any too."""
    rows = await ctx.tx.fetch(
        f"""WITH span AS (
               SELECT d::date AS day, (d::timestamp AT TIME ZONE $4) AS start,
                      ((d + interval '1 day')::timestamp AT TIME ZONE $4) AS finish
               FROM generate_series($2::date, $3::date, interval '1 day') d
           )
           SELECT day,
               (SELECT count(*) FROM content_share s WHERE s.corp_id = $1 AND s.parent_id IS NULL
                  AND s.userid <> '' AND s.created_at >= start AND s.created_at < finish
                  AND {_of("$5")})::int AS sent,
               (SELECT count(*) FROM content_visit v
                JOIN content_share s ON (s.corp_id, s.id) = (v.corp_id, v.share_id)
                WHERE v.corp_id = $1 AND v.opened_at >= start AND v.opened_at < finish
                  AND {_of("$5")})::int AS opened
           FROM span ORDER BY day""",
        ctx.corp_id, first, last, zone, userids,
    )  # fmt: skip
    return [(row["day"], row["sent"], row["opened"]) for row in rows]


async def links(ctx: Context, content_id: int, limit: int, userids: Userids) -> list[LinkRow]:
    """The latest trees, each from its first link on."""
    rows = await ctx.tx.fetch(
        f"""SELECT id, parent_id, userid, profile_no, created_at, opened_at, read_at, opens, seconds,
                   depth, registered, refused
            FROM content_share s WHERE corp_id = $1 AND content_id = $2 AND {_of("$4")}
            ORDER BY root_id DESC, id LIMIT $3""",
        ctx.corp_id, content_id, limit, userids,
    )  # fmt: skip
    return [LinkRow(**row) for row in rows]


async def stays(ctx: Context, content_id: int, userids: Userids) -> list[ContentStay]:
    """Where the time of all readings went, page by page."""
    rows = await ctx.tx.fetch(
        f"""SELECT t.n::int AS place, sum(t.spent)::bigint AS seconds,
                  count(*) FILTER (WHERE t.spent > 0)::int AS readings
           FROM content_share s JOIN content_visit v ON (v.corp_id, v.share_id) = (s.corp_id, s.id),
                unnest(v.stays) WITH ORDINALITY t (spent, n)
           WHERE s.corp_id = $1 AND s.content_id = $2 AND {_of("$3")}
           GROUP BY t.n ORDER BY t.n""",
        ctx.corp_id, content_id, userids,
    )  # fmt: skip
    return [ContentStay(**row) for row in rows]
