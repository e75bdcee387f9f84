"""The engine's tables on a ClickHouse cluster: the same statements, spread over shards and replicas.

A table `t` of rows about people becomes `t_shard`, replicated on every shard, and `t`, which stands for all
of them. All rows of one person lie on one shard, so that subqueries are worked out where they lie. A
small table that others are joined with is held whole by every server.
See https://clickhouse.com/docs/engines/table-engines/special/distributed
and https://clickhouse.com/docs/engines/table-engines/mergetree-family/replication.
"""

import re

from reunion.engine.literals import quoted

WHOLE = frozenset({"profile_move", "schema_migration"})
"""Held whole by every server."""
SETTINGS = {"distributed_product_mode": "local", "distributed_foreground_insert": "1"}
"""Of every call: a subquery stays on its shard, and an insert is answered once its shard has it."""

_CREATE = re.compile(
    r"CREATE TABLE IF NOT EXISTS (?P<table>\w+) \((?P<columns>.*)\) "
    r"ENGINE = (?P<engine>\w*MergeTree)(?:\((?P<arguments>[^)]*)\))?(?P<rest>.*)",
    re.DOTALL,
)
_ALTER = re.compile(r"ALTER TABLE (?P<table>\w+) (?P<what>.*)", re.DOTALL)
_LOCAL_WINDOW = re.compile(r",?\s*non_replicated_deduplication_window\s*=\s*\d+")
_OF_SHARDS_ALONE = (
    "ADD PROJECTION",
    "ADD INDEX",
    "MATERIALIZE",
    "MODIFY SETTING",
    "UPDATE",
    "DELETE",
)


class CannotSpread(ValueError):
    """A statement of a shape that is not known here: write it as the others are written."""


def spread(statement: str, cluster: str) -> list[str]:
    """The statements that do on a cluster what this one does on a single server."""
    on = f"ON CLUSTER {quoted(cluster)}"
    if created := _CREATE.fullmatch(statement):
        return _created(created, on, cluster)
    if altered := _ALTER.fullmatch(statement):
        table, what = altered["table"], altered["what"]
        if table in WHOLE:
            return [f"ALTER TABLE {table} {on} {what}"]
        here = [f"ALTER TABLE {table}_shard {on} {what}"]
        every = [] if what.startswith(_OF_SHARDS_ALONE) else [f"ALTER TABLE {table} {on} {what}"]
        return here + every
    raise CannotSpread(f"not CREATE TABLE IF NOT EXISTS … ENGINE nor ALTER TABLE: {statement[:80]}")


def _created(created: re.Match[str], on: str, cluster: str) -> list[str]:
    table, columns, rest = created["table"], created["columns"], created["rest"]
    whole = table in WHOLE
    if not whole and not re.search(r"\bprofile_no\b", columns):
        raise CannotSpread(f"{table} has no profile_no to be spread by, and is not among WHOLE")
    name = table if whole else f"{table}_shard"
    place = "'/clickhouse/tables/{database}/" + f"{table}/" + ("all'" if whole else "{shard}'")
    replica = "'{shard}-{replica}'" if whole else "'{replica}'"
    arguments = ", ".join(filter(None, (place, replica, created["arguments"])))
    rest = _LOCAL_WINDOW.sub("", rest)  # replicated tables keep a window by themselves
    rest = re.sub(r"\s*SETTINGS\s*$", "", rest)
    local = (
        f"CREATE TABLE IF NOT EXISTS {name} {on} ({columns}) ENGINE = Replicated{created['engine']}"
    )
    made = [f"{local}({arguments}){rest}"]
    if not whole:
        shards = f"{quoted(cluster)}, currentDatabase(), {quoted(name)}, cityHash64(profile_no)"
        made.append(
            f"CREATE TABLE IF NOT EXISTS {table} {on} AS {name} ENGINE = Distributed({shards})"
        )
    return made
