"""Keyword replies and guards themselves, and which of them hold in a group."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.core.sql import columns, places, sets
from reunion.platform.conversations.content import folded
from reunion.platform.group_rules.matching import GuardRule, ReplyRule
from reunion.platform.group_rules.model import Flood
from reunion.platform.welcome.model import Attachment

# A rule without any scope holds everywhere.
_HERE = """
    r.corp_id = $1 AND g.corp_id = $1 AND g.id = $2 AND (
        r.group_ids || r.label_ids || r.owner_ids = '{}'
        OR g.id = ANY(r.group_ids) OR g.owner_id = ANY(r.owner_ids)
        OR EXISTS (SELECT FROM group_labelled l WHERE l.corp_id = $1 AND l.group_id = g.id
                   AND l.label_id = ANY(r.label_ids)))
"""
_USE = {
    "group_reply": """SELECT count(*) AS used, max(at) AS last_at FROM group_reply_said u
                      WHERE u.corp_id = r.corp_id AND u.reply_id = r.id""",
    "group_guard": """SELECT count(*) AS used, max(at) AS last_at FROM group_act u
                      WHERE u.corp_id = r.corp_id AND u.guard_id = r.id""",
}


class Stored(msgspec.Struct, frozen=True):
    """A rule's row, and how often and when it last did something."""

    values: dict[str, Any]
    used: int
    last_at: datetime | None

    @property
    def id(self) -> int:
        return self.values["id"]


def _stored(row: Any) -> Stored:
    values = dict(row)
    return Stored(values, values.pop("used"), values.pop("last_at"))


async def all_of(ctx: Context, table: str) -> list[Stored]:
    """All rules of one kind, the latest first."""
    rows = await ctx.tx.fetch(
        f"""SELECT r.*, u.used, u.last_at FROM {table} r CROSS JOIN LATERAL ({_USE[table]}) u
            WHERE r.corp_id = $1 ORDER BY r.id DESC""",
        ctx.corp_id,
    )
    return [_stored(row) for row in rows]


async def holding_in(ctx: Context, table: str, group_id: int) -> list[Stored]:
    """Those that are switched on and hold in a group."""
    rows = await ctx.tx.fetch(
        f"""SELECT r.*, u.used, u.last_at
            FROM customer_group g, {table} r CROSS JOIN LATERAL ({_USE[table]}) u
            WHERE r.enabled AND {_HERE} ORDER BY r.id DESC""",
        ctx.corp_id, group_id,
    )  # fmt: skip
    return [_stored(row) for row in rows]


async def get(ctx: Context, table: str, rule_id: int, *, lock: bool = False) -> Stored | None:
    """One; with `lock`, nobody else changes it until the transaction ends."""
    row = await ctx.tx.fetchrow(
        f"""SELECT r.*, u.used, u.last_at FROM {table} r CROSS JOIN LATERAL ({_USE[table]}) u
            WHERE r.corp_id = $1 AND r.id = $2 {"FOR UPDATE OF r" if lock else ""}""",
        ctx.corp_id, rule_id,
    )  # fmt: skip
    return _stored(row) if row else None


async def count(ctx: Context, table: str) -> int:
    """How many there are; who makes one waits for who is making one."""
    await ctx.tx.execute("SELECT 1 FROM corp WHERE id = $1 FOR NO KEY UPDATE", ctx.corp_id)
    return await ctx.tx.fetchval(f"SELECT count(*) FROM {table} WHERE corp_id = $1", ctx.corp_id)


async def insert(ctx: Context, table: str, values: dict[str, Any]) -> int:
    """A new rule, from now on."""
    return await ctx.tx.fetchval(
        f"""INSERT INTO {table} (corp_id, created_by, created_at, since, {columns(values)})
            VALUES ($1, $2, $3, $4, {places(values, 5)}) RETURNING id""",
        ctx.corp_id, ctx.actor.name, ctx.now, ctx.now, *values.values(),
    )  # fmt: skip


async def update(
    ctx: Context, table: str, rule_id: int, values: dict[str, Any], *, anew: bool
) -> None:
    """What it is from now on; `anew`: it was off, and what was said meanwhile is not its business."""
    await ctx.tx.execute(
        f"""UPDATE {table} SET since = CASE WHEN $3 THEN $4 ELSE since END, {sets(values, 5)}
            WHERE corp_id = $1 AND id = $2""",
        ctx.corp_id, rule_id, anew, ctx.now, *values.values(),
    )  # fmt: skip


async def delete(ctx: Context, table: str, rule_id: int) -> None:
    """It holds nowhere any more."""
    await ctx.tx.execute(
        f"DELETE FROM {table} WHERE corp_id = $1 AND id = $2", ctx.corp_id, rule_id
    )


async def replies_for(ctx: Context, group_id: int, said_at: datetime) -> list[ReplyRule]:
    """The replies that were on in a group when something was said."""
    rows = await ctx.tx.fetch(
        f"""SELECT r.id, r.words, r.match, r.cooldown FROM customer_group g, group_reply r
            WHERE r.enabled AND r.since <= $3 AND {_HERE}""",
        ctx.corp_id, group_id, said_at,
    )  # fmt: skip
    return [
        ReplyRule(row["id"], folded_words(row["words"]), row["match"], row["cooldown"])
        for row in rows
    ]


async def guards_for(ctx: Context, group_id: int, said_at: datetime) -> list[GuardRule]:
    """The guards that were on in a group when something was said."""
    rows = await ctx.tx.fetch(
        f"""SELECT r.* FROM customer_group g, group_guard r
            WHERE r.enabled AND r.since <= $3 AND {_HERE}""",
        ctx.corp_id, group_id, said_at,
    )  # fmt: skip
    return [
        GuardRule(
            row["id"], row["name"], folded_words(row["words"]), row["links"],
            folded_words(row["hosts"]), row["codes"], row["miniprograms"], row["cards"],
            flood_of(row["flood"]), row["action"], row["warning"], frozenset(row["exempt_ids"]),
        )
        for row in rows
    ]  # fmt: skip


async def message_of(ctx: Context, reply_id: int) -> tuple[str, list[Attachment]]:
    """What a reply says."""
    row = await ctx.tx.fetchrow(
        "SELECT text, attachments FROM group_reply WHERE corp_id = $1 AND id = $2",
        ctx.corp_id, reply_id,
    )  # fmt: skip
    return row["text"], attachments_of(row["attachments"])


def attachments_of(value: Any) -> list[Attachment]:
    """As they are kept."""
    return msgspec.convert(value, list[Attachment])


def flood_of(value: Any) -> Flood | None:
    """As it is kept."""
    return msgspec.convert(value, Flood) if value else None


def folded_words(words: Sequence[str]) -> tuple[str, ...]:
    """As they are compared."""
    return tuple(" ".join(folded(word).split()) for word in words)
