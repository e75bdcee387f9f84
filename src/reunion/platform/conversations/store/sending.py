"""Messages in: one statement for a whole batch of any corps, or one message in a transaction."""

from datetime import datetime
from typing import Any

import msgspec

from reunion.core.context import Context

# Locks are taken in the order of ids, so that two batches never wait for each other in a circle.
# `locked` reads the row as it is after the wait; what is read from `message` may be older than that
# when another process wrote the same client_id meanwhile: the unique key then fails the statement.
_SEND = """
WITH input AS MATERIALIZED (
    SELECT * FROM unnest($1::int[], $2::bigint[], $3::bigint[], $4::bigint[], $5::text[],
                         $6::text[], $7::text[], $8::bigint[], $9::text[])
        AS i (ord, corp_id, conversation_id, sender_id, client_id, kind, content, reply_to, media_id)
), locked AS MATERIALIZED (
    SELECT c.corp_id, c.id, c.last_seq, c.closed FROM conversation c
    WHERE (c.corp_id, c.id) IN (SELECT corp_id, conversation_id FROM input)
    ORDER BY c.corp_id, c.id FOR UPDATE
), checked AS MATERIALIZED (
    SELECT i.*, l.last_seq,
           CASE WHEN i.kind <> 'recall' THEN l.closed ->> i.sender_id::text END AS closed,
           i.reply_to > l.last_seq AS bad_reply, m.seq AS first_seq
    FROM input i
    JOIN locked l ON l.corp_id = i.corp_id AND l.id = i.conversation_id
    LEFT JOIN message m ON m.corp_id = i.corp_id AND m.conversation_id = i.conversation_id
        AND m.sender_id = i.sender_id AND m.client_id = i.client_id
), fresh AS MATERIALIZED (
    SELECT *, last_seq + row_number() OVER (PARTITION BY corp_id, conversation_id ORDER BY ord) AS seq
    FROM checked WHERE closed IS NULL AND first_seq IS NULL AND bad_reply IS NOT TRUE
), bumped AS (
    UPDATE conversation c
    SET last_seq = f.seq, last_at = $10, changed = pg_current_xact_id(),
        talked_at = CASE WHEN f.talked THEN $10 ELSE c.talked_at END
    FROM (SELECT corp_id, conversation_id, max(seq) AS seq,
                 bool_or(kind NOT IN ('system', 'recall')) AS talked
          FROM fresh GROUP BY 1, 2) f
    WHERE c.corp_id = f.corp_id AND c.id = f.conversation_id
), written AS (
    INSERT INTO message
        (corp_id, conversation_id, seq, sender_id, client_id, kind, content, reply_to, sent_at)
    SELECT corp_id, conversation_id, seq, sender_id, client_id, kind, content::json, reply_to, $10 FROM fresh
), carried AS (
    INSERT INTO conversation_media (corp_id, conversation_id, seq, media_id)
    SELECT corp_id, conversation_id, seq, media_id FROM fresh WHERE media_id IS NOT NULL
)
SELECT c.ord, c.closed, c.bad_reply, c.first_seq, f.seq,
       CASE WHEN $11::text IS NOT NULL THEN (
           SELECT pg_notify('messages', json_build_object('node', $11, 'messages',
               json_agg(json_build_array(corp_id, conversation_id, seq)))::text)
           FROM fresh HAVING count(*) > 0)
       END
FROM checked c LEFT JOIN fresh f USING (ord)
"""


class Draft(msgspec.Struct):
    """A message before it has a place; `content` is JSON text."""

    corp_id: int
    conversation_id: int
    sender_id: int
    client_id: str
    kind: str
    content: str
    reply_to: int | None = None
    media_id: str | None = None


class Outcome(msgspec.Struct):
    """Exactly one is set: `seq` (written now), `first_seq` (sent before), `closed`, `bad_reply`."""

    seq: int | None = None
    first_seq: int | None = None
    closed: str | None = None
    bad_reply: bool = False


async def prepare_lane(connection: Any) -> Any:
    """The statement on a connection of the sender's own: planned once, as planning a batch costs
    half of what running it does, and never by reading a whole table."""
    await connection.execute("SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off")
    return await connection.prepare(_SEND)


async def send_all(
    statement: Any, drafts: list[Draft], now: datetime, announce_as: str | None
) -> list[Outcome | None]:
    """One outcome a draft, in order; None where there is no such conversation.

    `announce_as`: this node's name, to tell the other nodes at commit; None when there are none.
    Two drafts of one batch must differ in (conversation, sender, client_id).
    """
    columns = zip(
        *((d.corp_id, d.conversation_id, d.sender_id, d.client_id, d.kind, d.content, d.reply_to, d.media_id)
          for d in drafts),
        strict=True,
    )  # fmt: skip
    rows = await statement.fetch(range(len(drafts)), *columns, now, announce_as)
    outcomes: list[Outcome | None] = [None] * len(drafts)
    for ord_, closed, bad_reply, first_seq, seq, _ in rows:
        outcomes[ord_] = Outcome(seq, first_seq, closed, bool(bad_reply))
    return outcomes


async def send_one(ctx: Context, draft: Draft) -> Outcome | None:
    """The same inside the caller's transaction; every node hears of it at commit."""
    statement = await ctx.tx.prepare(_SEND)
    return (await send_all(statement, [draft], ctx.now, ""))[0]
