"""SQL that reads `event`; only the outbox writes it."""

import asyncpg

from reunion.core.context import Actor, Context
from reunion.core.sql import containing
from reunion.platform.audit.model import AuditEntry, AuditFilter


def _like(part: str | None) -> str | None:
    return containing(part) if part else None


def _entry(row: asyncpg.Record) -> AuditEntry:
    return AuditEntry(
        row["id"], row["at"], row["name"], row["name"], row["subject"],
        Actor(row["actor_kind"], row["actor_id"], row["actor_name"]), row["data"],
    )  # fmt: skip


async def page(
    ctx: Context, wanted: AuditFilter, before_id: int | None, limit: int
) -> list[AuditEntry]:
    """Newest first, without the archive's signal to programs. A subject that is a member's userid finds
    what happened under earlier ones too."""
    rows = await ctx.tx.fetch(
        """SELECT id, at, name, subject, actor_kind, actor_id, actor_name, data FROM event
           WHERE corp_id = $1 AND name <> 'archive.grown'
             AND ($2::bigint IS NULL OR id < $2)
             AND ($3::text IS NULL OR name = $3)
             AND ($4::text IS NULL OR subject ILIKE $4 OR order_key IN (
                 SELECT 'member:' || m.id FROM member m
                 WHERE m.corp_id = $1 AND m.userid ILIKE $4))
             AND ($5::text IS NULL OR actor_name ILIKE $5 OR actor_id::text = $6)
             AND ($7::timestamptz IS NULL OR at >= $7)
             AND ($8::timestamptz IS NULL OR at < $8)
           ORDER BY id DESC LIMIT $9""",
        ctx.corp_id,
        before_id,
        wanted.name,
        _like(wanted.subject),
        _like(wanted.actor),
        wanted.actor,
        wanted.since,
        wanted.until,
        limit,
    )
    return [_entry(row) for row in rows]


async def names(ctx: Context) -> list[str]:
    """The event names that this corp has, each found by one step in the index."""
    rows = await ctx.tx.fetch(
        """WITH RECURSIVE found AS (
               (SELECT name FROM event WHERE corp_id = $1 ORDER BY name LIMIT 1)
               UNION ALL
               SELECT (SELECT e.name FROM event e WHERE e.corp_id = $1 AND e.name > found.name
                       ORDER BY e.name LIMIT 1)
               FROM found WHERE found.name IS NOT NULL)
           SELECT name FROM found WHERE name IS NOT NULL""",
        ctx.corp_id,
    )
    return [row["name"] for row in rows]
