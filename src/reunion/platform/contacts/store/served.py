"""Everybody outside whom the company has served: customers by member, and outsiders of customer groups."""

import hashlib

import msgspec

from reunion.core.context import Context


class ServedRow(msgspec.Struct, frozen=True):
    """One tie: `kind` 1 to a member, 2 to a customer group; `ref` is the member or the group."""

    contact_id: int
    kind: int
    ref: int
    is_customer: bool
    external_userid: str
    name: str
    userid: str | None
    chat_id: str | None
    chat_name: str | None
    add_time: int

    @property
    def key(self) -> tuple[int, int, int]:
        return (self.contact_id, self.kind, self.ref)

    @property
    def tmp_openid(self) -> str:
        """Says nothing of who she is, and is the same each time."""
        return "wt" + hashlib.sha256(self.external_userid.encode()).hexdigest()[:30]


async def page(ctx: Context, after: tuple[int, int, int], limit: int) -> list[ServedRow]:
    """After a key."""
    rows = await ctx.tx.fetch(
        """WITH tie AS (
               SELECT f.contact_id, 1 AS kind, f.member_id AS ref, true AS is_customer,
                   m.userid, NULL::text AS chat_id, NULL::text AS chat_name, f.added_at AS at
               FROM follow f JOIN member m ON m.corp_id = f.corp_id AND m.id = f.member_id
               WHERE f.corp_id = $1 AND f.state = 'active'
                 AND (f.contact_id, 1, f.member_id) > ($2, $3, $4)
               UNION ALL
               SELECT p.principal_id, 2, g.id, false, NULL, g.chat_id, g.name, g.created_at
               FROM customer_group g JOIN participant p ON p.corp_id = g.corp_id
                   AND p.conversation_id = g.id AND p.kind = 'contact'
               WHERE g.corp_id = $1 AND g.dismissed_at IS NULL
                 AND (p.principal_id, 2, g.id) > ($2, $3, $4)
                 AND NOT EXISTS (SELECT 1 FROM follow f WHERE f.corp_id = $1
                                 AND f.contact_id = p.principal_id AND f.state = 'active')
           )
           SELECT t.contact_id, t.kind, t.ref, t.is_customer, c.external_userid, p.name, t.userid,
               t.chat_id, t.chat_name, extract(epoch FROM t.at)::bigint AS add_time
           FROM tie t JOIN contact c ON c.corp_id = $1 AND c.id = t.contact_id
           JOIN person p ON p.id = c.person_id
           ORDER BY t.contact_id, t.kind, t.ref LIMIT $5""",
        ctx.corp_id, *after, limit,
    )  # fmt: skip
    return [ServedRow(**row) for row in rows]
