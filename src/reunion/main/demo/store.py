"""Writes the example company in bulk: the same rows as the verbs would have left, a few statements in all."""

from collections.abc import Sequence
from typing import Any

Row = dict[str, Any]
_PIECE = 5000


async def insert(tx: Any, table: str, rows: Sequence[Row]) -> None:
    """Inserts rows that all have the same columns; `table` is one of our own names."""
    for start in range(0, len(rows), _PIECE):
        columns = ", ".join(rows[0])
        await tx.execute(
            f"""INSERT INTO {table} ({columns}) OVERRIDING SYSTEM VALUE
                SELECT {columns} FROM json_populate_recordset(NULL::{table}, $1)""",
            list(rows[start : start + _PIECE]),
        )


async def principals(tx: Any, count: int) -> list[int]:
    """Takes that many ids of members, contacts or persons."""
    rows = await tx.fetch(
        "SELECT nextval('principal_seq') AS id FROM generate_series(1, $1)", count
    )
    return [row["id"] for row in rows]


async def identities(tx: Any, table: str, count: int) -> list[int]:
    """Takes that many ids from a table's own sequence."""
    rows = await tx.fetch(
        "SELECT nextval(pg_get_serial_sequence($1, 'id')) AS id FROM generate_series(1, $2)",
        table,
        count,
    )
    return [row["id"] for row in rows]


async def settle_admin(tx: Any, corp_id: int, userid: str, admin: Row) -> int:
    """Completes the member that the founding made; answers its id."""
    await tx.execute(
        """UPDATE member SET name = $3, name_pinyin = $4, mobile = $5, gender = $6, position = $7,
               external_position = $7, main_department = $8, created_at = $9
           WHERE corp_id = $1 AND userid = $2""",
        corp_id, userid, admin["name"], admin["name_pinyin"], admin["mobile"], admin["gender"],
        admin["position"], admin["main_department"], admin["created_at"],
    )  # fmt: skip
    member_id: int = await tx.fetchval(
        "SELECT id FROM member WHERE corp_id = $1 AND userid = $2", corp_id, userid
    )
    await tx.execute(
        "DELETE FROM member_department WHERE corp_id = $1 AND member_id = $2", corp_id, member_id
    )
    return member_id


async def backdate(tx: Any, corp_id: int, founded_at: Any) -> None:
    """The corp is as old as its first customer."""
    await tx.execute("UPDATE corp SET created_at = $2 WHERE id = $1", corp_id, founded_at)
    await tx.execute("UPDATE app SET created_at = $2 WHERE corp_id = $1", corp_id, founded_at)


async def mark_relayed(tx: Any, corp_id: int) -> None:
    """The past was announced in the past."""
    await tx.execute("UPDATE event SET relayed = true WHERE corp_id = $1", corp_id)


async def next_directory_ids(tx: Any, corp_id: int, department: int, tag: int) -> None:
    """What is made next follows the ids used here."""
    await tx.execute(
        "UPDATE directory_counter SET next_department = $2, next_tag = $3 WHERE corp_id = $1",
        corp_id, department, tag,
    )  # fmt: skip


async def sum_ways(tx: Any, corp_id: int) -> None:
    """The totals of the codes from their days."""
    await tx.execute(
        """UPDATE contact_way w SET opened = d.opened, added = d.added
           FROM (SELECT way_id, sum(opened) AS opened, sum(added) AS added
                 FROM contact_way_day WHERE corp_id = $1 GROUP BY way_id) d
           WHERE w.corp_id = $1 AND w.id = d.way_id""",
        corp_id,
    )


async def link_conversations(tx: Any, corp_id: int) -> None:
    """Each follow knows its conversation; a side that was deleted may not write."""
    await tx.execute(
        """UPDATE follow f SET conversation_id = s.conversation_id
           FROM welcome_slot s WHERE f.corp_id = $1 AND s.corp_id = $1
             AND s.contact_id = f.contact_id AND s.member_id = f.member_id""",
        corp_id,
    )
    await tx.execute(
        """UPDATE conversation c SET closed =
               jsonb_build_object(f.member_id::text, 'deleted', f.contact_id::text, 'deleted')
           FROM follow f WHERE c.corp_id = $1 AND f.corp_id = $1 AND f.conversation_id = c.id
             AND f.state <> 'active'""",
        corp_id,
    )


async def is_empty(tx: Any) -> bool:
    """Whether this server has no company yet."""
    return not await tx.fetchval("SELECT EXISTS (SELECT 1 FROM corp)")


async def analyze(connection: Any) -> None:
    """Tells the planner what is there now."""
    await connection.execute("ANALYZE")
