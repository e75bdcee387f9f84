"""Groups as lists and cards show them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from reunion.core.context import Context
from reunion.core.sql import containing
from reunion.platform.groups.model import Group, GroupKind, GroupLabel, Status

_SHOWN = """
    g.id, g.kind, g.chat_id, g.name, g.owner_id, m.name AS owner_name, m.userid AS owner_userid,
    m.status = 'resigned' AS owner_resigned, g.size, g.size_limit, g.customers, g.notice, g.notice_by,
    g.notice_at, g.created_at, g.created_by, g.dismissed_at, g.invite_by, c.last_at
"""
_FROM = """
    customer_group g JOIN member m ON m.corp_id = g.corp_id AND m.id = g.owner_id
    JOIN conversation c ON c.corp_id = g.corp_id AND c.id = g.id
"""
_WHERE = """
    g.corp_id = $1
    AND ($2 = '%%' OR lower(g.name || ' ' || g.chat_id || ' ' || m.name || ' ' || m.userid) LIKE $2)
    AND ($3::bigint[] IS NULL OR g.owner_id = ANY($3::bigint[]))
    AND ($4::bigint IS NULL OR EXISTS (SELECT FROM group_labelled l
         WHERE l.corp_id = $1 AND l.group_id = g.id AND l.label_id = $4))
    AND ($5 = 'all' OR (g.dismissed_at IS NOT NULL) = ($5 = 'dismissed'))
    AND ($6::text IS NULL OR g.kind = $6)
"""


async def page(
    ctx: Context, *, q: str, owners: Sequence[int] | None, label: int | None, status: Status,
    kind: GroupKind | None, after: tuple[datetime, int] | None, limit: int,
) -> list[Group]:  # fmt: skip
    """The latest talk first; `owners` None: everybody's."""
    rows = await ctx.tx.fetch(
        f"""SELECT {_SHOWN} FROM {_FROM} WHERE {_WHERE}
              AND ($7::timestamptz IS NULL OR (c.last_at, g.id) < ($7, $8))
            ORDER BY c.last_at DESC, g.id DESC LIMIT $9""",
        ctx.corp_id, containing(q.lower()), owners, label, status, kind, *(after or (None, None)),
        limit,
    )  # fmt: skip
    return await _labelled(ctx, [Group(**row) for row in rows])


async def total(
    ctx: Context, *, q: str, owners: Sequence[int] | None, label: int | None, status: Status,
    kind: GroupKind | None,
) -> int:  # fmt: skip
    """How many the same filter finds."""
    return await ctx.tx.fetchval(
        f"SELECT count(*) FROM {_FROM} WHERE {_WHERE}",
        ctx.corp_id, containing(q.lower()), owners, label, status, kind,
    )  # fmt: skip


async def mine(
    ctx: Context, member_id: int, *, q: str, owned: bool, dismissed: bool, kind: GroupKind | None,
    after: tuple[datetime, int] | None, limit: int,
) -> list[Group]:  # fmt: skip
    """Those that a member is in, or looks after; the latest talk first."""
    rows = await ctx.tx.fetch(
        f"""SELECT {_SHOWN}, s.role AS my_role FROM group_stay s
            JOIN {_FROM.replace("g JOIN", "g ON g.corp_id = s.corp_id AND g.id = s.group_id JOIN", 1)}
            WHERE s.corp_id = $1 AND s.principal_id = $2 AND s.left_at IS NULL
              AND ($3 = '%%' OR lower(g.name) LIKE $3) AND (NOT $4 OR s.role = 'owner')
              AND ($5 OR g.dismissed_at IS NULL) AND ($6::text IS NULL OR g.kind = $6)
              AND ($7::timestamptz IS NULL OR (c.last_at, g.id) < ($7, $8))
            ORDER BY c.last_at DESC, g.id DESC LIMIT $9""",
        ctx.corp_id, member_id, containing(q.lower()), owned, dismissed, kind, *(after or (None, None)),
        limit,
    )  # fmt: skip
    return [Group(**row) for row in rows]


async def one(ctx: Context, group_id: int) -> Group | None:
    """One, with its labels."""
    row = await ctx.tx.fetchrow(
        f"SELECT {_SHOWN} FROM {_FROM} WHERE g.corp_id = $1 AND g.id = $2", ctx.corp_id, group_id
    )
    return (await _labelled(ctx, [Group(**row)]))[0] if row else None


async def _labelled(ctx: Context, found: list[Group]) -> list[Group]:
    rows = await ctx.tx.fetch(
        """SELECT l.group_id, b.id, b.name FROM group_labelled l
           JOIN group_label b ON b.corp_id = l.corp_id AND b.id = l.label_id
           WHERE l.corp_id = $1 AND l.group_id = ANY($2::bigint[]) ORDER BY b.name""",
        ctx.corp_id, [one.id for one in found],
    )  # fmt: skip
    by_group: dict[int, list[GroupLabel]] = {}
    for row in rows:
        by_group.setdefault(row["group_id"], []).append(GroupLabel(row["id"], row["name"]))
    for group in found:
        group.labels = by_group.get(group.id, [])
    return found


async def labels(ctx: Context) -> list[GroupLabel]:
    """All of the company's."""
    rows = await ctx.tx.fetch(
        """SELECT b.id, b.name, (SELECT count(*) FROM group_labelled l
               WHERE l.corp_id = b.corp_id AND l.label_id = b.id) AS groups
           FROM group_label b WHERE b.corp_id = $1 ORDER BY b.name""",
        ctx.corp_id,
    )
    return [GroupLabel(**row) for row in rows]


async def put_label(ctx: Context, label_id: int | None, name: str) -> int | None:
    """Makes or renames one; None where the name is taken or there is no such label."""
    if label_id is None:
        return await ctx.tx.fetchval(
            """INSERT INTO group_label (corp_id, name) VALUES ($1, $2)
               ON CONFLICT DO NOTHING RETURNING id""",
            ctx.corp_id, name,
        )  # fmt: skip
    return await ctx.tx.fetchval(
        """UPDATE group_label SET name = $3 WHERE corp_id = $1 AND id = $2
             AND NOT EXISTS (SELECT FROM group_label WHERE corp_id = $1 AND name = $3 AND id <> $2)
           RETURNING id""",
        ctx.corp_id, label_id, name,
    )  # fmt: skip


async def delete_label(ctx: Context, label_id: int) -> bool:
    """Takes it away, also from groups."""
    done: Any = await ctx.tx.fetchval(
        "DELETE FROM group_label WHERE corp_id = $1 AND id = $2 RETURNING id", ctx.corp_id, label_id
    )
    return done is not None


async def put_labels(ctx: Context, group_id: int, label_ids: Sequence[int]) -> None:
    """These labels and no others; unknown ones are passed over."""
    await ctx.tx.execute(
        """DELETE FROM group_labelled
           WHERE corp_id = $1 AND group_id = $2 AND label_id <> ALL($3::bigint[])""",
        ctx.corp_id, group_id, list(label_ids),
    )  # fmt: skip
    await ctx.tx.execute(
        """INSERT INTO group_labelled (corp_id, group_id, label_id)
           SELECT $1, $2, id FROM group_label WHERE corp_id = $1 AND id = ANY($3::bigint[])
           ON CONFLICT DO NOTHING""",
        ctx.corp_id, group_id, list(label_ids),
    )  # fmt: skip
