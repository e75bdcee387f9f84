"""Who may not join, and who is in several groups."""

from collections.abc import Sequence
from datetime import datetime

from reunion.core.context import Context
from reunion.core.sql import escaped
from reunion.platform.group_rules.model import Barred, Duplicate, GroupCustomer, Membership
from reunion.platform.group_rules.store.acts import CUSTOMER, customer_of

_LIKE = r"""($2 = '' OR lower(p.name) LIKE '%' || $2 || '%' ESCAPE '\' OR lower(t.external_userid) = $2)"""


def _pattern(q: str) -> str:
    return escaped(q.strip().lower())


async def named(ctx: Context, contact_ids: Sequence[int]) -> dict[int, GroupCustomer]:
    """These customers, by key."""
    rows = await ctx.tx.fetch(
        f"""SELECT {CUSTOMER} FROM contact t JOIN person p ON p.id = t.person_id
            WHERE t.corp_id = $1 AND t.id = ANY($2)""",
        ctx.corp_id, contact_ids,
    )  # fmt: skip
    return {row["contact_id"]: customer_of(row) for row in rows}


async def by_wire_ids(ctx: Context, wire_ids: Sequence[str]) -> dict[str, int]:
    """Their keys, by external_userid."""
    rows = await ctx.tx.fetch(
        "SELECT id, external_userid FROM contact WHERE corp_id = $1 AND external_userid = ANY($2)",
        ctx.corp_id, wire_ids,
    )  # fmt: skip
    return {row["external_userid"]: row["id"] for row in rows}


async def bar(ctx: Context, contact_id: int, reason: str, act_id: int | None) -> bool:
    """Whether she was not barred before. Whoever lets her join meanwhile waits, and then sees it."""
    await ctx.tx.execute(
        "SELECT FROM contact WHERE corp_id = $1 AND id = $2 FOR NO KEY UPDATE",
        ctx.corp_id, contact_id,
    )  # fmt: skip
    done = await ctx.tx.fetchval(
        """INSERT INTO group_barred (corp_id, contact_id, reason, by_name, act_id, at)
           VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING true""",
        ctx.corp_id, contact_id, reason, ctx.actor.name, act_id, ctx.now,
    )  # fmt: skip
    return bool(done)


async def unbar(ctx: Context, contact_id: int) -> bool:
    """Whether she was barred."""
    done = await ctx.tx.execute(
        "DELETE FROM group_barred WHERE corp_id = $1 AND contact_id = $2", ctx.corp_id, contact_id
    )
    return done != "DELETE 0"


async def hold(ctx: Context, contact_ids: Sequence[int]) -> None:
    """Nobody bars these until the transaction ends; who is doing it is waited for."""
    await ctx.tx.execute(
        """SELECT FROM contact WHERE corp_id = $1 AND id = ANY($2::bigint[])
           ORDER BY id FOR SHARE""",
        ctx.corp_id, contact_ids,
    )  # fmt: skip


async def barred_among(ctx: Context, contact_ids: Sequence[int]) -> list[int]:
    """Those of these who may not join."""
    rows = await ctx.tx.fetch(
        "SELECT contact_id FROM group_barred WHERE corp_id = $1 AND contact_id = ANY($2)",
        ctx.corp_id, contact_ids,
    )  # fmt: skip
    return [row["contact_id"] for row in rows]


async def barred_page(
    ctx: Context, q: str, after: tuple[datetime, int] | None, limit: int
) -> list[Barred]:
    """The blacklist, newest first."""
    at, contact_id = after or (None, None)
    rows = await ctx.tx.fetch(
        f"""SELECT b.reason, b.by_name, b.at, b.act_id, {CUSTOMER}
            FROM group_barred b
            JOIN contact t ON t.corp_id = b.corp_id AND t.id = b.contact_id
            JOIN person p ON p.id = t.person_id
            WHERE b.corp_id = $1 AND {_LIKE}
              AND ($3::timestamptz IS NULL OR (b.at, b.contact_id) < ($3, $4))
            ORDER BY b.at DESC, b.contact_id DESC LIMIT $5""",
        ctx.corp_id, _pattern(q), at, contact_id, limit,
    )  # fmt: skip
    return [
        Barred(customer_of(row), row["reason"], row["by_name"], row["at"], row["act_id"])
        for row in rows
    ]


async def duplicates(
    ctx: Context, q: str, at_least: int, owners: Sequence[int] | None,
    after: tuple[int, int] | None, limit: int,
) -> tuple[list[Duplicate], tuple[int, int] | None]:  # fmt: skip
    """Customers in so many open groups at least, those in the most first; and where the next page begins.
    `owners`: counting only the groups of these members."""
    count, contact_id = after or (None, None)
    rows = await ctx.tx.fetch(
        f"""WITH stays AS MATERIALIZED (
                SELECT s.principal_id, s.group_id FROM group_stay s
                JOIN customer_group g ON g.corp_id = s.corp_id AND g.id = s.group_id
                WHERE s.corp_id = $1 AND s.kind = 'contact' AND s.left_at IS NULL
                  AND g.dismissed_at IS NULL AND ($3::bigint[] IS NULL OR g.owner_id = ANY($3))
            )
            SELECT n.groups, {CUSTOMER}
            FROM (SELECT principal_id, count(*)::int AS groups FROM stays GROUP BY 1
                  HAVING count(*) >= $4) n
            JOIN contact t ON t.corp_id = $1 AND t.id = n.principal_id
            JOIN person p ON p.id = t.person_id
            WHERE {_LIKE} AND ($5::int IS NULL OR (n.groups, t.id) < ($5, $6))
            ORDER BY n.groups DESC, t.id DESC LIMIT $7""",
        ctx.corp_id, _pattern(q), owners, at_least, count, contact_id, limit + 1,
    )  # fmt: skip
    more, rows = len(rows) > limit, rows[:limit]
    inside = await groups_of(ctx, [row["contact_id"] for row in rows], owners)
    found = [Duplicate(customer_of(row), inside.get(row["contact_id"], [])) for row in rows]
    return found, (rows[-1]["groups"], rows[-1]["contact_id"]) if more else None


async def groups_of(
    ctx: Context, contact_ids: Sequence[int], owners: Sequence[int] | None
) -> dict[int, list[Membership]]:
    """The open groups that each of these is in, the latest joined first."""
    rows = await ctx.tx.fetch(
        """SELECT s.principal_id, g.id, g.name, m.name AS owner_name, g.size, s.joined_at,
                  (SELECT max(x.sent_at) FROM message x
                   WHERE x.corp_id = $1 AND x.conversation_id = g.id AND x.sender_id = s.principal_id
                     AND x.kind NOT IN ('system', 'recall')) AS spoke_at
           FROM group_stay s
           JOIN customer_group g ON g.corp_id = s.corp_id AND g.id = s.group_id
           JOIN member m ON m.corp_id = g.corp_id AND m.id = g.owner_id
           WHERE s.corp_id = $1 AND s.principal_id = ANY($2) AND s.left_at IS NULL
             AND g.dismissed_at IS NULL AND ($3::bigint[] IS NULL OR g.owner_id = ANY($3))
           ORDER BY s.joined_at DESC, g.id DESC""",
        ctx.corp_id, contact_ids, owners,
    )  # fmt: skip
    found: dict[int, list[Membership]] = {}
    for row in rows:
        stay = Membership(
            row["id"], row["name"], row["owner_name"], row["size"], row["joined_at"],
            row["spoke_at"],
        )  # fmt: skip
        found.setdefault(row["principal_id"], []).append(stay)
    return found


async def scope_names(
    ctx: Context, group_ids: Sequence[int], label_ids: Sequence[int], owner_ids: Sequence[int]
) -> tuple[dict[int, str], dict[int, str], dict[int, tuple[str, str]]]:
    """Names of groups and labels, and userid and name of owners, by key."""
    groups = await ctx.tx.fetch(
        "SELECT id, name FROM customer_group WHERE corp_id = $1 AND id = ANY($2)",
        ctx.corp_id, group_ids,
    )  # fmt: skip
    labels = await ctx.tx.fetch(
        "SELECT id, name FROM group_label WHERE corp_id = $1 AND id = ANY($2)",
        ctx.corp_id, label_ids,
    )  # fmt: skip
    owners = await ctx.tx.fetch(
        "SELECT id, userid, name FROM member WHERE corp_id = $1 AND id = ANY($2)",
        ctx.corp_id, owner_ids,
    )  # fmt: skip
    return (
        {row["id"]: row["name"] for row in groups},
        {row["id"]: row["name"] for row in labels},
        {row["id"]: (row["userid"], row["name"]) for row in owners},
    )


async def is_inside(ctx: Context, group_id: int, contact_id: int) -> bool:
    """Whether she is in the group now."""
    return await ctx.tx.fetchval(
        """SELECT EXISTS (SELECT FROM group_stay WHERE corp_id = $1 AND group_id = $2
             AND principal_id = $3 AND left_at IS NULL)""",
        ctx.corp_id, group_id, contact_id,
    )  # fmt: skip
