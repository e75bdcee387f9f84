"""SQL of members' posts: made, confirmed, ended, and taken by the worker."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from reunion.core.context import Context
from reunion.platform.moments.model import Post, PostState, Resolved
from reunion.platform.moments.store.reach import IN_RANGE, values_of

_COLUMNS = ", ".join(f"p.{name}" for name in Post.__struct_fields__)
_KNOWN = "m.state IN ('open', 'finished', 'cancelled', 'deleted')"


async def make(ctx: Context, moment_id: int, wanted: Resolved) -> list[int]:
    """A post for each member who works here and has a customer in the range; answers whose."""
    rows = await ctx.tx.fetch(
        f"""INSERT INTO moment_post (corp_id, moment_id, member_id)
            SELECT $1, $5, m.id FROM member m
            WHERE m.corp_id = $1 AND m.status IN ('active', 'pending')
              AND ($6::bigint[] IS NULL OR m.id = ANY($6))
              AND EXISTS (SELECT FROM follow f WHERE f.corp_id = $1 AND f.member_id = m.id
                          AND f.state = 'active' AND {IN_RANGE})
            ORDER BY m.id
            RETURNING member_id""",
        *values_of(ctx, wanted), moment_id, wanted.member_ids,
    )  # fmt: skip
    return [row["member_id"] for row in rows]


async def make_own(ctx: Context, moment_id: int, member_id: int) -> int:
    """The post of a member's own Moment."""
    return await ctx.tx.fetchval(
        """INSERT INTO moment_post (corp_id, moment_id, member_id) VALUES ($1, $2, $3)
           RETURNING id""",
        ctx.corp_id, moment_id, member_id,
    )  # fmt: skip


async def get(ctx: Context, post_id: int, *, lock: bool = False) -> Post | None:
    """One by its key."""
    row = await ctx.tx.fetchrow(
        f"""SELECT {_COLUMNS} FROM moment_post p WHERE p.corp_id = $1 AND p.id = $2
            {"FOR UPDATE" if lock else ""}""",
        ctx.corp_id, post_id,
    )  # fmt: skip
    return Post(**row) if row else None


async def of_moment(
    ctx: Context, moment_id: int, member_id: int, *, lock: bool = False
) -> Post | None:
    """One member's part of a Moment that the members know of."""
    row = await ctx.tx.fetchrow(
        f"""SELECT {_COLUMNS} FROM moment_post p
            JOIN moment m ON m.corp_id = p.corp_id AND m.id = p.moment_id
            WHERE p.corp_id = $1 AND p.moment_id = $2 AND p.member_id = $3 AND {_KNOWN}
            {"FOR UPDATE OF p" if lock else ""}""",
        ctx.corp_id, moment_id, member_id,
    )  # fmt: skip
    return Post(**row) if row else None


async def waiting(ctx: Context, member_id: int, before: int | None, limit: int) -> list[Post]:
    """What waits for a member's confirmation, newest first."""
    rows = await ctx.tx.fetch(
        f"""SELECT {_COLUMNS} FROM moment_post p
            JOIN moment m ON m.corp_id = p.corp_id AND m.id = p.moment_id
            WHERE p.corp_id = $1 AND p.member_id = $2 AND p.state = 'pending' AND m.state = 'open'
              AND ($3::bigint IS NULL OR p.id < $3)
            ORDER BY p.id DESC LIMIT $4""",
        ctx.corp_id, member_id, before, limit,
    )  # fmt: skip
    return [Post(**row) for row in rows]


async def pending(ctx: Context, member_id: int) -> int:
    """How many wait for a member's confirmation."""
    return await ctx.tx.fetchval(
        """SELECT count(*) FROM moment_post p
           JOIN moment m ON m.corp_id = p.corp_id AND m.id = p.moment_id
           WHERE p.corp_id = $1 AND p.member_id = $2 AND p.state = 'pending' AND m.state = 'open'""",
        ctx.corp_id, member_id,
    )  # fmt: skip


async def of_member(
    ctx: Context, member_id: int, before: tuple[datetime, int] | None, limit: int
) -> list[Post]:
    """What a member has posted, newest first."""
    rows = await ctx.tx.fetch(
        f"""SELECT {_COLUMNS} FROM moment_post p
            WHERE p.corp_id = $1 AND p.member_id = $2 AND p.state IN ('publishing', 'published')
              AND ($3::timestamptz IS NULL OR (p.confirmed_at, p.id) < ($3, $4::bigint))
            ORDER BY p.confirmed_at DESC, p.id DESC LIMIT $5""",
        ctx.corp_id, member_id, *(before or (None, None)), limit,
    )  # fmt: skip
    return [Post(**row) for row in rows]


async def members_of(ctx: Context, moment_id: int, states: Sequence[PostState]) -> list[int]:
    """The members whose posts are in these states."""
    rows = await ctx.tx.fetch(
        """SELECT member_id FROM moment_post
           WHERE corp_id = $1 AND moment_id = $2 AND state = ANY($3::text[])""",
        ctx.corp_id, moment_id, list(states),
    )  # fmt: skip
    return [row["member_id"] for row in rows]


async def confirm(ctx: Context, post_id: int) -> None:
    """The worker publishes it from now on."""
    await ctx.tx.execute(
        """UPDATE moment_post SET state = 'publishing', confirmed_at = $3, due_at = $3
           WHERE corp_id = $1 AND id = $2""",
        ctx.corp_id, post_id, ctx.now,
    )  # fmt: skip


async def cancel(ctx: Context, moment_id: int) -> list[int]:
    """Ends what waits for a confirmation; answers whose."""
    rows = await ctx.tx.fetch(
        """UPDATE moment_post SET state = 'cancelled', done_at = $3
           WHERE corp_id = $1 AND moment_id = $2 AND state = 'pending'
           RETURNING member_id""",
        ctx.corp_id, moment_id, ctx.now,
    )  # fmt: skip
    return [row["member_id"] for row in rows]


async def delete(ctx: Context, moment_id: int, post_id: int | None = None) -> list[int]:
    """Takes a Moment's posts, or one of them, out of every feed; answers whose. Waits for the chunks
    that are being published."""
    rows = await ctx.tx.fetch(
        """UPDATE moment_post SET state = 'deleted', due_at = NULL, quiet_until = NULL, deleted_by = $4,
               done_at = coalesce(done_at, $5)
           WHERE corp_id = $1 AND moment_id = $2 AND ($3::bigint IS NULL OR id = $3)
             AND state <> 'deleted'
           RETURNING member_id""",
        ctx.corp_id, moment_id, post_id, ctx.actor.name, ctx.now,
    )  # fmt: skip
    return [row["member_id"] for row in rows]


async def take_due(tx: Any, now: datetime) -> Post | None:
    """The post that has waited longest for the worker, under its lock; None when there is none, or
    others have it. Global: the worker serves all corps; each row says which corp_id it is of."""
    row = await tx.fetchrow(
        f"""SELECT {_COLUMNS} FROM moment_post p WHERE p.due_at <= $1
            ORDER BY p.due_at LIMIT 1 FOR UPDATE SKIP LOCKED""",
        now,
    )
    return Post(**row) if row else None


async def put_off(
    tx: Any, post: Post, until: datetime, *, quiet_until: datetime | None = None
) -> None:
    """The worker looks at it later."""
    await tx.execute(
        """UPDATE moment_post SET due_at = $3, quiet_until = $4
           WHERE corp_id = $1 AND id = $2 AND state = 'publishing'""",
        post.corp_id, post.id, until, quiet_until,
    )  # fmt: skip
