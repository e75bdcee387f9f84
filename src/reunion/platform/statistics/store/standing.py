"""What stands and what waits at this moment."""

from reunion.core.context import Context
from reunion.platform.statistics.model import Today, TrendDay


async def waiting(ctx: Context, member_ids: list[int] | None) -> int:
    """Conversations in which the customer spoke last, within three days."""
    return await ctx.tx.fetchval(
        """SELECT count(*) FROM conversation c
           CROSS JOIN LATERAL (
               SELECT sender_id FROM message m WHERE m.corp_id = $1 AND m.conversation_id = c.id
                 AND m.kind NOT IN ('system', 'recall') AND m.client_id NOT LIKE 'broadcast-%'
               ORDER BY m.seq DESC LIMIT 1) latest
           JOIN participant s ON s.corp_id = $1 AND s.conversation_id = c.id
             AND s.principal_id = latest.sender_id AND s.kind = 'contact'
           WHERE c.corp_id = $1 AND c.kind = 'external' AND c.closed = '{}'
             AND c.talked_at > $2::timestamptz - interval '3 days'
             AND ($3::bigint[] IS NULL OR EXISTS (
                 SELECT 1 FROM participant p WHERE p.corp_id = $1 AND p.conversation_id = c.id
                   AND p.principal_id = ANY($3)))""",
        ctx.corp_id, ctx.now, member_ids,
    )  # fmt: skip


async def standing(ctx: Context, member_ids: list[int] | None) -> tuple[int, int]:
    """How many customers (each once, without people of partners) and how many members in service."""
    row = await ctx.tx.fetchrow(
        """SELECT (SELECT count(DISTINCT contact_id) FROM follow WHERE corp_id = $1
                     AND state = 'active' AND ($2::bigint[] IS NULL OR member_id = ANY($2))
                     AND contact_id NOT IN (SELECT contact_id FROM partner_person WHERE corp_id = $1))
                   AS customers,
                  (SELECT count(*) FROM member WHERE corp_id = $1 AND status IN ('active', 'pending')
                     AND ($2::bigint[] IS NULL OR id = ANY($2))) AS members""",
        ctx.corp_id, member_ids,
    )  # fmt: skip
    return row["customers"], row["members"]


async def open_matters(ctx: Context, member_ids: list[int] | None) -> dict[str, int]:
    """What waits: requests, members near their cap, expiring codes."""
    row = await ctx.tx.fetchrow(
        """SELECT
            (SELECT count(*) FROM follow WHERE corp_id = $1 AND state = 'requested'
               AND ($2::bigint[] IS NULL OR member_id = ANY($2))) AS requests,
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
