"""SQL of likes, comments, and the notices of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.platform.moments.model import NoticeKind
from reunion.platform.moments.views import Liker, MomentComment, MomentNotice


class CommentRow(msgspec.Struct, frozen=True):
    """A comment as it is kept."""

    id: int
    post_id: int
    moment_id: int
    contact_id: int | None
    author_id: int
    text: str


_ROW = ", ".join(f"c.{name}" for name in CommentRow.__struct_fields__)


async def like(ctx: Context, post_id: int, moment_id: int, contact_id: int) -> bool:
    """Answers whether it is new."""
    done = await ctx.tx.execute(
        """INSERT INTO moment_like (corp_id, post_id, contact_id, moment_id, at)
           VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING""",
        ctx.corp_id, post_id, contact_id, moment_id, ctx.now,
    )  # fmt: skip
    return done.endswith(" 1")


async def unlike(ctx: Context, post_id: int, contact_id: int) -> bool:
    """Takes a like back, with its notice; answers whether there was one."""
    done = await ctx.tx.execute(
        "DELETE FROM moment_like WHERE corp_id = $1 AND post_id = $2 AND contact_id = $3",
        ctx.corp_id, post_id, contact_id,
    )  # fmt: skip
    await ctx.tx.execute(
        """DELETE FROM moment_notice
           WHERE corp_id = $1 AND post_id = $2 AND author_id = $3 AND kind = 'like'""",
        ctx.corp_id, post_id, contact_id,
    )  # fmt: skip
    return done.endswith(" 1")


async def like_own(ctx: Context, post_id: int, *, liked: bool) -> bool:
    """The member's own like; answers whether anything changed."""
    done = await ctx.tx.execute(
        """UPDATE moment_post SET liked_at = CASE WHEN $3 THEN $4::timestamptz END
           WHERE corp_id = $1 AND id = $2 AND (liked_at IS NOT NULL) <> $3""",
        ctx.corp_id, post_id, liked, ctx.now,
    )  # fmt: skip
    return done.endswith(" 1")


async def say(
    ctx: Context, post_id: int, moment_id: int, contact_id: int | None, author_id: int, text: str,
    client_id: str,
) -> tuple[int, bool]:  # fmt: skip
    """The id of a new comment, or of the one that was sent as the same before; whether it is new."""
    made = await ctx.tx.fetchval(
        """INSERT INTO moment_comment (corp_id, post_id, moment_id, contact_id, author_id, text, at,
               client_id)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
           ON CONFLICT (corp_id, post_id, author_id, client_id) DO NOTHING RETURNING id""",
        ctx.corp_id, post_id, moment_id, contact_id, author_id, text, ctx.now, client_id,
    )  # fmt: skip
    if made is not None:
        return made, True
    before = await ctx.tx.fetchval(
        """SELECT id FROM moment_comment
           WHERE corp_id = $1 AND post_id = $2 AND author_id = $3 AND client_id = $4""",
        ctx.corp_id, post_id, author_id, client_id,
    )  # fmt: skip
    return before, False


async def comment(ctx: Context, comment_id: int) -> CommentRow | None:
    """One that is not deleted, under its lock."""
    row = await ctx.tx.fetchrow(
        f"""SELECT {_ROW} FROM moment_comment c
            WHERE c.corp_id = $1 AND c.id = $2 AND c.deleted_at IS NULL FOR UPDATE""",
        ctx.corp_id, comment_id,
    )  # fmt: skip
    return CommentRow(**row) if row else None


async def unsay(ctx: Context, comment_id: int) -> None:
    """Deletes a comment; its notice shows no words any more."""
    await ctx.tx.execute(
        """UPDATE moment_comment SET deleted_at = $3, deleted_by = $4
           WHERE corp_id = $1 AND id = $2""",
        ctx.corp_id, comment_id, ctx.now, ctx.actor.name,
    )  # fmt: skip
    await ctx.tx.execute(
        """UPDATE moment_notice SET read = true
           WHERE corp_id = $1 AND kind = 'comment' AND comment_id = $2""",
        ctx.corp_id, comment_id,
    )  # fmt: skip


async def tell(
    ctx: Context, account_id: int, kind: NoticeKind, post_id: int, author_id: int,
    comment_id: int | None = None,
) -> None:  # fmt: skip
    """A notice for somebody."""
    await ctx.tx.execute(
        """INSERT INTO moment_notice (corp_id, account_id, kind, post_id, author_id, comment_id, at)
           VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING""",
        ctx.corp_id, account_id, kind, post_id, author_id, comment_id, ctx.now,
    )  # fmt: skip


_COMMENTS = """
SELECT c.id, c.post_id, c.contact_id, c.text, c.at, c.author_id = c.contact_id AS by_customer,
       CASE WHEN c.author_id = c.contact_id THEN coalesce(nullif(f.remark, ''), n.name) ELSE b.name END
           AS name,
       '/media/' || CASE WHEN c.author_id = c.contact_id THEN n.avatar_media_id
                         ELSE b.avatar_media_id END AS avatar_url,
       CASE WHEN c.author_id <> c.contact_id THEN coalesce(nullif(f.remark, ''), n.name) END AS "to"
FROM moment_comment c
JOIN moment_post p ON p.corp_id = c.corp_id AND p.id = c.post_id
JOIN member b ON b.corp_id = p.corp_id AND b.id = p.member_id
LEFT JOIN contact k ON k.corp_id = c.corp_id AND k.id = c.contact_id
LEFT JOIN person n ON n.id = k.person_id
LEFT JOIN follow f ON f.corp_id = c.corp_id AND f.contact_id = c.contact_id AND f.member_id = p.member_id
WHERE c.corp_id = $1 AND c.deleted_at IS NULL"""


def _comment(row: Any) -> MomentComment:
    by_customer = bool(row["by_customer"])
    return MomentComment(
        row["id"], "customer" if by_customer else "member", row["name"], row["avatar_url"],
        row["contact_id"], row["to"], row["text"], row["at"], not by_customer,
    )  # fmt: skip


async def of_posts(
    ctx: Context, post_ids: Sequence[int], most: int
) -> dict[int, list[MomentComment]]:
    """The latest comments of each of a member's posts, from the first on; `own` are the member's."""
    rows = await ctx.tx.fetch(
        f"""SELECT * FROM (SELECT x.*, row_number() OVER (PARTITION BY post_id ORDER BY id DESC) AS place
                FROM ({_COMMENTS} AND c.post_id = ANY($2::bigint[])) x) y
            WHERE place <= $3 ORDER BY id""",
        ctx.corp_id, list(post_ids), most,
    )  # fmt: skip
    found: dict[int, list[MomentComment]] = {}
    for row in rows:
        found.setdefault(row["post_id"], []).append(_comment(row))
    return found


async def of_moment(
    ctx: Context, moment_id: int, before: int | None, limit: int
) -> list[tuple[int, MomentComment]]:
    """All comments of a Moment with their posts, newest first."""
    rows = await ctx.tx.fetch(
        f"""{_COMMENTS} AND c.moment_id = $2 AND ($3::bigint IS NULL OR c.id < $3)
            ORDER BY c.id DESC LIMIT $4""",
        ctx.corp_id, moment_id, before, limit,
    )  # fmt: skip
    return [(row["post_id"], _comment(row)) for row in rows]


async def likers(ctx: Context, post_ids: Sequence[int], most: int) -> dict[int, list[Liker]]:
    """Who likes these posts, the latest of each."""
    rows = await ctx.tx.fetch(
        """SELECT u.post_id, l.contact_id, coalesce(nullif(f.remark, ''), n.name) AS name,
                  '/media/' || n.avatar_media_id AS avatar_url, l.at
           FROM unnest($2::bigint[]) AS u (post_id)
           JOIN moment_post p ON p.corp_id = $1 AND p.id = u.post_id
           CROSS JOIN LATERAL (
               SELECT * FROM moment_like l WHERE l.corp_id = $1 AND l.post_id = u.post_id
               ORDER BY l.at DESC LIMIT $3) l
           JOIN contact k ON k.corp_id = $1 AND k.id = l.contact_id
           JOIN person n ON n.id = k.person_id
           LEFT JOIN follow f ON f.corp_id = $1 AND f.contact_id = l.contact_id
               AND f.member_id = p.member_id
           ORDER BY l.at""",
        ctx.corp_id, list(post_ids), most,
    )  # fmt: skip
    found: dict[int, list[Liker]] = {}
    for row in rows:
        one = Liker(row["contact_id"], row["name"], row["avatar_url"], row["at"])
        found.setdefault(row["post_id"], []).append(one)
    return found


class Interaction(msgspec.Struct, frozen=True):
    """A like or a comment as the open API has it; one of the two ids is None."""

    kind: NoticeKind
    external_userid: str | None
    userid: str | None
    at: datetime


async def interactions(ctx: Context, post_id: int) -> list[Interaction]:
    """All likes and comments of one post, in their order."""
    rows = await ctx.tx.fetch(
        """SELECT x.kind, k.external_userid, b.userid, x.at FROM (
               SELECT 'like' AS kind, contact_id AS author_id, at FROM moment_like
               WHERE corp_id = $1 AND post_id = $2
               UNION ALL
               SELECT 'like', member_id, liked_at FROM moment_post
               WHERE corp_id = $1 AND id = $2 AND liked_at IS NOT NULL
               UNION ALL
               SELECT 'comment', author_id, at FROM moment_comment
               WHERE corp_id = $1 AND post_id = $2 AND deleted_at IS NULL) x
           LEFT JOIN contact k ON k.corp_id = $1 AND k.id = x.author_id
           LEFT JOIN member b ON b.corp_id = $1 AND b.id = x.author_id
           ORDER BY x.at""",
        ctx.corp_id, post_id,
    )  # fmt: skip
    return [Interaction(**row) for row in rows]


async def notices(tx: Any, account_id: int, before: int | None, limit: int) -> list[MomentNotice]:
    """What somebody is told of, newest first. Global: an account is a member of one corp or a person
    of many, and every row is keyed by it."""
    rows = await tx.fetch(
        """SELECT t.id, t.kind, t.post_id, t.at, t.read, m.text AS post_text, c.text,
                  coalesce(nullif(f.remark, ''), n.name, b.name) AS name,
                  '/media/' || coalesce(n.avatar_media_id, b.avatar_media_id) AS avatar_url,
                  CASE WHEN m.attachments #>> '{0,kind}' = 'image'
                       THEN m.attachments #>> '{0,media,url}' END AS picture_url
           FROM moment_notice t
           JOIN moment_post p ON p.corp_id = t.corp_id AND p.id = t.post_id
           JOIN moment m ON m.corp_id = t.corp_id AND m.id = p.moment_id
           LEFT JOIN contact k ON k.corp_id = t.corp_id AND k.id = t.author_id
           LEFT JOIN person n ON n.id = k.person_id
           LEFT JOIN follow f ON f.corp_id = t.corp_id AND f.contact_id = t.author_id
               AND f.member_id = t.account_id
           LEFT JOIN member b ON b.corp_id = t.corp_id AND b.id = t.author_id
           LEFT JOIN moment_comment c ON c.corp_id = t.corp_id AND c.id = t.comment_id
               AND c.deleted_at IS NULL
           WHERE t.account_id = $1 AND ($2::bigint IS NULL OR t.id < $2)
             AND p.state IN ('publishing', 'published')
           ORDER BY t.id DESC LIMIT $3""",
        account_id, before, limit,
    )  # fmt: skip
    return [MomentNotice(**row) for row in rows]


async def unread(tx: Any, account_id: int) -> int:
    """How many notices somebody has not seen. Global: keyed by the account, as above."""
    return await tx.fetchval(
        """SELECT count(*) FROM moment_notice t
           JOIN moment_post p ON p.corp_id = t.corp_id AND p.id = t.post_id
           WHERE t.account_id = $1 AND NOT t.read AND p.state IN ('publishing', 'published')""",
        account_id,
    )  # fmt: skip


async def read_all(tx: Any, account_id: int, up_to: int) -> None:
    """Somebody has seen all notices up to this one. Global: keyed by the account, as above."""
    await tx.execute(
        "UPDATE moment_notice SET read = true WHERE account_id = $1 AND NOT read AND id <= $2",
        account_id, up_to,
    )  # fmt: skip
