"""Parquet files. The library is large: only what reads such a file loads this module."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow
from pyarrow import parquet

from reunion.growth.imports.model import Row


def names(path: Path) -> list[str]:
    """Of its columns. Raises OSError or ValueError at what cannot be read, as all of these do."""
    with _plain_errors():
        return parquet.ParquetFile(path).schema_arrow.names


def count(path: Path) -> int:
    """How many rows there are."""
    with _plain_errors():
        return parquet.ParquetFile(path).metadata.num_rows


def rows(path: Path) -> Iterator[Row]:
    """One after the other, numbered from 1."""
    no = 0
    with _plain_errors():
        for batch in parquet.ParquetFile(path).iter_batches(batch_size=1000):
            for cells in batch.to_pylist():
                no += 1
                yield Row(no, cells)


@contextmanager
def _plain_errors() -> Iterator[None]:
    try:
        yield
    except pyarrow.ArrowException as error:
        raise ValueError(str(error)) from error
