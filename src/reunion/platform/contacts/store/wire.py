"""The customer reads of the open surface, each a single statement."""

from datetime import datetime
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.platform.contacts.model import FOLLOWERS_A_PAGE
from reunion.wecom.endpoints.external_contacts import FollowUser


class WireContact(msgspec.Struct, frozen=True):
    """A customer with one page of followers; `last` is the key of the last of them where more follow.
    `employer` and `employer_full_name` of a person of a partner company, otherwise null."""

    external_userid: str
    name: str
    gender: int
    avatar_media_id: str | None
    unionid: str
    follow_user: list[FollowUser]
    employer: str | None
    employer_full_name: str | None
    position: str | None
    followers: int
    last: tuple[datetime, int] | None


_followers = msgspec.json.Decoder(list[FollowUser])

_SECONDS = "extract(epoch FROM f.added_at)::bigint"
_GET = f"""
SELECT c.external_userid, p.name, p.gender, p.avatar_media_id, p.unionid,
    r.name AS employer, r.full_name AS employer_full_name, e.position,
    followers.list, followers.count, followers.last_at, followers.last_id
FROM contact c JOIN person p ON p.id = c.person_id
LEFT JOIN partner_person e ON e.corp_id = c.corp_id AND e.contact_id = c.id
LEFT JOIN partner r ON r.corp_id = e.corp_id AND r.id = e.partner_id
CROSS JOIN LATERAL (
    SELECT coalesce(json_agg(json_strip_nulls(json_build_object(
            'userid', one.userid, 'remark', one.remark, 'description', one.description,
            'createtime', one.createtime, 'remark_corp_name', nullif(one.remark_company, ''),
            'remark_mobiles', one.remark_mobiles, 'oper_userid', one.oper_userid,
            'add_way', one.add_way, 'state', nullif(one.source_state, ''),
            'tags', one.tags)) ORDER BY one.n) FILTER (WHERE one.n <= {FOLLOWERS_A_PAGE}),
            '[]')::text AS list,
        count(*) AS count, max(one.added_at) FILTER (WHERE one.n = {FOLLOWERS_A_PAGE}) AS last_at,
        max(one.member_id) FILTER (WHERE one.n = {FOLLOWERS_A_PAGE}) AS last_id
    FROM (
        SELECT row_number() OVER (ORDER BY f.added_at, f.member_id) AS n,
            m.userid, f.remark, f.description, {_SECONDS} AS createtime, f.remark_company,
            f.remark_mobiles, f.oper_userid, f.add_way, f.source_state, f.added_at, f.member_id,
            coalesce((SELECT json_agg(json_build_object('group_name', g.name, 'tag_name', t.name,
                    'tag_id', t.wire_id, 'type', CASE WHEN g.strategy_id IS NULL THEN 1 ELSE 3 END)
                    ORDER BY g.sort DESC, g.id, t.sort DESC, t.id)
                FROM follow_tag ft JOIN tag t ON t.corp_id = ft.corp_id AND t.id = ft.tag_id
                JOIN tag_group g ON g.corp_id = t.corp_id AND g.id = t.group_id
                WHERE ft.corp_id = f.corp_id AND ft.contact_id = f.contact_id
                  AND ft.member_id = f.member_id), '[]') AS tags
        FROM follow f JOIN member m ON m.corp_id = f.corp_id AND m.id = f.member_id
        WHERE f.corp_id = c.corp_id AND f.contact_id = c.id AND f.state = 'active'
          AND ($3::timestamptz IS NULL OR (f.added_at, f.member_id) > ($3, $4))
        ORDER BY f.added_at, f.member_id LIMIT {FOLLOWERS_A_PAGE + 1}
    ) one
) followers
WHERE c.corp_id = $1 AND c.external_userid = $2
"""


async def get(
    ctx: Context, external_userid: str, after: tuple[datetime, int] | None
) -> WireContact | None:
    """A customer with up to 500 followers after a key; None where the corp has no such customer."""
    at, member_id = after or (None, None)
    row = await ctx.tx.fetchrow(_GET, ctx.corp_id, external_userid, at, member_id)
    if row is None:
        return None
    more = row["count"] > FOLLOWERS_A_PAGE
    return WireContact(
        row["external_userid"],
        row["name"],
        row["gender"],
        row["avatar_media_id"],
        row["unionid"],
        _followers.decode(row["list"]),
        row["employer"],
        row["employer_full_name"],
        row["position"],
        row["count"],
        (row["last_at"], row["last_id"]) if more else None,
    )


async def list_of(ctx: Context, userid: str) -> tuple[bool, list[str]]:
    """Whether there is such a member, and the wire ids of the customers, the earliest first."""
    row = await ctx.tx.fetchrow(
        """SELECT array(SELECT c.external_userid FROM follow f
                   JOIN contact c ON c.corp_id = f.corp_id AND c.id = f.contact_id
                   WHERE f.corp_id = m.corp_id AND f.member_id = m.id AND f.state = 'active'
                   ORDER BY f.added_at, f.contact_id) AS ids
           FROM member m WHERE m.corp_id = $1 AND lower(m.userid) = lower($2)""",
        ctx.corp_id, userid,
    )  # fmt: skip
    return (True, row["ids"]) if row else (False, [])


async def follow_users(ctx: Context) -> list[str]:
    """The members who may have customers."""
    rows = await ctx.tx.fetch(
        """SELECT userid FROM member
           WHERE corp_id = $1 AND can_contact AND status IN ('active', 'pending') ORDER BY id""",
        ctx.corp_id,
    )
    return [row["userid"] for row in rows]


class BatchRow(msgspec.Struct, frozen=True):
    """A customer with one member's follow, tags by wire id; times in seconds since 1970."""

    contact_id: int
    member_id: int
    external_userid: str
    name: str
    gender: int
    avatar_media_id: str | None
    unionid: str
    employer: str | None
    employer_full_name: str | None
    position: str | None
    userid: str
    remark: str
    description: str
    createtime: int
    remark_company: str
    remark_mobiles: list[str]
    oper_userid: str
    add_way: int
    source_state: str
    tag_ids: list[str]


async def batch(
    ctx: Context, member_ids: list[int], after: tuple[int, int] | None, limit: int
) -> list[BatchRow]:
    """Customers of several members by (member, contact), after a key: stable while rows come and go."""
    member_id, contact_id = after or (0, 0)
    rows = await ctx.tx.fetch(
        f"""SELECT f.contact_id, f.member_id, c.external_userid, p.name, p.gender, p.avatar_media_id,
                p.unionid, r.name AS employer, r.full_name AS employer_full_name, e.position,
                m.userid, f.remark, f.description, {_SECONDS} AS createtime,
                f.remark_company, f.remark_mobiles, f.oper_userid, f.add_way, f.source_state,
                array(SELECT t.wire_id FROM follow_tag ft
                      JOIN tag t ON t.corp_id = ft.corp_id AND t.id = ft.tag_id
                      WHERE ft.corp_id = f.corp_id AND ft.contact_id = f.contact_id
                        AND ft.member_id = f.member_id ORDER BY t.id) AS tag_ids
            FROM follow f JOIN contact c ON c.corp_id = f.corp_id AND c.id = f.contact_id
            JOIN person p ON p.id = c.person_id
            JOIN member m ON m.corp_id = f.corp_id AND m.id = f.member_id
            LEFT JOIN partner_person e ON e.corp_id = f.corp_id AND e.contact_id = f.contact_id
            LEFT JOIN partner r ON r.corp_id = e.corp_id AND r.id = e.partner_id
            WHERE f.corp_id = $1 AND f.member_id = ANY($2) AND f.state = 'active'
              AND (f.member_id, f.contact_id) > ($3, $4)
            ORDER BY f.member_id, f.contact_id LIMIT $5""",
        ctx.corp_id, member_ids, member_id, contact_id, limit,
    )  # fmt: skip
    return [BatchRow(**row) for row in rows]


async def members_by_userid(ctx: Context, userids: list[str]) -> dict[str, int]:
    """Member keys by lower-case userid."""
    rows = await ctx.tx.fetch(
        """SELECT id, lower(userid) AS userid FROM member
           WHERE corp_id = $1 AND lower(userid) = ANY($2)""",
        ctx.corp_id, [userid.lower() for userid in userids],
    )  # fmt: skip
    return {row["userid"]: row["id"] for row in rows}


class UnassignedRow(msgspec.Struct, frozen=True):
    """A customer whose member has left."""

    userid: str
    external_userid: str
    left_at: datetime
    contact_id: int
    member_id: int


async def unassigned(
    ctx: Context, after: tuple[datetime, int, int] | None, offset: int, limit: int
) -> list[UnassignedRow]:
    """The latest departure first, after a key or from an offset."""
    values: list[Any] = [ctx.corp_id, offset, limit, *(after or (None, None, None))]
    rows = await ctx.tx.fetch(
        """SELECT m.userid, c.external_userid, coalesce(m.resigned_at, f.unassigned_at) AS left_at,
                  f.contact_id, f.member_id
           FROM follow f JOIN contact c ON c.corp_id = f.corp_id AND c.id = f.contact_id
           JOIN member m ON m.corp_id = f.corp_id AND m.id = f.member_id
           WHERE f.corp_id = $1 AND f.unassigned_at IS NOT NULL AND f.handing_to IS NULL
             AND ($4::timestamptz IS NULL OR (coalesce(m.resigned_at, f.unassigned_at), f.contact_id,
                  f.member_id) < ($4, $5::bigint, $6::bigint))
           ORDER BY 3 DESC, f.contact_id DESC, f.member_id DESC OFFSET $2 LIMIT $3""",
        *values,
    )
    return [UnassignedRow(**row) for row in rows]
