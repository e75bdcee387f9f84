"""SQL on `app`."""

from datetime import datetime
from typing import Any

import asyncpg

from reunion.core.context import Context
from reunion.platform.apps.model import FIRST_AGENTID, App, AppChange, Kind

_COLUMNS = """id, corp_id, kind, agentid, name, description, enabled, may_contact, token_epoch,
    token_issued_at, visible_departments, visible_members, visible_tags,
    callback_url, callback_token, created_at"""


def _app(row: asyncpg.Record) -> App:
    return App(**dict(row))


async def every(ctx: Context) -> list[App]:
    """The system's own first, then by age."""
    rows = await ctx.tx.fetch(
        f"SELECT {_COLUMNS} FROM app WHERE corp_id = $1 ORDER BY kind = 'self_built', id",
        ctx.corp_id,
    )
    return [_app(row) for row in rows]


async def get(ctx: Context, app_id: int) -> App | None:
    row = await ctx.tx.fetchrow(
        f"SELECT {_COLUMNS} FROM app WHERE corp_id = $1 AND id = $2", ctx.corp_id, app_id
    )
    return _app(row) if row else None


async def by_kind(ctx: Context, kind: Kind) -> App | None:
    """The oldest app of a kind."""
    row = await ctx.tx.fetchrow(
        f"SELECT {_COLUMNS} FROM app WHERE corp_id = $1 AND kind = $2 ORDER BY id LIMIT 1",
        ctx.corp_id,
        kind,
    )
    return _app(row) if row else None


async def by_agentid(ctx: Context, agentid: int) -> App | None:
    row = await ctx.tx.fetchrow(
        f"SELECT {_COLUMNS} FROM app WHERE corp_id = $1 AND agentid = $2", ctx.corp_id, agentid
    )
    return _app(row) if row else None


async def any_corp(tx: Any, app_id: int) -> App | None:
    """An app by its id. Global: a token does not name the corp."""
    row = await tx.fetchrow(f"SELECT {_COLUMNS} FROM app WHERE id = $1", app_id)
    return _app(row) if row else None


async def by_secret(tx: Any, corp_id: int, secret_hash: bytes) -> App | None:
    row = await tx.fetchrow(
        f"SELECT {_COLUMNS} FROM app WHERE corp_id = $1 AND secret_hash = $2", corp_id, secret_hash
    )
    return _app(row) if row else None


async def creator(ctx: Context, app_id: int) -> str | None:
    return await ctx.tx.fetchval(
        """SELECT m.userid FROM event e JOIN member m ON m.corp_id = e.corp_id AND m.id = e.actor_id
           WHERE e.corp_id = $1 AND e.name = 'app.created' AND e.order_key = 'app:' || $2::bigint
           LIMIT 1""",
        ctx.corp_id,
        app_id,
    )


async def count_self_built(ctx: Context) -> int:
    """Holds off others who would add an app, until the transaction ends."""
    await ctx.tx.execute("SELECT 1 FROM corp WHERE id = $1 FOR UPDATE", ctx.corp_id)
    return await ctx.tx.fetchval(
        "SELECT count(*) FROM app WHERE corp_id = $1 AND kind = 'self_built'", ctx.corp_id
    )


async def insert(
    ctx: Context, kind: Kind, name: str, description: str = "", may_contact: bool = False
) -> App:
    row = await ctx.tx.fetchrow(
        f"""INSERT INTO app (corp_id, kind, agentid, name, description, may_contact, created_at)
            VALUES ($1, $2,
                CASE WHEN $2 = 'self_built' THEN
                    (SELECT coalesce(max(agentid) + 1, $7) FROM app WHERE corp_id = $1) END,
                $3, $4, $5, $6)
            RETURNING {_COLUMNS}""",
        ctx.corp_id,
        kind,
        name,
        description,
        may_contact,
        ctx.now,
        FIRST_AGENTID,
    )
    return _app(row)


async def update(ctx: Context, app_id: int, change: AppChange) -> App | None:
    row = await ctx.tx.fetchrow(
        f"""UPDATE app SET
                name = coalesce($3, name),
                description = coalesce($4, description),
                may_contact = coalesce($5, may_contact),
                enabled = coalesce($6, enabled),
                visible_departments = coalesce($7, visible_departments),
                visible_members = coalesce($8, visible_members),
                visible_tags = coalesce($9, visible_tags)
            WHERE corp_id = $1 AND id = $2 RETURNING {_COLUMNS}""",
        ctx.corp_id,
        app_id,
        change.name,
        change.description,
        change.may_contact,
        change.enabled,
        change.visible_departments,
        change.visible_members,
        change.visible_tags,
    )
    return _app(row) if row else None


async def delete(ctx: Context, app_id: int) -> None:
    await ctx.tx.execute("DELETE FROM app WHERE corp_id = $1 AND id = $2", ctx.corp_id, app_id)


async def sealed_secret(ctx: Context, app_id: int) -> bytes | None:
    return await ctx.tx.fetchval(
        "SELECT secret_sealed FROM app WHERE corp_id = $1 AND id = $2 FOR UPDATE",
        ctx.corp_id,
        app_id,
    )


async def set_secret(ctx: Context, app_id: int, sealed: bytes, secret_hash: bytes) -> None:
    """A new secret revokes the tokens of the old one."""
    await ctx.tx.execute(
        """UPDATE app SET secret_sealed = $3, secret_hash = $4, token_issued_at = NULL,
               token_epoch = token_epoch + 1
           WHERE corp_id = $1 AND id = $2""",
        ctx.corp_id,
        app_id,
        sealed,
        secret_hash,
    )


async def begin_token(
    tx: Any, app_id: int, epoch: int, now: datetime, expired: datetime
) -> datetime | None:
    """Start a new lifetime unless one began after `expired`; answers when the present one began,
    or None when the secret was changed meanwhile. Global: gettoken has found the app by its
    secret."""
    return await tx.fetchval(
        """UPDATE app SET token_issued_at =
               CASE WHEN token_issued_at > $4 THEN token_issued_at ELSE $3 END
           WHERE id = $1 AND token_epoch = $2 RETURNING token_issued_at""",
        app_id,
        epoch,
        now,
        expired,
    )


async def set_callback(
    ctx: Context, app_id: int, url: str | None, token: str | None, sealed_key: bytes | None
) -> None:
    """Events from now on go there; an address that replaces another goes on where it was."""
    await ctx.tx.execute(
        """UPDATE app SET callback_url = $3, callback_token = $4, callback_key_sealed = $5,
               callback_since = CASE WHEN $3::text IS NULL THEN NULL
                                     ELSE coalesce(callback_since, $6) END
           WHERE corp_id = $1 AND id = $2""",
        ctx.corp_id,
        app_id,
        url,
        token,
        sealed_key,
        ctx.now,
    )


async def sealed_callback(ctx: Context, app_id: int) -> tuple[str, str, bytes] | None:
    """Address, token and sealed key; None where no callback is set."""
    row = await ctx.tx.fetchrow(
        """SELECT callback_url, callback_token, callback_key_sealed FROM app
           WHERE corp_id = $1 AND id = $2 AND callback_url IS NOT NULL""",
        ctx.corp_id,
        app_id,
    )
    return (row[0], row[1], row[2]) if row else None


async def listening(ctx: Context, kinds: list[Kind], at: datetime) -> list[App]:
    """Enabled apps that had a callback address `at` that time: those of `kinds`, and self-built
    ones that may contact customers when `customer_contact` is among the kinds."""
    rows = await ctx.tx.fetch(
        f"""SELECT {_COLUMNS} FROM app
            WHERE corp_id = $1 AND enabled AND callback_since <= $3
              AND (kind = ANY($2)
                   OR kind = 'self_built' AND may_contact AND 'customer_contact' = ANY($2))
            ORDER BY id""",
        ctx.corp_id,
        kinds,
        at,
    )
    return [_app(row) for row in rows]


async def forget_department(ctx: Context, department_id: int) -> list[int]:
    """A department that is gone is in no scope; answers the apps that had it."""
    rows = await ctx.tx.fetch(
        """UPDATE app SET visible_departments = array_remove(visible_departments, $2)
           WHERE corp_id = $1 AND $2 = ANY(visible_departments) RETURNING id""",
        ctx.corp_id,
        department_id,
    )
    return [row["id"] for row in rows]


async def forget_tag(ctx: Context, tag_id: int) -> list[int]:
    """A member tag that is gone is in no scope; answers the apps that had it."""
    rows = await ctx.tx.fetch(
        """UPDATE app SET visible_tags = array_remove(visible_tags, $2)
           WHERE corp_id = $1 AND $2 = ANY(visible_tags) RETURNING id""",
        ctx.corp_id,
        tag_id,
    )
    return [row["id"] for row in rows]


async def announce(ctx: Context, app_id: int) -> None:
    """Tell every node to forget what it knows of this app, once the transaction commits."""
    await ctx.tx.execute("SELECT pg_notify('app_changed', $1)", str(app_id))
