"""SQL that finds who gets a broadcast: each customer once, from the member who last talked with her."""

from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.platform.broadcasts.model import Resolved

_FEW = 20
LOOKED_AT = "broadcast_looked_at"


class Found(msgspec.Struct, frozen=True):
    """One part of an audience. `to`: the customers up to this one were looked at; None: all."""

    to: int | None
    contact_ids: list[int]
    member_ids: list[int]


class _Query:
    """Parts of the statement with their numbered values; $1 corp_id, $2 after, $3 how many (None: all)."""

    def __init__(self, corp_id: int, after: int, limit: int | None) -> None:
        self.values: list[Any] = [corp_id, after, limit]

    def add(self, value: Any) -> str:
        self.values.append(value)
        return f"${len(self.values)}"


def _page(query: _Query, wanted: Resolved) -> str:
    """The customers to look at, in their order: from the narrowest part of the audience."""
    if wanted.contact_ids is not None:
        ids = query.add(wanted.contact_ids)
        source = f"SELECT DISTINCT id FROM unnest({ids}::bigint[]) AS u (id) WHERE id > $2"
    elif wanted.all_of:
        tag = query.add(wanted.all_of[0])
        source = f"""SELECT DISTINCT contact_id AS id FROM follow_tag
            WHERE corp_id = $1 AND tag_id = {tag} AND contact_id > $2"""
    elif wanted.member_ids is not None and len(wanted.member_ids) <= _FEW:
        members = query.add(wanted.member_ids)
        source = f"""SELECT DISTINCT contact_id AS id FROM follow WHERE corp_id = $1
            AND member_id = ANY({members}::bigint[]) AND state = 'active' AND contact_id > $2"""
    else:
        source = "SELECT id FROM contact WHERE corp_id = $1 AND id > $2"
    return f"{source} ORDER BY 1 LIMIT $3::bigint"


def _tagged(tags: str) -> str:
    return f"""EXISTS (SELECT FROM follow_tag g WHERE g.corp_id = f.corp_id
        AND g.contact_id = f.contact_id AND g.member_id = f.member_id AND g.tag_id = {tags})"""


# People of partner companies are no customers, unless they are named. They are few: the list is read once.
_NOT_OF_PARTNERS = "f.contact_id NOT IN (SELECT contact_id FROM partner_person WHERE corp_id = $1)"


def _conditions(query: _Query, wanted: Resolved) -> str:
    parts = ["f.state = 'active'"]
    if wanted.contact_ids is None:
        parts.append(_NOT_OF_PARTNERS)
    if wanted.member_ids is not None:
        parts.append(f"f.member_id = ANY({query.add(wanted.member_ids)}::bigint[])")
    parts += [_tagged(query.add(tag)) for tag in wanted.all_of]
    parts += [_tagged(f"ANY({query.add(tags)}::bigint[])") for tags in wanted.any_of]
    if wanted.none_of:
        parts.append(f"NOT {_tagged(f'ANY({query.add(wanted.none_of)}::bigint[])')}")
    if wanted.sources:
        parts.append(f"f.source_state = ANY({query.add(wanted.sources)}::text[])")
    if wanted.since is not None:
        parts.append(f"f.added_at >= {query.add(wanted.since)}")
    if wanted.until is not None:
        parts.append(f"f.added_at < {query.add(wanted.until)}")
    return " AND ".join(parts)


# Of each table the keys of the whole page are walked through once. Who talked last is looked up only for
# customers of several members.
def _matched(query: _Query, wanted: Resolved) -> str:
    page, conditions = _page(query, wanted), _conditions(query, wanted)
    return f"""
WITH page AS MATERIALIZED ({page}), followed AS MATERIALIZED (
    SELECT contact_id, member_id, conversation_id, blocked_by_customer, added_at FROM follow f
    WHERE corp_id = $1 AND contact_id = ANY((SELECT array_agg(id) FROM page)::bigint[])
      AND {conditions}
), working AS MATERIALIZED (
    SELECT id FROM member WHERE corp_id = $1 AND status IN ('active', 'pending')
      AND id = ANY((SELECT array_agg(DISTINCT member_id) FROM followed)::bigint[])
), candidate AS (
    SELECT *, count(*) OVER (PARTITION BY contact_id) > 1 AS several FROM followed
    WHERE member_id IN (SELECT id FROM working)
), matched AS MATERIALIZED (
    SELECT DISTINCT ON (f.contact_id) f.contact_id, f.member_id, f.conversation_id,
           f.blocked_by_customer
    FROM candidate f
    ORDER BY f.contact_id, CASE WHEN f.several THEN (SELECT talked_at FROM conversation c
                 WHERE c.corp_id = $1 AND c.id = f.conversation_id) END DESC NULLS LAST,
             f.added_at DESC NULLS LAST, f.member_id
)"""


_FOUND = """(SELECT CASE WHEN count(*) = $3 THEN max(id) END FROM page) AS "to" """


async def look(ctx: Context, wanted: Resolved) -> tuple[int, int]:
    """The whole audience as asks, in the temporary table LOOKED_AT until the transaction ends; answers
    how many customers and members."""
    await ctx.tx.execute(
        f"""CREATE TEMPORARY TABLE {LOOKED_AT}
                (contact_id bigint, member_id bigint, barred text) ON COMMIT DROP"""
    )
    query = _Query(ctx.corp_id, 0, None)
    await ctx.tx.execute(
        f"""{_matched(query, wanted)}
            INSERT INTO {LOOKED_AT}
            SELECT contact_id, member_id, CASE WHEN blocked_by_customer THEN 'blocked' END
            FROM matched""",
        *query.values,
    )
    row = await ctx.tx.fetchrow(
        f"SELECT count(*) AS customers, count(DISTINCT member_id) AS members FROM {LOOKED_AT}"
    )
    return row["customers"], row["members"]


async def write(
    ctx: Context, broadcast_id: int, wanted: Resolved, after: int, limit: int
) -> Found:  # fmt: skip
    """A part of it as recipients, with the members' tasks; the caller has the broadcast's lock."""
    query = _Query(ctx.corp_id, after, limit)
    broadcast = query.add(broadcast_id)
    row = await ctx.tx.fetchrow(
        f"""{_matched(query, wanted)}, written AS (
                INSERT INTO broadcast_recipient
                    (corp_id, broadcast_id, contact_id, member_id, conversation_id)
                SELECT $1, {broadcast}::bigint, contact_id, member_id, conversation_id FROM matched
                ORDER BY contact_id
            ), counted AS (
                INSERT INTO broadcast_task AS t (corp_id, broadcast_id, member_id, customers)
                SELECT $1, {broadcast}::bigint, member_id, count(*) FROM matched GROUP BY member_id
                ORDER BY member_id
                ON CONFLICT (corp_id, broadcast_id, member_id)
                DO UPDATE SET customers = t.customers + excluded.customers
                RETURNING (t.xmax = 0) AS is_new
            ), reached AS (
                UPDATE broadcast SET prepared_to = coalesce((SELECT max(id) FROM page), prepared_to),
                    prepared = prepared + (SELECT count(*) FROM matched),
                    members = members + (SELECT count(*) FROM counted WHERE is_new)
                WHERE corp_id = $1 AND id = {broadcast}::bigint
            )
            SELECT {_FOUND}, array_agg(contact_id ORDER BY contact_id) AS contact_ids,
                   array_agg(member_id ORDER BY contact_id) AS member_ids
            FROM matched""",
        *query.values,
    )
    return Found(row["to"], row["contact_ids"] or [], row["member_ids"] or [])


async def contact_ids(ctx: Context, external_userids: list[str]) -> dict[str, int]:
    """Those of these that are customers of the corp."""
    rows = await ctx.tx.fetch(
        """SELECT external_userid, id FROM contact
           WHERE corp_id = $1 AND external_userid = ANY($2::text[])""",
        ctx.corp_id, external_userids,
    )  # fmt: skip
    return {row["external_userid"]: row["id"] for row in rows}


async def unreached(ctx: Context, broadcast_id: int, contact_ids: list[int]) -> list[int]:
    """Those of these customers who are not among the recipients."""
    rows = await ctx.tx.fetch(
        """SELECT u.id FROM unnest($3::bigint[]) AS u (id) WHERE NOT EXISTS (
               SELECT FROM broadcast_recipient r
               WHERE r.corp_id = $1 AND r.broadcast_id = $2 AND r.contact_id = u.id)""",
        ctx.corp_id, broadcast_id, contact_ids,
    )  # fmt: skip
    return [row["id"] for row in rows]
