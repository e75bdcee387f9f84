"""SQL of what came of Moments: sums, by member, by customer and by day."""

from collections.abc import Sequence
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.platform.corps.model import picture_url
from reunion.platform.moments.model import PostOrder, PostState
from reunion.platform.moments.views import (
    MomentDay,
    MomentSums,
    MomentViewer,
    PostLine,
    Refused,
    RefusedBy,
)


async def sums(ctx: Context, moment_ids: Sequence[int]) -> dict[int, MomentSums]:
    """Of several Moments; those without posts are left out."""
    rows = await ctx.tx.fetch(
        """SELECT p.moment_id, count(*) FILTER (WHERE p.published_at IS NOT NULL) AS published,
                  sum(p.shown)::bigint AS shown, sum(p.refused)::bigint AS refused,
                  sum(p.elsewhere)::bigint AS elsewhere,
                  (SELECT count(*) FROM moment_like l
                   WHERE l.corp_id = $1 AND l.moment_id = p.moment_id) AS likes,
                  (SELECT count(*) FROM moment_comment c WHERE c.corp_id = $1
                   AND c.moment_id = p.moment_id AND c.deleted_at IS NULL
                   AND c.author_id = c.contact_id) AS comments,
                  (SELECT count(*) FROM moment_comment c WHERE c.corp_id = $1
                   AND c.moment_id = p.moment_id AND c.deleted_at IS NULL
                   AND c.author_id IS DISTINCT FROM c.contact_id) AS answers
           FROM moment_post p WHERE p.corp_id = $1 AND p.moment_id = ANY($2) GROUP BY p.moment_id""",
        ctx.corp_id, list(moment_ids),
    )  # fmt: skip
    return {row["moment_id"]: MomentSums(*tuple(row)[1:]) for row in rows}


async def refusals(
    ctx: Context, moment_ids: Sequence[int], post_id: int | None = None
) -> dict[int, list[Refused]]:
    """How many each rule refused, of several Moments or of one post."""
    rows = await ctx.tx.fetch(
        """SELECT p.moment_id, r.rule, sum(r.n::bigint)::bigint AS n
           FROM moment_post p, jsonb_each_text(p.refusals) AS r (rule, n)
           WHERE p.corp_id = $1 AND p.moment_id = ANY($2) AND ($3::bigint IS NULL OR p.id = $3)
           GROUP BY 1, 2 ORDER BY 3 DESC, 2""",
        ctx.corp_id, list(moment_ids), post_id,
    )  # fmt: skip
    found: dict[int, list[Refused]] = {}
    for row in rows:
        found.setdefault(row["moment_id"], []).append(Refused(row["rule"], row["n"]))
    return found


async def waits_until(ctx: Context, moment_id: int) -> Any:
    """When the quiet hours that its posts wait for are over."""
    return await ctx.tx.fetchval(
        """SELECT min(quiet_until) FROM moment_post
           WHERE corp_id = $1 AND moment_id = $2 AND state = 'publishing'""",
        ctx.corp_id, moment_id,
    )  # fmt: skip


_LINES_BY: dict[PostOrder, str] = {
    "name": "m.name",
    "shown": "p.shown DESC",
    "likes": "likes DESC",
    "comments": "comments DESC",
    "confirmed_at": "p.confirmed_at DESC NULLS LAST",
}


async def lines(
    ctx: Context, moment_id: int, state: PostState | None, order: PostOrder, skip: int, limit: int
) -> list[PostLine]:
    """Posts with their members, after so many of that order: it changes while people talk, and no key
    would hold."""
    rows = await ctx.tx.fetch(
        f"""WITH liked AS (
                SELECT post_id, count(*) AS n FROM moment_like
                WHERE corp_id = $1 AND moment_id = $2 GROUP BY 1
            ), said AS (
                SELECT post_id, count(*) AS n FROM moment_comment
                WHERE corp_id = $1 AND moment_id = $2 AND deleted_at IS NULL AND author_id = contact_id
                GROUP BY 1
            )
            SELECT p.id AS post_id, p.member_id, m.userid, m.name, coalesce(d.name, '') AS department,
                   p.state, p.shown, p.refused, coalesce(l.n, 0) AS likes, coalesce(s.n, 0) AS comments,
                   p.confirmed_at
            FROM moment_post p JOIN member m ON m.corp_id = p.corp_id AND m.id = p.member_id
            LEFT JOIN department d ON d.corp_id = m.corp_id AND d.id = m.main_department
            LEFT JOIN liked l ON l.post_id = p.id LEFT JOIN said s ON s.post_id = p.id
            WHERE p.corp_id = $1 AND p.moment_id = $2 AND ($3::text IS NULL OR p.state = $3)
            ORDER BY {_LINES_BY[order]}, p.id OFFSET $4 LIMIT $5""",
        ctx.corp_id, moment_id, state, skip, limit,
    )  # fmt: skip
    return [PostLine(**row) for row in rows]


_VIEWERS = """
SELECT v.contact_id, c.external_userid, n.name, n.avatar_media_id, coalesce(f.remark, '') AS remark,
       b.name AS member_name, v.at, NOT v.counted_as_touch AS earlier, v.shown, v.refused_by, v.counted,
       v.allowed,
       EXISTS (SELECT FROM moment_like l WHERE l.corp_id = $1 AND l.post_id = v.post_id
               AND l.contact_id = v.contact_id) AS liked,
       (SELECT count(*) FROM moment_comment t WHERE t.corp_id = $1 AND t.post_id = v.post_id
        AND t.author_id = v.contact_id AND t.deleted_at IS NULL) AS comments
FROM moment_viewer v
JOIN contact c ON c.corp_id = v.corp_id AND c.id = v.contact_id
JOIN person n ON n.id = c.person_id
JOIN member b ON b.corp_id = v.corp_id AND b.id = v.member_id
LEFT JOIN follow f ON f.corp_id = v.corp_id AND f.contact_id = v.contact_id AND f.member_id = v.member_id
WHERE v.corp_id = $1"""


def _viewer(row: Any) -> MomentViewer:
    refusal = None
    if row["refused_by"] is not None:
        refusal = RefusedBy(row["refused_by"], row["counted"], row["allowed"])
    return MomentViewer(
        row["contact_id"], row["external_userid"], row["name"], picture_url(row["avatar_media_id"]),
        row["remark"], row["member_name"], row["at"] if row["shown"] else None, row["earlier"],
        row["liked"], row["comments"], refusal,
    )  # fmt: skip


async def viewers(
    ctx: Context, moment_id: int, *, shown: bool | None, rule: str | None, post_id: int | None,
    after: int, limit: int,
) -> list[MomentViewer]:  # fmt: skip
    """Customers in their order, with what became of it."""
    rows = await ctx.tx.fetch(
        f"""{_VIEWERS} AND v.moment_id = $2 AND ($3::boolean IS NULL OR v.shown = $3)
              AND ($4::text IS NULL OR v.refused_by = $4) AND ($5::bigint IS NULL OR v.post_id = $5)
              AND v.contact_id > $6
            ORDER BY v.contact_id LIMIT $7""",
        ctx.corp_id, moment_id, shown, rule, post_id, after, limit,
    )  # fmt: skip
    return [_viewer(row) for row in rows]


async def candidates(
    ctx: Context, member_id: int, contact_ids: Sequence[int]
) -> list[MomentViewer]:
    """Customers of a member whom a post may be shown to, as he knows them."""
    rows = await ctx.tx.fetch(
        """SELECT c.id AS contact_id, c.external_userid, n.name, n.avatar_media_id,
                  coalesce(f.remark, '') AS remark, b.name AS member_name
           FROM contact c JOIN person n ON n.id = c.person_id
           JOIN member b ON b.corp_id = $1 AND b.id = $2
           LEFT JOIN follow f ON f.corp_id = $1 AND f.contact_id = c.id AND f.member_id = $2
           WHERE c.corp_id = $1 AND c.id = ANY($3::bigint[]) ORDER BY c.id""",
        ctx.corp_id, member_id, list(contact_ids),
    )  # fmt: skip
    return [
        MomentViewer(
            row["contact_id"], row["external_userid"], row["name"],
            picture_url(row["avatar_media_id"]), row["remark"], row["member_name"], None, False,
            False, 0, None,
        )
        for row in rows
    ]  # fmt: skip


async def days(ctx: Context, moment_id: int, zone: str) -> list[MomentDay]:
    """What happened on each day, of those on which something did; the first 31 of them."""
    rows = await ctx.tx.fetch(
        """SELECT (at AT TIME ZONE $3)::date::text AS day, sum(shown)::bigint AS shown,
                  sum(likes)::bigint AS likes, sum(comments)::bigint AS comments
           FROM (
               SELECT at, 1 AS shown, 0 AS likes, 0 AS comments FROM moment_viewer
               WHERE corp_id = $1 AND moment_id = $2 AND shown
               UNION ALL SELECT at, 0, 1, 0 FROM moment_like WHERE corp_id = $1 AND moment_id = $2
               UNION ALL SELECT at, 0, 0, 1 FROM moment_comment
               WHERE corp_id = $1 AND moment_id = $2 AND deleted_at IS NULL AND author_id = contact_id
           ) x GROUP BY 1 ORDER BY 1 LIMIT 31""",
        ctx.corp_id, moment_id, zone,
    )  # fmt: skip
    return [MomentDay(**row) for row in rows]


class Line(msgspec.Struct, frozen=True):
    """A customer or a member as the open API pages them."""

    key: int
    wire_id: str
    published: bool


async def task_lines(ctx: Context, moment_id: int, after: int, limit: int) -> list[Line]:
    """Members by their keys, and whether they have published."""
    rows = await ctx.tx.fetch(
        """SELECT p.member_id AS key, m.userid AS wire_id, p.published_at IS NOT NULL AS published
           FROM moment_post p JOIN member m ON m.corp_id = p.corp_id AND m.id = p.member_id
           WHERE p.corp_id = $1 AND p.moment_id = $2 AND p.member_id > $3
           ORDER BY p.member_id LIMIT $4""",
        ctx.corp_id, moment_id, after, limit,
    )  # fmt: skip
    return [Line(**row) for row in rows]


async def viewer_lines(
    ctx: Context, post_id: int, *, shown: bool, after: int, limit: int
) -> list[Line]:
    """The customers of one post: those who see it, or all whom it was meant for."""
    rows = await ctx.tx.fetch(
        """SELECT v.contact_id AS key, c.external_userid AS wire_id, v.shown AS published
           FROM moment_viewer v JOIN contact c ON c.corp_id = v.corp_id AND c.id = v.contact_id
           WHERE v.corp_id = $1 AND v.post_id = $2 AND (v.shown OR NOT $3) AND v.contact_id > $4
           ORDER BY v.contact_id LIMIT $5""",
        ctx.corp_id, post_id, shown, after, limit,
    )  # fmt: skip
    return [Line(**row) for row in rows]
