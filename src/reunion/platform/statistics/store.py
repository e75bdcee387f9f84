"""Counting over events, follows and messages: this module owns no table, it only reads."""

from datetime import date

from reunion.core.context import Context
from reunion.platform.statistics.model import Behavior, Today, TrendDay

# Bounds of the span in the corp's time zone: $2 first day, $3 last day, $4 zone.
_DAYS = """
    SELECT g::date AS day FROM generate_series($2::date, $3::date, interval '1 day') g
"""
_BOUNDS = """
    at >= $2::date::timestamp AT TIME ZONE $4 AND at < ($3::date + 1)::timestamp AT TIME ZONE $4
"""


async def behavior(
    ctx: Context, member_ids: list[int], first: date, last: date, zone: str
) -> list[Behavior]:
    """Each day of the span for all these members together."""
    rows = await ctx.tx.fetch(
        f"""
        WITH days AS ({_DAYS}), mine AS (
            SELECT p.conversation_id, p.principal_id AS member_id
            FROM participant p JOIN conversation c
                ON c.corp_id = p.corp_id AND c.id = p.conversation_id
            WHERE p.corp_id = $1 AND p.account_id = ANY($5) AND p.kind = 'member'
              AND c.kind = 'external' AND c.last_at >= $2::date::timestamp AT TIME ZONE $4
        ), said AS (
            SELECT (m.sent_at AT TIME ZONE $4)::date AS day, m.conversation_id, m.seq, m.sent_at,
                m.sender_id = mine.member_id AS by_member
            FROM mine JOIN message m ON m.corp_id = $1 AND m.conversation_id = mine.conversation_id
            WHERE m.sent_at >= $2::date::timestamp AT TIME ZONE $4
              AND m.sent_at < ($3::date + 1)::timestamp AT TIME ZONE $4
              AND m.kind NOT IN ('system', 'recall') AND m.client_id NOT LIKE 'welcome-%'
        ), chats AS (
            SELECT day, conversation_id, count(*) FILTER (WHERE by_member) AS sent,
                (array_agg(by_member ORDER BY seq))[1] = false AS asked,
                min(sent_at) FILTER (WHERE NOT by_member) AS asked_at,
                min(sent_at) FILTER (WHERE by_member) AS answered_at
            FROM said GROUP BY day, conversation_id
        ), talk AS (
            SELECT day, count(*) FILTER (WHERE sent > 0) AS chats, sum(sent)::bigint AS messages,
                count(*) FILTER (WHERE asked) AS asked,
                count(*) FILTER (WHERE asked AND answered_at IS NOT NULL) AS answered,
                avg(extract(epoch FROM answered_at - asked_at))
                    FILTER (WHERE asked AND answered_at IS NOT NULL) AS wait_seconds
            FROM chats GROUP BY day
        ), happened AS (
            SELECT (at AT TIME ZONE $4)::date AS day,
                count(*) FILTER (WHERE name = 'contact.added') AS added,
                count(*) FILTER (WHERE name = 'contact.requested'
                    OR (name = 'contact.added' AND actor_kind = 'customer')) AS requested,
                count(*) FILTER (WHERE (name = 'contact.deleted' AND data->>'by' = 'customer')
                    OR name = 'contact.blocked') AS lost
            FROM event e
            WHERE corp_id = $1 AND {_BOUNDS}
              AND name IN ('contact.added', 'contact.requested', 'contact.deleted', 'contact.blocked')
              AND data->>'userid' IN (
                  SELECT userid FROM member WHERE corp_id = $1 AND id = ANY($5))
            GROUP BY 1
        )
        SELECT d.day, coalesce(t.chats, 0) AS chats, coalesce(t.messages, 0) AS messages,
            coalesce(t.asked, 0) AS asked, coalesce(t.answered, 0) AS answered,
            t.wait_seconds::float8 AS wait_seconds, coalesce(h.lost, 0) AS lost,
            coalesce(h.requested, 0) AS requested, coalesce(h.added, 0) AS added
        FROM days d LEFT JOIN talk t USING (day) LEFT JOIN happened h USING (day) ORDER BY d.day""",
        ctx.corp_id, first, last, zone, member_ids,
    )  # fmt: skip
    return [Behavior(**row) for row in rows]


async def trend(
    ctx: Context, member_ids: list[int] | None, first: date, last: date, zone: str
) -> list[TrendDay]:
    """Each day of the span; `member_ids` None: the whole company."""
    rows = await ctx.tx.fetch(
        f"""
        WITH days AS ({_DAYS}), happened AS (
            SELECT (at AT TIME ZONE $4)::date AS day,
                count(*) FILTER (WHERE name = 'contact.added') AS added,
                count(*) FILTER (WHERE name = 'contact.deleted') AS lost
            FROM event
            WHERE corp_id = $1 AND {_BOUNDS} AND name IN ('contact.added', 'contact.deleted')
              AND ($5::bigint[] IS NULL OR data->>'userid' IN (
                  SELECT userid FROM member WHERE corp_id = $1 AND id = ANY($5)))
            GROUP BY 1
        ), external AS (
            SELECT c.id FROM conversation c
            WHERE c.corp_id = $1 AND c.kind = 'external'
              AND c.last_at >= $2::date::timestamp AT TIME ZONE $4
              AND ($5::bigint[] IS NULL OR EXISTS (
                  SELECT 1 FROM participant p WHERE p.corp_id = $1 AND p.conversation_id = c.id
                    AND p.principal_id = ANY($5)))
        ), talk AS (
            SELECT (m.sent_at AT TIME ZONE $4)::date AS day,
                count(DISTINCT m.conversation_id) AS talked, count(*) AS messages
            FROM external x JOIN message m ON m.corp_id = $1 AND m.conversation_id = x.id
            WHERE m.sent_at >= $2::date::timestamp AT TIME ZONE $4
              AND m.kind NOT IN ('system', 'recall')
            GROUP BY 1
        )
        SELECT d.day, coalesce(h.added, 0) AS added, coalesce(h.lost, 0) AS lost,
            coalesce(t.talked, 0) AS talked, coalesce(t.messages, 0) AS messages
        FROM days d LEFT JOIN happened h USING (day) LEFT JOIN talk t USING (day) ORDER BY d.day""",
        ctx.corp_id, first, last, zone, member_ids,
    )  # fmt: skip
    return [TrendDay(**row) for row in rows]


async def waiting(ctx: Context, member_ids: list[int] | None) -> int:
    """Conversations in which the customer spoke last, within three days."""
    return await ctx.tx.fetchval(
        """SELECT count(*) FROM conversation c
           CROSS JOIN LATERAL (
               SELECT sender_id FROM message m WHERE m.corp_id = $1 AND m.conversation_id = c.id
                 AND m.kind NOT IN ('system', 'recall') ORDER BY m.seq DESC LIMIT 1) latest
           JOIN participant s ON s.corp_id = $1 AND s.conversation_id = c.id
             AND s.principal_id = latest.sender_id AND s.kind = 'contact'
           WHERE c.corp_id = $1 AND c.kind = 'external' AND c.closed = '{}'
             AND c.last_at > $2::timestamptz - interval '3 days'
             AND ($3::bigint[] IS NULL OR EXISTS (
                 SELECT 1 FROM participant p WHERE p.corp_id = $1 AND p.conversation_id = c.id
                   AND p.principal_id = ANY($3)))""",
        ctx.corp_id, ctx.now, member_ids,
    )  # fmt: skip


async def standing(ctx: Context, member_ids: list[int] | None) -> tuple[int, int]:
    """How many customers (each once) and how many members in service there are."""
    row = await ctx.tx.fetchrow(
        """SELECT (SELECT count(DISTINCT contact_id) FROM follow WHERE corp_id = $1
                     AND state = 'active' AND ($2::bigint[] IS NULL OR member_id = ANY($2))) AS customers,
                  (SELECT count(*) FROM member WHERE corp_id = $1 AND status IN ('active', 'pending')
                     AND ($2::bigint[] IS NULL OR id = ANY($2))) AS members""",
        ctx.corp_id, member_ids,
    )  # fmt: skip
    return row["customers"], row["members"]


async def open_matters(ctx: Context, member_ids: list[int] | None) -> dict[str, int]:
    """What waits: requests, customers without a member, members near their cap, expiring codes."""
    row = await ctx.tx.fetchrow(
        """SELECT
            (SELECT count(*) FROM follow WHERE corp_id = $1 AND state = 'requested'
               AND ($2::bigint[] IS NULL OR member_id = ANY($2))) AS requests,
            (SELECT count(*) FROM follow WHERE corp_id = $1 AND unassigned_at IS NOT NULL
               AND ($2::bigint[] IS NULL OR member_id = ANY($2))) AS unassigned,
            (SELECT count(*) FROM member_load l
               JOIN member m ON m.corp_id = l.corp_id AND m.id = l.member_id
               JOIN corp k ON k.id = l.corp_id
               WHERE l.corp_id = $1 AND m.status IN ('active', 'pending')
                 AND l.customers >= coalesce(m.customer_cap, k.customer_cap) * 0.95
                 AND ($2::bigint[] IS NULL OR l.member_id = ANY($2))) AS nearly_full,
            (SELECT count(*) FROM contact_way WHERE corp_id = $1 AND deleted_at IS NULL AND NOT is_temp
               AND expires_at BETWEEN $3 AND $3::timestamptz + interval '7 days') AS expiring""",
        ctx.corp_id, member_ids, ctx.now,
    )  # fmt: skip
    return dict(row)


async def failed_deliveries(ctx: Context) -> int:
    """Callbacks of the last day that no address took."""
    return await ctx.tx.fetchval(
        """SELECT count(*) FROM callback_delivery WHERE corp_id = $1 AND state = 'failed'
             AND created_at > $2::timestamptz - interval '1 day'""",
        ctx.corp_id, ctx.now,
    )  # fmt: skip


def today_of(trend: list[TrendDay], waiting: int, customers: int, members: int) -> Today:
    """The last day of a trend, with what stands."""
    last = trend[-1]
    return Today(last.added, last.lost, last.talked, waiting, customers, members)
