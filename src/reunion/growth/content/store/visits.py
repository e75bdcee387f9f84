"""SQL of readings: begun, carried on by beacons, and told to tracking."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.growth.content.model import LONGEST_READING, ReadingBeacon


class Untold(msgspec.Struct, frozen=True):
    """A reading, with what of it tracking does not know yet."""

    corp_id: int
    id: str
    version: int
    seconds: int
    depth: int
    place: int
    places: int
    part: int
    last_at: datetime
    profile_no: int
    userid: str
    content_id: int
    kind: str
    title: str


class ReadingProgress(msgspec.Struct, frozen=True):
    """How far a reading is. `id` names the link that is read by; `ended`: nobody looks at it any more."""

    id: int
    seconds: int
    depth: int
    place: int
    places: int
    ended: bool


class ReadingRow(msgspec.Struct, frozen=True):
    """Somebody who reads at this moment. `sent_to`: whom the first link of the tree was for; `closed`:
    nobody looks at it any more."""

    share_id: int
    content_id: int
    kind: str
    title: str
    profile_no: int | None
    forwarded: bool
    seconds: int
    depth: int
    place: int
    places: int
    last_at: datetime
    sent_to: int | None
    closed: bool


async def begin(ctx: Context, key: str, share_id: int, version: int, known: bool) -> bool:
    """Whether it is new: an opening that is sent twice counts once."""
    made = await ctx.tx.fetchval(
        """INSERT INTO content_visit (corp_id, id, share_id, version, opened_at, last_at, known)
           VALUES ($1, $2, $3, $4, $5, $5, $6) ON CONFLICT DO NOTHING RETURNING true""",
        ctx.corp_id, key, share_id, version, ctx.now, known,
    )  # fmt: skip
    if made:
        await ctx.tx.execute(
            """UPDATE content_share
               SET opens = opens + 1, opened_at = coalesce(opened_at, $3), read_at = $3
               WHERE corp_id = $1 AND id = $2""",
            ctx.corp_id, share_id, ctx.now,
        )  # fmt: skip
    return bool(made)


async def today(ctx: Context, share_id: int) -> int:
    """Readings of a link in the last 24 hours."""
    return await ctx.tx.fetchval(
        """SELECT count(*) FROM content_visit
           WHERE corp_id = $1 AND share_id = $2 AND opened_at > $3""",
        ctx.corp_id, share_id, ctx.now - timedelta(days=1),
    )  # fmt: skip


async def advance(ctx: Context, token: str, told: ReadingBeacon) -> ReadingProgress | None:
    """What a beacon says, never less than is known and never more than can be: idempotent. None where
    the reading is not known, or is not to be recorded."""
    row = await ctx.tx.fetchrow(
        """WITH before AS (
               SELECT v.corp_id, v.id, v.share_id, v.seconds, v.stays, least($6::int,
                          ceil(extract(epoch FROM $7 - v.opened_at))::int + 2) AS most
               FROM content_visit v JOIN content_share s ON (s.corp_id, s.id) = (v.corp_id, v.share_id)
               WHERE v.corp_id = $1 AND v.id = $2 AND s.token = $3 AND NOT s.refused
               FOR UPDATE OF v
           ), after AS (
               UPDATE content_visit v SET
                   seconds = greatest(v.seconds, least($4::int, b.most)),
                   depth = greatest(v.depth, $5), place = greatest(v.place, $8),
                   places = greatest(v.places, $9), last_at = $7, closed = $11,
                   stays = ARRAY(SELECT greatest(was, least(now, b.most), 0)
                                 FROM unnest(b.stays, $10::int[]) WITH ORDINALITY t (was, now, n)
                                 ORDER BY n)
               FROM before b WHERE v.corp_id = b.corp_id AND v.id = b.id
               RETURNING v.share_id, v.seconds, v.depth, v.place, v.places, v.closed,
                         v.seconds - b.seconds AS more
           )
           UPDATE content_share s
           SET seconds = s.seconds + a.more, depth = greatest(s.depth, a.depth), read_at = $7
           FROM after a WHERE s.corp_id = $1 AND s.id = a.share_id
           RETURNING s.id, a.seconds, a.depth, a.place, a.places, a.closed AS ended""",
        ctx.corp_id, told.visit, token, told.seconds, min(told.depth, 100), LONGEST_READING, ctx.now,
        told.place, told.places, told.stays, told.left,
    )  # fmt: skip
    return ReadingProgress(**row) if row else None


async def became_known(ctx: Context, share_id: int) -> list[tuple[str, datetime, int]]:
    """Readings of a link whose reader was not known; answers (id, opened at, version) of each."""
    rows = await ctx.tx.fetch(
        """UPDATE content_visit SET known = true
           WHERE corp_id = $1 AND share_id = $2 AND NOT known RETURNING id, opened_at, version""",
        ctx.corp_id, share_id,
    )  # fmt: skip
    return [(row["id"], row["opened_at"], row["version"]) for row in rows]


async def untold(tx: Any, silent_since: datetime, limit: int) -> list[Untold]:
    """Readings that rest, with something to tell; locked. Global: the loop works for every corp."""
    rows = await tx.fetch(
        """SELECT v.corp_id, v.id, v.version, v.seconds - v.told_seconds AS seconds, v.depth,
                  v.place, v.places, v.parts + 1 AS part, v.last_at, s.profile_no, s.userid,
                  s.content_id, i.kind, t.title
           FROM content_visit v
           JOIN content_share s ON (s.corp_id, s.id) = (v.corp_id, v.share_id)
           JOIN content_item i ON (i.corp_id, i.id) = (s.corp_id, s.content_id)
           JOIN content_version t
             ON (t.corp_id, t.content_id, t.version) = (v.corp_id, i.id, v.version)
           WHERE v.known AND (v.seconds > v.told_seconds OR v.depth > v.told_depth)
             AND v.last_at < $1 AND s.profile_no IS NOT NULL
           ORDER BY v.last_at LIMIT $2 FOR UPDATE OF v SKIP LOCKED""",
        silent_since, limit,
    )  # fmt: skip
    return [Untold(**row) for row in rows]


async def told(ctx: Context, keys: Sequence[str]) -> None:
    """Tracking knows them as they are."""
    await ctx.tx.execute(
        """UPDATE content_visit SET told_seconds = seconds, told_depth = depth, parts = parts + 1
           WHERE corp_id = $1 AND id = ANY($2)""",
        ctx.corp_id, list(keys),
    )  # fmt: skip


async def reading(
    ctx: Context, userid: str, since: datetime, share_id: int | None = None
) -> list[ReadingRow]:
    """Who reads what this member sent, at this moment; or the last reading of one link alone, also when
    it was just closed."""
    rows = await ctx.tx.fetch(
        """SELECT DISTINCT ON (s.id) s.id AS share_id, s.content_id, i.kind, t.title, s.profile_no,
                  s.parent_id IS NOT NULL AND r.personal AS forwarded, v.seconds, v.depth, v.place,
                  v.places, v.last_at, r.profile_no AS sent_to, v.closed
           FROM content_share s
           JOIN content_share r ON (r.corp_id, r.id) = (s.corp_id, s.root_id)
           JOIN content_visit v ON (v.corp_id, v.share_id) = (s.corp_id, s.id)
           JOIN content_item i ON (i.corp_id, i.id) = (s.corp_id, s.content_id)
           JOIN content_version t ON (t.corp_id, t.content_id, t.version) = (i.corp_id, i.id, i.version)
           WHERE s.corp_id = $1 AND s.userid = $2 AND s.read_at > $3 AND v.last_at > $3
             AND ($4::bigint IS NULL AND NOT v.closed OR s.id = $4)
           ORDER BY s.id, v.last_at DESC""",
        ctx.corp_id, userid, since, share_id,
    )  # fmt: skip
    return sorted((ReadingRow(**row) for row in rows), key=lambda one: one.last_at, reverse=True)
