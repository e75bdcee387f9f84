"""SQL on `prediction`."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from numpy.typing import NDArray

from reunion.core import columns
from reunion.core.context import Context
from reunion.core.sql import affected
from reunion.growth.predictions.model import Cell, Prediction, Sort
from reunion.growth.predictions.store import facts
from reunion.growth.profiles.reach import Reach

_COLUMNS = ", ".join(Prediction.__struct_fields__)
# What a list is sorted by, and whether the largest comes first.
_ORDERS: dict[Sort, tuple[str, bool]] = {
    "value": ("coalesce(value_fen, -1)", True),
    "expected": ("coalesce(expected_90, -1)", True),
    "alive": ("coalesce(alive, 2)", False),
    "spent": ("spent_fen", True),
}


def _prediction(row: Any) -> Prediction:
    return Prediction(*(row[name] for name in Prediction.__struct_fields__))


async def replace(ctx: Context, values: Mapping[str, NDArray[Any]]) -> None:
    """What is said of all customers from now on; who is not among them has no prediction any more."""
    await ctx.tx.execute("DELETE FROM prediction WHERE corp_id = $1", ctx.corp_id)
    await columns.write(ctx.tx, "prediction", values)


async def as_facts(ctx: Context, after: int, limit: int) -> list[tuple[Any, ...]]:
    """The next so many as the engine has them (facts.COLUMNS), by profile number."""
    rows = await ctx.tx.fetch(
        f"""SELECT {", ".join(facts.COLUMNS)} FROM prediction
            WHERE corp_id = $1 AND profile_no > $2 ORDER BY profile_no LIMIT $3""",
        ctx.corp_id, after, limit,
    )  # fmt: skip
    return [tuple(row) for row in rows]


async def of(ctx: Context, profile_no: int) -> Prediction | None:
    row = await ctx.tx.fetchrow(
        f"SELECT {_COLUMNS} FROM prediction WHERE corp_id = $1 AND profile_no = $2",
        ctx.corp_id, profile_no,
    )  # fmt: skip
    return _prediction(row) if row else None


async def page(
    ctx: Context, reach: Reach, sort: Sort, scores: tuple[int | None, int | None],
    after: tuple[float, int] | None, limit: int,
) -> list[tuple[Prediction, float]]:  # fmt: skip
    """Each with what it is sorted by; `scores`: only with this recency and frequency."""
    key, falling = _ORDERS[sort]
    beyond, way = ("<", "DESC") if falling else (">", "ASC")
    rows = await ctx.tx.fetch(
        f"""SELECT {_COLUMNS}, ({key})::double precision AS key FROM prediction p
            WHERE corp_id = $1 AND ($2::int IS NULL OR rfm_r = $2) AND ($3::int IS NULL OR rfm_f = $3)
              AND ($4::double precision IS NULL OR ({key}, profile_no) {beyond} ($4, $5))
              AND {reach.sql("p.profile_no", "$7")}
            ORDER BY {key} {way}, profile_no {way} LIMIT $6""",
        ctx.corp_id, *scores, *(after or (None, None)), limit, reach.userids,
    )  # fmt: skip
    return [(_prediction(row), row["key"]) for row in rows]


async def cells(ctx: Context, reach: Reach) -> list[Cell]:
    """How many customers have which recency and frequency, and what is expected of them."""
    rows = await ctx.tx.fetch(
        f"""SELECT rfm_r, rfm_f, count(*) AS customers, sum(spent_fen)::bigint AS spent_fen,
                coalesce(sum(expected_90), 0) AS expected_90,
                coalesce(sum(value_fen), 0)::bigint AS value_fen
            FROM prediction p WHERE corp_id = $1 AND {reach.sql("p.profile_no", "$2")}
            GROUP BY 1, 2 ORDER BY 1, 2""",
        ctx.corp_id, reach.userids,
    )  # fmt: skip
    return [msgspec.convert(dict(row), Cell) for row in rows]


async def remove(ctx: Context, profile_nos: Sequence[int]) -> int:
    """Nothing is said of these any more; how many rows that were."""
    done = await ctx.tx.execute(
        "DELETE FROM prediction WHERE corp_id = $1 AND profile_no = ANY($2)",
        ctx.corp_id, list(profile_nos),
    )  # fmt: skip
    return affected(done)
