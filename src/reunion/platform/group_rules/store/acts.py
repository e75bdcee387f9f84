"""What guards and replies did: once for each message, by the key."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from reunion.core.context import Context
from reunion.platform.corps.model import picture_url
from reunion.platform.group_rules.matching import Finding
from reunion.platform.group_rules.model import (
    REPLIES_AN_HOUR,
    WARN_AGAIN,
    GroupCustomer,
    GuardAct,
    Outcome,
)

CUSTOMER = """
    t.id AS contact_id, t.external_userid, p.name AS customer_name, p.avatar_media_id
"""
"""Of a contact `t` and its person `p`."""


def customer_of(row: Any) -> GroupCustomer:
    """From a row with the columns of `CUSTOMER`."""
    return GroupCustomer(
        row["contact_id"], row["external_userid"], row["customer_name"],
        picture_url(row["avatar_media_id"]),
    )  # fmt: skip


async def take_reply(
    ctx: Context, group_id: int, seq: int, reply_id: int, cooldown: int, at: datetime
) -> bool:
    """Whether this message may be answered by this reply: not within its pause, and not when the
    group has had all it may have within the hour. What is answered yes is written down."""
    taken = await ctx.tx.fetchval(
        """INSERT INTO group_reply_said (corp_id, group_id, seq, reply_id, at)
           SELECT $1, $2, $3, $4, $5::timestamptz
           WHERE NOT EXISTS (
                   SELECT FROM group_reply_said s WHERE s.corp_id = $1 AND s.reply_id = $4
                     AND s.group_id = $2 AND s.at > $5::timestamptz - make_interval(secs => $6))
             AND (SELECT count(*) FROM group_reply_said s WHERE s.corp_id = $1 AND s.group_id = $2
                    AND s.at > $5::timestamptz - interval '1 hour') < $7
           ON CONFLICT DO NOTHING RETURNING true""",
        ctx.corp_id, group_id, seq, reply_id, at, cooldown, REPLIES_AN_HOUR,
    )  # fmt: skip
    return bool(taken)


async def times_of(ctx: Context, group_id: int, contact_id: int, seq: int) -> list[datetime]:
    """When she wrote in the group, up to `seq` and since the last act about her."""
    rows = await ctx.tx.fetch(
        """SELECT m.sent_at FROM message m
           WHERE m.corp_id = $1 AND m.conversation_id = $2 AND m.sender_id = $3 AND m.seq <= $4
             AND m.seq > $4 - 2000 AND m.kind NOT IN ('system', 'recall')
             AND m.seq > coalesce((SELECT max(a.seq) FROM group_act a WHERE a.corp_id = $1
                                     AND a.group_id = $2 AND a.contact_id = $3), 0)""",
        ctx.corp_id, group_id, contact_id, seq,
    )  # fmt: skip
    return [row["sent_at"] for row in rows]


async def warned_lately(ctx: Context, group_id: int, contact_id: int, at: datetime) -> bool:
    """Whether she was warned in this group just now."""
    return await ctx.tx.fetchval(
        """SELECT EXISTS (SELECT FROM group_act WHERE corp_id = $1 AND group_id = $2
             AND contact_id = $3 AND outcome = 'warned' AND at > $4)""",
        ctx.corp_id, group_id, contact_id, at - WARN_AGAIN,
    )  # fmt: skip


async def write(
    ctx: Context, group_id: int, seq: int, contact_id: int, found: Finding, excerpt: str,
    outcome: Outcome, at: datetime,
) -> int:  # fmt: skip
    """One act; answers its id."""
    guard = found.guard
    return await ctx.tx.fetchval(
        """INSERT INTO group_act (corp_id, group_id, seq, contact_id, guard_id, guard_name, reason,
               found, excerpt, action, outcome, at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING id""",
        ctx.corp_id, group_id, seq, contact_id, guard.id, guard.name, found.reason, found.found,
        excerpt, guard.action, outcome, at,
    )  # fmt: skip


async def page(
    ctx: Context, *, group_id: int | None, guard_id: int | None, contact_id: int | None,
    outcome: Outcome | None, owners: Sequence[int] | None, after: tuple[datetime, int] | None, limit: int,
) -> list[GuardAct]:  # fmt: skip
    """The log, newest first; `owners`: only of groups that these members own."""
    at, act_id = after or (None, None)
    rows = await ctx.tx.fetch(
        f"""SELECT a.*, g.name AS group_name, {CUSTOMER}
            FROM group_act a
            JOIN customer_group g ON g.corp_id = a.corp_id AND g.id = a.group_id
            JOIN contact t ON t.corp_id = a.corp_id AND t.id = a.contact_id
            JOIN person p ON p.id = t.person_id
            WHERE a.corp_id = $1 AND ($2::bigint IS NULL OR a.group_id = $2)
              AND ($3::bigint IS NULL OR a.guard_id = $3) AND ($4::bigint IS NULL OR a.contact_id = $4)
              AND ($5::text IS NULL OR a.outcome = $5)
              AND ($6::bigint[] IS NULL OR g.owner_id = ANY($6))
              AND ($7::timestamptz IS NULL OR (a.at, a.id) < ($7, $8))
            ORDER BY a.at DESC, a.id DESC LIMIT $9""",
        ctx.corp_id, group_id, guard_id, contact_id, outcome, owners, at, act_id, limit,
    )  # fmt: skip
    return [
        GuardAct(
            row["id"], row["at"], row["group_id"], row["group_name"], row["seq"], customer_of(row),
            row["guard_id"], row["guard_name"], row["reason"], row["found"], row["excerpt"],
            row["action"], row["outcome"],
        )
        for row in rows
    ]  # fmt: skip
