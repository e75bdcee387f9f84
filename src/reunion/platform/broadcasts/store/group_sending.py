"""SQL of broadcasts to groups: which groups, from whom, and what bars them."""

from collections.abc import Sequence
from typing import Any

from reunion.core.context import Context
from reunion.core.sql import containing
from reunion.platform.broadcasts.model import Audience, Resolved, Task
from reunion.platform.broadcasts.store.audience import Found
from reunion.platform.broadcasts.store.sending import Addressees

_EVERYBODY = "大家"
"""Stands for the customer's name in a text that has one."""

# $1 corp_id, $2 owners or null, $3 groups (empty: any), $4 any of these labels, $5 all of these, $6 none of
# these, $7 a part of the name, $8 and $9 made since and until, $10 after, $11 how many,
# $12 kinds, beside which the groups of $3 count whatever they are
_LABELLED = "SELECT FROM group_labelled l WHERE l.corp_id = $1 AND l.group_id = g.id AND l.label_id"
_MATCHED = f"""
matched AS MATERIALIZED (
    SELECT g.addressee, g.owner_id, g.id FROM customer_group g
    JOIN member m ON m.corp_id = g.corp_id AND m.id = g.owner_id AND m.status IN ('active', 'pending')
    WHERE g.corp_id = $1 AND g.dismissed_at IS NULL
      AND ($2::bigint[] IS NULL OR g.owner_id = ANY($2::bigint[]))
      AND (g.kind = ANY($12::text[]) OR g.id = ANY($3::bigint[]))
      AND ($3::bigint[] = '{{}}' OR g.id = ANY($3::bigint[]))
      AND ($4::bigint[] = '{{}}' OR EXISTS ({_LABELLED} = ANY($4::bigint[])))
      AND NOT EXISTS (SELECT FROM unnest($5::bigint[]) AS u (id) WHERE NOT EXISTS ({_LABELLED} = u.id))
      AND NOT EXISTS ({_LABELLED} = ANY($6::bigint[]))
      AND ($7 = '%%' OR lower(g.name) LIKE $7)
      AND ($8::timestamptz IS NULL OR g.created_at >= $8)
      AND ($9::timestamptz IS NULL OR g.created_at < $9)
      AND g.addressee > $10
    ORDER BY g.addressee LIMIT $11::bigint
)"""


def _asked(
    ctx: Context, wanted: Audience, resolved: Resolved, after: int, limit: int | None
) -> list[Any]:
    return [
        ctx.corp_id, resolved.member_ids, wanted.group_ids, wanted.label_ids, wanted.labels_all,
        wanted.labels_none, containing(wanted.group_name.strip().lower()), resolved.since,
        resolved.until, after, limit, wanted.group_kinds or ["customer"],
    ]  # fmt: skip


async def look(ctx: Context, wanted: Audience, resolved: Resolved) -> list[tuple[int, int]]:
    """(addressee, owner) of all of them."""
    rows = await ctx.tx.fetch(
        f"WITH {_MATCHED} SELECT addressee, owner_id FROM matched",
        *_asked(ctx, wanted, resolved, 0, None),
    )
    return [(row["addressee"], row["owner_id"]) for row in rows]


async def write(
    ctx: Context, broadcast_id: int, wanted: Audience, resolved: Resolved, after: int, limit: int
) -> Found:
    """A part of them as recipients, with the owners' tasks; the caller has the broadcast's lock."""
    row = await ctx.tx.fetchrow(
        f"""WITH {_MATCHED}, written AS (
                INSERT INTO broadcast_recipient
                    (corp_id, broadcast_id, contact_id, member_id, conversation_id)
                SELECT $1, $13::bigint, addressee, owner_id, id FROM matched
            ), counted AS (
                INSERT INTO broadcast_task AS t (corp_id, broadcast_id, member_id, customers)
                SELECT $1, $13::bigint, owner_id, count(*) FROM matched GROUP BY owner_id
                ORDER BY owner_id
                ON CONFLICT (corp_id, broadcast_id, member_id)
                DO UPDATE SET customers = t.customers + excluded.customers
                RETURNING (t.xmax = 0) AS is_new
            ), reached AS (
                UPDATE broadcast SET
                    prepared_to = coalesce((SELECT max(addressee) FROM matched), prepared_to),
                    prepared = prepared + (SELECT count(*) FROM matched),
                    members = members + (SELECT count(*) FROM counted WHERE is_new)
                WHERE corp_id = $1 AND id = $13::bigint
            )
            SELECT CASE WHEN count(*) = $11 THEN max(addressee) END AS "to",
                   array_agg(addressee ORDER BY addressee) AS addressees,
                   array_agg(owner_id ORDER BY addressee) AS owners
            FROM matched""",
        *_asked(ctx, wanted, resolved, after, limit), broadcast_id,
    )  # fmt: skip
    return Found(row["to"], row["addressees"] or [], row["owners"] or [])


async def chunk(ctx: Context, task: Task, limit: int) -> Addressees:
    """The next groups of a task; `barred` where a group is over or somebody else's by now."""
    rows = await ctx.tx.fetch(
        """SELECT g.addressee, g.id,
                  CASE WHEN g.dismissed_at IS NOT NULL THEN 'group_dismissed'
                       WHEN g.owner_id <> $3 OR v.closed ? $4::text THEN 'not_owner' END AS barred
           FROM (SELECT contact_id FROM broadcast_recipient
                 WHERE corp_id = $1 AND broadcast_id = $2 AND member_id = $3 AND contact_id > $5
                   AND state = 'unsent'
                 ORDER BY contact_id LIMIT $6) r
           JOIN customer_group g ON g.corp_id = $1 AND g.addressee = r.contact_id
           JOIN conversation v ON v.corp_id = $1 AND v.id = g.id
           ORDER BY g.addressee""",
        ctx.corp_id, task.broadcast_id, task.member_id, str(task.member_id), task.sent_to, limit,
    )  # fmt: skip
    return Addressees(
        [row["addressee"] for row in rows], [0 for _ in rows], [_EVERYBODY for _ in rows],
        [row["id"] for row in rows], [row["barred"] for row in rows],
    )  # fmt: skip


async def accounts(ctx: Context, group_ids: Sequence[int]) -> list[int]:
    """Everybody who is in these groups."""
    rows = await ctx.tx.fetch(
        """SELECT DISTINCT account_id FROM participant
           WHERE corp_id = $1 AND conversation_id = ANY($2::bigint[])""",
        ctx.corp_id, list(group_ids),
    )  # fmt: skip
    return [row["account_id"] for row in rows]
