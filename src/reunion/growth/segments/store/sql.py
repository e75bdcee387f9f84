"""Pieces of SQL with their parameters, put together into statements that find sets of people.

Global: `corp` is given to every statement by the owner of the sets; pieces are conditions on rows of one
company.
"""

from collections.abc import Iterable
from datetime import datetime
from itertools import count
from typing import Any, Literal

import msgspec

from reunion.engine.literals import moment
from reunion.engine.sets.plans import ONLY, PERSON, Found

Table = Literal["profile_facts", "follow_facts", "tracked_event", "prediction_facts"]
_VERSIONED = {"profile_facts", "follow_facts", "prediction_facts"}


class Sql(msgspec.Struct, frozen=True):
    """A condition, which is never null. `of`: it is several, which all hold."""

    text: str
    parameters: dict[str, Any] = {}
    of: tuple[str, ...] = ()


class Parameters:
    """Names for the values of one plan."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def sql(self, template: str, *values: tuple[str, Any]) -> Sql:
        """`$` of the template stand for the (type, value) pairs."""
        parts = template.split("$")
        assert len(parts) == len(values) + 1, template
        text, given = parts[0], dict[str, Any]()
        for (kind, value), part in zip(values, parts[1:], strict=True):
            name = f"p{next(self._numbers)}"
            given[name] = moment(value) if isinstance(value, datetime) else value
            text += f"{{{name}:{kind}}}{part}"
        return Sql(text, given)


MOMENT = "DateTime64(3, 'UTC')"


def names(path: str) -> str:
    """A path inside properties, as names. `$` in one stands as its number: in templates it is a value."""
    return ".".join(f"`{name}`" for name in path.replace("$", "\\x24").split("."))


def joined(word: Literal["AND", "OR"], pieces: Iterable[Sql]) -> Sql:
    """All of them, or any. Those that are several stand beside the others: of conditions in conditions the
    engine skips less."""
    several = list(pieces)
    if len(several) == 1:
        return several[0]
    given = {name: value for one in several for name, value in one.parameters.items()}
    if word == "OR":
        return Sql(" OR ".join(f"({one.text})" for one in several), given)
    of = tuple(text for one in several for text in (one.of or (f"({one.text})",)))
    return Sql(" AND ".join(of), given, of)


def negated(one: Sql) -> Sql:
    return Sql(f"NOT ({one.text})", one.parameters)


def of_rows(table: Table, rows: Sql) -> Found:
    """People of whom a row fits."""
    return Found(
        f"SELECT groupBitmapState(profile_no) FROM {table}{_final(table)} "
        f"WHERE corp_id = {{corp:UInt32}} AND {_all(rows)}{ONLY}",
        rows.parameters,
    )


def of_groups(table: Table, rows: Sql, having: Sql) -> Found:
    """People whose rows, taken together, fit."""
    return Found(
        f"SELECT groupBitmapState(person) FROM (SELECT {PERSON} AS person FROM {table}{_final(table)} "
        f"WHERE corp_id = {{corp:UInt32}} AND {_all(rows)}{ONLY} "
        f"GROUP BY person HAVING {having.text})",
        {**rows.parameters, **having.parameters},
        grouped=True,
    )


def _all(rows: Sql) -> str:
    return rows.text if rows.of else f"({rows.text})"


def _final(table: Table) -> str:
    return " FINAL" if table in _VERSIONED else ""
