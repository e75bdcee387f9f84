"""Writes the example company in bulk: the same rows as the verbs would have left, a few statements in all."""

from collections.abc import Sequence
from datetime import datetime
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
               external_position = $7, main_department = $8, created_at = $9, seen_at = now()
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


async def archive_since(tx: Any, corp_id: int, since: datetime) -> None:
    """Who is archived has been since then; customers were asked when they first talked, and four of five
    agreed. The worker fills the archive when it starts."""
    await tx.execute("UPDATE archive_member SET since = $2 WHERE corp_id = $1", corp_id, since)
    await tx.execute(
        """INSERT INTO archive_consent (corp_id, conversation_id, contact_id, at, agreed)
           SELECT $1, f.conversation_id, f.contact_id, $2, f.contact_id % 5 <> 0
           FROM follow f JOIN archive_member a ON a.corp_id = $1 AND a.member_id = f.member_id
           WHERE f.corp_id = $1 AND f.conversation_id IS NOT NULL""",
        corp_id, since,
    )  # fmt: skip


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


async def bring_by_link(
    tx: Any, corp_id: int, link_key: int, grant_id: int, channels: list[str], most: int
) -> None:
    """The latest customers who came by no code came by this link; who has written took a use."""
    await tx.execute(
        """WITH chosen AS (
               SELECT contact_id, member_id, added_at, row_number() OVER () AS n FROM (
                   SELECT DISTINCT ON (contact_id) contact_id, member_id, added_at FROM follow
                   WHERE corp_id = $1 AND contact_way_id IS NULL AND state = 'active'
                   ORDER BY contact_id, added_at DESC) one
               ORDER BY added_at DESC LIMIT $5
           ), marked AS (
               UPDATE follow f SET add_way = 16,
                   source_state = ($4::text[])[1 + (c.n % cardinality($4::text[]))]
               FROM chosen c WHERE f.corp_id = $1 AND f.contact_id = c.contact_id
                 AND f.member_id = c.member_id
               RETURNING f.contact_id, f.member_id, f.source_state, f.added_at, f.conversation_id
           ), said AS (
               SELECT m.*, (SELECT count(*) FROM (
                   SELECT 1 FROM message e WHERE e.corp_id = $1
                     AND e.conversation_id = m.conversation_id AND e.sender_id = m.contact_id
                     AND e.kind <> 'system' LIMIT 10) x) AS received FROM marked m
           ), brought AS (
               INSERT INTO acquisition_customer (corp_id, contact_id, member_id, link_id, state,
                   asked_at, added_at, received, started_at)
               SELECT $1, contact_id, member_id, $2, source_state, added_at, added_at, received,
                   CASE WHEN received > 0 THEN added_at END FROM said
           ), used AS (
               INSERT INTO acquisition_use (corp_id, contact_id, link_id, grant_id, at)
               SELECT $1, contact_id, $2, $3, added_at FROM said WHERE received > 0
           )
           INSERT INTO acquisition_day (corp_id, link_id, day, opened, added, chatted)
           SELECT $1, $2, (added_at AT TIME ZONE k.time_zone)::date, count(*) * 3 + 2, count(*),
               count(*) FILTER (WHERE received > 0)
           FROM said JOIN corp k ON k.id = $1 GROUP BY 3""",
        corp_id, link_key, grant_id, channels, most,
    )  # fmt: skip
    await tx.execute(
        """WITH taken AS (
               SELECT count(*) AS n FROM acquisition_use WHERE corp_id = $1 AND grant_id = $2
           ), left_over AS (
               UPDATE acquisition_grant SET balance = amount - taken.n FROM taken
               WHERE corp_id = $1 AND id = $2
           )
           UPDATE acquisition_account SET used = taken.n FROM taken WHERE corp_id = $1""",
        corp_id, grant_id,
    )  # fmt: skip


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


async def involved(tx: Any, corp_id: int, most: int) -> list[int]:
    """Persons who have something to look at: those who are in groups and see Moments, then one who is on her
    way to a colleague."""
    rows = await tx.fetch(
        """WITH going AS (
               SELECT c.person_id FROM handover h JOIN contact c
                 ON c.corp_id = h.corp_id AND c.id = h.contact_id
               WHERE h.corp_id = $1 AND h.state = 'waiting' ORDER BY h.id LIMIT 1
           ), reached AS (
               SELECT v.person_id FROM moment_viewer v
               WHERE v.corp_id = $1 AND v.shown AND EXISTS (
                   SELECT 1 FROM group_stay s WHERE s.corp_id = $1 AND s.principal_id = v.contact_id)
               GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT $2
           )
           SELECT person_id FROM reached UNION ALL SELECT person_id FROM going""",
        corp_id, most - 1,
    )  # fmt: skip
    return [row["person_id"] for row in rows]
