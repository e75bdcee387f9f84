"""Contacts as the customer sees them: members of any number of corps.

Global: a person meets many corps; every statement is keyed by the person.
"""

from datetime import datetime
from typing import Any

import msgspec

from reunion.platform.contacts.states import State


class AppRow(msgspec.Struct, frozen=True):
    """One member that a person knows, or asked to."""

    corp_id: int
    contact_id: int
    member_id: int
    name: str
    name_pinyin: str
    remark: str
    avatar_media_id: str | None
    title: str
    department: str
    state: State
    was_added: bool
    blocked: bool
    added_at: datetime | None
    conversation_id: int | None


_SELECT = """
SELECT f.corp_id, f.contact_id, f.member_id, m.name, m.name_pinyin, f.remark_by_customer AS remark,
    m.avatar_media_id, coalesce(nullif(m.external_position, ''), m.position) AS title,
    coalesce(d.name, '') AS department, f.state, f.added_at IS NOT NULL AS was_added,
    f.blocked_by_customer AS blocked, f.added_at, f.conversation_id
FROM contact c JOIN follow f ON f.corp_id = c.corp_id AND f.contact_id = c.id
JOIN member m ON m.corp_id = f.corp_id AND m.id = f.member_id
LEFT JOIN department d ON d.corp_id = m.corp_id AND d.id = m.main_department
"""


async def of_person(tx: Any, person_id: int) -> list[AppRow]:
    """Everybody whom the person has not deleted."""
    rows = await tx.fetch(
        f"""{_SELECT} WHERE c.person_id = $1
            AND (f.state IN ('active', 'requested')
                 OR (f.state = 'deleted_by_member' AND f.added_at IS NOT NULL))
            ORDER BY m.name_pinyin, m.id""",
        person_id,
    )
    return [AppRow(**row) for row in rows]


async def one(tx: Any, person_id: int, member_id: int) -> AppRow | None:
    """One member by id, in any state."""
    row = await tx.fetchrow(
        f"{_SELECT} WHERE c.person_id = $1 AND f.member_id = $2", person_id, member_id
    )
    return AppRow(**row) if row else None


async def contact_ids(tx: Any, person_id: int) -> list[tuple[int, int]]:
    """(corp, contact) of a person in every corp."""
    rows = await tx.fetch(
        "SELECT corp_id, id FROM contact WHERE person_id = $1 ORDER BY id", person_id
    )
    return [(row["corp_id"], row["id"]) for row in rows]
