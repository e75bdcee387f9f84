"""SQL of strategy, strategy_range and strategy_counter. Members and departments are read by joins."""

from typing import Any

from reunion.core.context import Context
from reunion.core.sql import columns, places, sets
from reunion.platform.rule_groups.model import Admin, Kind, Named, RangeItem, RuleGroupRow

_ROW = "id, kind, parent_id, name, admin_ids, withheld, created_by_app, created_by, created_at"


async def next_id(ctx: Context) -> int:
    """The next number, under the lock that every change of rule groups takes."""
    await ctx.tx.execute(
        "INSERT INTO strategy_counter (corp_id) VALUES ($1) ON CONFLICT DO NOTHING", ctx.corp_id
    )
    return await ctx.tx.fetchval(
        """UPDATE strategy_counter SET next_id = next_id + 1 WHERE corp_id = $1
           RETURNING next_id - 1""",
        ctx.corp_id,
    )


async def lock(ctx: Context) -> None:
    """Changes of rule groups go one after the other."""
    await ctx.tx.execute(
        "SELECT 1 FROM strategy_counter WHERE corp_id = $1 FOR UPDATE", ctx.corp_id
    )


async def how_many(ctx: Context) -> int:
    """Rule groups of the corp."""
    return await ctx.tx.fetchval("SELECT count(*) FROM strategy WHERE corp_id = $1", ctx.corp_id)


async def insert(ctx: Context, values: dict[str, Any]) -> RuleGroupRow:
    """A new one."""
    row = await ctx.tx.fetchrow(
        f"""INSERT INTO strategy (corp_id, {columns(values)})
            VALUES ($1, {places(values, 2)}) RETURNING {_ROW}""",
        ctx.corp_id, *values.values(),
    )  # fmt: skip
    return RuleGroupRow(**row)


async def update(ctx: Context, group_id: int, values: dict[str, Any]) -> RuleGroupRow:
    """Sets the given columns."""
    row = await ctx.tx.fetchrow(
        f"UPDATE strategy SET {sets(values, 3)} WHERE corp_id = $1 AND id = $2 RETURNING {_ROW}",
        ctx.corp_id, group_id, *values.values(),
    )  # fmt: skip
    return RuleGroupRow(**row)


async def delete(ctx: Context, group_id: int) -> None:
    """With its range."""
    await ctx.tx.execute(
        "DELETE FROM strategy WHERE corp_id = $1 AND id = $2", ctx.corp_id, group_id
    )


async def get(ctx: Context, kind: Kind | None, group_id: int) -> RuleGroupRow | None:
    """One; with a kind only of it."""
    row = await ctx.tx.fetchrow(
        f"""SELECT {_ROW} FROM strategy
            WHERE corp_id = $1 AND id = $2 AND ($3::text IS NULL OR kind = $3)""",
        ctx.corp_id, group_id, kind,
    )  # fmt: skip
    return RuleGroupRow(**row) if row else None


async def listed(
    ctx: Context, kind: Kind | None, app_id: int | None, after: int, limit: int
) -> list[RuleGroupRow]:
    """In order of their numbers; with an app those that it made."""
    rows = await ctx.tx.fetch(
        f"""SELECT {_ROW} FROM strategy
            WHERE corp_id = $1 AND ($2::text IS NULL OR kind = $2)
              AND ($3::bigint IS NULL OR created_by_app = $3) AND id > $4
            ORDER BY id LIMIT $5""",
        ctx.corp_id, kind, app_id, after, limit,
    )  # fmt: skip
    return [RuleGroupRow(**row) for row in rows]


async def children(ctx: Context, group_id: int) -> list[int]:
    """Groups right below."""
    rows = await ctx.tx.fetch(
        "SELECT id FROM strategy WHERE corp_id = $1 AND parent_id = $2", ctx.corp_id, group_id
    )
    return [row["id"] for row in rows]


async def add_range(ctx: Context, group_id: int, items: list[RangeItem]) -> None:
    """What is there already stays once."""
    await ctx.tx.execute(
        """INSERT INTO strategy_range (corp_id, strategy_id, type, subject_id)
           SELECT $1, $2, t, s FROM unnest($3::int[], $4::bigint[]) AS u (t, s)
           ON CONFLICT DO NOTHING""",
        ctx.corp_id, group_id, [one.type for one in items], [one.subject_id for one in items],
    )  # fmt: skip


async def del_range(ctx: Context, group_id: int, items: list[RangeItem]) -> None:
    """What is not there is passed over."""
    await ctx.tx.execute(
        """DELETE FROM strategy_range r USING unnest($3::int[], $4::bigint[]) AS u (t, s)
           WHERE r.corp_id = $1 AND r.strategy_id = $2 AND r.type = u.t AND r.subject_id = u.s""",
        ctx.corp_id, group_id, [one.type for one in items], [one.subject_id for one in items],
    )  # fmt: skip


async def range_size(ctx: Context, group_id: int) -> int:
    """Entries of a range."""
    return await ctx.tx.fetchval(
        "SELECT count(*) FROM strategy_range WHERE corp_id = $1 AND strategy_id = $2",
        ctx.corp_id, group_id,
    )  # fmt: skip


async def named_range(
    ctx: Context, group_ids: list[int], after: tuple[int, int] = (0, 0), limit: int | None = None
) -> list[tuple[int, RangeItem, Named]]:
    """Ranges with names; members and departments that are gone are left out."""
    rows = await ctx.tx.fetch(
        """SELECT r.strategy_id, r.type, r.subject_id, coalesce(m.userid, d.id::text) AS wire,
                  coalesce(m.name, d.name) AS name
           FROM strategy_range r
           LEFT JOIN member m ON r.type = 1 AND m.corp_id = r.corp_id AND m.id = r.subject_id
               AND m.status <> 'resigned'
           LEFT JOIN department d ON r.type = 2 AND d.corp_id = r.corp_id AND d.id = r.subject_id
           WHERE r.corp_id = $1 AND r.strategy_id = ANY($2) AND (r.type, r.subject_id) > ($3, $4)
             AND coalesce(m.userid, d.id::text) IS NOT NULL
           ORDER BY r.strategy_id, r.type, r.subject_id LIMIT $5""",
        ctx.corp_id, group_ids, *after, limit,
    )  # fmt: skip
    return [
        (
            row["strategy_id"],
            RangeItem(row["type"], row["subject_id"]),
            Named(row["type"], row["wire"], row["name"]),
        )
        for row in rows
    ]


_BELOW = """
    WITH RECURSIVE below AS (
        SELECT r.strategy_id, r.subject_id::integer AS id FROM strategy_range r
        WHERE r.corp_id = $1 AND r.type = 2 AND r.strategy_id = ANY($2)
        UNION
        SELECT b.strategy_id, d.id FROM department d JOIN below b ON d.parent_id = b.id
        WHERE d.corp_id = $1
    )
"""


async def outside(ctx: Context, group_id: int, items: list[RangeItem]) -> list[int]:
    """Those of the items that do not lie within a group's range, by their subjects."""
    rows = await ctx.tx.fetch(
        f"""{_BELOW}
            SELECT u.s FROM unnest($3::int[], $4::bigint[]) AS u (t, s)
            WHERE NOT CASE WHEN u.t = 2 THEN EXISTS (SELECT 1 FROM below WHERE id = u.s)
                ELSE EXISTS (SELECT 1 FROM strategy_range r WHERE r.corp_id = $1
                             AND r.strategy_id = ANY($2) AND r.type = 1 AND r.subject_id = u.s)
                    OR EXISTS (SELECT 1 FROM member_department md JOIN below ON below.id = md.department_id
                               WHERE md.corp_id = $1 AND md.member_id = u.s)
                END""",
        ctx.corp_id, [group_id], [one.type for one in items], [one.subject_id for one in items],
    )  # fmt: skip
    return [row["s"] for row in rows]


async def looked_after_by(ctx: Context, member_id: int) -> list[RuleGroupRow]:
    """Groups of which he is an administrator, of both kinds."""
    rows = await ctx.tx.fetch(
        f"SELECT {_ROW} FROM strategy WHERE corp_id = $1 AND $2 = ANY(admin_ids) ORDER BY id",
        ctx.corp_id, member_id,
    )  # fmt: skip
    return [RuleGroupRow(**row) for row in rows]


async def containing(ctx: Context, kind: Kind, member_id: int) -> list[RuleGroupRow]:
    """Groups in whose range the member is, by name or by a department above."""
    rows = await ctx.tx.fetch(
        f"""WITH RECURSIVE up AS (
                SELECT department_id AS id FROM member_department
                WHERE corp_id = $1 AND member_id = $3
                UNION
                SELECT d.parent_id FROM department d JOIN up ON d.id = up.id
                WHERE d.corp_id = $1 AND d.parent_id > 0
            )
            SELECT {_ROW} FROM strategy s
            WHERE s.corp_id = $1 AND s.kind = $2 AND EXISTS (
                SELECT 1 FROM strategy_range r WHERE r.corp_id = $1 AND r.strategy_id = s.id
                  AND (r.type = 1 AND r.subject_id = $3
                       OR r.type = 2 AND r.subject_id IN (SELECT id FROM up)))
            ORDER BY s.id""",
        ctx.corp_id, kind, member_id,
    )  # fmt: skip
    return [RuleGroupRow(**row) for row in rows]


async def parents(ctx: Context, group_ids: list[int]) -> dict[int, list[RuleGroupRow]]:
    """Each group with all above it, itself first."""
    rows = await ctx.tx.fetch(
        f"""WITH RECURSIVE up AS (
                SELECT id AS start, id AS at, parent_id AS above, 0 AS n FROM strategy
                WHERE corp_id = $1 AND id = ANY($2)
                UNION ALL
                SELECT up.start, s.id, s.parent_id, up.n + 1 FROM strategy s
                JOIN up ON s.corp_id = $1 AND s.id = up.above WHERE up.n < 50
            )
            SELECT up.start, {", ".join(f"s.{one.strip()}" for one in _ROW.split(","))}
            FROM up JOIN strategy s ON s.corp_id = $1 AND s.id = up.at ORDER BY up.start, up.n""",
        ctx.corp_id, group_ids,
    )  # fmt: skip
    found: dict[int, list[RuleGroupRow]] = {}
    for row in rows:
        values = dict(row)
        found.setdefault(values.pop("start"), []).append(RuleGroupRow(**values))
    return found


async def admins(ctx: Context, member_ids: list[int]) -> dict[int, Admin]:
    """Userid and name by key."""
    rows = await ctx.tx.fetch(
        """SELECT id, userid, name FROM member
           WHERE corp_id = $1 AND id = ANY($2) AND status <> 'resigned'""",
        ctx.corp_id, member_ids,
    )  # fmt: skip
    return {row["id"]: Admin(row["userid"], row["name"]) for row in rows}


async def app_names(ctx: Context, app_ids: list[int]) -> dict[int, str]:
    """What the apps are called."""
    rows = await ctx.tx.fetch(
        "SELECT id, name FROM app WHERE corp_id = $1 AND id = ANY($2)", ctx.corp_id, app_ids
    )
    return {row["id"]: row["name"] for row in rows}
