"""The same messages into many conversations, in one statement."""

from collections.abc import Sequence
from typing import Any

from reunion.core.context import Context

# Locks are taken in the order of ids, as everywhere. A conversation that is closed for the sender gets
# nothing; one that has a message of this client_id already fails the whole by the unique key.
_SEND = """
WITH input AS MATERIALIZED (
    SELECT * FROM unnest($2::bigint[], $3::text[]) AS i (conversation_id, opening)
), part AS MATERIALIZED (
    SELECT * FROM unnest($4::integer[], $5::text[], $6::text[], $7::text[])
        AS p (place, kind, content, media_id)
), locked AS MATERIALIZED (
    SELECT c.id, c.last_seq, c.closed ? $8::text AS closed FROM conversation c
    WHERE c.corp_id = $1 AND c.id = ANY($2::bigint[]) ORDER BY c.id FOR UPDATE
), fresh AS MATERIALIZED (
    SELECT l.id, l.last_seq, i.opening FROM locked l JOIN input i ON i.conversation_id = l.id
    WHERE NOT l.closed
), bumped AS (
    UPDATE conversation c
    SET last_seq = f.last_seq + $9::integer, last_at = $10, changed = pg_current_xact_id()
    FROM fresh f WHERE c.corp_id = $1 AND c.id = f.id
), written AS (
    INSERT INTO message (corp_id, conversation_id, seq, sender_id, client_id, kind, content, sent_at)
    SELECT $1, f.id, f.last_seq + p.place, $8::text::bigint, $11::text || '-' || p.place, p.kind,
           (CASE WHEN p.place = 1 THEN coalesce(f.opening, p.content) ELSE p.content END)::json, $10
    FROM fresh f CROSS JOIN part p ORDER BY f.id, p.place
), carried AS (
    INSERT INTO conversation_media (corp_id, conversation_id, seq, media_id)
    SELECT $1, f.id, f.last_seq + p.place, p.media_id FROM fresh f CROSS JOIN part p
    WHERE p.media_id IS NOT NULL
)
SELECT id, last_seq + 1 AS seq FROM fresh
"""


async def send_many(
    ctx: Context, sender_id: int, openings: dict[int, str | None],
    parts: Sequence[tuple[str, str, str | None]], client_id: str,
) -> dict[int, int]:  # fmt: skip
    """Writes `parts` (kind, content, media_id), in order, into each conversation; its own opening stands
    for the content of the first. Answers where the first is, for those conversations that are open."""
    columns: list[list[Any]] = [list(column) for column in zip(*parts, strict=True)]
    rows = await ctx.tx.fetch(
        _SEND, ctx.corp_id, list(openings), list(openings.values()),
        list(range(1, len(parts) + 1)), *columns, str(sender_id), len(parts), ctx.now, client_id,
    )  # fmt: skip
    return {row["id"]: row["seq"] for row in rows}
