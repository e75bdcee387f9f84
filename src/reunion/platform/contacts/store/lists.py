"""Lists of follows with their customers: filters, order, pages by key, totals; and single cards."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.core.sql import containing
from reunion.platform.contacts.model import CustomerFilter, Employment, OtherFollower, Source
from reunion.platform.contacts.states import State


class ListRow(msgspec.Struct, frozen=True):
    """One follow with what is shown of the customer and the member."""

    contact_id: int
    person_id: int
    external_userid: str
    name: str
    gender: int
    avatar_media_id: str | None
    member_id: int
    userid: str
    member_name: str
    state: State
    blocked_by_customer: bool
    remark: str
    description: str
    remark_company: str
    remark_mobiles: list[str]
    add_way: int
    source_state: str
    source_name: str
    apply_text: str
    requested_at: datetime | None
    added_at: datetime | None
    since: datetime
    name_key: str
    conversation_id: int | None
    handing: bool
    employment: Employment | None


_EMPLOYMENT = """
    e.partner_id, e.position, r.kind AS partner_kind, r.name AS partner_name,
    r.full_name AS partner_full_name
"""
_EMPLOYED = """
    LEFT JOIN partner_person e ON e.corp_id = c.corp_id AND e.contact_id = c.id
    LEFT JOIN partner r ON r.corp_id = e.corp_id AND r.id = e.partner_id
"""


def _with_employment(row: Any) -> dict[str, Any]:
    found = dict(row)
    facts = [
        found.pop(name)
        for name in ("partner_id", "partner_kind", "partner_name", "partner_full_name", "position")
    ]
    return found | {"employment": Employment(*facts) if facts[0] is not None else None}


_COLUMNS = f"""
    {_EMPLOYMENT}, f.contact_id, c.person_id, c.external_userid, p.name, p.gender, p.avatar_media_id,
    f.member_id, m.userid, m.name AS member_name, f.state, f.blocked_by_customer, f.remark,
    f.description, f.remark_company, f.remark_mobiles, f.add_way, f.source_state,
    coalesce(w.remark, '') AS source_name, f.apply_text, f.requested_at, f.added_at, f.since,
    f.name_key, f.conversation_id, f.handing_to IS NOT NULL AS handing
"""
_JOINED = f"""
    follow f JOIN contact c ON c.corp_id = f.corp_id AND c.id = f.contact_id
    JOIN person p ON p.id = c.person_id
    JOIN member m ON m.corp_id = f.corp_id AND m.id = f.member_id
    LEFT JOIN contact_way w ON w.corp_id = f.corp_id AND w.id = f.contact_way_id
    {_EMPLOYED}
"""
_STATES = {
    "active": "f.state = 'active'",
    "requested": "f.state = 'requested'",
    "deleted": "f.state IN ('deleted_by_member', 'deleted_by_customer') AND f.added_at IS NOT NULL",
}
IN_DEPARTMENTS = """f.member_id IN (
    WITH RECURSIVE below AS (
        SELECT id FROM department WHERE corp_id = $1 AND id = ANY({place})
        UNION SELECT d.id FROM department d JOIN below b ON d.corp_id = $1 AND d.parent_id = b.id
    ) SELECT md.member_id FROM member_department md JOIN below b ON b.id = md.department_id
    WHERE md.corp_id = $1
    UNION ALL SELECT left_m.id FROM member left_m JOIN below b ON b.id = left_m.main_department
    WHERE left_m.corp_id = $1 AND left_m.status = 'resigned')"""
_ORDERS = {
    "added_at": "f.since DESC, f.contact_id DESC, f.member_id DESC",
    "name": "f.name_key, f.contact_id, f.member_id",
}


class _Where:
    """Conditions with their numbered values."""

    def __init__(self, corp_id: int) -> None:
        self.values: list[Any] = [corp_id]
        self.parts: list[str] = ["f.corp_id = $1"]

    def add(self, part: str, value: Any) -> None:
        self.values.append(value)
        self.parts.append(part.replace("{place}", f"${len(self.values)}"))

    @property
    def text(self) -> str:
        return " AND ".join(self.parts)


def _where(ctx: Context, wanted: CustomerFilter) -> _Where:
    where = _Where(ctx.corp_id)
    where.parts.append(_STATES[wanted.state])
    conditions: list[tuple[Any, str]] = [
        (wanted.member_id, "f.member_id = {place}"),
        (wanted.departments, IN_DEPARTMENTS),
        (wanted.scope, IN_DEPARTMENTS),
        (wanted.source, "f.source_state = {place}"),
        (wanted.since, "f.since >= {place}"),
        (wanted.until, "f.since < {place}"),
        (containing(wanted.q.lower()) if wanted.q else None, "f.search LIKE {place}"),
        (
            wanted.tag,
            """EXISTS (SELECT 1 FROM follow_tag ft JOIN tag t ON t.corp_id = $1 AND t.id = ft.tag_id
               WHERE ft.corp_id = $1 AND ft.contact_id = f.contact_id
                 AND ft.member_id = f.member_id AND t.wire_id = {place})""",
        ),
    ]
    for value, part in conditions:
        if value is not None:
            where.add(part, value)
    if wanted.no_tag:
        where.parts.append(
            """NOT EXISTS (SELECT 1 FROM follow_tag ft WHERE ft.corp_id = $1
               AND ft.contact_id = f.contact_id AND ft.member_id = f.member_id)"""
        )
    return where


async def page(
    ctx: Context, wanted: CustomerFilter, after: tuple[Any, int, int] | None, limit: int
) -> list[ListRow]:
    """The rows after the key (since or name key, contact, member) in the wanted order."""
    where = _where(ctx, wanted)
    if after is not None:
        n = len(where.values)
        where.values += list(after)
        if wanted.sort == "name":
            key, sign = "f.name_key, f.contact_id, f.member_id", ">"
        else:
            key, sign = "f.since, f.contact_id, f.member_id", "<"
        where.parts.append(f"({key}) {sign} (${n + 1}, ${n + 2}, ${n + 3})")
    rows = await ctx.tx.fetch(
        f"""SELECT {_COLUMNS} FROM {_JOINED} WHERE {where.text}
            ORDER BY {_ORDERS[wanted.sort]} LIMIT {int(limit)}""",
        *where.values,
    )
    return [ListRow(**_with_employment(row)) for row in rows]


async def total(ctx: Context, wanted: CustomerFilter) -> int:
    """How many rows the filter matches."""
    where = _where(ctx, wanted)
    return await ctx.tx.fetchval(f"SELECT count(*) FROM follow f WHERE {where.text}", *where.values)


async def every(ctx: Context, wanted: CustomerFilter) -> AsyncIterator[list[ListRow]]:
    """All rows of the filter in chunks, through a cursor: needs a transaction."""
    where = _where(ctx, wanted)
    cursor = await ctx.tx.cursor(
        f"SELECT {_COLUMNS} FROM {_JOINED} WHERE {where.text} ORDER BY {_ORDERS[wanted.sort]}",
        *where.values,
    )
    while rows := await cursor.fetch(1000):
        yield [ListRow(**_with_employment(row)) for row in rows]


async def one(ctx: Context, contact_id: int, member_id: int) -> ListRow | None:
    """One follow, in any state."""
    row = await ctx.tx.fetchrow(
        f"""SELECT {_COLUMNS} FROM {_JOINED}
            WHERE f.corp_id = $1 AND f.contact_id = $2 AND f.member_id = $3""",
        ctx.corp_id, contact_id, member_id,
    )  # fmt: skip
    return ListRow(**_with_employment(row)) if row else None


async def of_contact(ctx: Context, contact_id: int) -> list[ListRow]:
    """All follows of a customer, the oldest first; temporary chats are left out."""
    rows = await ctx.tx.fetch(
        f"""SELECT {_COLUMNS} FROM {_JOINED}
            WHERE f.corp_id = $1 AND f.contact_id = $2 AND f.state <> 'temporary'
            ORDER BY f.since, f.member_id""",
        ctx.corp_id, contact_id,
    )  # fmt: skip
    return [ListRow(**_with_employment(row)) for row in rows]


async def others(ctx: Context, contact_id: int, member_id: int) -> list[OtherFollower]:
    """Colleagues who have the same customer."""
    rows = await ctx.tx.fetch(
        """SELECT f.member_id, m.name, coalesce(d.name, '') AS department, f.added_at
           FROM follow f JOIN member m ON m.corp_id = f.corp_id AND m.id = f.member_id
           LEFT JOIN department d ON d.corp_id = m.corp_id AND d.id = m.main_department
           WHERE f.corp_id = $1 AND f.contact_id = $2 AND f.member_id <> $3 AND f.state = 'active'
           ORDER BY f.added_at""",
        ctx.corp_id, contact_id, member_id,
    )  # fmt: skip
    return [OtherFollower(**row) for row in rows]


async def sources(ctx: Context, scope: tuple[int, ...] | None, limit: int = 500) -> list[Source]:
    """The values of `state` by how many customers came with them; with a scope of its departments."""
    held = f"AND {IN_DEPARTMENTS.replace('{place}', '$3')}" if scope is not None else ""
    values = [list(scope)] if scope is not None else []
    rows = await ctx.tx.fetch(
        f"""SELECT f.source_state AS state, coalesce(max(w.remark), '') AS name, count(*) AS count
           FROM follow f LEFT JOIN contact_way w ON w.corp_id = f.corp_id AND w.id = f.contact_way_id
           WHERE f.corp_id = $1 AND f.source_state <> '' AND f.state = 'active'
             {held}
           GROUP BY f.source_state ORDER BY count(*) DESC, 1 LIMIT $2""",
        ctx.corp_id, limit, *values,
    )  # fmt: skip
    return [Source(**row) for row in rows]


class ContactRow(msgspec.Struct, frozen=True):
    """A contact with its person."""

    id: int
    person_id: int
    external_userid: str
    name: str
    gender: int
    avatar_media_id: str | None
    phone: str | None
    created_at: datetime
    employment: Employment | None


async def contacts(
    ctx: Context, *, ids: list[int] | None = None, external_userid: str | None = None
) -> list[ContactRow]:
    """Contacts by key, or one by wire id."""
    rows = await ctx.tx.fetch(
        f"""SELECT {_EMPLOYMENT}, c.id, c.person_id, c.external_userid, p.name, p.gender,
                  p.avatar_media_id, p.phone, c.created_at
           FROM contact c JOIN person p ON p.id = c.person_id {_EMPLOYED}
           WHERE c.corp_id = $1 AND (c.id = ANY($2) OR c.external_userid = $3)""",
        ctx.corp_id, ids or [], external_userid,
    )  # fmt: skip
    return [ContactRow(**_with_employment(row)) for row in rows]
