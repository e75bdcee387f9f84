"""SQL of customers' feeds. Global: a person follows members of many corps; every statement is keyed by the
person, and each row says which corp_id it is of."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

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


_ROWS = f"""
SELECT v.corp_id, v.post_id, v.moment_id, v.contact_id, v.member_id, v.at,
       coalesce(nullif(f.remark_by_customer, ''), b.name) AS name,
       {_PICTURE} b.avatar_media_id AS avatar_url, k.name AS company, m.text, m.attachments,
       EXISTS (SELECT FROM moment_like l WHERE l.corp_id = v.corp_id AND l.post_id = v.post_id
               AND l.contact_id = v.contact_id) AS liked
FROM {_SEEN}
JOIN moment m ON m.corp_id = v.corp_id AND m.id = v.moment_id
JOIN member b ON b.corp_id = v.corp_id AND b.id = v.member_id
JOIN corp k ON k.id = v.corp_id
WHERE v.person_id = $1 AND v.shown"""
_LATEST = datetime.fromisoformat("9999-01-01T00:00:00+00:00")


def _row(row: Any) -> FeedRow:
    post = FeedPost(
        row["post_id"], row["member_id"], row["name"], row["avatar_url"], row["company"],
        row["text"], msgspec.convert(row["attachments"], list[Attachment]), row["at"],
        row["liked"], [],
    )  # fmt: skip
    keys = (row["corp_id"], row["post_id"], row["moment_id"], row["contact_id"], row["member_id"])
    return FeedRow(Seen(*keys), post)


async def page(
    tx: Any, person_id: int, member_id: int | None, before: tuple[datetime, int] | None, limit: int
) -> list[FeedRow]:
    """What a person sees, newest first; of one member alone where it is given."""
    rows = await tx.fetch(
        f"""{_ROWS} AND (v.at, v.post_id) < ($2, $3::bigint)
            AND ($4::bigint IS NULL OR v.member_id = $4)
            ORDER BY v.at DESC, v.post_id DESC LIMIT $5""",
        person_id, *(before or (_LATEST, 0)), member_id, limit,
    )  # fmt: skip
    return [_row(row) for row in rows]


async def one(tx: Any, person_id: int, post_id: int) -> FeedRow | None:
    """One post that a person sees."""
    row = await tx.fetchrow(f"{_ROWS} AND v.post_id = $2", person_id, post_id)
    return _row(row) if row else None


async def seen(tx: Any, person_id: int, post_id: int) -> Seen | None:
    """The keys of one post that a person sees, which stays as it is until the caller commits."""
    row = await tx.fetchrow(
        f"""SELECT v.corp_id, v.post_id, v.moment_id, v.contact_id, v.member_id FROM {_SEEN}
            WHERE v.person_id = $1 AND v.shown AND v.post_id = $2 FOR SHARE OF p, f""",
        person_id, post_id,
    )  # fmt: skip
    return Seen(**row) if row else None


async def comments(tx: Any, found: Sequence[Seen]) -> dict[int, list[MomentComment]]:
    """What a person sees said under these posts: her own, the answers to her, and what members say
    to all."""
    rows = await tx.fetch(
        """SELECT c.id, c.post_id, c.contact_id, c.author_id, c.text, c.at, a.own,
                  CASE WHEN c.author_id = a.own THEN n.name
                       ELSE coalesce(nullif(f.remark_by_customer, ''), b.name) END AS name,
                  CASE WHEN c.author_id <> a.own AND c.contact_id IS NOT NULL THEN n.name END AS "to",
                  '/media/' || CASE WHEN c.author_id = a.own THEN n.avatar_media_id
                                    ELSE b.avatar_media_id END AS avatar_url
           FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[])
                AS a (corp_id, post_id, own, member_id)
           CROSS JOIN LATERAL (
               SELECT * FROM moment_comment c WHERE c.corp_id = a.corp_id AND c.post_id = a.post_id
                 AND c.deleted_at IS NULL AND (c.contact_id = a.own OR c.contact_id IS NULL)
           ) c
           JOIN contact k ON k.corp_id = a.corp_id AND k.id = a.own
           JOIN person n ON n.id = k.person_id
           JOIN member b ON b.corp_id = a.corp_id AND b.id = a.member_id
           LEFT JOIN follow f ON f.corp_id = a.corp_id AND f.contact_id = a.own
               AND f.member_id = a.member_id
           ORDER BY c.id""",
        *(list(column) for column in zip(*_keys(found), strict=True)),
    )  # fmt: skip
    said: dict[int, list[MomentComment]] = {}
    for row in rows:
        own = row["author_id"] == row["own"]
        said.setdefault(row["post_id"], []).append(
            MomentComment(
                row["id"], "customer" if own else "member", row["name"], row["avatar_url"],
                row["contact_id"], row["to"], row["text"], row["at"], own,
            )
        )  # fmt: skip
    return said


def _keys(found: Sequence[Seen]) -> list[tuple[int, int, int, int]]:
    return [(one.corp_id, one.post_id, one.contact_id, one.member_id) for one in found]


async def newest(tx: Any, person_id: int) -> tuple[datetime, str | None] | None:
    """When the newest post that a person sees came, and its member's picture."""
    row = await tx.fetchrow(
        f"""SELECT v.at, {_PICTURE} b.avatar_media_id AS avatar_url FROM {_SEEN}
            JOIN member b ON b.corp_id = v.corp_id AND b.id = v.member_id
            WHERE v.person_id = $1 AND v.shown AND v.counted_as_touch
            ORDER BY v.at DESC, v.post_id DESC LIMIT 1""",
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
