"""SQL on the table media.

Global: an upload is found by its secret id; a customer's belongs to no corp, a public one is for
everybody, and `access.may_open` decides. Purging goes over all corps.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from reunion.platform.media.model import Stored

_COLUMNS = (
    "id, corp_id, owner_id, kind, name, mime, size, width, height, duration_ms, sha256, "
    "expires_at, public, created_at"
)


def _stored(row: Any) -> Stored:
    return Stored(*row)


async def insert(tx: Any, media: Stored) -> None:
    """One upload."""
    await tx.execute(
        f"INSERT INTO media ({_COLUMNS}) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14)",
        *(getattr(media, name) for name in _COLUMNS.split(", ")),
    )


async def get(tx: Any, media_id: str, now: datetime) -> Stored | None:
    """By id, unless it has expired. Who may see it is for the caller to decide."""
    row = await tx.fetchrow(
        f"SELECT {_COLUMNS} FROM media WHERE id = $1 AND (expires_at IS NULL OR expires_at > $2)",
        media_id, now,
    )  # fmt: skip
    return _stored(row) if row else None


async def publish(tx: Any, media_id: str) -> None:
    """For everybody, and for good."""
    await tx.execute(
        "UPDATE media SET public = true, expires_at = NULL WHERE id = $1 AND NOT public", media_id
    )


async def settle(tx: Any, media_id: str) -> None:
    """It does not expire."""
    await tx.execute(
        "UPDATE media SET expires_at = NULL WHERE id = $1 AND expires_at IS NOT NULL", media_id
    )


async def pictures_since(tx: Any, corp_id: int, day: datetime, month: datetime) -> tuple[int, int]:
    """How many permanent pictures a corp's apps uploaded since each of two times."""
    row = await tx.fetchrow(
        """SELECT count(*) FILTER (WHERE created_at >= $2) AS day, count(*) AS month FROM media
           WHERE corp_id = $1 AND owner_id = 0 AND public AND created_at >= $3""",
        corp_id, day, month,
    )  # fmt: skip
    return row["day"], row["month"]


async def delete_expired(tx: Any, now: datetime, limit: int) -> list[bytes]:
    """Deletes uploads that have expired; answers the names of their blobs."""
    rows = await tx.fetch(
        """DELETE FROM media WHERE id IN (
               SELECT id FROM media WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2)
           RETURNING sha256""",
        now, limit,
    )  # fmt: skip
    return [row["sha256"] for row in rows]


async def named(tx: Any, names: Sequence[bytes]) -> set[bytes]:
    """Those of these blobs that an upload still uses."""
    rows = await tx.fetch(
        "SELECT DISTINCT sha256 FROM media WHERE sha256 = ANY($1::bytea[])", names
    )
    return {row["sha256"] for row in rows}


class Codes(msgspec.Struct, frozen=True):
    """`codes` None: nobody has looked yet."""

    mime: str
    sha256: bytes
    codes: list[str] | None


async def codes(tx: Any, media_id: str) -> Codes | None:
    """Of an upload, or of any other of the same content."""
    row = await tx.fetchrow(
        """SELECT m.mime, m.sha256, coalesce(m.codes, (
               SELECT o.codes FROM media o WHERE o.sha256 = m.sha256 AND o.codes IS NOT NULL LIMIT 1
           )) AS codes FROM media m WHERE m.id = $1""",
        media_id,
    )
    return Codes(*row) if row else None


async def keep_codes(tx: Any, sha256: bytes, found: Sequence[str]) -> None:
    """For all uploads of this content."""
    await tx.execute("UPDATE media SET codes = $2 WHERE sha256 = $1", sha256, found)
