"""SQL of what came of a broadcast: by member, department and customer, and what customers did with it."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.platform.broadcasts.model import (
    REPLY_WITHIN,
    ChatType,
    MemberOrder,
    RecipientState,
    TaskState,
)
from reunion.platform.broadcasts.outcome import (
    Recipient,
    ShownRefusal,
    TaskCustomer,
    TaskDepartment,
    TaskMember,
)
from reunion.platform.broadcasts.store.answers import COLUMNS, JOINED
from reunion.platform.corps.model import picture_url


def _refusal(row: Any) -> ShownRefusal | None:
    if row["refused_by"] is None:
        return None
    return ShownRefusal(row["refused_by"], row["counted"], row["allowed"])


_MEMBERS_BY: dict[MemberOrder, str] = {
    "name": "m.name",
    "customers": "t.customers DESC",
    "sent": "t.sent DESC",
    "refused": "t.refused + t.not_friend DESC",
    "confirmed_at": "t.confirmed_at DESC NULLS LAST",
}


async def members(
    ctx: Context, broadcast_id: int, state: TaskState | None, order: MemberOrder, skip: int,
    limit: int,
) -> list[TaskMember]:  # fmt: skip
    """Tasks with their members, after so many of that order: it changes while they send, and no key
    would hold."""
    rows = await ctx.tx.fetch(
        f"""SELECT t.member_id, m.userid, m.name, t.state, t.customers, t.sent, t.refused + t.not_friend
                  AS refused, t.confirmed_at
           FROM broadcast_task t JOIN member m ON m.corp_id = t.corp_id AND m.id = t.member_id
           WHERE t.corp_id = $1 AND t.broadcast_id = $2 AND ($3::text IS NULL OR t.state = $3)
           ORDER BY {_MEMBERS_BY[order]}, t.member_id OFFSET $4 LIMIT $5""",
        ctx.corp_id, broadcast_id, state, skip, limit,
    )  # fmt: skip
    return [TaskMember(**row) for row in rows]


class TaskLine(msgspec.Struct, frozen=True):
    """A task as the open API has it."""

    member_id: int
    userid: str
    state: TaskState
    done_at: datetime | None


async def task_lines(ctx: Context, broadcast_id: int, after: int, limit: int) -> list[TaskLine]:
    """Tasks by member."""
    rows = await ctx.tx.fetch(
        """SELECT t.member_id, m.userid, t.state, t.done_at
           FROM broadcast_task t JOIN member m ON m.corp_id = t.corp_id AND m.id = t.member_id
           WHERE t.corp_id = $1 AND t.broadcast_id = $2 AND t.member_id > $3
           ORDER BY t.member_id LIMIT $4""",
        ctx.corp_id, broadcast_id, after, limit,
    )  # fmt: skip
    return [TaskLine(**row) for row in rows]


async def departments(ctx: Context, broadcast_id: int) -> list[TaskDepartment]:
    """Tasks summed by the members' main departments."""
    rows = await ctx.tx.fetch(
        """SELECT d.id AS department_id, d.name, count(*) AS members,
                  count(*) FILTER (WHERE t.confirmed_at IS NOT NULL) AS confirmed,
                  sum(t.customers)::bigint AS customers, sum(t.sent)::bigint AS sent,
                  sum(t.refused + t.not_friend + t.deselected)::bigint AS missed
           FROM broadcast_task t
           JOIN member m ON m.corp_id = t.corp_id AND m.id = t.member_id
           JOIN department d ON d.corp_id = m.corp_id AND d.id = m.main_department
           WHERE t.corp_id = $1 AND t.broadcast_id = $2 GROUP BY d.id, d.name
           ORDER BY customers DESC, d.id""",
        ctx.corp_id, broadcast_id,
    )  # fmt: skip
    return [TaskDepartment(**row) for row in rows]


_NAMES = """
    LEFT JOIN contact c ON c.corp_id = r.corp_id AND c.id = r.contact_id
    LEFT JOIN person p ON p.id = c.person_id
    LEFT JOIN customer_group g ON g.corp_id = r.corp_id AND g.addressee = r.contact_id
"""


def _recipients(chat_type: ChatType) -> str:
    return f"""
    SELECT r.contact_id, coalesce(c.external_userid, g.chat_id) AS external_userid, g.id AS group_id,
           coalesce(p.name, g.name) AS name, m.name AS member_name, m.userid, r.state,
           r.refused_by, r.counted, r.allowed, r.sent_at, {COLUMNS[chat_type]}
    FROM broadcast_recipient r {_NAMES} {JOINED[chat_type]}
    JOIN member m ON m.corp_id = r.corp_id AND m.id = r.member_id
    WHERE r.corp_id = $1 AND r.broadcast_id = $3 AND r.contact_id > $4"""


def _recipient(row: Any) -> Recipient:
    return Recipient(
        row["contact_id"], row["external_userid"], row["name"], row["member_name"], row["state"],
        _refusal(row), row["sent_at"], row["reached"], row["read"], row["replied"], row["group_id"],
    )  # fmt: skip


async def recipients(
    ctx: Context, broadcast_id: int, chat_type: ChatType, *, state: RecipientState | None,
    rule: str | None, member_id: int | None, after: int, limit: int,
) -> list[Recipient]:  # fmt: skip
    """Customers in their order, with what became of it."""
    rows = await ctx.tx.fetch(
        f"""{_recipients(chat_type)} AND ($5::text IS NULL OR r.state = $5)
              AND ($6::text IS NULL OR r.refused_by = $6)
              AND ($7::bigint IS NULL OR r.member_id = $7)
            ORDER BY r.contact_id LIMIT $8""",
        ctx.corp_id, REPLY_WITHIN, broadcast_id, after, state, rule, member_id, limit,
    )  # fmt: skip
    return [_recipient(row) for row in rows]


async def every(
    ctx: Context, broadcast_id: int, chat_type: ChatType
) -> AsyncIterator[list[Recipient]]:
    """All recipients in chunks, through a cursor: needs a transaction."""
    cursor = await ctx.tx.cursor(
        f"{_recipients(chat_type)} ORDER BY r.contact_id",
        ctx.corp_id, REPLY_WITHIN, broadcast_id, 0,
    )  # fmt: skip
    while rows := await cursor.fetch(1000):
        yield [_recipient(row) for row in rows]


class SendLine(msgspec.Struct, frozen=True):
    """A recipient as the open API has it."""

    contact_id: int
    external_userid: str | None
    chat_id: str | None
    state: RecipientState
    refused_by: str | None
    sent_at: datetime | None


async def send_lines(
    ctx: Context, broadcast_id: int, member_id: int, after: int, limit: int
) -> list[SendLine]:
    """The customers of one member's task, or the groups that were answered."""
    rows = await ctx.tx.fetch(
        f"""SELECT r.contact_id, c.external_userid, g.chat_id, r.state, r.refused_by, r.sent_at
           FROM broadcast_recipient r {_NAMES}
           WHERE r.corp_id = $1 AND r.broadcast_id = $2 AND r.member_id = $3 AND r.contact_id > $4
             AND (g.id IS NULL OR r.state NOT IN ('unsent', 'deselected'))
           ORDER BY r.contact_id LIMIT $5""",
        ctx.corp_id, broadcast_id, member_id, after, limit,
    )  # fmt: skip
    return [SendLine(**row) for row in rows]


async def all_send_lines(
    ctx: Context, broadcast_id: int, after: int, limit: int
) -> list[tuple[str, SendLine]]:
    """Customers of all members, each with the member's userid."""
    rows = await ctx.tx.fetch(
        f"""SELECT m.userid, r.contact_id, c.external_userid, g.chat_id, r.state, r.refused_by, r.sent_at
           FROM broadcast_recipient r {_NAMES}
           JOIN member m ON m.corp_id = r.corp_id AND m.id = r.member_id
           WHERE r.corp_id = $1 AND r.broadcast_id = $2 AND r.contact_id > $3
           ORDER BY r.contact_id LIMIT $4""",
        ctx.corp_id, broadcast_id, after, limit,
    )  # fmt: skip
    found: list[tuple[str, SendLine]] = []
    for row in rows:
        values = dict(row)
        found.append((values.pop("userid"), SendLine(**values)))
    return found


async def customers(
    ctx: Context, broadcast_id: int, chat_type: ChatType, member_id: int, after: int, limit: int
) -> list[TaskCustomer]:
    """The customers of one member's task, as he knows them, or his groups."""
    rows = await ctx.tx.fetch(
        f"""SELECT r.contact_id, coalesce(p.name, g.name) AS name, p.avatar_media_id,
                  coalesce(f.remark, '') AS remark, r.state,
                  r.refused_by, r.counted, r.allowed, r.sent_at, {COLUMNS[chat_type]}
           FROM broadcast_recipient r {_NAMES} {JOINED[chat_type]}
           LEFT JOIN follow f ON f.corp_id = r.corp_id AND f.contact_id = r.contact_id
               AND f.member_id = r.member_id
           WHERE r.corp_id = $1 AND r.broadcast_id = $3 AND r.member_id = $4 AND r.contact_id > $5
           ORDER BY r.contact_id LIMIT $6""",
        ctx.corp_id, REPLY_WITHIN, broadcast_id, member_id, after, limit,
    )  # fmt: skip
    return [
        TaskCustomer(
            row["contact_id"], row["name"], picture_url(row["avatar_media_id"]), row["remark"],
            row["state"] == "deselected", row["state"], _refusal(row), row["sent_at"],
            row["reached"], row["read"], row["replied"],
        )
        for row in rows
    ]  # fmt: skip
