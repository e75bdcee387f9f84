"""SQL for carrying changed profiles into the engine, on both sides. Global: one table of the engine holds
the people of all companies, each row with its corp_id."""

from collections.abc import Sequence, Set
from typing import Any

from reunion.engine.client import Engine
from reunion.engine.literals import moment
from reunion.growth.profiles.attributes import Field
from reunion.growth.profiles.store.changes import Place

_LOCK = 7_260_049

COLUMNS = """p.name, p.gender, p.birthday, p.city, p.latitude, p.longitude, p.attributes, p.known_since,
    p.merged_into, p.moved, p.merged_into IS NOT NULL OR p.erased_at IS NOT NULL AS gone,
    EXISTS (SELECT FROM profile_identity i WHERE i.corp_id = p.corp_id AND i.profile_no = p.profile_no
        AND i.kind = 'external_userid') AS is_contact"""


async def take(tx: Any) -> bool:
    """Nobody else carries until the transaction ends; False: somebody does."""
    return await tx.fetchval("SELECT pg_try_advisory_xact_lock($1)", _LOCK)


async def border(tx: Any) -> Place:
    """All up to here was carried."""
    return tuple(await tx.fetchrow("SELECT changed, corp_id, profile_no FROM profile_carried"))


async def move(tx: Any, place: Place) -> None:
    """All up to there was carried."""
    await tx.execute(
        "UPDATE profile_carried SET changed = $1, corp_id = $2, profile_no = $3", *place
    )


_TYPES = {
    "text": "Nullable(String)",
    "number": "Nullable(Float64)",
    "boolean": "Nullable(Bool)",
    "date": "Nullable(Date32)",
    "choice": "LowCardinality(Nullable(String))",
    "choices": "Array(LowCardinality(String))",
}


async def add_column(engine: Engine, field: Field) -> None:
    """A custom field's place in the engine; nothing where it is there."""
    await engine.define(
        f"ALTER TABLE profile_facts ADD COLUMN IF NOT EXISTS {field.column} {_TYPES[field.type]}"
    )


async def insert(engine: Engine, rows: Sequence[Any], fields: Set[int]) -> None:
    """The profiles as they are, with these of the custom fields. Carried twice they are there once, since
    the version is the same."""
    await engine.insert("profile_facts", [_fact(row, fields) for row in rows])
    moves = [
        {
            "corp_id": row["corp_id"],
            "from_no": row["profile_no"],
            "version": row["changed"],
            "to_no": row["merged_into"] or row["profile_no"],
        }
        for row in rows
        if row["moved"]
    ]
    if moves:
        await engine.insert("profile_move", moves)


def _fact(row: Any, fields: Set[int]) -> dict[str, Any]:
    fact = {
        "corp_id": row["corp_id"],
        "profile_no": row["profile_no"],
        "version": row["changed"],
        "gone": int(row["gone"]),
        "name": row["name"],
        "gender": row["gender"],
        "birthday": row["birthday"],
        "city": row["city"],
        "latitude": row["latitude"],
        "longitude": row["longitude"],
        "known_since": moment(row["known_since"]),
        "is_contact": int(row["is_contact"]),
    }
    for number, value in row["attributes"].items():
        if int(number) in fields:
            fact[f"f_{number}"] = value
    return fact
