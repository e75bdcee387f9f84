"""Eight questions, each as a definition, as the SQL that one would write by hand for the same engine, and as
PostgreSQL's. What is written by hand stops at the numbers of people."""

from datetime import date, timedelta
from typing import Any

import msgspec


class Query(msgspec.Struct, frozen=True):
    """`engine` and `postgres` are SELECTs of `profile_no`."""

    name: str
    definition: dict[str, Any]
    engine: str
    postgres: str
    tags_alone: bool = False


_FACTS = "SELECT profile_no FROM profile_facts FINAL WHERE corp_id = 1 AND "
_EVENTS = "SELECT profile_no FROM tracked_event WHERE corp_id = 1 AND "
_HER = "SELECT profile_no FROM person WHERE "
_TO = "toDateTime64('2026-11-01 04:00:00.001', 3, 'UTC')"


def _since(days: int) -> tuple[str, str]:
    """Midnight in Shanghai of the first of so many days, for both dialects."""
    day = date(2026, 11, 1) - timedelta(days=days)
    return f"toDateTime64('{day} 16:00:00', 3, 'UTC')", f"'{day} 16:00:00+00'"


def _paid(days: int, dialect: int) -> str:
    since = _since(days)[dialect]
    until = (_TO, "'2026-11-01 04:00:00.001+00'")[dialect]
    return f"name = 'order_paid' AND at >= {since} AND at < {until}"


_BIRTHDAY = "AND birthday > '1990-11-01' AND birthday <= '2001-11-01'"
_DISTANCE = (
    "pow(sin(radians(latitude - 31.2) / 2), 2) + cos(radians(31.2)) * cos(radians(latitude)) * "
    "pow(sin(radians(longitude - 110.4) / 2), 2) <= pow(sin(50000 / 6371008.8 / 2), 2)"
)
_BOX = "latitude BETWEEN 30.75 AND 31.65 AND longitude BETWEEN 109.87 AND 110.93"

_TEN = ", ".join(f"'店{number}'" for number in range(10))

QUERIES = (
    Query(
        "two tags and not a third",
        {"kind": "tags", "all_of": [20, 25], "none_of": [10]},
        _FACTS + "has(tags, 20) AND has(tags, 25) AND NOT has(tags, 10)",
        _HER + "tags @> '{20,25}' AND NOT tags @> '{10}'",
        tags_alone=True,
    ),
    Query(
        "any of five tags, none of three",
        {"kind": "tags", "any_of": [1, 2, 3, 4, 5], "none_of": [28, 29, 30]},
        _FACTS + "hasAny(tags, [1, 2, 3, 4, 5]) AND NOT hasAny(tags, [28, 29, 30])",
        _HER + "tags && '{1,2,3,4,5}' AND NOT tags && '{28,29,30}'",
        tags_alone=True,
    ),
    Query(
        "attributes",
        {"kind": "all", "of": [
            {"kind": "attribute", "field": "city", "is": "one_of", "value": ["城市3", "城市7", "城市9"]},
            {"kind": "attribute", "field": "gender", "is": "one_of", "value": ["female"]},
            {"kind": "attribute", "field": "age", "is": "between", "value": [25, 35]},
        ]},
        _FACTS + f"city IN ('城市3', '城市7', '城市9') AND gender = 'female' {_BIRTHDAY}",
        _HER + f"city IN ('城市3', '城市7', '城市9') AND gender = 'female' {_BIRTHDAY}",
    ),
    Query(
        "near a store, known for a year at most",
        {"kind": "all", "of": [
            {"kind": "near", "latitude": 31.2, "longitude": 110.4, "within_m": 50_000},
            {"kind": "attribute", "field": "known_since", "is": "within", "value": {"last_days": 365}},
        ]},
        _FACTS + f"{_BOX} AND {_DISTANCE} AND known_since >= {_since(365)[0]} AND known_since < {_TO}",
        _HER + f"{_BOX} AND {_DISTANCE.replace('pow(', 'power(')} AND known_since >= {_since(365)[1]}",
    ),
    Query(
        "bought twice in 90 days",
        {"kind": "did", "event": "order_paid", "at_least": 2, "window": {"last_days": 90}},
        _EVENTS + f"{_paid(90, 0)} GROUP BY profile_no HAVING count() >= 2",
        f"SELECT profile_no FROM happened WHERE {_paid(90, 1)} GROUP BY profile_no HAVING count(*) >= 2",
    ),
    Query(
        "spent 800 yuan in ten stores in 180 days",
        {"kind": "did", "event": "order_paid", "sum": "amount_fen", "at_least": 80_000,
         "window": {"last_days": 180},
         "where": [{"property": "store", "is": "one_of", "value": [f"店{n}" for n in range(10)]}]},
        _EVENTS + f"{_paid(180, 0)} AND properties.store.:String IN ({_TEN}) "
        "GROUP BY profile_no HAVING sum(amount_fen) >= 80000",
        f"SELECT profile_no FROM happened WHERE {_paid(180, 1)} AND store IN "
        f"({_TEN}) GROUP BY profile_no HAVING sum(amount_fen) >= 80000",
    ),
    Query(
        "bought twice in a year, never in 90 days",
        {"kind": "all", "of": [
            {"kind": "did", "event": "order_paid", "at_least": 2, "window": {"last_days": 365}},
            {"kind": "never", "event": "order_paid", "window": {"last_days": 90}},
        ]},
        _EVENTS + f"{_paid(365, 0)} AND profile_no NOT IN ({_EVENTS}{_paid(90, 0)}) "
        "GROUP BY profile_no HAVING count() >= 2",
        f"SELECT profile_no FROM happened WHERE {_paid(365, 1)} GROUP BY profile_no HAVING count(*) >= 2 "
        f"EXCEPT SELECT profile_no FROM happened WHERE {_paid(90, 1)}",
    ),
    Query(
        "a tag, a city, bought in 90 days, not another tag",
        {"kind": "all", "of": [
            {"kind": "tags", "all_of": [20], "none_of": [10]},
            {"kind": "attribute", "field": "city", "is": "one_of", "value": ["城市3", "城市7"]},
            {"kind": "did", "event": "order_paid", "window": {"last_days": 90}},
        ]},
        _FACTS + "has(tags, 20) AND NOT has(tags, 10) AND city IN ('城市3', '城市7') "
        f"AND profile_no IN ({_EVENTS}{_paid(90, 0)})",
        _HER + "tags @> '{20}' AND NOT tags @> '{10}' AND city IN ('城市3', '城市7') AND EXISTS "
        f"(SELECT FROM happened h WHERE h.profile_no = person.profile_no AND {_paid(90, 1)})",
    ),
)  # fmt: skip
