"""What a timeline is told from: events, days of talk, and the names of contact ways."""

from datetime import datetime
from typing import Any

import msgspec

from reunion.core.context import Context


class EventRow(msgspec.Struct, frozen=True):
    """An event about a customer."""

    id: int
    name: str
    actor_name: str
    data: dict[str, Any]
    at: datetime


async def events(
    ctx: Context, external_userid: str, *, members: list[int] | None, before: int | None, limit: int
) -> list[EventRow]:
    """What happened with a customer, the latest first; with `members` only between these and
    her, whatever their userids were then, and what holds for the whole company: what she wants to
    receive, and for which partner she works."""
    rows = await ctx.tx.fetch(
        """SELECT id, name, actor_name, data, at FROM event
           WHERE corp_id = $1 AND subject = $2
             AND ($3::bigint[] IS NULL OR (data->>'member_id')::bigint = ANY($3)
                  OR name = 'customer.preferences_changed' OR name LIKE 'partner.%')
             AND ($4::bigint IS NULL OR id < $4)
           ORDER BY id DESC LIMIT $5""",
        ctx.corp_id, external_userid, members, before, limit,
    )  # fmt: skip
    return [EventRow(**row) for row in rows]


class TalkRow(msgspec.Struct, frozen=True):
    """One day of talk: when it ended, how much the customer and how much the members said."""

    at: datetime
    received: int
    sent: int


async def talks(
    ctx: Context, conversation_ids: list[int], after: datetime | None, until: datetime
) -> list[TalkRow]:
    """Days of talk in the corp's time zone that ended after (if given) and not later than; latest first."""
    rows = await ctx.tx.fetch(
        """SELECT max(m.sent_at) AS at,
                  count(*) FILTER (WHERE p.kind = 'contact') AS received,
                  count(*) FILTER (WHERE p.kind = 'member') AS sent
           FROM message m JOIN corp k ON k.id = m.corp_id
           JOIN participant p ON p.corp_id = m.corp_id AND p.conversation_id = m.conversation_id
             AND p.principal_id = m.sender_id
           WHERE m.corp_id = $1 AND m.conversation_id = ANY($2) AND m.kind NOT IN ('system', 'recall')
           GROUP BY (m.sent_at AT TIME ZONE k.time_zone)::date
           HAVING ($3::timestamptz IS NULL OR max(m.sent_at) > $3) AND max(m.sent_at) <= $4
           ORDER BY 1 DESC""",
        ctx.corp_id, conversation_ids, after, until,
    )  # fmt: skip
    return [TalkRow(**row) for row in rows]


async def way_names(ctx: Context, ids: set[int], states: set[str]) -> dict[int | str, str]:
    """What these contact ways are called, by id, and the latest with these states, by state; deleted
    ones too, those without a remark left out."""
    if not ids and not states:
        return {}
    rows = await ctx.tx.fetch(
        """SELECT id, state, remark FROM contact_way
           WHERE corp_id = $1 AND (id = ANY($2) OR state = ANY($3)) AND remark <> '' ORDER BY id""",
        ctx.corp_id, sorted(ids), sorted(states),
    )  # fmt: skip
    names: dict[int | str, str] = {row["state"]: row["remark"] for row in rows}
    return names | {row["id"]: row["remark"] for row in rows}
