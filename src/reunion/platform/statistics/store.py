"""Counting over the tables of contacts, conversations and callbacks; reads only."""

from datetime import date, datetime

from reunion.core.context import Context
from reunion.platform.statistics.model import Day, Today

# A member's words and a customer's, without what the system or a welcome says.
_SAID = "m.kind NOT IN ('system', 'recall') AND m.client_id NOT LIKE 'welcome-%'"


async def days(
    ctx: Context, member_ids: list[int] | None, zone: str, first: date, last: date
) -> list[Day]:
    """One row for every day from `first` to `last`, both included; None counts all members."""
    rows = await ctx.tx.fetch(
        f"""
        WITH span AS (
            SELECT d::date AS day FROM generate_series($3::date, $4::date, interval '1 day') AS d
        ), said AS (
            SELECT (m.sent_at AT TIME ZONE $5)::date AS day, m.conversation_id, m.sent_at,
                   m.sender_id = p.principal_id AS by_member,
                   row_number() OVER (PARTITION BY (m.sent_at AT TIME ZONE $5)::date,
                                      m.conversation_id ORDER BY m.seq) AS place
            FROM participant p
            JOIN conversation c ON c.corp_id = $1 AND c.id = p.conversation_id
            JOIN message m ON m.corp_id = $1 AND m.conversation_id = c.id
            WHERE p.corp_id = $1 AND p.kind = 'member' AND c.kind = 'external'
              AND ($2::bigint[] IS NULL OR p.account_id = ANY($2))
              AND c.last_at >= $3::date::timestamp AT TIME ZONE $5
              AND m.sent_at >= $3::date::timestamp AT TIME ZONE $5
              AND m.sent_at < ($4::date + 1)::timestamp AT TIME ZONE $5 AND {_SAID}
        ), talk AS (
            SELECT day, conversation_id,
                   count(*) FILTER (WHERE by_member) AS messages,
                   bool_or(place = 1 AND NOT by_member) AS asked,
                   extract(epoch FROM min(sent_at) FILTER (WHERE by_member)
                           - min(sent_at) FILTER (WHERE NOT by_member)) AS waited
            FROM said GROUP BY day, conversation_id
        ), talks AS (
            SELECT day, count(*) FILTER (WHERE messages > 0) AS chats, sum(messages) AS messages,
                   count(*) FILTER (WHERE asked) AS asked,
                   count(*) FILTER (WHERE asked AND messages > 0) AS replied,
                   avg(waited) FILTER (WHERE asked AND messages > 0) AS reply_seconds
            FROM talk GROUP BY day
        ), moves AS (
            SELECT (f.added_at AT TIME ZONE $5)::date AS added,
                   (f.requested_at AT TIME ZONE $5)::date AS requested,
                   CASE WHEN f.state = 'deleted_by_customer'
                        THEN (f.ended_at AT TIME ZONE $5)::date END AS lost
            FROM follow f
            WHERE f.corp_id = $1 AND ($2::bigint[] IS NULL OR f.member_id = ANY($2))
        )
        SELECT span.day, coalesce(chats, 0) AS chats, coalesce(messages, 0)::bigint AS messages,
               coalesce(asked, 0) AS asked, coalesce(replied, 0) AS replied,
               coalesce(reply_seconds, 0)::float8 AS reply_seconds,
               coalesce(l.n, 0) AS lost, coalesce(r.n, 0) AS requests, coalesce(a.n, 0) AS added
        FROM span LEFT JOIN talks USING (day)
        LEFT JOIN (SELECT lost AS day, count(*) AS n FROM moves GROUP BY 1) l ON l.day = span.day
        LEFT JOIN (SELECT requested AS day, count(*) AS n FROM moves GROUP BY 1) r ON r.day = span.day
        LEFT JOIN (SELECT added AS day, count(*) AS n FROM moves GROUP BY 1) a ON a.day = span.day
        ORDER BY span.day
        """,
        ctx.corp_id, member_ids, first, last, zone,
    )  # fmt: skip
    return [Day(**row) for row in rows]


async def today(ctx: Context, member_ids: list[int] | None, day: Day, talked: int) -> Today:
    """The present state beside today's moves."""
    row = await ctx.tx.fetchrow(
        """
        SELECT (SELECT count(DISTINCT contact_id) FROM follow
                WHERE corp_id = $1 AND state = 'active'
                  AND ($2::bigint[] IS NULL OR member_id = ANY($2))) AS customers,
               (SELECT count(*) FROM member
                WHERE corp_id = $1 AND status IN ('active', 'pending')
                  AND ($2::bigint[] IS NULL OR id = ANY($2))) AS members,
               (SELECT count(*) FROM follow f
                JOIN conversation c ON c.corp_id = $1 AND c.id = f.conversation_id
                JOIN message m ON m.corp_id = $1 AND m.conversation_id = c.id AND m.seq = c.last_seq
                WHERE f.corp_id = $1 AND f.state = 'active' AND m.sender_id = f.contact_id
                  AND c.last_at > $3::timestamptz - interval '3 days'
                  AND ($2::bigint[] IS NULL OR f.member_id = ANY($2))) AS waiting
        """,
        ctx.corp_id, member_ids, ctx.now,
    )  # fmt: skip
    return Today(day.added, day.lost, talked, row["waiting"], row["customers"], row["members"])


async def talked(
    ctx: Context, member_ids: list[int] | None, zone: str, first: date
) -> dict[date, int]:
    """Per day, in how many conversations anybody said anything, from `first` until now."""
    rows = await ctx.tx.fetch(
        f"""SELECT (m.sent_at AT TIME ZONE $3)::date AS day, count(DISTINCT m.conversation_id) AS n
            FROM follow f
            JOIN conversation c ON c.corp_id = $1 AND c.id = f.conversation_id
            JOIN message m ON m.corp_id = $1 AND m.conversation_id = c.id
            WHERE f.corp_id = $1 AND c.last_at >= $4::date::timestamp AT TIME ZONE $3
              AND m.sent_at >= $4::date::timestamp AT TIME ZONE $3
              AND ($2::bigint[] IS NULL OR f.member_id = ANY($2)) AND {_SAID}
            GROUP BY 1""",
        ctx.corp_id, member_ids, zone, first,
    )  # fmt: skip
    return {row["day"]: row["n"] for row in rows}


async def todo_counts(ctx: Context, member_ids: list[int] | None, now: datetime) -> dict[str, int]:
    """What waits for somebody: requests, customers without a member, failed callbacks, codes ending."""
    row = await ctx.tx.fetchrow(
        """
        SELECT (SELECT count(*) FROM follow WHERE corp_id = $1 AND state = 'requested'
                  AND ($2::bigint[] IS NULL OR member_id = ANY($2))) AS requests,
               (SELECT count(*) FROM follow WHERE corp_id = $1 AND unassigned_at IS NOT NULL
                  AND ($2::bigint[] IS NULL OR member_id = ANY($2))) AS unassigned,
               (SELECT count(*) FROM member_load l JOIN member m ON m.corp_id = $1 AND m.id = l.member_id
                WHERE l.corp_id = $1 AND l.customers >= l.cap * 0.95 AND m.status = 'active'
                  AND ($2::bigint[] IS NULL OR l.member_id = ANY($2))) AS nearly_full,
               CASE WHEN $2::bigint[] IS NULL THEN
                 (SELECT count(*) FROM callback_delivery WHERE corp_id = $1 AND state = 'failed'
                    AND created_at > $3::timestamptz - interval '7 days') ELSE 0 END AS failed_callbacks
        """,
        ctx.corp_id, member_ids, now,
    )  # fmt: skip
    return dict(row)
