"""SQL that reads the ledger."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from reunion.core.context import Context
from reunion.restraint.model import Channel, Line, Purpose

_LINE = (
    "contact_id, source, source_id, member_id, channel, purpose, refused_by, counted, allowed, at"
)


async def of_customer(
    ctx: Context, contact_id: int, before: Sequence[Any] | None, limit: int
) -> list[Line]:
    """The ledger of one customer, newest first, from behind (at, source, source_id) on."""
    rows = await ctx.tx.fetch(
        f"""SELECT {_LINE} FROM touch
            WHERE corp_id = $1 AND contact_id = $2
              AND ($3::timestamptz IS NULL OR (at, source, source_id) < ($3, $4::text, $5::bigint))
            ORDER BY at DESC, source DESC, source_id DESC LIMIT $6""",
        ctx.corp_id, contact_id, *(before or (None, None, None)), limit,
    )  # fmt: skip
    return [Line(**row) for row in rows]


async def of_member(
    ctx: Context, member_id: int, contact_ids: Sequence[int], since: datetime, rule: str | None,
    before: Sequence[Any] | None, limit: int,
) -> list[Line]:  # fmt: skip
    """What came, or did not, to these customers in one member's name since a time, newest first, from
    behind (at, contact_id, source, source_id) on; all lines, or what one rule refused. Each customer's own
    are looked up: an index by member would be written with every touch."""
    rows = await ctx.tx.fetch(
        f"""SELECT t.* FROM unnest($3::bigint[]) AS c (id) CROSS JOIN LATERAL (
                SELECT {_LINE} FROM touch
                WHERE corp_id = $1 AND contact_id = c.id AND member_id = $2 AND at >= $4
                  AND ($5::text IS NULL OR refused_by = $5)
                  AND ($6::timestamptz IS NULL OR (at, contact_id, source, source_id)
                       < ($6, $7::bigint, $8::text, $9::bigint))
                ORDER BY at DESC, source DESC, source_id DESC LIMIT $10) AS t
            ORDER BY t.at DESC, t.contact_id DESC, t.source DESC, t.source_id DESC LIMIT $10""",
        ctx.corp_id, member_id, list(contact_ids), since, rule,
        *(before or (None, None, None, None)), limit,
    )  # fmt: skip
    return [Line(**row) for row in rows]


async def sums_of_member(
    ctx: Context, member_id: int, contact_ids: Sequence[int], since: datetime
) -> dict[str | None, int]:
    """How many of these each rule refused; None: how many came."""
    rows = await ctx.tx.fetch(
        """SELECT t.refused_by, count(*) AS n
           FROM unnest($3::bigint[]) AS c (id) CROSS JOIN LATERAL (
               SELECT refused_by FROM touch WHERE corp_id = $1 AND contact_id = c.id
               AND member_id = $2 AND at >= $4 OFFSET 0) AS t
           GROUP BY 1""",
        ctx.corp_id, member_id, list(contact_ids), since,
    )  # fmt: skip
    return {row["refused_by"]: row["n"] for row in rows}


async def describe(ctx: Context, source: str, source_id: int, title: str) -> None:
    await ctx.tx.execute(
        """INSERT INTO touch_source (corp_id, source, source_id, title) VALUES ($1, $2, $3, $4)
           ON CONFLICT (corp_id, source, source_id) DO UPDATE SET title = excluded.title""",
        ctx.corp_id, source, source_id, title,
    )  # fmt: skip


async def titles(ctx: Context, sends: Sequence[tuple[str, int]]) -> dict[tuple[str, int], str]:
    rows = await ctx.tx.fetch(
        """SELECT s.source, s.source_id, s.title FROM touch_source s
           JOIN unnest($2::text[], $3::bigint[]) AS w (source, source_id) USING (source, source_id)
           WHERE s.corp_id = $1""",
        ctx.corp_id, [source for source, _ in sends], [number for _, number in sends],
    )  # fmt: skip
    return {(row["source"], row["source_id"]): row["title"] for row in rows}


async def received(
    ctx: Context, contact_id: int, since: datetime
) -> dict[tuple[Channel, Purpose], int]:
    """What reached one customer since a time, counted by channel and purpose."""
    rows = await ctx.tx.fetch(
        """SELECT channel, purpose, count(*) AS n FROM touch
           WHERE corp_id = $1 AND contact_id = $2 AND at >= $3 AND refused_by IS NULL
           GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2""",
        ctx.corp_id, contact_id, since,
    )  # fmt: skip
    return {(row["channel"], row["purpose"]): row["n"] for row in rows}


async def of_source(
    ctx: Context, source: str, source_id: int, rule: str | None, after: int, limit: int
) -> list[Line]:
    """The ledger of one send by customer: all lines, or those that one rule refused."""
    rows = await ctx.tx.fetch(
        f"""SELECT {_LINE} FROM touch
            WHERE corp_id = $1 AND source = $2 AND source_id = $3 AND contact_id > $5
              AND ($4::text IS NULL OR refused_by = $4)
            ORDER BY contact_id LIMIT $6""",
        ctx.corp_id, source, source_id, rule, after, limit,
    )  # fmt: skip
    return [Line(**row) for row in rows]


async def sums_of_source(ctx: Context, source: str, source_id: int) -> dict[str | None, int]:
    """How many customers of one send each rule refused; None: how many got it."""
    rows = await ctx.tx.fetch(
        """SELECT refused_by, count(*) AS n FROM touch
           WHERE corp_id = $1 AND source = $2 AND source_id = $3 GROUP BY 1""",
        ctx.corp_id, source, source_id,
    )  # fmt: skip
    return {row["refused_by"]: row["n"] for row in rows}
