"""SQL on `session`, `password` and `sign_in_attempt`.

A session belongs to a member of a corp or to a person of none, so looking one up reads their rows
too. Sign-in and session look-up come before anybody knows which corp: these are the only queries
here that are not inside one.
"""

from datetime import datetime, timedelta
from typing import Any

import asyncpg

from reunion.core.context import Context
from reunion.platform.access.model import Account, Client, OpenSession
from reunion.surfaces.access import Surface

# How long a device that was away can still be told that its account is closed.
_REMEMBERED = timedelta(days=90)


async def lock_attempts(tx: Any, keys: list[str]) -> None:
    """Holds the keys until the end of the transaction, always in the same order."""
    for key in sorted(keys):
        await tx.execute("SELECT pg_advisory_xact_lock(hashtextextended($1, 7260002))", key)


async def attempts_since(tx: Any, key: str, since: datetime, count: int) -> list[datetime]:
    """The newest `count` attempts, newest first."""
    rows = await tx.fetch(
        "SELECT at FROM sign_in_attempt WHERE key = $1 AND at > $2 ORDER BY at DESC LIMIT $3",
        key,
        since,
        count,
    )
    return [row["at"] for row in rows]


async def add_attempts(tx: Any, keys: list[str], at: datetime) -> list[int]:
    rows = await tx.fetch(
        "INSERT INTO sign_in_attempt (key, at) SELECT key, $2 FROM unnest($1::text[]) AS k (key) "
        "RETURNING id",
        keys,
        at,
    )
    return [row["id"] for row in rows]


async def remove_attempts(tx: Any, ids: list[int]) -> None:
    await tx.execute("DELETE FROM sign_in_attempt WHERE id = ANY($1)", ids)


async def accounts(
    connection: Any, username: str, mobile: str | None, corp: str | None
) -> list[Account]:
    """Members of any corp (or of the one with this wire id) that the username could mean."""
    rows = await connection.fetch(
        """SELECT m.corp_id, m.id, m.userid, m.name, m.status,
                  CASE WHEN m.role = 'member' AND EXISTS (
                      SELECT 1 FROM duty d WHERE d.corp_id = m.corp_id AND d.member_id = m.id)
                  THEN 'officer' ELSE m.role END AS role, p.hash, lower(m.userid) = $1 AS exact
           FROM member m
           JOIN password p ON p.corp_id = m.corp_id AND p.member_id = m.id
           JOIN corp c ON c.id = m.corp_id
           WHERE m.status <> 'resigned'
             AND (lower(m.userid) = $1 OR m.mobile = $2 OR lower(m.email) = $1)
             AND ($3::text IS NULL OR c.wire_id = $3)
           ORDER BY exact DESC, m.corp_id LIMIT 20""",
        username.lower(),
        mobile,
        corp,
    )
    return [Account(*row) for row in rows]


async def password_hash(ctx: Context, member_id: int) -> str | None:
    return await ctx.tx.fetchval(
        "SELECT hash FROM password WHERE corp_id = $1 AND member_id = $2", ctx.corp_id, member_id
    )


async def set_password(ctx: Context, member_id: int, hashed: str) -> None:
    await ctx.tx.execute(
        """INSERT INTO password (corp_id, member_id, hash, changed_at) VALUES ($1, $2, $3, $4)
           ON CONFLICT (corp_id, member_id)
           DO UPDATE SET hash = excluded.hash, changed_at = excluded.changed_at""",
        ctx.corp_id,
        member_id,
        hashed,
        ctx.now,
    )


async def insert_session(
    tx: Any,
    *,
    token_hash: bytes,
    surface: Surface,
    corp_id: int | None,
    principal_id: int,
    bearer: bool,
    csrf_token: str,
    client: Client,
    now: datetime,
    expires_at: datetime,
) -> int:
    return await tx.fetchval(
        """WITH used AS (
               UPDATE member SET seen_at = $9 WHERE corp_id = $3 AND id = $4)
           INSERT INTO session (token_hash, surface, corp_id, principal_id, bearer, csrf_token,
               user_agent, ip, created_at, seen_at, expires_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10) RETURNING id""",
        token_hash,
        surface,
        corp_id,
        principal_id,
        bearer,
        csrf_token,
        client.user_agent,
        client.ip,
        now,
        expires_at,
    )


async def find(
    connection: Any, token_hash: bytes, surface: Surface, now: datetime, idle_since: datetime
) -> asyncpg.Record | None:
    """The session with its member or person; None when it is over or its owner may not come in."""
    return await connection.fetchrow(
        """SELECT s.id, s.principal_id, s.corp_id, s.csrf_token, s.bearer, s.seen_at,
                  coalesce(m.name, p.name) AS name, m.userid, m.role, m.role_departments,
                  ARRAY(SELECT d.duty FROM duty d
                        WHERE d.corp_id = s.corp_id AND d.member_id = s.principal_id) AS duties
           FROM session s
           LEFT JOIN member m ON m.corp_id = s.corp_id AND m.id = s.principal_id
           LEFT JOIN person p ON s.corp_id IS NULL AND p.id = s.principal_id
           WHERE s.token_hash = $1 AND s.surface = $2 AND s.expires_at > $3
             AND (s.bearer OR s.seen_at > $4)
             AND (m.status IN ('active', 'pending') OR p.id IS NOT NULL AND p.left_at IS NULL)
             AND (s.surface <> 'console' OR m.role <> 'member' OR EXISTS (
                 SELECT 1 FROM duty d WHERE d.corp_id = s.corp_id AND d.member_id = s.principal_id))""",
        token_hash,
        surface,
        now,
        idle_since,
    )


async def touch(connection: Any, session_id: int, now: datetime) -> None:
    """The session was used, and so was its member's account: that is kept to a day, and waits for nobody
    who holds the member's row."""
    await connection.execute(
        """WITH used AS (UPDATE session SET seen_at = $2 WHERE id = $1 RETURNING corp_id, principal_id)
           UPDATE member SET seen_at = $2 WHERE id IN (
               SELECT m.id FROM member m JOIN used u ON u.corp_id = m.corp_id AND u.principal_id = m.id
               WHERE m.seen_at IS NULL OR m.seen_at < $2::timestamptz - interval '1 day'
               FOR NO KEY UPDATE OF m SKIP LOCKED)""",
        session_id, now,
    )  # fmt: skip


async def end_by_token(tx: Any, token_hash: bytes, surface: Surface) -> tuple[int, int] | None:
    """(principal id, session id) of the session that was there."""
    row = await tx.fetchrow(
        "DELETE FROM session WHERE token_hash = $1 AND surface = $2 RETURNING principal_id, id",
        token_hash, surface,
    )  # fmt: skip
    return (row["principal_id"], row["id"]) if row else None


async def end(
    tx: Any, principal_ids: list[int], *, only: int | None = None, but: int | None = None
) -> list[int]:
    """Ends sessions of these principals (one of them, or all but one); answers their ids."""
    rows = await tx.fetch(
        """DELETE FROM session WHERE principal_id = ANY($1)
             AND ($2::bigint IS NULL OR id = $2) AND ($3::bigint IS NULL OR id <> $3)
           RETURNING id""",
        principal_ids, only, but,
    )  # fmt: skip
    return [row["id"] for row in rows]


async def expire(tx: Any, principal_ids: list[int], now: datetime) -> None:
    """Ends all sessions of these principals, and keeps for a while whose they were."""
    await tx.execute(
        """UPDATE session SET expires_at = least(expires_at, $2) WHERE principal_id = ANY($1)""",
        principal_ids, now,
    )  # fmt: skip


async def closed(connection: Any, token_hash: bytes, surface: Surface) -> int | None:
    """The member who had this session and may not come in any more."""
    return await connection.fetchval(
        """SELECT m.id FROM session s
           JOIN member m ON m.corp_id = s.corp_id AND m.id = s.principal_id
           WHERE s.token_hash = $1 AND s.surface = $2 AND m.status NOT IN ('active', 'pending')""",
        token_hash,
        surface,
    )


async def replace_token(
    tx: Any, session_id: int, token_hash: bytes, csrf_token: str, now: datetime
) -> datetime:
    """The same session under a new token; answers when it expires."""
    return await tx.fetchval(
        """UPDATE session SET token_hash = $2, csrf_token = $3, seen_at = $4 WHERE id = $1
           RETURNING expires_at""",
        session_id,
        token_hash,
        csrf_token,
        now,
    )


async def of_principal(
    connection: Any, principal_id: int, current: int, now: datetime
) -> list[OpenSession]:
    rows = await connection.fetch(
        """SELECT id, user_agent, ip, created_at, seen_at, bearer, id = $2 AS current
           FROM session WHERE principal_id = $1 AND expires_at > $3 ORDER BY seen_at DESC LIMIT 200""",
        principal_id,
        current,
        now,
    )
    return [OpenSession(*row) for row in rows]


async def profile(connection: Any, corp_id: int, member_id: int) -> asyncpg.Record | None:
    """Name, userid, role, duties and avatar of a member."""
    return await connection.fetchrow(
        """SELECT name, userid, role, avatar_media_id, ARRAY(
               SELECT duty FROM duty d WHERE d.corp_id = m.corp_id AND d.member_id = m.id) AS duties
           FROM member m WHERE corp_id = $1 AND id = $2""",
        corp_id,
        member_id,
    )


async def activate(ctx: Context, member_id: int) -> bool:
    """A member who was created and never signed in becomes active; False when he already was."""
    done = await ctx.tx.execute(
        """UPDATE member SET status = 'active', changed = pg_current_xact_id()
           WHERE corp_id = $1 AND id = $2 AND status = 'pending'""",
        ctx.corp_id,
        member_id,
    )
    return done != "UPDATE 0"


async def sweep(tx: Any, now: datetime) -> None:
    """Removes what no longer counts."""
    await tx.execute("DELETE FROM session WHERE expires_at < $1", now - _REMEMBERED)
    await tx.execute("DELETE FROM sign_in_attempt WHERE at < $1", now - timedelta(days=2))


async def duty_holders(ctx: Context, duty: str) -> list[int]:
    """Who has left has none."""
    rows = await ctx.tx.fetch(
        """SELECT d.member_id FROM duty d
           JOIN member m ON m.corp_id = d.corp_id AND m.id = d.member_id
           WHERE d.corp_id = $1 AND d.duty = $2 AND m.status <> 'resigned' ORDER BY d.member_id""",
        ctx.corp_id,
        duty,
    )
    return [row["member_id"] for row in rows]


async def with_duty(ctx: Context, member_ids: list[int]) -> set[int]:
    rows = await ctx.tx.fetch(
        "SELECT member_id FROM duty WHERE corp_id = $1 AND member_id = ANY($2)",
        ctx.corp_id,
        member_ids,
    )
    return {row["member_id"] for row in rows}


async def grant_duty(ctx: Context, member_id: int, duty: str) -> bool:
    done = await ctx.tx.execute(
        """INSERT INTO duty (corp_id, member_id, duty, granted_by, granted_at)
           VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING""",
        ctx.corp_id,
        member_id,
        duty,
        ctx.actor.name,
        ctx.now,
    )
    return done == "INSERT 0 1"


async def revoke_duty(ctx: Context, member_id: int, duty: str) -> bool:
    done = await ctx.tx.execute(
        "DELETE FROM duty WHERE corp_id = $1 AND member_id = $2 AND duty = $3",
        ctx.corp_id,
        member_id,
        duty,
    )
    return done == "DELETE 1"
