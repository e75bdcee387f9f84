"""The same messages into many conversations, in one statement."""

from collections.abc import Sequence
from typing import Any

from reunion.core.context import Context

# A conversation that is closed for the sender gets nothing; one that has a message of this client_id already
# fails the whole by the unique key.
_SEND = """
WITH part AS MATERIALIZED (
    SELECT place, kind, content, media_id, $11::text || '-' || place AS client_id
    FROM unnest($4::integer[], $5::text[], $6::text[], $7::text[])
        AS p (place, kind, content, media_id)
), bumped AS MATERIALIZED (
    UPDATE conversation c
    SET last_seq = last_seq + $9::integer, last_at = $10, changed = pg_current_xact_id()
    WHERE c.corp_id = $1 AND c.id = ANY($2::bigint[]) AND NOT c.closed ? $8::text
    RETURNING c.id, c.last_seq - $9::integer AS last_seq
), written AS (
    INSERT INTO message
        (corp_id, conversation_id, seq, sender_id, client_id, kind, content, sent_at, changed)
    SELECT $1, b.id, b.last_seq + p.place, $8::text::bigint, p.client_id, p.kind,
           (CASE WHEN p.place = 1 THEN coalesce(i.opening, p.content) ELSE p.content END)::json,
           $10, (SELECT pg_current_xact_id()::text::bigint)
    FROM bumped b
    LEFT JOIN unnest($2::bigint[], $3::text[]) AS i (id, opening) USING (id)
    CROSS JOIN part p
), carried AS (
    INSERT INTO conversation_media (corp_id, conversation_id, seq, media_id)
    SELECT $1, b.id, b.last_seq + p.place, p.media_id FROM bumped b CROSS JOIN part p
    WHERE p.media_id IS NOT NULL
)
SELECT array_agg(id) AS ids, array_agg(last_seq + 1) AS seqs FROM bumped
"""


async def send_many(
    ctx: Context, sender_id: int, conversation_ids: Sequence[int], openings: Sequence[str] | None,
    parts: Sequence[tuple[str, str, str | None]], client_id: str,
) -> dict[int, int]:  # fmt: skip
    """Writes `parts` (kind, content, media_id), in order, into each conversation; its own opening stands
    for the content of the first. Answers where the first is, for those conversations that are open."""
    # Conversations are locked in the order of their ids, as everywhere: by walking through their key, not
    # by a bitmap, which goes by where rows lie.
    await ctx.tx.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
    columns: list[list[Any]] = [list(column) for column in zip(*parts, strict=True)]
    row = await ctx.tx.fetchrow(
        _SEND, ctx.corp_id, list(conversation_ids), list(openings or ()),
        list(range(1, len(parts) + 1)), *columns, str(sender_id), len(parts), ctx.now, client_id,
    )  # fmt: skip
    return dict(zip(row["ids"] or (), row["seqs"] or (), strict=True))
