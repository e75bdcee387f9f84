"""Tags on follows, as sets; and the hot single statement behind mark_tag."""

import msgspec

from reunion.core.context import Context


class Marked(msgspec.Struct, frozen=True):
    """A follow whose tags have changed."""

    contact_id: int
    member_id: int
    userid: str
    external_userid: str
    source_state: str


class MarkOutcome(msgspec.Struct, frozen=True):
    """What the single statement found: all true means that it is done."""

    member: bool
    contact: bool
    follow: bool
    tags: bool


async def put(ctx: Context, contact_id: int, member_id: int, tag_keys: list[int]) -> None:
    """Puts tags on one follow; keys of deleted tags are passed over."""
    await ctx.tx.execute(
        """INSERT INTO follow_tag (corp_id, contact_id, member_id, tag_id, at)
           SELECT corp_id, $2, $3, id, $5 FROM tag WHERE corp_id = $1 AND id = ANY($4)
           ON CONFLICT DO NOTHING""",
        ctx.corp_id, contact_id, member_id, tag_keys, ctx.now,
    )  # fmt: skip


async def lock_active(ctx: Context, pairs: list[tuple[int, int]]) -> int:
    """Locks these follows in one order; answers how many of them are active."""
    contacts, members = [c for c, _ in pairs], [m for _, m in pairs]
    rows = await ctx.tx.fetch(
        """SELECT 1 FROM follow WHERE corp_id = $1 AND state = 'active'
             AND (contact_id, member_id) IN (SELECT * FROM unnest($2::bigint[], $3::bigint[]))
           ORDER BY contact_id, member_id FOR UPDATE""",
        ctx.corp_id, contacts, members,
    )  # fmt: skip
    return len(rows)


async def change(
    ctx: Context, pairs: list[tuple[int, int]], add: list[int], remove: list[int]
) -> list[Marked]:
    """Puts on and takes off; answers the follows that changed."""
    rows = await ctx.tx.fetch(
        """WITH pair AS (SELECT * FROM unnest($2::bigint[], $3::bigint[]) AS u (contact_id, member_id)),
           removed AS (
               DELETE FROM follow_tag ft USING pair
               WHERE ft.corp_id = $1 AND ft.contact_id = pair.contact_id
                 AND ft.member_id = pair.member_id AND ft.tag_id = ANY($5)
               RETURNING ft.contact_id, ft.member_id
           ), added AS (
               INSERT INTO follow_tag (corp_id, contact_id, member_id, tag_id, at)
               SELECT $1, pair.contact_id, pair.member_id, tag_id, $6
               FROM pair CROSS JOIN unnest($4::bigint[]) AS t (tag_id)
               ON CONFLICT DO NOTHING RETURNING contact_id, member_id
           )
           UPDATE follow f SET changed = pg_current_xact_id()
           FROM (SELECT * FROM removed UNION SELECT * FROM added) touched, member m, contact c
           WHERE f.corp_id = $1 AND f.contact_id = touched.contact_id
             AND f.member_id = touched.member_id AND m.corp_id = $1 AND m.id = f.member_id
             AND c.corp_id = $1 AND c.id = f.contact_id
           RETURNING f.contact_id, f.member_id, m.userid, c.external_userid, f.source_state""",
        ctx.corp_id, [c for c, _ in pairs], [m for _, m in pairs], add, remove, ctx.now,
    )  # fmt: skip
    return [Marked(**row) for row in rows]


_MARK = """
WITH target AS MATERIALIZED (
    SELECT m.id AS member_id, m.userid, c.id AS contact_id, f.source_state, f.state = 'active' AS active
    FROM (VALUES (1)) AS one (n)
    LEFT JOIN member m ON m.corp_id = $1 AND lower(m.userid) = lower($2)
    LEFT JOIN contact c ON c.corp_id = $1 AND c.external_userid = $3
    LEFT JOIN follow f ON f.corp_id = $1 AND f.contact_id = c.id AND f.member_id = m.id
), named AS MATERIALIZED (
    SELECT id, name, wire_id = ANY($5) AS removing
    FROM tag WHERE corp_id = $1 AND (wire_id = ANY($4) OR wire_id = ANY($5))
), ready AS MATERIALIZED (
    SELECT * FROM target WHERE active AND (SELECT count(*) FROM named) = $6
), removed AS (
    DELETE FROM follow_tag ft USING ready, named
    WHERE ft.corp_id = $1 AND ft.contact_id = ready.contact_id AND ft.member_id = ready.member_id
      AND ft.tag_id = named.id AND named.removing
    RETURNING named.name
), added AS (
    INSERT INTO follow_tag (corp_id, contact_id, member_id, tag_id, at)
    SELECT $1, ready.contact_id, ready.member_id, named.id, $7 FROM ready, named
    WHERE NOT named.removing
    ON CONFLICT DO NOTHING RETURNING tag_id
), touched AS (
    UPDATE follow f SET changed = pg_current_xact_id() FROM ready
    WHERE f.corp_id = $1 AND f.contact_id = ready.contact_id AND f.member_id = ready.member_id
      AND (EXISTS (SELECT 1 FROM removed) OR EXISTS (SELECT 1 FROM added))
    RETURNING f.contact_id
), told AS (
    INSERT INTO event (corp_id, name, subject, order_key, actor_kind, actor_id, actor_name, data, at)
    SELECT $1, 'contact.edited', $3, ready.contact_id::text, $8, $9, $10,
        jsonb_build_object('member_id', ready.member_id, 'userid', ready.userid,
            'external_userid', $3, 'state', ready.source_state,
            'changed', jsonb_build_object('tags', jsonb_build_object(
                'add', coalesce(
                    (SELECT jsonb_agg(n.name) FROM added a JOIN named n ON n.id = a.tag_id), '[]'),
                'remove', coalesce((SELECT jsonb_agg(name) FROM removed), '[]')))), $7
    FROM ready, touched
)
SELECT member_id IS NOT NULL AS member, contact_id IS NOT NULL AS contact,
    coalesce(active, false) AS follow, (SELECT count(*) FROM named) = $6 AS tags
FROM target
"""


async def mark_in_one_statement(
    ctx: Context, userid: str, external_userid: str, add: list[str], remove: list[str]
) -> MarkOutcome:
    """Everything that mark_tag does: finds the follow and the tags, marks, and appends the event."""
    named = len({*add, *remove})
    actor, at = ctx.actor, ctx.now
    row = await ctx.tx.fetchrow(
        _MARK, ctx.corp_id, userid, external_userid, add, remove, named, at,
        actor.kind, actor.id, actor.name,
    )  # fmt: skip
    return MarkOutcome(**row)


async def of_follows(
    ctx: Context, pairs: list[tuple[int, int]]
) -> list[tuple[int, int, str, str, str]]:
    """(contact, member, wire id, name, group) of every tag on these follows, in order."""
    rows = await ctx.tx.fetch(
        """SELECT ft.contact_id, ft.member_id, t.wire_id, t.name, g.name AS group_name
           FROM unnest($2::bigint[], $3::bigint[]) AS u (contact_id, member_id)
           JOIN follow_tag ft ON ft.corp_id = $1 AND ft.contact_id = u.contact_id
             AND ft.member_id = u.member_id
           JOIN tag t ON t.corp_id = $1 AND t.id = ft.tag_id
           JOIN tag_group g ON g.corp_id = $1 AND g.id = t.group_id
           ORDER BY g.sort DESC, g.id, t.sort DESC, t.id""",
        ctx.corp_id, [c for c, _ in pairs], [m for _, m in pairs],
    )  # fmt: skip
    return [tuple(row) for row in rows]


async def changed_since(ctx: Context, member_id: int, since: int) -> bool:
    """Whether a follow of this member changed in transaction `since` or after."""
    return await ctx.tx.fetchval(
        """SELECT EXISTS (SELECT 1 FROM follow WHERE corp_id = $1 AND member_id = $2
             AND changed >= $3::text::xid8)""",
        ctx.corp_id, member_id, str(since),
    )  # fmt: skip


async def changed_for_person(ctx: Context, person_id: int, since: int) -> bool:
    """The same for a customer, in every corp."""
    return await ctx.tx.fetchval(
        """SELECT EXISTS (SELECT 1 FROM contact c JOIN follow f
               ON f.corp_id = c.corp_id AND f.contact_id = c.id
             WHERE c.person_id = $1 AND f.changed >= $2::text::xid8)""",
        person_id, str(since),
    )  # fmt: skip
