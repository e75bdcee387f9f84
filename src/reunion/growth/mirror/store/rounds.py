"""SQL on `wecom_round`, `wecom_round_part` and `wecom_drift`."""

from datetime import datetime
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.growth.mirror.model import (
    Cause,
    Drift,
    DriftKind,
    NewDrift,
    Part,
    Refusal,
    Round,
    RoundKind,
    Stage,
)

_COLUMNS = """round_no, kind, repairs, began_at, finished_at, stage, members, members_done, follows,
    groups, drifts, refusals"""
_DRIFT = (
    """id, round_no, kind, external_userid, userid, fields, cause, since, found_at, repaired_at"""
)


def _round(row: Any) -> Round:
    refusals = msgspec.convert(row["refusals"], list[Refusal])
    return Round(**{**dict(row), "refusals": refusals})


async def begin(ctx: Context, kind: RoundKind, *, repairs: bool) -> bool:
    """False where one is under way."""
    row = await ctx.tx.fetchrow(
        """INSERT INTO wecom_round (corp_id, round_no, kind, repairs, began_at)
           SELECT $1, coalesce(max(round_no), 0) + 1, $2, $3, $4 FROM wecom_round WHERE corp_id = $1
           ON CONFLICT DO NOTHING RETURNING round_no""",
        ctx.corp_id, kind, repairs, ctx.now,
    )  # fmt: skip
    return row is not None


async def current(ctx: Context) -> Round | None:
    """The one under way."""
    row = await ctx.tx.fetchrow(
        f"SELECT {_COLUMNS} FROM wecom_round WHERE corp_id = $1 AND finished_at IS NULL",
        ctx.corp_id,
    )
    return _round(row) if row else None


async def latest(ctx: Context, most: int) -> list[Round]:
    """Newest first."""
    rows = await ctx.tx.fetch(
        f"""SELECT {_COLUMNS} FROM wecom_round WHERE corp_id = $1
            ORDER BY round_no DESC LIMIT $2""",
        ctx.corp_id, most,
    )  # fmt: skip
    return [_round(row) for row in rows]


async def any_finished(ctx: Context) -> bool:
    """Whether everything was read once."""
    return await ctx.tx.fetchval(
        """SELECT EXISTS (SELECT FROM wecom_round
                          WHERE corp_id = $1 AND finished_at IS NOT NULL)""",
        ctx.corp_id,
    )


async def drop(ctx: Context) -> None:
    """What is under way ends here: it read another WeCom."""
    await ctx.tx.execute("DELETE FROM wecom_round_part WHERE corp_id = $1", ctx.corp_id)
    await ctx.tx.execute(
        "DELETE FROM wecom_round WHERE corp_id = $1 AND finished_at IS NULL", ctx.corp_id
    )


async def go_on(ctx: Context, round_no: int, stage: Stage, refusals: list[Refusal]) -> None:
    """To the next stage; what the last one was refused is kept."""
    await ctx.tx.execute(
        """UPDATE wecom_round SET stage = $3, refusals = refusals || $4::jsonb,
               finished_at = CASE WHEN $3 = 'done' THEN $5::timestamptz END
           WHERE corp_id = $1 AND round_no = $2""",
        ctx.corp_id, round_no, stage, msgspec.to_builtins(refusals), ctx.now,
    )  # fmt: skip


async def expect(ctx: Context, round_no: int, members: int) -> None:
    """So many members are read."""
    await ctx.tx.execute(
        "UPDATE wecom_round SET members = $3 WHERE corp_id = $1 AND round_no = $2",
        ctx.corp_id, round_no, members,
    )  # fmt: skip


async def add_parts(ctx: Context, round_no: int, userids: list[list[str]]) -> None:
    """What is still to be read."""
    await ctx.tx.executemany(
        """INSERT INTO wecom_round_part (corp_id, round_no, part_no, userids)
           SELECT $1, $2, coalesce(max(part_no), 0) + 1, $3
           FROM wecom_round_part WHERE corp_id = $1 AND round_no = $2""",
        [(ctx.corp_id, round_no, some) for some in userids],
    )


async def parts(ctx: Context, round_no: int, most: int) -> list[Part]:
    rows = await ctx.tx.fetch(
        """SELECT part_no, userids, cursor FROM wecom_round_part
           WHERE corp_id = $1 AND round_no = $2 ORDER BY part_no LIMIT $3""",
        ctx.corp_id, round_no, most,
    )  # fmt: skip
    return [Part(**dict(row)) for row in rows]


async def advance(ctx: Context, round_no: int, part_no: int, cursor: str) -> None:
    """So far is read."""
    await ctx.tx.execute(
        """UPDATE wecom_round_part SET cursor = $4
           WHERE corp_id = $1 AND round_no = $2 AND part_no = $3""",
        ctx.corp_id, round_no, part_no, cursor,
    )  # fmt: skip


async def end_part(ctx: Context, round_no: int, part_no: int) -> None:
    await ctx.tx.execute(
        "DELETE FROM wecom_round_part WHERE corp_id = $1 AND round_no = $2 AND part_no = $3",
        ctx.corp_id, round_no, part_no,
    )  # fmt: skip


async def end_parts(ctx: Context, round_no: int) -> None:
    """The stage is over, whatever is left of it."""
    await ctx.tx.execute(
        "DELETE FROM wecom_round_part WHERE corp_id = $1 AND round_no = $2", ctx.corp_id, round_no
    )


async def count(
    ctx: Context, round_no: int, *, members: int = 0, follows: int = 0, groups: int = 0,
    drifts: int = 0,
) -> None:  # fmt: skip
    """So many more were read, and found to be other than we held them."""
    await ctx.tx.execute(
        """UPDATE wecom_round SET members_done = members_done + $3, follows = follows + $4,
               groups = groups + $5, drifts = drifts + $6
           WHERE corp_id = $1 AND round_no = $2""",
        ctx.corp_id, round_no, members, follows, groups, drifts,
    )  # fmt: skip


async def last_finished(ctx: Context) -> datetime | None:
    """When the last whole reading began."""
    return await ctx.tx.fetchval(
        """SELECT max(began_at) FROM wecom_round
           WHERE corp_id = $1 AND finished_at IS NOT NULL""",
        ctx.corp_id,
    )


async def put_drifts(
    ctx: Context, round_no: int, found: list[tuple[NewDrift, Cause]], *, repaired: bool
) -> None:
    """`since`: the last time that we know it to have been right."""
    at = ctx.now if repaired else None
    await ctx.tx.executemany(
        """INSERT INTO wecom_drift (corp_id, round_no, kind, external_userid, userid, fields, cause,
               since, found_at, repaired_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)""",
        [
            (ctx.corp_id, round_no, one.kind, one.external_userid, one.userid, one.fields, cause,
             one.known_at, ctx.now, at)
            for one, cause in found
        ],
    )  # fmt: skip


async def came_late(ctx: Context, external_userids: list[str], since: datetime) -> None:
    """What was found to differ a moment ago was told after all."""
    await ctx.tx.execute(
        """UPDATE wecom_drift SET cause = 'late', repaired_at = coalesce(repaired_at, $4)
           WHERE corp_id = $1 AND external_userid = ANY($2) AND found_at >= $3
             AND cause IN ('untold', 'not_heard')""",
        ctx.corp_id, external_userids, since, ctx.now,
    )  # fmt: skip


async def mended(ctx: Context, before: datetime) -> None:
    """All that was found until then was read again since."""
    await ctx.tx.execute(
        """UPDATE wecom_drift SET repaired_at = $3
           WHERE corp_id = $1 AND repaired_at IS NULL AND found_at < $2""",
        ctx.corp_id, before, ctx.now,
    )  # fmt: skip


async def mend(ctx: Context) -> list[tuple[DriftKind, str]]:
    """Of what something is not repaired yet; it counts as repaired from here on."""
    rows = await ctx.tx.fetch(
        """UPDATE wecom_drift SET repaired_at = $2
           WHERE corp_id = $1 AND repaired_at IS NULL RETURNING kind, external_userid""",
        ctx.corp_id, ctx.now,
    )  # fmt: skip
    return sorted({(row["kind"], row["external_userid"]) for row in rows})


async def drifts(ctx: Context, round_no: int | None, before: int | None, most: int) -> list[Drift]:
    """Newest first, with the names of customer or group, and of the member."""
    rows = await ctx.tx.fetch(
        """SELECT d.id, d.round_no, d.kind, d.external_userid, d.userid, d.fields, d.cause, d.since,
               d.found_at, d.repaired_at, coalesce(c.name, g.name, '') AS name,
               coalesce(m.name, '') AS member
           FROM wecom_drift d
           LEFT JOIN wecom_customer c
               ON c.corp_id = d.corp_id AND c.external_userid = d.external_userid
           LEFT JOIN wecom_group g ON g.corp_id = d.corp_id AND g.chat_id = d.external_userid
           LEFT JOIN wecom_member m ON m.corp_id = d.corp_id AND m.userid = d.userid
           WHERE d.corp_id = $1
             AND ($2::integer IS NULL OR d.round_no = $2) AND ($3::bigint IS NULL OR d.id < $3)
           ORDER BY d.id DESC LIMIT $4""",
        ctx.corp_id, round_no, before, most,
    )  # fmt: skip
    return [Drift(**dict(row)) for row in rows]


async def unrepaired(ctx: Context) -> int:
    """How many differences were found and are left as they are."""
    return await ctx.tx.fetchval(
        "SELECT count(*) FROM wecom_drift WHERE corp_id = $1 AND repaired_at IS NULL", ctx.corp_id
    )


async def forget(tx: Any, before: datetime) -> None:
    """Old drifts and rounds. Global: those of every corp."""
    await tx.execute("DELETE FROM wecom_drift WHERE found_at < $1", before)
    await tx.execute("DELETE FROM wecom_round WHERE finished_at < $1", before)
