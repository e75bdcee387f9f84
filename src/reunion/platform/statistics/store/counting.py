"""Moving what happened into the sums by day: each message and each event once, whatever falls in between.

A conversation's messages become visible in the order of seq, so "counted up to seq" misses none and counts
none twice; `changed` only tells which conversations to look at.
"""

from typing import Any

from reunion.core.context import Context
from reunion.platform.conversations import following

_COLUMNS = "talked, said, chats, messages, asked, answered, waited_ms"
_SUMS = ", ".join(f"sum({name})::bigint AS {name}" for name in _COLUMNS.split(", "))

# What the uncounted messages of the conversations in `touched` add: `added_up`, a row a conversation and
# day, and `reached`, the new row of talk_count. OFFSET 0 makes the planner look up what was counted by the
# key: joined, the whole of it would be read for each piece.
UNCOUNTED = """
fresh AS (
    SELECT t.corp_id, t.conversation_id, p.principal_id AS member_id, m.seq, m.sent_at,
        greatest(s.day, max((m.sent_at AT TIME ZONE k.time_zone)::date)
            OVER (PARTITION BY t.corp_id, t.conversation_id ORDER BY m.seq)) AS day,
        m.sender_id = p.principal_id AS by_member,
        m.sender_id = p.principal_id
            AND (m.client_id LIKE 'welcome-%' OR m.client_id LIKE 'broadcast-%') AS automatic
    FROM touched t
    JOIN conversation c ON c.corp_id = t.corp_id AND c.id = t.conversation_id AND c.kind = 'external'
    JOIN corp k ON k.id = t.corp_id
    JOIN participant p ON p.corp_id = t.corp_id AND p.conversation_id = t.conversation_id
        AND p.kind = 'member'
    LEFT JOIN LATERAL (
        SELECT * FROM talk_count o WHERE o.corp_id = t.corp_id
        AND o.conversation_id = t.conversation_id OFFSET 0) s ON true
    JOIN message m ON m.corp_id = t.corp_id AND m.conversation_id = t.conversation_id
        AND m.seq > coalesce(s.seq, 0)
    WHERE m.kind NOT IN ('system', 'recall')
), by_day AS (
    SELECT corp_id, conversation_id, member_id, day, max(seq) AS seq, count(*) AS said,
        count(*) FILTER (WHERE by_member AND NOT automatic) AS sent,
        (array_agg(NOT by_member ORDER BY seq) FILTER (WHERE NOT automatic))[1] AS asked,
        (array_agg(sent_at ORDER BY seq) FILTER (WHERE NOT by_member))[1] AS asked_at,
        (array_agg(sent_at ORDER BY seq) FILTER (WHERE by_member AND NOT automatic))[1] AS answered_at
    FROM fresh GROUP BY corp_id, conversation_id, member_id, day
), before_and_after AS (
    SELECT d.corp_id, d.conversation_id, d.member_id, d.day, d.seq, d.said, d.sent,
        s.day IS NOT NULL AS talked_before, coalesce(s.sent, 0) AS sent_before,
        coalesce(s.asked, false) AS asked_before,
        coalesce(s.asked AND s.answered_at IS NOT NULL, false) AS answered_before,
        coalesce(s.asked, d.asked) AS asked, coalesce(s.asked_at, d.asked_at) AS asked_at,
        coalesce(s.answered_at, d.answered_at) AS answered_at
    FROM by_day d LEFT JOIN LATERAL (
        SELECT * FROM talk_count o WHERE o.corp_id = d.corp_id
        AND o.conversation_id = d.conversation_id AND o.day = d.day OFFSET 0) s ON true
), added_up AS (
    SELECT corp_id, day, member_id, conversation_id,
        (NOT talked_before)::int AS talked, said,
        (sent_before = 0 AND sent > 0)::int AS chats, sent AS messages,
        (coalesce(asked, false) AND NOT asked_before)::int AS asked,
        (newly AND answered_at IS NOT NULL)::int AS answered,
        CASE WHEN newly AND answered_at > asked_at
            THEN (extract(epoch FROM answered_at - asked_at) * 1000)::bigint ELSE 0 END AS waited_ms
    FROM (SELECT *, coalesce(asked, false) AND NOT answered_before AS newly FROM before_and_after) b
), reached AS (
    SELECT DISTINCT ON (corp_id, conversation_id) corp_id, conversation_id, seq, day,
        sent_before + sent AS sent, asked, asked_at, answered_at
    FROM before_and_after ORDER BY corp_id, conversation_id, day DESC
)"""

_COUNT = f"""
WITH touched AS MATERIALIZED (
    SELECT DISTINCT corp_id, conversation_id FROM message WHERE changed >= $1 AND changed < $2
), {UNCOUNTED}, kept AS (
    INSERT INTO talk_count AS s
        (corp_id, conversation_id, seq, day, sent, asked, asked_at, answered_at)
    SELECT corp_id, conversation_id, seq, day, sent, asked, asked_at, answered_at FROM reached
    ON CONFLICT (corp_id, conversation_id) DO UPDATE SET seq = excluded.seq, day = excluded.day,
        sent = excluded.sent, asked = excluded.asked, asked_at = excluded.asked_at,
        answered_at = excluded.answered_at
)
INSERT INTO talk_day AS d (corp_id, day, member_id, {_COLUMNS})
SELECT corp_id, day, member_id, {_SUMS} FROM added_up GROUP BY corp_id, day, member_id
ON CONFLICT (corp_id, day, member_id) DO UPDATE SET
    {", ".join(f"{name} = d.{name} + excluded.{name}" for name in _COLUMNS.split(", "))}
"""

_MEETINGS = """
    count(*) FILTER (WHERE e.name = 'contact.added') AS added,
    count(*) FILTER (WHERE e.name = 'contact.requested'
        OR (e.name = 'contact.added' AND e.actor_kind = 'customer')) AS requested,
    count(*) FILTER (WHERE (e.name = 'contact.deleted' AND e.data ->> 'by' = 'customer')
        OR e.name = 'contact.blocked') AS lost,
    count(*) FILTER (WHERE e.name = 'contact.deleted') AS ended
"""
EVENTS = ("contact.added", "contact.requested", "contact.deleted", "contact.blocked")
SUBSCRIBER = "platform.statistics.subscribers.count_meeting"


def meetings(where: str) -> str:
    """A SELECT of meeting_day's columns over the events `e` for which `where` holds."""
    return f"""
        SELECT e.corp_id, (e.at AT TIME ZONE k.time_zone)::date AS day, m.id AS member_id, {_MEETINGS}
        FROM event e
        JOIN corp k ON k.id = e.corp_id
        JOIN member m ON m.corp_id = e.corp_id AND m.id = (e.data ->> 'member_id')::bigint
        WHERE e.name IN {EVENTS} AND {where}
        GROUP BY 1, 2, 3"""


NOT_COUNTED = f"""(NOT e.relayed OR e.id IN
    (SELECT event_id FROM event_retry WHERE subscriber = '{SUBSCRIBER}'))"""

_ADD_MEETINGS = """
    INSERT INTO meeting_day AS d (corp_id, day, member_id, added, requested, lost, ended)
    {} ON CONFLICT (corp_id, day, member_id) DO UPDATE SET added = d.added + excluded.added,
        requested = d.requested + excluded.requested, lost = d.lost + excluded.lost,
        ended = d.ended + excluded.ended"""


async def add_meeting(ctx: Context, event_id: int) -> None:
    """Counts one event."""
    await ctx.tx.execute(
        _ADD_MEETINGS.format(meetings("e.corp_id = $1 AND e.id = $2")), ctx.corp_id, event_id
    )


async def count_some(tx: Any, messages: int) -> bool:
    """Counts the next so many messages, of all corps; whether there are more."""
    window = await following.window(tx, "talk", messages)
    if window is None:
        return False
    await tx.execute(_COUNT, window.since, window.until)
    await following.passed(tx, window)
    return window.more


async def recount(tx: Any) -> None:
    """All sums anew from messages and events, of all corps; what is written meanwhile waits."""
    await following.hold(tx, "talk")
    await tx.execute("LOCK TABLE meeting_day IN SHARE ROW EXCLUSIVE MODE")
    over = await tx.fetchval("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
    for table in ("talk_day", "talk_count", "meeting_day"):
        await tx.execute(f"DELETE FROM {table}")
    await tx.execute(_COUNT, 0, over)
    await following.move(tx, "talk", over)
    await tx.execute(_ADD_MEETINGS.format(meetings(f"NOT {NOT_COUNTED}")))
