"""SQL of what is known of one person, under any of her numbers."""

from collections.abc import Sequence
from typing import Any

from reunion.core.context import Context


async def links(ctx: Context, numbers: Sequence[int]) -> list[dict[str, Any]]:
    """Links sent to her, or that she came by."""
    rows = await ctx.tx.fetch(
        """SELECT t.title, s.userid, s.created_at, s.opened_at, s.opens, s.seconds, s.depth,
                  s.registered, s.refused
           FROM content_share s JOIN content_item i ON (i.corp_id, i.id) = (s.corp_id, s.content_id)
           JOIN content_version t ON (t.corp_id, t.content_id, t.version) = (i.corp_id, i.id, i.version)
           WHERE s.corp_id = $1 AND s.profile_no = ANY($2) ORDER BY s.id""",
        ctx.corp_id, list(numbers),
    )  # fmt: skip
    return [dict(row) for row in rows]


async def visits(ctx: Context, numbers: Sequence[int]) -> list[dict[str, Any]]:
    """Each of her readings."""
    rows = await ctx.tx.fetch(
        """SELECT s.content_id, v.version, v.opened_at, v.last_at, v.seconds, v.depth, v.place, v.places
           FROM content_visit v JOIN content_share s ON (s.corp_id, s.id) = (v.corp_id, v.share_id)
           WHERE v.corp_id = $1 AND s.profile_no = ANY($2) ORDER BY v.opened_at""",
        ctx.corp_id, list(numbers),
    )  # fmt: skip
    return [dict(row) for row in rows]


async def erase_visits(ctx: Context, numbers: Sequence[int]) -> int:
    """Deletes her readings; how many."""
    done = await ctx.tx.execute(
        """DELETE FROM content_visit v USING content_share s
           WHERE v.corp_id = $1 AND (s.corp_id, s.id) = (v.corp_id, v.share_id)
             AND s.profile_no = ANY($2)""",
        ctx.corp_id, list(numbers),
    )  # fmt: skip
    return int(done.split()[1])


async def erase_browsers(ctx: Context, numbers: Sequence[int]) -> int:
    """Her browsers are nobody's; how many."""
    done = await ctx.tx.execute(
        "DELETE FROM content_reader WHERE corp_id = $1 AND profile_no = ANY($2)",
        ctx.corp_id, list(numbers),
    )  # fmt: skip
    return int(done.split()[1])


async def forget_links(ctx: Context, numbers: Sequence[int]) -> int:
    """Her links say no more whose they were; how many."""
    done = await ctx.tx.execute(
        """UPDATE content_share SET profile_no = NULL, device = NULL
           WHERE corp_id = $1 AND profile_no = ANY($2)""",
        ctx.corp_id, list(numbers),
    )  # fmt: skip
    return int(done.split()[1])
