"""Pieces of SQL text that are about no table: patterns of LIKE, columns whose names come from a dict, and
what a statement answers."""

from collections.abc import Iterable


def escaped(text: str) -> str:
    """A text that LIKE takes as it stands."""
    return text.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")


def containing(text: str) -> str:
    """The pattern that finds a text anywhere."""
    return f"%{escaped(text)}%"


def columns(names: Iterable[str]) -> str:
    """The columns of an INSERT: `name, price`."""
    return ", ".join(names)


def places(values: Iterable[object], first: int) -> str:
    """One parameter for each value, numbered from `first` on: `$2, $3`."""
    return ", ".join(f"${number}" for number, _ in enumerate(values, first))


def sets(names: Iterable[str], first: int) -> str:
    """The assignments of an UPDATE, numbered from `first` on: `name = $3, price = $4`."""
    return ", ".join(f"{name} = ${number}" for number, name in enumerate(names, first))


def affected(status: str) -> int:
    """How many rows a statement wrote or removed, by what `execute` answers: `UPDATE 3`."""
    return int(status.rpartition(" ")[2])
