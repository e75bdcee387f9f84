"""Who is in a group, who was, and who may come in."""

from collections.abc import Sequence
from typing import Any

from reunion.core.context import Context
from reunion.platform.groups.model import Coming, Newcomer


async def colleagues(ctx: Context, member_ids: Sequence[int]) -> list[Newcomer]:
    """Those of these who work here."""
    rows = await ctx.tx.fetch(
        """SELECT m.id, m.userid, m.name FROM unnest($2::bigint[]) WITH ORDINALITY AS w (id, place)
           JOIN member m ON m.corp_id = $1 AND m.id = w.id AND m.status IN ('active', 'pending')
           ORDER BY w.place""",
        ctx.corp_id, list(member_ids),
    )  # fmt: skip
    return [Newcomer(row["id"], "member", row["id"], row["userid"], row["name"]) for row in rows]


async def customers_of(ctx: Context, member_id: int, contact_ids: Sequence[int]) -> list[Newcomer]:
    """Those of these who are customers of this member."""
    rows = await ctx.tx.fetch(
        """SELECT c.id, c.person_id, c.external_userid, p.name
           FROM unnest($3::bigint[]) WITH ORDINALITY AS w (id, place)
           JOIN follow f ON f.corp_id = $1 AND f.contact_id = w.id AND f.member_id = $2
             AND f.state = 'active'
           JOIN contact c ON c.corp_id = $1 AND c.id = w.id
           JOIN person p ON p.id = c.person_id ORDER BY w.place""",
        ctx.corp_id, member_id, list(contact_ids),
    )  # fmt: skip
    return [_contact(row) for row in rows]


async def contacts(ctx: Context, contact_ids: Sequence[int]) -> list[Newcomer]:
    """These contacts, whosever they are, in their order."""
    rows = await ctx.tx.fetch(
        """SELECT c.id, c.person_id, c.external_userid, p.name
           FROM unnest($2::bigint[]) WITH ORDINALITY AS w (id, place)
           JOIN contact c ON c.corp_id = $1 AND c.id = w.id
           JOIN person p ON p.id = c.person_id ORDER BY w.place""",
        ctx.corp_id, list(contact_ids),
    )  # fmt: skip
    return [_contact(row) for row in rows]


def _contact(row: Any) -> Newcomer:
    return Newcomer(
        row["id"], "contact", row["person_id"], row["external_userid"], row["name"] or ""
    )


async def may_own(ctx: Context, member_id: int) -> bool:
    """Whether he works here and may have customers."""
    return await ctx.tx.fetchval(
        """SELECT EXISTS (SELECT FROM member WHERE corp_id = $1 AND id = $2 AND can_contact
               AND status IN ('active', 'pending'))""",
        ctx.corp_id, member_id,
    )  # fmt: skip


async def works(ctx: Context, member_id: int) -> bool:
    """Whether he has not left."""
    return await ctx.tx.fetchval(
        """SELECT EXISTS (SELECT FROM member WHERE corp_id = $1 AND id = $2
               AND status IN ('active', 'pending', 'disabled'))""",
        ctx.corp_id, member_id,
    )  # fmt: skip


async def come(ctx: Context, group_id: int, newcomers: Sequence[Newcomer], coming: Coming) -> None:
    """A stay begins for each."""
    await ctx.tx.execute(
        """INSERT INTO group_stay (corp_id, group_id, principal_id, kind, joined_at, join_scene,
               inviter_id, way_id, state)
           SELECT $1, $2, *, $5, $6, $7, $8, $9 FROM unnest($3::bigint[], $4::text[])""",
        ctx.corp_id, group_id, [one.principal_id for one in newcomers],
        [one.kind for one in newcomers], ctx.now, coming.scene, coming.inviter_id, coming.way_id,
        coming.state,
    )  # fmt: skip


async def go(
    ctx: Context, group_id: int, principal_ids: Sequence[int], quit_scene: int, by: str, reason: str
) -> list[Any]:
    """Their stays end, and keep what the seats heard and had read; answers rows (principal_id, kind,
    way_id) of those who were in it. The caller holds the conversation, and the seats are still there."""
    return await ctx.tx.fetch(
        """UPDATE group_stay s SET left_at = $4, quit_scene = $5, removed_by = $6, reason = $7,
               heard_from = p.from_seq, heard_to = c.last_seq, read_to = p.read_seq
           FROM participant p JOIN conversation c ON c.corp_id = p.corp_id AND c.id = p.conversation_id
           WHERE s.corp_id = $1 AND s.group_id = $2 AND s.principal_id = ANY($3::bigint[])
             AND s.left_at IS NULL AND p.corp_id = $1 AND p.conversation_id = $2
             AND p.principal_id = s.principal_id
           RETURNING s.principal_id, s.kind, s.way_id""",
        ctx.corp_id, group_id, list(principal_ids), ctx.now, quit_scene, by, reason,
    )  # fmt: skip


async def roles(ctx: Context, group_id: int) -> dict[int, tuple[str, str]]:
    """(kind, role) of everybody who is in it."""
    rows = await ctx.tx.fetch(
        """SELECT principal_id, kind, role FROM group_stay
           WHERE corp_id = $1 AND group_id = $2 AND left_at IS NULL""",
        ctx.corp_id, group_id,
    )  # fmt: skip
    return {row["principal_id"]: (row["kind"], row["role"]) for row in rows}


async def set_roles(ctx: Context, group_id: int, owner_id: int, admins: Sequence[int]) -> None:
    """The owner, these admins, and everybody else a member."""
    await ctx.tx.execute(
        """UPDATE group_stay SET role = CASE WHEN principal_id = $3 THEN 'owner'
               WHEN principal_id = ANY($4::bigint[]) THEN 'admin' ELSE 'member' END
           WHERE corp_id = $1 AND group_id = $2 AND left_at IS NULL""",
        ctx.corp_id, group_id, owner_id, list(admins),
    )  # fmt: skip


async def set_nickname(ctx: Context, group_id: int, principal_id: int, nickname: str) -> None:
    """What somebody is called in this group."""
    await ctx.tx.execute(
        """UPDATE group_stay SET nickname = $4
           WHERE corp_id = $1 AND group_id = $2 AND principal_id = $3 AND left_at IS NULL""",
        ctx.corp_id, group_id, principal_id, nickname,
    )  # fmt: skip


async def heir(ctx: Context, group_id: int, but: int) -> int | None:
    """Who would look after it: the oldest admin, else the colleague who is in it for the longest."""
    return await ctx.tx.fetchval(
        """SELECT s.principal_id FROM group_stay s
           JOIN member m ON m.corp_id = s.corp_id AND m.id = s.principal_id
             AND m.status IN ('active', 'pending') AND m.can_contact
           WHERE s.corp_id = $1 AND s.group_id = $2 AND s.left_at IS NULL AND s.principal_id <> $3
           ORDER BY s.role <> 'admin', s.joined_at, s.principal_id LIMIT 1""",
        ctx.corp_id, group_id, but,
    )  # fmt: skip


async def names(ctx: Context, principal_ids: Sequence[int]) -> list[str]:
    """What these are called, in the order asked for."""
    rows = await ctx.tx.fetch(
        """SELECT coalesce(m.name, p.name, '') AS name
           FROM unnest($2::bigint[]) WITH ORDINALITY AS w (id, place)
           LEFT JOIN member m ON m.corp_id = $1 AND m.id = w.id
           LEFT JOIN contact c ON c.corp_id = $1 AND c.id = w.id
           LEFT JOIN person p ON p.id = c.person_id ORDER BY w.place""",
        ctx.corp_id, list(principal_ids),
    )  # fmt: skip
    return [row["name"] for row in rows]


async def wire_ids(ctx: Context, principal_ids: Sequence[int]) -> list[str]:
    """userid or external_userid of each, in the order asked for."""
    rows = await ctx.tx.fetch(
        """SELECT coalesce(m.userid, c.external_userid) AS wire_id
           FROM unnest($2::bigint[]) WITH ORDINALITY AS w (id, place)
           LEFT JOIN member m ON m.corp_id = $1 AND m.id = w.id
           LEFT JOIN contact c ON c.corp_id = $1 AND c.id = w.id ORDER BY w.place""",
        ctx.corp_id, list(principal_ids),
    )  # fmt: skip
    return [row["wire_id"] for row in rows]


async def groups_of(ctx: Context, principal_ids: Sequence[int]) -> list[tuple[int, int]]:
    """(principal, group) of all that these are in and that are not dismissed."""
    rows = await ctx.tx.fetch(
        """SELECT s.principal_id, s.group_id FROM group_stay s
           JOIN customer_group g ON g.corp_id = s.corp_id AND g.id = s.group_id
             AND g.dismissed_at IS NULL
           WHERE s.corp_id = $1 AND s.principal_id = ANY($2::bigint[]) AND s.left_at IS NULL
           ORDER BY s.principal_id, s.group_id""",
        ctx.corp_id, list(principal_ids),
    )  # fmt: skip
    return [(row["principal_id"], row["group_id"]) for row in rows]


async def groups_of_person(tx: Any, person_id: int) -> list[tuple[int, int, int]]:
    """(corp_id, group, contact) of all that a person is in and that are not dismissed. Global: a person
    belongs to no corp."""
    rows = await tx.fetch(
        """SELECT g.corp_id, g.id, p.principal_id FROM participant p
           JOIN customer_group g ON g.corp_id = p.corp_id AND g.id = p.conversation_id
             AND g.dismissed_at IS NULL
           WHERE p.account_id = $1 AND p.kind = 'contact' ORDER BY g.corp_id, g.id""",
        person_id,
    )
    return [(row["corp_id"], row["id"], row["principal_id"]) for row in rows]


async def seat_of(ctx: Context, group_id: int, account_id: int) -> Any:
    """(corp_id, principal_id, kind, role) of the side that an account has. Global: a customer's groups
    lie in several corps; a corp_id in the context keeps it to that one."""
    return await ctx.tx.fetchrow(
        """SELECT p.corp_id, p.principal_id, p.kind, s.role FROM participant p
           JOIN group_stay s ON s.corp_id = p.corp_id AND s.group_id = p.conversation_id
             AND s.principal_id = p.principal_id AND s.left_at IS NULL
           WHERE p.account_id = $1 AND p.conversation_id = $2 AND ($3::bigint = 0 OR p.corp_id = $3)""",
        account_id, group_id, ctx.corp_id,
    )  # fmt: skip


async def shown(ctx: Context, group_id: int, viewer_id: int, former: int) -> list[Any]:
    """Everybody who is in it, and the latest `former` who are not, as rows for GroupMember."""
    return await ctx.tx.fetch(
        """WITH stay AS (
               SELECT * FROM group_stay
               WHERE corp_id = $1 AND group_id = $2 AND left_at IS NULL
               UNION ALL
               (SELECT * FROM group_stay WHERE corp_id = $1 AND group_id = $2 AND left_at IS NOT NULL
                ORDER BY left_at DESC, id DESC LIMIT $4))
           SELECT s.principal_id, s.kind, s.nickname, s.role, s.joined_at, s.join_scene, s.left_at,
                  s.quit_scene, s.removed_by, s.reason, s.state,
                  coalesce(m.name, nullif(f.remark, ''), p.name, '') AS name,
                  coalesce(p.name, '') AS own_name, p.unionid,
                  coalesce(m.avatar_media_id, p.avatar_media_id) AS picture,
                  m.userid, c.external_userid, coalesce(nullif(m.external_position, ''), m.position,
                      e.position, '') AS title, r.name AS corp_name,
                  i.userid AS inviter_userid, coalesce(i.name, '') AS inviter_name,
                  s.kind = 'member' OR f.state = 'active' AS mine
           FROM stay s
           LEFT JOIN member m ON s.kind = 'member' AND m.corp_id = $1 AND m.id = s.principal_id
           LEFT JOIN contact c ON s.kind = 'contact' AND c.corp_id = $1 AND c.id = s.principal_id
           LEFT JOIN person p ON p.id = c.person_id
           LEFT JOIN partner_person e ON e.corp_id = $1 AND e.contact_id = c.id
           LEFT JOIN partner r ON r.corp_id = $1 AND r.id = e.partner_id
           LEFT JOIN follow f ON f.corp_id = $1 AND f.contact_id = c.id AND f.member_id = $3
           LEFT JOIN member i ON i.corp_id = $1 AND i.id = s.inviter_id
           ORDER BY s.left_at DESC NULLS FIRST, s.role = 'owner' DESC, s.role = 'admin' DESC,
                    s.joined_at, s.id""",
        ctx.corp_id, group_id, viewer_id, former,
    )  # fmt: skip
