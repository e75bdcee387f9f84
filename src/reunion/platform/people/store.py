"""SQL on `person` and `one_time_code`. Both are global: a customer's account is no corp's."""

from datetime import datetime
from typing import Any

import asyncpg

from reunion.platform.people.model import Person

_COLUMNS = (
    "id, phone, unionid, name, gender, avatar_media_id, notify_messages, notify_sound, "
    "notify_preview, left_at, created_at"
)


def _person(row: asyncpg.Record | None) -> Person | None:
    return Person(*row) if row else None


async def get(tx: Any, person_id: int, *, lock: bool = False) -> Person | None:
    """`lock` holds off others who would change the person, until the transaction ends."""
    held = "FOR NO KEY UPDATE" if lock else ""
    return _person(
        await tx.fetchrow(f"SELECT {_COLUMNS} FROM person WHERE id = $1 {held}", person_id)
    )


async def ensure(tx: Any, phone: str, unionid: str, name: str, now: datetime) -> Person:
    """The account of this phone, made when there is none."""
    row = await tx.fetchrow(
        f"""INSERT INTO person (phone, unionid, name, created_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (phone) DO UPDATE SET phone = excluded.phone RETURNING {_COLUMNS}""",
        phone,
        unionid,
        name,
        now,
    )
    return Person(*row)


async def update(tx: Any, person_id: int, changes: dict[str, Any]) -> Person:
    """`changes` has all of the columns that a profile holds."""
    row = await tx.fetchrow(
        f"""UPDATE person SET name = $2, gender = $3, avatar_media_id = $4, notify_messages = $5,
                notify_sound = $6, notify_preview = $7, changed = pg_current_xact_id()
            WHERE id = $1 RETURNING {_COLUMNS}""",
        person_id,
        changes["name"],
        changes["gender"],
        changes["avatar_media_id"],
        changes["notify_messages"],
        changes["notify_sound"],
        changes["notify_preview"],
    )
    return Person(*row)


async def leave(tx: Any, person_id: int, name: str, now: datetime) -> None:
    """The row stays, since companies keep their history; what says who it was goes."""
    await tx.execute(
        """UPDATE person SET phone = NULL, left_at = $3, name = $2, gender = 0,
               avatar_media_id = NULL, changed = pg_current_xact_id() WHERE id = $1""",
        person_id,
        name,
        now,
    )


async def changed_since(tx: Any, person_id: int, since: int) -> bool:
    """Whether the row was changed by a transaction at or after this one."""
    return await tx.fetchval(
        "SELECT EXISTS (SELECT 1 FROM person WHERE id = $1 AND changed >= $2)", person_id, since
    )


async def insert_code(
    tx: Any, phone: str, sealed: bytes, now: datetime, expires_at: datetime
) -> int:
    """The new code is the only good one of its phone."""
    await tx.execute(
        "UPDATE one_time_code SET expires_at = $2 WHERE phone = $1 AND expires_at > $2", phone, now
    )
    return await tx.fetchval(
        "INSERT INTO one_time_code (phone, code_sealed, created_at, expires_at) "
        "VALUES ($1, $2, $3, $4) RETURNING id",
        phone,
        sealed,
        now,
        expires_at,
    )


async def expire_code(tx: Any, code_id: int, now: datetime) -> None:
    await tx.execute("UPDATE one_time_code SET expires_at = $2 WHERE id = $1", code_id, now)


async def take_attempt(
    tx: Any, phone: str, attempts: int, now: datetime
) -> tuple[int, bytes] | None:
    """Counts one try at the phone's good code; None when there is none, or no try is left."""
    row = await tx.fetchrow(
        """UPDATE one_time_code SET attempts = attempts + 1
           WHERE id = (SELECT id FROM one_time_code WHERE phone = $1 ORDER BY id DESC LIMIT 1)
             AND used_at IS NULL AND expires_at > $3 AND attempts < $2
           RETURNING id, code_sealed""",
        phone,
        attempts,
        now,
    )
    return (row["id"], row["code_sealed"]) if row else None


async def use_code(tx: Any, code_id: int, now: datetime) -> bool:
    """False when another request was faster."""
    done = await tx.execute(
        "UPDATE one_time_code SET used_at = $2 WHERE id = $1 AND used_at IS NULL", code_id, now
    )
    return done != "UPDATE 0"


async def codes(tx: Any, limit: int) -> list[asyncpg.Record]:
    """Newest first."""
    return await tx.fetch(
        "SELECT id, phone, code_sealed, created_at, expires_at, used_at FROM one_time_code "
        "ORDER BY id DESC LIMIT $1",
        limit,
    )


async def sweep(tx: Any, before: datetime) -> None:
    await tx.execute("DELETE FROM one_time_code WHERE created_at < $1", before)
