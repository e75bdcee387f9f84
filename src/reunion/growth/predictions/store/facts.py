"""The copy of predictions in the engine, for segments: `prediction_facts`. The newest version of a row
counts, so that whatever is handed on twice is there once."""

from collections.abc import Iterable
from typing import Any

import msgspec

from reunion.engine.client import Engine

_TABLE = "prediction_facts"
COLUMNS = (
    "profile_no", "rfm_r", "rfm_f", "rfm_m", "expected_30", "expected_90", "expected_365", "alive",
    "value_fen",
)  # fmt: skip


class _Who(msgspec.Struct):
    profile_no: int


def version(run_no: int, *, erased: bool = False) -> int:
    """An erasure comes after the computation that was the newest when it was asked for."""
    return 2 * run_no + erased


async def insert(
    engine: Engine, corp_id: int, version: int, rows: Iterable[tuple[Any, ...]]
) -> None:
    """Rows in the order of COLUMNS."""
    ours = {"corp_id": corp_id, "version": version}
    await engine.insert(_TABLE, [{**ours, **dict(zip(COLUMNS, row, strict=True))} for row in rows])


async def remove(engine: Engine, corp_id: int, version: int, numbers: list[int]) -> None:
    """These have no prediction from this version on."""
    if numbers:
        ours = {"corp_id": corp_id, "version": version, "gone": 1}
        await engine.insert(_TABLE, [{**ours, "profile_no": one} for one in numbers])


async def older(engine: Engine, corp_id: int, version: int) -> list[int]:
    """The customers of whom only earlier computations say something."""
    found = await engine.rows(
        _Who,
        f"SELECT profile_no FROM {_TABLE} FINAL WHERE corp_id = {{corp_id:UInt32}} AND gone = 0"
        " AND version < {version:UInt64}",
        corp_id=corp_id, version=version,
    )  # fmt: skip
    return [row.profile_no for row in found]
