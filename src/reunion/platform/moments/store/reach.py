"""SQL that finds whom a range reaches, and writes the rows of those who are shown a post."""

from collections.abc import Sequence
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.core.sql import affected
from reunion.platform.moments.model import Post, Resolved

_TAGGED = """EXISTS (SELECT FROM follow_tag g WHERE g.corp_id = f.corp_id
    AND g.contact_id = f.contact_id AND g.member_id = f.member_id AND g.tag_id = ANY({tags}::bigint[]))"""
# A follow `f` in the range, of nobody who works for a partner; $1 corp_id, $2 all of these tags,
# $3 any of these, $4 none of these.
IN_RANGE = f"""($2::bigint[] = '{{}}' OR (SELECT count(*) FROM follow_tag g WHERE g.corp_id = f.corp_id
        AND g.contact_id = f.contact_id AND g.member_id = f.member_id
        AND g.tag_id = ANY($2::bigint[])) = cardinality($2::bigint[]))
    AND ($3::bigint[] = '{{}}' OR {_TAGGED.format(tags="$3")})
    AND ($4::bigint[] = '{{}}' OR NOT {_TAGGED.format(tags="$4")})
    AND f.contact_id NOT IN (SELECT contact_id FROM partner_person WHERE corp_id = $1)"""


LOOKED_AT = "moment_looked_at"


class Candidate(msgspec.Struct, frozen=True, array_like=True):
    """A customer of the chunk as things are now; `is_new`: nobody has shown it to her."""

    contact_id: int
    person_id: int
    blocked: bool
    is_new: bool


def values_of(ctx: Context, wanted: Resolved) -> list[Any]:
    """The values of `IN_RANGE`: $1 to $4."""
    return [ctx.corp_id, wanted.all_of, wanted.any_of, wanted.none_of]


async def look(ctx: Context, wanted: Resolved) -> tuple[int, int]:
    """All whom it reaches, each once, as asks in the temporary table LOOKED_AT until the transaction
    ends; a member who is blocked is no way to reach her. Answers how many customers and members."""
    await ctx.tx.execute(
        f"""CREATE TEMPORARY TABLE {LOOKED_AT}
                (contact_id bigint, member_id bigint, barred text, member_ids bigint[]) ON COMMIT DROP"""
    )
    await ctx.tx.execute(
        f"""INSERT INTO {LOOKED_AT}
            SELECT contact_id, member_ids[1], CASE WHEN blocked THEN 'blocked' END, member_ids
            FROM (SELECT f.contact_id, array_agg(f.member_id ORDER BY f.blocked_by_customer, f.member_id)
                             AS member_ids, bool_and(f.blocked_by_customer) AS blocked
                  FROM follow f CROSS JOIN LATERAL (
                      SELECT status FROM member o WHERE o.corp_id = $1 AND o.id = f.member_id OFFSET 0) m
                  WHERE f.corp_id = $1 AND f.state = 'active' AND m.status IN ('active', 'pending')
                    AND ($5::bigint[] IS NULL OR f.member_id = ANY($5)) AND {IN_RANGE}
                  GROUP BY f.contact_id) AS matched""",
        *values_of(ctx, wanted), wanted.member_ids,
    )  # fmt: skip
    row = await ctx.tx.fetchrow(
        f"""SELECT count(*) AS customers,
                   (SELECT count(DISTINCT i) FROM {LOOKED_AT}, unnest(member_ids) AS i) AS members
            FROM {LOOKED_AT}"""
    )
    return row["customers"], row["members"]


_PAGE = f"""
    SELECT f.contact_id, f.blocked_by_customer AS blocked FROM follow f
    WHERE f.corp_id = $1 AND f.member_id = $5 AND f.state = 'active' AND f.contact_id > $6
      AND {IN_RANGE}
    ORDER BY f.contact_id LIMIT $7"""


async def claim(ctx: Context, post: Post, wanted: Resolved, limit: int) -> list[Candidate]:
    """The next customers of a post, in their order, each with a row that shows it to her unless she
    has one already. Whoever shows her the same Moment at this moment is waited for."""
    rows = await ctx.tx.fetch(
        f"""WITH page AS MATERIALIZED ({_PAGE}), written AS (
                INSERT INTO moment_viewer (corp_id, moment_id, contact_id, person_id, post_id, member_id, at)
                SELECT $1, $8, page.contact_id, c.person_id, $9, $5, $10
                FROM page JOIN contact c ON c.corp_id = $1 AND c.id = page.contact_id
                ORDER BY page.contact_id
                ON CONFLICT (corp_id, moment_id, contact_id) DO NOTHING
                RETURNING contact_id, person_id
            )
            SELECT page.contact_id, coalesce(w.person_id, 0), page.blocked, w.contact_id IS NOT NULL
            FROM page LEFT JOIN written w USING (contact_id) ORDER BY 1""",
        *values_of(ctx, wanted), post.member_id, post.published_to, limit, post.moment_id, post.id,
        ctx.now,
    )  # fmt: skip
    return [Candidate(*row) for row in rows]


async def foresee(ctx: Context, post: Post, wanted: Resolved, limit: int) -> list[Candidate]:
    """The same customers; writes nothing."""
    rows = await ctx.tx.fetch(
        f"""WITH page AS MATERIALIZED ({_PAGE})
            SELECT page.contact_id, 0, page.blocked, NOT EXISTS (SELECT FROM moment_viewer v
                WHERE v.corp_id = $1 AND v.moment_id = $8 AND v.contact_id = page.contact_id)
            FROM page ORDER BY 1""",
        *values_of(ctx, wanted), post.member_id, post.published_to, limit, post.moment_id,
    )  # fmt: skip
    return [Candidate(*row) for row in rows]


async def refuse(ctx: Context, moment_id: int, answers: Sequence[tuple[Any, ...]]) -> None:
    """Takes it away again from those who were refused: (contact, rule, counted, allowed) each."""
    columns = [list(column) for column in zip(*answers, strict=True)]
    await ctx.tx.execute(
        """UPDATE moment_viewer v SET shown = false, refused_by = a.rule, counted = a.counted,
               allowed = a.allowed
           FROM unnest($3::bigint[], $4::text[], $5::smallint[], $6::smallint[])
                AS a (contact_id, rule, counted, allowed)
           WHERE v.corp_id = $1 AND v.moment_id = $2 AND v.contact_id = ANY($3::bigint[])
             AND v.contact_id = a.contact_id""",
        ctx.corp_id, moment_id, *columns,
    )  # fmt: skip


async def count(
    ctx: Context, post: Post, *, to: int, shown: int, elsewhere: int, refusals: dict[str, int]
) -> None:
    """Adds a chunk to the post's sums; the rest of it is due at once."""
    await ctx.tx.execute(
        """UPDATE moment_post SET published_to = $3, shown = shown + $4, elsewhere = elsewhere + $5,
               refused = refused + $6, quiet_until = NULL, due_at = $7,
               published_at = coalesce(published_at, $7),
               refusals = counts_added(refusals, $8::jsonb)
           WHERE corp_id = $1 AND id = $2""",
        ctx.corp_id, post.id, to, shown, elsewhere, sum(refusals.values()), ctx.now, refusals,
    )  # fmt: skip


async def finish(ctx: Context, post: Post) -> None:
    """Every customer of the post is answered for."""
    await ctx.tx.execute(
        """UPDATE moment_post SET state = 'published', done_at = $3, due_at = NULL, quiet_until = NULL,
               published_at = coalesce(published_at, $3)
           WHERE corp_id = $1 AND id = $2""",
        ctx.corp_id, post.id, ctx.now,
    )  # fmt: skip


async def show_earlier(
    ctx: Context, contact_id: int, member_id: int, since: Any, purposes: Sequence[str]
) -> int:
    """Shows a new customer what this member posted to everybody since then, where it stood; counts as
    no touch. A post that is being published is waited for: behind her place it takes her itself."""
    await ctx.tx.execute(
        """SELECT FROM moment_post WHERE corp_id = $1 AND member_id = $2 AND state = 'publishing'
           ORDER BY id FOR SHARE""",
        ctx.corp_id, member_id,
    )  # fmt: skip
    done = await ctx.tx.execute(
        """WITH earlier AS (
               INSERT INTO moment_viewer (corp_id, moment_id, contact_id, person_id, post_id, member_id, at,
                   counted_as_touch)
               SELECT $1, p.moment_id, $2, c.person_id, p.id, $3, p.published_at, false
               FROM moment_post p
               JOIN moment m ON m.corp_id = p.corp_id AND m.id = p.moment_id
               JOIN contact c ON c.corp_id = $1 AND c.id = $2
               WHERE p.corp_id = $1 AND p.member_id = $3 AND p.published_at >= $4
                 AND (p.state = 'published' OR (p.state = 'publishing' AND p.published_to >= $2))
                 AND m.purpose = ANY($5::text[])
                 AND m.range -> 'tags_all' = '[]' AND m.range -> 'tags_any' = '[]'
                 AND m.range -> 'tags_none' = '[]'
               ORDER BY p.moment_id
               ON CONFLICT (corp_id, moment_id, contact_id) DO NOTHING
               RETURNING post_id
           )
           UPDATE moment_post p SET shown = shown + 1 FROM earlier e
           WHERE p.corp_id = $1 AND p.id = e.post_id""",
        ctx.corp_id, contact_id, member_id, since, list(purposes),
    )  # fmt: skip
    return affected(done)
