"""Many customers of a member at once, as adding would have left them."""

from typing import Any

from tests.factories.company import Company

_CROWD = """
WITH made AS (
    INSERT INTO person (phone, unionid, name)
    SELECT '+8612' || nextval('principal_seq'), 'u' || gen_random_uuid(), $4 || n
    FROM generate_series(1, $3::integer) AS n RETURNING id
), known AS (
    INSERT INTO contact (corp_id, person_id, external_userid)
    SELECT $1, id, 'wm' || lpad(id::text, 30, '0') FROM made RETURNING id, person_id
), talk AS (
    INSERT INTO conversation (corp_id, kind, pair, last_at)
    SELECT $1, 'external', least(id, $2::bigint) || ':' || greatest(id, $2::bigint), now()
    FROM known RETURNING id, pair
), placed AS (
    SELECT k.id AS contact_id, k.person_id, t.id AS conversation_id
    FROM known k JOIN talk t ON t.pair = least(k.id, $2::bigint) || ':' || greatest(k.id, $2::bigint)
), seated AS (
    INSERT INTO participant (corp_id, conversation_id, principal_id, kind, account_id)
    SELECT $1, conversation_id, contact_id, 'contact', person_id FROM placed
    UNION ALL SELECT $1, conversation_id, $2, 'member', $2 FROM placed
)
INSERT INTO follow (corp_id, contact_id, member_id, state, added_at, since, conversation_id)
SELECT $1, contact_id, $2, 'active', now(), now(), conversation_id FROM placed
RETURNING contact_id
"""


async def crowd(tx: Any, corp_id: int, member_id: int, count: int, name: str = "客") -> list[int]:
    """So many customers, each with an empty conversation; answers their ids in order."""
    rows = await tx.fetch(_CROWD, corp_id, member_id, count, name)
    return sorted(row["contact_id"] for row in rows)


def crowd_of(company: Company, userid: str, count: int) -> list[int]:
    """The same in the shared server's company."""

    async def make() -> list[int]:
        async with company.reunion.db.transaction() as tx:
            return await crowd(tx, company.corp_id, company.members[userid], count)

    return company.reunion.run(make)
