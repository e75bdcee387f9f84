"""SQL of customers' feeds. Global: a person follows members of many corps; every statement is keyed by the
person, and each row says which corp_id it is of."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from reunion.platform.corps.model import picture_url
from reunion.platform.moments.views import FeedPost, MomentComment
from reunion.platform.welcome.model import Attachment

_PICTURE = "'/media/' ||"
_POST = "p.state IN ('publishing', 'published')"
_FRIEND = "f.state = 'active' AND NOT f.blocked_by_customer"
# A row `v` of moment_viewer that its person sees now: its post stands, and she and the member are
# contacts whom no block parts.
_SEEN = f"""moment_viewer v
JOIN moment_post p ON p.corp_id = v.corp_id AND p.id = v.post_id AND {_POST}
JOIN follow f ON f.corp_id = v.corp_id AND f.contact_id = v.contact_id AND f.member_id = v.member_id
    AND {_FRIEND}"""


class Seen(msgspec.Struct, frozen=True):
    """A post that a person sees, by its keys."""

    corp_id: int
    post_id: int
    moment_id: int
    contact_id: int
    member_id: int


class FeedRow(msgspec.Struct, frozen=True):
    """A post of the feed without its comments, with what those are found by."""

    seen: Seen
    post: FeedPost


_LATEST = datetime.fromisoformat("9999-01-01T00:00:00+00:00")
# A page is found in one table first, each row checked by scalar lookups: a join of all would be planned
# for longer than it runs.
_VISIBLE = f"""
SELECT v.corp_id, v.post_id, v.moment_id, v.contact_id, v.member_id, v.at FROM moment_viewer v
WHERE v.person_id = $1 AND v.shown
  AND (SELECT {_POST} FROM moment_post p WHERE p.corp_id = v.corp_id AND p.id = v.post_id)
  AND (SELECT {_FRIEND} FROM follow f WHERE f.corp_id = v.corp_id AND f.contact_id = v.contact_id
       AND f.member_id = v.member_id)"""
_SHOWN = f"""
SELECT v.*, m.text, m.attachments, k.name AS company, {_PICTURE} b.avatar_media_id AS avatar_url,
       coalesce((SELECT nullif(f.remark_by_customer, '') FROM follow f WHERE f.corp_id = v.corp_id
                 AND f.contact_id = v.contact_id AND f.member_id = v.member_id), b.name) AS name,
       (SELECT true FROM moment_like l WHERE l.corp_id = v.corp_id AND l.post_id = v.post_id
        AND l.contact_id = v.contact_id) IS TRUE AS liked,
       (SELECT p.liked_at IS NOT NULL FROM moment_post p
        WHERE p.corp_id = v.corp_id AND p.id = v.post_id) AS member_likes
FROM page v
JOIN moment m ON m.corp_id = v.corp_id AND m.id = v.moment_id
JOIN member b ON b.corp_id = v.corp_id AND b.id = v.member_id
JOIN corp k ON k.id = v.corp_id
ORDER BY v.at DESC, v.post_id DESC"""


def _row(row: Any) -> FeedRow:
    post = FeedPost(
        row["post_id"], row["member_id"], row["name"], row["avatar_url"], row["company"],
        row["text"], msgspec.convert(row["attachments"], list[Attachment]), row["at"],
        row["liked"], row["member_likes"], [],
    )  # fmt: skip
    keys = (row["corp_id"], row["post_id"], row["moment_id"], row["contact_id"], row["member_id"])
    return FeedRow(Seen(*keys), post)


async def page(
    tx: Any, person_id: int, member_id: int | None, before: tuple[datetime, int] | None, limit: int
) -> list[FeedRow]:
    """What a person sees, newest first; of one member alone where it is given."""
    rows = await tx.fetch(
        f"""WITH page AS MATERIALIZED ({_VISIBLE} AND (v.at, v.post_id) < ($2, $3::bigint)
                AND ($4::bigint IS NULL OR v.member_id = $4)
                ORDER BY v.at DESC, v.post_id DESC LIMIT $5)
            {_SHOWN}""",
        person_id, *(before or (_LATEST, 0)), member_id, limit,
    )  # fmt: skip
    return [_row(row) for row in rows]


async def one(tx: Any, person_id: int, post_id: int) -> FeedRow | None:
    """One post that a person sees."""
    row = await tx.fetchrow(
        f"WITH page AS MATERIALIZED ({_VISIBLE} AND v.post_id = $2) {_SHOWN}", person_id, post_id
    )
    return _row(row) if row else None


async def seen(tx: Any, person_id: int, post_id: int) -> Seen | None:
    """The keys of one post that a person sees, which stays as it is until the caller commits."""
    row = await tx.fetchrow(
        f"""SELECT v.corp_id, v.post_id, v.moment_id, v.contact_id, v.member_id FROM {_SEEN}
            WHERE v.person_id = $1 AND v.shown AND v.post_id = $2 FOR SHARE OF p, f""",
        person_id, post_id,
    )  # fmt: skip
    return Seen(**row) if row else None


async def comments(
    tx: Any, person_id: int, found: Sequence[FeedRow]
) -> dict[int, list[MomentComment]]:
    """What a person sees said under these posts: her own, the answers to her, and what members say
    to all."""
    keys = [(one.seen.corp_id, one.seen.post_id, one.seen.contact_id) for one in found]
    rows = await tx.fetch(
        """SELECT c.id, c.post_id, c.contact_id, c.author_id = a.own AS own, c.text, c.at
           FROM unnest($1::bigint[], $2::bigint[], $3::bigint[]) AS a (corp_id, post_id, own)
           CROSS JOIN LATERAL (
               SELECT * FROM moment_comment c WHERE c.corp_id = a.corp_id AND c.post_id = a.post_id
                 AND c.deleted_at IS NULL AND (c.contact_id = a.own OR c.contact_id IS NULL)
           ) c
           ORDER BY c.id""",
        *(list(column) for column in zip(*keys, strict=True)),
    )  # fmt: skip
    if not rows:
        return {}
    mine = await tx.fetchrow("SELECT name, avatar_media_id FROM person WHERE id = $1", person_id)
    posts = {one.post.post_id: one.post for one in found}
    said: dict[int, list[MomentComment]] = {}
    for row in rows:
        own, post = row["own"], posts[row["post_id"]]
        said.setdefault(post.post_id, []).append(
            MomentComment(
                row["id"], "customer" if own else "member", mine["name"] if own else post.name,
                picture_url(mine["avatar_media_id"]) if own else post.avatar_url,
                row["contact_id"], mine["name"] if not own and row["contact_id"] else None,
                row["text"], row["at"], own,
            )
        )  # fmt: skip
    return said


async def newest(tx: Any, person_id: int) -> tuple[datetime, str | None] | None:
    """When the newest post that a person sees came, and its member's picture."""
    row = await tx.fetchrow(
        f"""WITH page AS MATERIALIZED ({_VISIBLE} AND v.counted_as_touch
                ORDER BY v.at DESC, v.post_id DESC LIMIT 1)
            SELECT v.at, {_PICTURE} b.avatar_media_id AS avatar_url FROM page v
            JOIN member b ON b.corp_id = v.corp_id AND b.id = v.member_id""",
        person_id,
    )
    return (row["at"], row["avatar_url"]) if row else None


async def looked_at(tx: Any, person_id: int) -> datetime | None:
    """When a person looked at her feed last."""
    return await tx.fetchval("SELECT at FROM moment_glance WHERE person_id = $1", person_id)


async def look(tx: Any, person_id: int, now: datetime) -> None:
    """A person looks at her feed."""
    await tx.execute(
        """INSERT INTO moment_glance (person_id, at) VALUES ($1, $2)
           ON CONFLICT (person_id) DO UPDATE SET at = greatest(moment_glance.at, excluded.at)""",
        person_id, now,
    )  # fmt: skip


async def opens(tx: Any, media_id: str, account_id: int) -> bool:
    """Whether a file is in a Moment that this person sees, or in one of this member's company."""
    return await tx.fetchval(
        f"""SELECT EXISTS (
                SELECT FROM moment_media x JOIN member b ON b.corp_id = x.corp_id AND b.id = $2
                WHERE x.media_id = $1)
            OR EXISTS (
                SELECT FROM moment_media x
                JOIN contact k ON k.corp_id = x.corp_id AND k.person_id = $2
                CROSS JOIN LATERAL (
                    SELECT FROM {_SEEN} WHERE v.corp_id = x.corp_id AND v.moment_id = x.moment_id
                      AND v.contact_id = k.id AND v.shown) s
                WHERE x.media_id = $1)""",
        media_id, account_id,
    )  # fmt: skip
