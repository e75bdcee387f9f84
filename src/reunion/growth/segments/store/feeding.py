"""SQL on profiles for those who keep sets of them. Global: the sets of all companies have one owner."""

from typing import Any

from reunion.engine.sets.plans import Standing

_LOCK = 7_260_067
COLUMNS = "p.tags, p.merged_into, p.merged_into IS NULL AND p.erased_at IS NULL AS there"


async def take(tx: Any) -> bool:
    """Nobody else tells until the transaction ends; False: somebody does."""
    return await tx.fetchval("SELECT pg_try_advisory_xact_lock($1)", _LOCK)


async def record(tx: Any) -> str:
    """The name of this database, which none that was restored elsewhere has."""
    return await tx.fetchval(
        """SELECT system_identifier || '/' || oid FROM pg_control_system(), pg_database
           WHERE datname = current_database()"""
    )


def standing(row: Any) -> Standing:
    """A changed profile, as the owner of the sets is told of it."""
    tags = tuple(row["tags"]) if row["there"] else ()
    return Standing(row["corp_id"], row["profile_no"], row["there"], tags, row["merged_into"])
