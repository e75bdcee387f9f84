"""SQL of tag_rule_hold and tag_rule_act: whom rules hold for, and what they did."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.growth.tag_rules.model import Cause


class Act(msgspec.Struct, frozen=True):
    """One step of a rule."""

    id: int
    at: datetime
    cause: Cause
    began: int
    ceased: int
    given: int
    taken: int
    people: list[int]


async def begin(ctx: Context, rule_id: int, people: Sequence[int]) -> list[int]:
    """Those for whom it had not held, ascending: it does now."""
    rows = await ctx.tx.fetch(
        """INSERT INTO tag_rule_hold (corp_id, rule_id, profile_no, since)
           SELECT $1, $2, no, $4 FROM unnest($3::int[]) AS asked (no)
           ON CONFLICT DO NOTHING RETURNING profile_no""",
        ctx.corp_id, rule_id, sorted(people), ctx.now,
    )  # fmt: skip
    return sorted(row["profile_no"] for row in rows)


async def cease(ctx: Context, rule_id: int, people: Sequence[int]) -> list[int]:
    """Those for whom it had held, ascending: it does not any more."""
    rows = await ctx.tx.fetch(
        """DELETE FROM tag_rule_hold WHERE corp_id = $1 AND rule_id = $2 AND profile_no = ANY($3)
           RETURNING profile_no""",
        ctx.corp_id, rule_id, list(people),
    )  # fmt: skip
    return sorted(row["profile_no"] for row in rows)


async def cease_all(ctx: Context, rule_id: int) -> None:
    """The rule is no more."""
    await ctx.tx.execute(
        "DELETE FROM tag_rule_hold WHERE corp_id = $1 AND rule_id = $2", ctx.corp_id, rule_id
    )


async def people(ctx: Context, rule_id: int) -> list[int]:
    """Everybody for whom it holds."""
    rows = await ctx.tx.fetch(
        "SELECT profile_no FROM tag_rule_hold WHERE corp_id = $1 AND rule_id = $2",
        ctx.corp_id, rule_id,
    )  # fmt: skip
    return [row["profile_no"] for row in rows]


async def others(ctx: Context, rule_id: int, people: Sequence[int]) -> dict[tuple[int, int], int]:
    """(person, tag) -> another rule that holds for her and gives it, the oldest of several."""
    rows = await ctx.tx.fetch(
        """SELECT DISTINCT ON (h.profile_no, tag_no) h.profile_no, tag_no, h.rule_id
           FROM tag_rule_hold h
           JOIN tag_rule r ON r.corp_id = h.corp_id AND r.id = h.rule_id, unnest(r.tag_nos) AS tag_no
           WHERE h.corp_id = $1 AND h.profile_no = ANY($3) AND h.rule_id <> $2
           ORDER BY h.profile_no, tag_no, h.rule_id""",
        ctx.corp_id, rule_id, list(people),
    )  # fmt: skip
    return {(row["profile_no"], row["tag_no"]): row["rule_id"] for row in rows}


async def holding(ctx: Context, pairs: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """Of (rule, person), those where the rule holds for her, or takes nothing back."""
    rows = await ctx.tx.fetch(
        """SELECT g.rule_id, g.profile_no
           FROM unnest($2::bigint[], $3::int[]) AS g (rule_id, profile_no)
           JOIN tag_rule r ON r.corp_id = $1 AND r.id = g.rule_id
           WHERE NOT r.takes_back OR r.deleted_at IS NOT NULL OR EXISTS (
               SELECT FROM tag_rule_hold h WHERE h.corp_id = $1 AND h.rule_id = g.rule_id
                 AND h.profile_no = g.profile_no)""",
        ctx.corp_id, [rule for rule, _ in pairs], [who for _, who in pairs],
    )  # fmt: skip
    return {(row["rule_id"], row["profile_no"]) for row in rows}


async def page(ctx: Context, rule_id: int, after: int, limit: int) -> list[tuple[int, datetime]]:
    """For whom it holds and since when, by number."""
    rows = await ctx.tx.fetch(
        """SELECT profile_no, since FROM tag_rule_hold
           WHERE corp_id = $1 AND rule_id = $2 AND profile_no > $3 ORDER BY profile_no LIMIT $4""",
        ctx.corp_id, rule_id, after, limit,
    )  # fmt: skip
    return [(row["profile_no"], row["since"]) for row in rows]


async def write_act(ctx: Context, rule_id: int, act: dict[str, Any]) -> None:
    """What it did just now."""
    await ctx.tx.execute(
        """INSERT INTO tag_rule_act
               (corp_id, rule_id, at, cause, began, ceased, given, taken, people)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)""",
        ctx.corp_id, rule_id, ctx.now, act["cause"], act["began"], act["ceased"], act["given"],
        act["taken"], act["people"],
    )  # fmt: skip


async def acts(ctx: Context, rule_id: int, before: int | None, limit: int) -> list[Act]:
    """The latest first."""
    rows = await ctx.tx.fetch(
        """SELECT id, at, cause, began, ceased, given, taken, people FROM tag_rule_act
           WHERE corp_id = $1 AND rule_id = $2 AND ($3::bigint IS NULL OR id < $3)
           ORDER BY id DESC LIMIT $4""",
        ctx.corp_id, rule_id, before, limit,
    )  # fmt: skip
    return [Act(**row) for row in rows]
