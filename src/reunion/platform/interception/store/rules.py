"""Rules and watched acts."""

from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.platform.interception.model import CHANNEL, Act, Rule

_COLUMNS = (
    "id, rule_id, name, action, words, semantics, member_ids, department_ids, watchers, "
    "created_by, created_at, deleted_at"
)


class SensitiveAct(msgspec.Struct):
    """`threshold`: of exports, from so many rows on."""

    act: Act
    watched: bool = True
    threshold: int = 0
    watchers: list[int] = []


def _rule(row: Any) -> Rule:
    return Rule(**row)


async def every(ctx: Context) -> list[Rule]:
    """Newest first."""
    rows = await ctx.tx.fetch(
        f"""SELECT {_COLUMNS} FROM intercept_rule WHERE corp_id = $1 AND deleted_at IS NULL
            ORDER BY id DESC""",
        ctx.corp_id,
    )
    return [_rule(row) for row in rows]


async def by_wire(ctx: Context, rule_id: str) -> Rule | None:
    """Deleted ones too."""
    row = await ctx.tx.fetchrow(
        f"SELECT {_COLUMNS} FROM intercept_rule WHERE corp_id = $1 AND rule_id = $2",
        ctx.corp_id, rule_id,
    )  # fmt: skip
    return _rule(row) if row else None


async def lock(ctx: Context) -> int:
    """Holds off others who would add a rule; answers how many there are."""
    await ctx.tx.execute("SELECT pg_advisory_xact_lock(7260030, $1)", ctx.corp_id)
    return await ctx.tx.fetchval(
        "SELECT count(*) FROM intercept_rule WHERE corp_id = $1 AND deleted_at IS NULL", ctx.corp_id
    )


async def insert(ctx: Context, rule: Rule) -> Rule:
    """`rule.id` is given by the database."""
    row = await ctx.tx.fetchrow(
        f"""INSERT INTO intercept_rule (corp_id, rule_id, name, action, words, semantics, member_ids,
                department_ids, watchers, created_by, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING {_COLUMNS}""",
        ctx.corp_id, rule.rule_id, rule.name, rule.action, rule.words, rule.semantics,
        rule.member_ids, rule.department_ids, rule.watchers, rule.created_by, rule.created_at,
    )  # fmt: skip
    return _rule(row)


async def update(ctx: Context, rule: Rule) -> None:
    await ctx.tx.execute(
        """UPDATE intercept_rule SET name = $3, action = $4, words = $5, semantics = $6,
               member_ids = $7, department_ids = $8, watchers = $9
           WHERE corp_id = $1 AND id = $2""",
        ctx.corp_id, rule.id, rule.name, rule.action, rule.words, rule.semantics,
        rule.member_ids, rule.department_ids, rule.watchers,
    )  # fmt: skip


async def delete(ctx: Context, rule_id: int) -> None:
    await ctx.tx.execute(
        "UPDATE intercept_rule SET deleted_at = $3 WHERE corp_id = $1 AND id = $2",
        ctx.corp_id, rule_id, ctx.now,
    )  # fmt: skip


async def announce(ctx: Context) -> None:
    """Every node forgets the corp's rules at commit."""
    await ctx.tx.execute("SELECT pg_notify($1, $2)", CHANNEL, str(ctx.corp_id))


async def holding_for(ctx: Context, member_id: int, rules: list[int]) -> dict[int, str]:
    """Those of these rules that hold for the member as he is placed now, with their names."""
    return {row["id"]: row["name"] for row in await _holding(ctx, [member_id], rules)}


async def held_by(ctx: Context, members: list[int], rules: list[int]) -> dict[int, int]:
    """Those of these rules that hold for one of the members, with the first of them of each rule."""
    return {row["id"]: row["member_id"] for row in await _holding(ctx, members, rules)}


async def _holding(ctx: Context, members: list[int], rules: list[int]) -> list[Any]:
    return await ctx.tx.fetch(
        """WITH RECURSIVE up AS (
               SELECT md.member_id, d.id, d.parent_id FROM member_department md
               JOIN department d ON d.corp_id = md.corp_id AND d.id = md.department_id
               WHERE md.corp_id = $1 AND md.member_id = ANY($2::bigint[])
               UNION
               SELECT up.member_id, d.id, d.parent_id FROM department d JOIN up ON d.id = up.parent_id
               WHERE d.corp_id = $1
           )
           SELECT DISTINCT ON (r.id) r.id, r.name, w.member_id
           FROM unnest($2::bigint[]) WITH ORDINALITY AS w (member_id, place)
           JOIN intercept_rule r ON r.corp_id = $1 AND r.id = ANY($3::bigint[])
               AND r.deleted_at IS NULL
           WHERE w.member_id = ANY(r.member_ids) OR EXISTS (
               SELECT 1 FROM up WHERE up.member_id = w.member_id AND up.id = ANY(r.department_ids))
           ORDER BY r.id, w.place""",
        ctx.corp_id, members, rules,
    )  # fmt: skip


async def acts(ctx: Context) -> dict[str, SensitiveAct]:
    """Those that somebody has set."""
    rows = await ctx.tx.fetch(
        "SELECT act, watched, threshold, watchers FROM sensitive_act WHERE corp_id = $1",
        ctx.corp_id,
    )
    return {row["act"]: SensitiveAct(**row) for row in rows}


async def watched_corps(tx: Any) -> list[int]:
    """Corps with a rule, or with an act that only messages show. Global: the worker's list of whose
    messages it looks at."""
    rows = await tx.fetch(
        """SELECT corp_id FROM intercept_rule WHERE deleted_at IS NULL
           UNION
           SELECT corp_id FROM sensitive_act WHERE watched AND act IN ('card_sent', 'mobile_sent')"""
    )
    return [row["corp_id"] for row in rows]


async def set_act(ctx: Context, one: SensitiveAct) -> None:
    await ctx.tx.execute(
        """INSERT INTO sensitive_act (corp_id, act, watched, threshold, watchers)
           VALUES ($1, $2, $3, $4, $5)
           ON CONFLICT (corp_id, act) DO UPDATE SET watched = excluded.watched,
               threshold = excluded.threshold, watchers = excluded.watchers""",
        ctx.corp_id, one.act, one.watched, one.threshold, one.watchers,
    )  # fmt: skip
