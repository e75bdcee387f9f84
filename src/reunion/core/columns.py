"""Many rows of plain numbers as numpy arrays, by PostgreSQL's COPY in binary, without an object a row.

https://www.postgresql.org/docs/current/sql-copy.html#SQL-COPY-BINARY: a header of 19 bytes; each row is
the number of its fields, then for each its length and its bytes, big-endian; the end is a count of -1.
"""

import io
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

_HEADER = b"PGCOPY\n\xff\r\n\x00" + bytes(8)
_END = b"\xff\xff"


async def read(tx: Any, sql: str, *given: Any, types: Sequence[str]) -> list[NDArray[Any]]:
    """An array for each column of a SELECT whose columns are never null. `types` are numpy's: i2 for
    smallint, i4 for integer, i8 for bigint, f8 for double precision."""
    chunks: list[bytes] = []

    async def take(chunk: bytes) -> None:
        chunks.append(bytes(chunk))

    await tx.copy_from_query(sql, *given, output=take, format="binary", timeout=None)
    whole = b"".join(chunks)
    rows = np.frombuffer(whole[len(_HEADER) : -len(_END)], _row(types))
    return [rows[f"v{n}"].astype(one) for n, one in enumerate(types)]


async def write(tx: Any, table: str, columns: Mapping[str, NDArray[Any]]) -> None:
    """Adds rows to a table; the arrays' types must be those of the columns."""
    types = [f"{one.dtype.kind}{one.dtype.itemsize}" for one in columns.values()]
    rows = np.zeros(len(next(iter(columns.values()))), _row(types))
    rows["fields"] = len(types)
    for n, (one, values) in enumerate(zip(types, columns.values(), strict=True)):
        rows[f"l{n}"], rows[f"v{n}"] = np.dtype(one).itemsize, values
    source = io.BytesIO(_HEADER + rows.tobytes() + _END)
    await tx.copy_to_table(
        table, source=source, columns=list(columns), format="binary", timeout=None
    )


def _row(types: Sequence[str]) -> np.dtype[Any]:
    fields = [("fields", ">i2")]
    for n, one in enumerate(types):
        fields += [(f"l{n}", ">i4"), (f"v{n}", f">{one}")]
    return np.dtype(fields)
