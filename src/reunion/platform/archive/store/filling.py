"""Messages into the archive, behind the writes: which are to be in it, and where they stand.

Global: one border over the messages of all corps, as the search index has; every row that is written has
the corp of its message.
"""

from datetime import datetime, timedelta
from typing import Any

from reunion.core.context import Context
from reunion.platform.conversations.following import Window

_NOTIFY_EVERY = timedelta(seconds=15)
_EXPIRED_AT_ONCE = 5000


def _permitted(principal: str, editions: str) -> str:
    return f"""EXISTS (
        SELECT 1 FROM archive_member a WHERE a.corp_id = m.corp_id AND a.member_id = {principal}
          AND a.since <= w.at AND (a.until IS NULL OR a.until > w.at)
          AND a.edition IN ({editions}))"""


def _consents(contact: str) -> str:
    return f"""coalesce(
        (SELECT k.agreed FROM archive_consent k
         WHERE k.corp_id = m.corp_id AND k.conversation_id = m.conversation_id
           AND k.contact_id = {contact} AND k.at <= w.at ORDER BY k.at DESC LIMIT 1),
        (SELECT o.mode = 'tell' FROM archive_mode o
         WHERE o.corp_id = m.corp_id AND o.since <= w.at ORDER BY o.since DESC LIMIT 1), false)"""


_OUTSIDE, _INSIDE = "'service', 'enterprise'", "'office', 'enterprise'"
_WATCHED = f"""EXISTS (
    SELECT 1 FROM participant p WHERE p.corp_id = m.corp_id
      AND p.conversation_id = m.conversation_id AND p.kind = 'member'
      AND {_permitted("p.principal_id", _OUTSIDE)})"""

# What holds is what held when it was said: settings and consents are kept with their times. A recall is
# archived where what it takes back is; a customer's word on the archive always, from members who are in it.
ARCHIVED = f"""
    m.corp_id = ANY($1::bigint[])
    AND CASE
        WHEN m.kind = 'system' THEN
            m.content ->> 'code' IN ('archive_agreed', 'archive_disagreed') AND {_WATCHED}
        WHEN v.kind = 'external' THEN {_WATCHED} AND (
            SELECT bool_and({_consents("p.principal_id")}) FROM participant p
            WHERE p.corp_id = m.corp_id AND p.conversation_id = m.conversation_id
              AND p.kind = 'contact')
        WHEN v.kind IN ('internal', 'room') THEN
            {_permitted("m.sender_id", _INSIDE)} AND EXISTS (
                SELECT 1 FROM (
                    SELECT p.principal_id FROM participant p
                    WHERE p.corp_id = m.corp_id AND p.conversation_id = m.conversation_id
                    UNION ALL
                    SELECT q.principal_id FROM departure q
                    WHERE q.corp_id = m.corp_id AND q.conversation_id = m.conversation_id
                      AND q.left_at > w.at) other
                WHERE other.principal_id <> m.sender_id
                  AND {_permitted("other.principal_id", _INSIDE)})
        ELSE {_WATCHED} AND (
            NOT EXISTS (SELECT 1 FROM contact c WHERE c.corp_id = m.corp_id AND c.id = m.sender_id)
            OR {_consents("m.sender_id")})
    END
"""
FROM_MESSAGE = """
    JOIN conversation v ON v.corp_id = m.corp_id AND v.id = m.conversation_id
    LEFT JOIN message o ON m.kind = 'recall' AND o.corp_id = m.corp_id
        AND o.conversation_id = m.conversation_id AND o.seq = (m.content ->> 'seq')::bigint
    CROSS JOIN LATERAL (SELECT coalesce(o.sent_at, m.sent_at) AS at) w
"""


async def begin(tx: Any) -> None:
    """Batches are planned as they are: a plan made for any batch takes fifty times as long."""
    await tx.execute("SET LOCAL plan_cache_mode = force_custom_plan")


async def archiving(tx: Any, since: datetime) -> list[int]:
    """Corps that have, or had since then, anybody in the archive."""
    rows = await tx.fetch(
        "SELECT DISTINCT corp_id FROM archive_member WHERE until IS NULL OR until > $1", since
    )
    return [row["corp_id"] for row in rows]


async def written(tx: Any, corps: list[int], window: Window) -> list[tuple[int, int, int]]:
    """The messages of these corps in the window as (corp, conversation, seq), in the order of commit."""
    rows = await tx.fetch(
        """SELECT corp_id, conversation_id, seq FROM message
           WHERE changed >= $1 AND changed < $2 AND corp_id = ANY($3::bigint[])
           ORDER BY changed, corp_id, conversation_id, seq""",
        window.since, window.until, corps,
    )  # fmt: skip
    return [tuple(row) for row in rows]


async def add(tx: Any, corps: list[int], places: list[tuple[int, int, int]], now: datetime) -> int:
    """Those of these messages that are to be in the archive and are not, in this order; answers how
    many. `seq` goes on from the corp's last under its lock, in the same transaction."""
    await tx.execute(
        """INSERT INTO archive_setting (corp_id) SELECT unnest($1::bigint[])
           ON CONFLICT DO NOTHING""",
        corps,
    )
    await tx.execute(
        "SELECT 1 FROM archive_setting WHERE corp_id = ANY($1::bigint[]) ORDER BY corp_id FOR UPDATE",
        corps,
    )
    columns = list(zip(*places, strict=True))
    return await tx.fetchval(
        f"""WITH place AS (
                SELECT * FROM unnest($2::bigint[], $3::bigint[], $4::bigint[]) WITH ORDINALITY
                    AS p (corp_id, conversation_id, seq, ord)
            ), wanted AS (
                SELECT m.corp_id, m.conversation_id, m.seq, m.sender_id, m.sent_at,
                       row_number() OVER (PARTITION BY m.corp_id ORDER BY place.ord) AS n
                FROM place JOIN message m USING (corp_id, conversation_id, seq) {FROM_MESSAGE}
                JOIN archive_setting s ON s.corp_id = m.corp_id
                WHERE {ARCHIVED}
                  AND (s.retention_days IS NULL
                       OR m.sent_at > $5::timestamptz - make_interval(days => s.retention_days))
                  AND NOT EXISTS (SELECT 1 FROM archive_entry e WHERE e.corp_id = m.corp_id
                      AND e.conversation_id = m.conversation_id AND e.message_seq = m.seq)
            ), added AS (
                INSERT INTO archive_entry
                    (corp_id, seq, conversation_id, message_seq, sender_id, sent_at)
                SELECT t.corp_id, s.last_seq + t.n, t.conversation_id, t.seq, t.sender_id, t.sent_at
                FROM wanted t JOIN archive_setting s ON s.corp_id = t.corp_id
                RETURNING corp_id, seq
            ), moved AS (
                UPDATE archive_setting s SET last_seq = a.seq, announce = true
                FROM (SELECT corp_id, max(seq) AS seq FROM added GROUP BY corp_id) a
                WHERE s.corp_id = a.corp_id
            )
            SELECT count(*) FROM added""",
        corps, *columns, now,
    )  # fmt: skip


async def said(tx: Any, corps: list[int], places: list[tuple[int, int, int]]) -> list[Any]:
    """Those of these messages that were said where members and customers talk, with their content.
    `members`: of whom the rules may hold, a group's owner first; of his own message the member alone."""
    columns = list(zip(*places, strict=True))
    return await tx.fetch(
        """SELECT m.corp_id, m.conversation_id, m.client_id, m.kind, m.content::text AS content,
                  m.sent_at, c.id IS NOT NULL AS by_customer,
                  CASE WHEN c.id IS NULL THEN ARRAY[m.sender_id] ELSE ARRAY(
                      SELECT p.principal_id FROM participant p
                      WHERE p.corp_id = m.corp_id AND p.conversation_id = m.conversation_id
                        AND p.kind = 'member'
                      ORDER BY p.principal_id <> coalesce(v.owner_id, 0), p.joined_at, p.principal_id
                  ) END AS members,
                  coalesce(c.id, (
                      SELECT p.principal_id FROM participant p
                      WHERE p.corp_id = m.corp_id AND p.conversation_id = m.conversation_id
                        AND p.kind = 'contact' AND v.kind = 'external')) AS contact_id
           FROM unnest($2::bigint[], $3::bigint[], $4::bigint[]) AS p (corp_id, conversation_id, seq)
           JOIN message m USING (corp_id, conversation_id, seq)
           JOIN conversation v ON v.corp_id = m.corp_id AND v.id = m.conversation_id
           LEFT JOIN contact c ON c.corp_id = m.corp_id AND c.id = m.sender_id
           WHERE m.corp_id = ANY($1::bigint[]) AND v.kind IN ('external', 'group')
             AND m.recalled_at IS NULL AND m.kind NOT IN ('system', 'recall')
             AND (c.id IS NOT NULL OR EXISTS (
                 SELECT 1 FROM member b WHERE b.corp_id = m.corp_id AND b.id = m.sender_id))
           ORDER BY m.corp_id, m.conversation_id, m.seq""",
        corps, *columns,
    )  # fmt: skip


async def to_announce(tx: Any, now: datetime) -> list[int]:
    """Corps whose new entries may be announced: the last time was 15 seconds ago or more."""
    rows = await tx.fetch(
        """UPDATE archive_setting SET announce = false, announced_at = $1
           WHERE announce AND (announced_at IS NULL OR announced_at <= $2) RETURNING corp_id""",
        now, now - _NOTIFY_EVERY,
    )  # fmt: skip
    return [row["corp_id"] for row in rows]


async def retained(tx: Any) -> list[tuple[int, int]]:
    """(corp, days) of those that do not keep entries for good."""
    rows = await tx.fetch(
        "SELECT corp_id, retention_days FROM archive_setting WHERE retention_days IS NOT NULL"
    )
    return [(row["corp_id"], row["retention_days"]) for row in rows]


async def expire(ctx: Context, before: datetime) -> tuple[int, int]:
    """Takes entries of messages sent before then away, a part at a time, with what they kept of recalled
    messages; answers how many and the highest seq. Chats stay."""
    row = await ctx.tx.fetchrow(
        """WITH gone AS (
               DELETE FROM archive_entry WHERE corp_id = $1 AND seq IN (
                   SELECT seq FROM archive_entry WHERE corp_id = $1 AND sent_at < $2
                   ORDER BY sent_at LIMIT $3)
               RETURNING conversation_id, message_seq, seq
           ), emptied AS (
               DELETE FROM archive_recalled r USING gone g WHERE r.corp_id = $1
                 AND r.conversation_id = g.conversation_id AND r.message_seq = g.message_seq
           )
           SELECT count(*) AS entries, coalesce(max(seq), 0) AS seq FROM gone""",
        ctx.corp_id, before, _EXPIRED_AT_ONCE,
    )  # fmt: skip
    return row["entries"], row["seq"]


async def keep_recalled(ctx: Context, conversation_id: int, seq: int) -> None:
    """What a message says, before it is taken back, where it is or will be archived."""
    await ctx.tx.execute(
        f"""INSERT INTO archive_recalled
                (corp_id, conversation_id, message_seq, kind, content, media_id)
            SELECT m.corp_id, m.conversation_id, m.seq, m.kind, m.content,
                   (SELECT f.media_id FROM conversation_media f WHERE f.corp_id = m.corp_id
                      AND f.conversation_id = m.conversation_id AND f.seq = m.seq)
            FROM message m {FROM_MESSAGE}
            WHERE m.corp_id = $4 AND m.conversation_id = $2 AND m.seq = $3 AND {ARCHIVED}
            ON CONFLICT DO NOTHING""",
        [ctx.corp_id], conversation_id, seq, ctx.corp_id,
    )  # fmt: skip
