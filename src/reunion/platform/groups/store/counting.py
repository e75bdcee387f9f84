"""Counting what is said in groups: each message once, in the order of a group's seq."""

from typing import Any

from reunion.core.context import Context
from reunion.platform.conversations import following

# The messages of groups in `touched` that are not counted yet.
FRESH = """
fresh AS MATERIALIZED (
    SELECT t.group_id, m.seq, m.sender_id, m.kind, m.content, m.client_id, m.sent_at, m.recalled_at,
           (m.sent_at AT TIME ZONE k.time_zone)::date AS day
    FROM touched t
    JOIN corp k ON k.id = t.corp_id
    LEFT JOIN group_talk g ON g.corp_id = t.corp_id AND g.group_id = t.group_id
    JOIN message m ON m.corp_id = t.corp_id AND m.conversation_id = t.group_id
        AND m.seq > coalesce(g.seq, 0)
)"""


async def touched(tx: Any, since: int, until: int) -> list[tuple[int, int]]:
    """(corp_id, group) of the groups in which something was written. Global: over all corps."""
    rows = await tx.fetch(
        """SELECT DISTINCT m.corp_id, m.conversation_id FROM message m
           WHERE m.changed >= $1 AND m.changed < $2
             AND m.conversation_id IN (SELECT id FROM customer_group) ORDER BY 1, 2""",
        since, until,
    )  # fmt: skip
    return [(row["corp_id"], row["conversation_id"]) for row in rows]


async def count(ctx: Context, group_id: int) -> list[Any]:
    """Adds what is new in a group to its days; answers it, in order: rows (seq, sender_id, sender_kind,
    kind, content, client_id, sent_at, recalled_at)."""
    await ctx.tx.execute(
        """INSERT INTO group_talk (corp_id, group_id, seq) VALUES ($1, $2, 0)
           ON CONFLICT (corp_id, group_id) DO UPDATE SET seq = group_talk.seq""",
        ctx.corp_id, group_id,
    )  # fmt: skip
    return await ctx.tx.fetch(
        f"""WITH touched AS (SELECT $1::bigint AS corp_id, $2::bigint AS group_id), {FRESH},
            added AS (
                INSERT INTO group_talk_day AS d (corp_id, day, group_id, principal_id, messages)
                SELECT $1, day, group_id, sender_id, count(*) FROM fresh
                WHERE kind NOT IN ('system', 'recall') GROUP BY day, group_id, sender_id
                ON CONFLICT (corp_id, group_id, day, principal_id)
                    DO UPDATE SET messages = d.messages + excluded.messages
            ), moved AS (
                UPDATE group_talk SET seq = (SELECT max(seq) FROM fresh)
                WHERE corp_id = $1 AND group_id = $2 AND EXISTS (SELECT FROM fresh)
            )
            SELECT f.seq, f.sender_id, f.kind, f.content, f.client_id, f.sent_at, f.recalled_at,
                   CASE WHEN m.id IS NULL THEN 'contact' ELSE 'member' END AS sender_kind
            FROM fresh f LEFT JOIN member m ON m.corp_id = $1 AND m.id = f.sender_id
            WHERE f.kind NOT IN ('system', 'recall') ORDER BY f.seq""",
        ctx.corp_id, group_id,
    )  # fmt: skip


async def recount(tx: Any) -> None:
    """All sums anew from messages, of all corps: after rows were written past the verbs, or a company
    changed its time zone. What was heard is not heard again. Global: over all corps at once."""
    await following.hold(tx, "groups")
    await tx.execute("DELETE FROM group_talk_day")
    await tx.execute(
        """INSERT INTO group_talk_day (corp_id, day, group_id, principal_id, messages)
           SELECT m.corp_id, (m.sent_at AT TIME ZONE k.time_zone)::date, m.conversation_id, m.sender_id,
                  count(*)
           FROM group_talk g JOIN corp k ON k.id = g.corp_id
           JOIN message m ON m.corp_id = g.corp_id AND m.conversation_id = g.group_id
             AND m.seq <= g.seq AND m.kind NOT IN ('system', 'recall')
           GROUP BY 1, 2, 3, 4"""
    )
