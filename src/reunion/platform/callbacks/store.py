"""SQL on `callback_delivery`."""

from datetime import datetime
from typing import Any

import asyncpg
import msgspec

from reunion.core.context import Context
from reunion.platform.callbacks.model import Delivery, DeliveryFilter, Due, State, Try
from reunion.wecom.callbacks.events import ARCHIVE_AGENTID

_COLUMNS = """d.id, d.corp_id, d.app_id, a.name AS app_name, d.event, d.change_type, d.order_key,
    d.body, d.state, d.attempts, d.next_at, d.log, d.created_at, d.done_at"""


def _delivery(row: asyncpg.Record) -> Delivery:
    return Delivery(**dict(row))


async def insert(
    ctx: Context, app_id: int, event_id: int, event: str, change_type: str, key: str, body: str
) -> None:
    await ctx.tx.execute(
        """INSERT INTO callback_delivery
               (corp_id, app_id, event_id, event, change_type, order_key, body, next_at, created_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)
           ON CONFLICT (app_id, event_id) DO NOTHING""",
        ctx.corp_id,
        app_id,
        event_id,
        event,
        change_type,
        key,
        body,
        ctx.now,
    )


async def page(
    ctx: Context, wanted: DeliveryFilter, before_id: int | None, limit: int
) -> list[Delivery]:
    """Newest first."""
    rows = await ctx.tx.fetch(
        f"""SELECT {_COLUMNS} FROM callback_delivery d
            JOIN app a ON a.corp_id = d.corp_id AND a.id = d.app_id
            WHERE d.corp_id = $1
              AND ($2::bigint IS NULL OR d.id < $2)
              AND ($3::bigint IS NULL OR d.app_id = $3)
              AND ($4::text IS NULL OR d.state = $4)
              AND ($5::text IS NULL OR d.event = $5 OR d.change_type = $5)
            ORDER BY d.id DESC LIMIT $6""",
        ctx.corp_id,
        before_id,
        wanted.app_id,
        wanted.state,
        wanted.event,
        limit,
    )
    return [_delivery(row) for row in rows]


async def get(ctx: Context, delivery_id: int) -> Delivery | None:
    row = await ctx.tx.fetchrow(
        f"""SELECT {_COLUMNS} FROM callback_delivery d
            JOIN app a ON a.corp_id = d.corp_id AND a.id = d.app_id
            WHERE d.corp_id = $1 AND d.id = $2""",
        ctx.corp_id,
        delivery_id,
    )
    return _delivery(row) if row else None


async def send_again(ctx: Context, delivery_id: int) -> bool:
    """False where it is still waiting."""
    row = await ctx.tx.fetchrow(
        """UPDATE callback_delivery
           SET state = 'pending', attempts = 0, next_at = $3, done_at = NULL
           WHERE corp_id = $1 AND id = $2 AND state <> 'pending' RETURNING id""",
        ctx.corp_id,
        delivery_id,
        ctx.now,
    )
    return row is not None


async def apps_with_due(tx: Any, now: datetime) -> list[int]:
    """The apps for which a callback may be sent now. Global: the worker serves every corp."""
    rows = await tx.fetch(
        """SELECT DISTINCT app_id FROM callback_delivery
           WHERE state = 'pending' AND next_at <= $1""",
        now,
    )
    return [row["app_id"] for row in rows]


async def claim(tx: Any, app_id: int, now: datetime, until: datetime, limit: int) -> list[Due]:
    """The first of each order key of an app, taken until `until`; nobody else gets them so long.

    The log says that a try began, until `record` says what came of it: when the worker dies in
    between, that stays there."""
    began = Try.begun(now)
    rows = await tx.fetch(
        """WITH first AS (
               SELECT d.id FROM callback_delivery d
               WHERE d.app_id = $1 AND d.state = 'pending' AND d.next_at <= $2
                 AND NOT EXISTS (
                     SELECT 1 FROM callback_delivery e
                     WHERE e.app_id = d.app_id AND e.order_key = d.order_key
                       AND e.state = 'pending' AND e.id < d.id)
               ORDER BY d.id LIMIT $4 FOR UPDATE SKIP LOCKED)
           UPDATE callback_delivery d SET next_at = $3, log = log || $5::jsonb
           FROM first, app a, corp c
           WHERE d.id = first.id AND a.corp_id = d.corp_id AND a.id = d.app_id AND c.id = d.corp_id
           RETURNING d.id, d.corp_id, c.wire_id AS corp_wire_id, d.app_id, d.body, d.attempts,
               CASE a.kind WHEN 'archive' THEN $6 ELSE a.agentid END AS agentid""",
        app_id,
        now,
        until,
        limit,
        [msgspec.to_builtins(began)],
        ARCHIVE_AGENTID,
    )
    return [Due(**dict(row), began=began) for row in rows]


async def record(
    tx: Any, due: Due, tried: Try, state: State, next_at: datetime, done_at: datetime | None
) -> None:
    """Keep what came of one try."""
    await tx.execute(
        """UPDATE callback_delivery SET attempts = attempts + 1, state = $3, next_at = $4,
               done_at = $5, log = (
                   SELECT coalesce(jsonb_agg(one ORDER BY place), '[]')
                   FROM jsonb_array_elements(log) WITH ORDINALITY AS tries (one, place)
                   WHERE one <> $7::jsonb) || $6::jsonb
           WHERE corp_id = $1 AND id = $2""",
        due.corp_id,
        due.id,
        state,
        next_at,
        done_at,
        [msgspec.to_builtins(tried)],
        msgspec.to_builtins(due.began),
    )
