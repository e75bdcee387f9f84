"""SQL of segment, segment_version and segment_snapshot."""

from collections.abc import Collection, Sequence
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.growth.profiles.reach import Reach
from reunion.growth.segments.model import Snapshot

_COLUMNS = """id, name, description, definition, version, watched, count, counted_at, made_at, made_by,
    changed_at, owner, own_of"""
_SNAPSHOT = "id, segment_id, name, version, count, made_at, made_by"


def _seen(reach: Reach, place: str) -> str:
    """A condition on the segments that he may see: the company's, without those of rules, and his own."""
    if reach.userids is None:
        return f"{place}::bigint IS NULL"
    return f"owner = '' AND (own_of IS NULL OR own_of = {place}::bigint)"


def _names_snapshot(definition: str, no: str) -> str:
    """A condition on definitions: the snapshot is among what they are made of."""
    return f"""jsonb_path_exists({definition},
        'strict $.** ? (@.kind == "snapshot" && @.snapshot_id == $no)',
        jsonb_build_object('no', {no}), true)"""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A saved segment."""

    id: int
    name: str
    description: str
    definition: dict[str, Any]
    version: int
    watched: bool
    count: int | None
    counted_at: Any
    made_at: Any
    made_by: str
    changed_at: Any
    owner: str
    own_of: int | None


class VersionRow(msgspec.Struct, frozen=True):
    version: int
    definition: dict[str, Any]
    made_at: Any
    made_by: str


async def definition(ctx: Context, segment_id: int, reach: Reach) -> dict[str, Any] | None:
    """A segment's newest, if he may see it."""
    return await ctx.tx.fetchval(
        f"""SELECT definition FROM segment
            WHERE corp_id = $1 AND id = $2 AND {_seen(reach, "$3")}""",
        ctx.corp_id, segment_id, reach.own_of,
    )  # fmt: skip


async def names(ctx: Context, of: Collection[int] | None = None) -> dict[int, str]:
    """Of these segments, or of all."""
    rows = await ctx.tx.fetch(
        "SELECT id, name FROM segment WHERE corp_id = $1 AND ($2::bigint[] IS NULL OR id = ANY($2))",
        ctx.corp_id, None if of is None else list(of),
    )  # fmt: skip
    return dict(rows)


async def snapshot_names(ctx: Context, of: Collection[int] | None = None) -> dict[int, str]:
    """Of these snapshots, or of all."""
    rows = await ctx.tx.fetch(
        """SELECT id, name FROM segment_snapshot
           WHERE corp_id = $1 AND ($2::bigint[] IS NULL OR id = ANY($2))""",
        ctx.corp_id, None if of is None else list(of),
    )  # fmt: skip
    return dict(rows)


async def places(ctx: Context, of: Collection[str] | None = None) -> dict[str, tuple[float, float]]:
    """Latitude and longitude of the places that people named in a definition, of these names or of all; of
    several with one name the newest segment's."""
    rows = await ctx.tx.fetch(
        """SELECT near->>'place' AS place, (near->>'latitude')::float AS latitude,
                  (near->>'longitude')::float AS longitude
           FROM segment, jsonb_path_query(definition, 'strict $.** ? (@.kind == "near")') AS near
           WHERE corp_id = $1 AND own_of IS NULL AND near->>'place' <> ''
             AND ($2::text[] IS NULL OR near->>'place' = ANY($2)) ORDER BY id""",
        ctx.corp_id, None if of is None else list(of),
    )  # fmt: skip
    return {row["place"]: (row["latitude"], row["longitude"]) for row in rows}


async def get(
    ctx: Context, segment_id: int, reach: Reach, *, for_update: bool = False
) -> Row | None:
    """One, if he may see it."""
    row = await ctx.tx.fetchrow(
        f"""SELECT {_COLUMNS} FROM segment
            WHERE corp_id = $1 AND id = $2 AND {_seen(reach, "$3")}
            {"FOR UPDATE" if for_update else ""}""",
        ctx.corp_id, segment_id, reach.own_of,
    )  # fmt: skip
    return None if row is None else Row(**row)


async def several(ctx: Context, segment_ids: Sequence[int], reach: Reach) -> list[Row]:
    """Those of them that he may see."""
    rows = await ctx.tx.fetch(
        f"""SELECT {_COLUMNS} FROM segment
            WHERE corp_id = $1 AND id = ANY($2) AND {_seen(reach, "$3")} ORDER BY id""",
        ctx.corp_id, list(segment_ids), reach.own_of,
    )  # fmt: skip
    return [Row(**row) for row in rows]


async def page(
    ctx: Context, reach: Reach, search: str, before: int | None, limit: int,
    of: Sequence[int] | None = None, watched: bool | None = None,
) -> list[Row]:  # fmt: skip
    """Newest first; of all, or of these; of those that are watched, or are not."""
    rows = await ctx.tx.fetch(
        f"""SELECT {_COLUMNS} FROM segment
            WHERE corp_id = $1 AND owner = '' AND ($2 = '' OR position(lower($2) IN lower(name)) > 0)
              AND ($3::bigint IS NULL OR id < $3) AND {_seen(reach, "$5")}
              AND ($6::bigint[] IS NULL OR id = ANY($6)) AND ($7::bool IS NULL OR watched = $7)
            ORDER BY id DESC LIMIT $4""",
        ctx.corp_id, search, before, limit, reach.own_of, of, watched,
    )  # fmt: skip
    return [Row(**row) for row in rows]


async def total(
    ctx: Context, reach: Reach, search: str, of: Sequence[int] | None = None,
    watched: bool | None = None,
) -> int:  # fmt: skip
    """How many `page` has in all."""
    return await ctx.tx.fetchval(
        f"""SELECT count(*) FROM segment
            WHERE corp_id = $1 AND owner = '' AND ($2 = '' OR position(lower($2) IN lower(name)) > 0)
              AND {_seen(reach, "$3")} AND ($4::bigint[] IS NULL OR id = ANY($4))
              AND ($5::bool IS NULL OR watched = $5)""",
        ctx.corp_id, search, reach.own_of, of, watched,
    )  # fmt: skip


async def insert(
    ctx: Context,
    name: str,
    description: str,
    definition: Any,
    made_of: list[int],
    watched: bool,
    owner: str,
    own_of: int | None,
) -> int | None:
    """Its id; None where the name is taken."""
    return await ctx.tx.fetchval(
        """WITH made AS (
               INSERT INTO segment (corp_id, name, description, version, definition, made_of, watched,
                   asked, made_at, made_by, changed_at, owner, own_of)
               VALUES ($1, $2, $3, 1, $4, $5, $6, 1, $7, $8, $7, $9, $10)
               ON CONFLICT (corp_id, name) DO NOTHING RETURNING id),
           kept AS (
               INSERT INTO segment_version (corp_id, segment_id, version, definition, made_at, made_by)
               SELECT $1, id, 1, $4, $7, $8 FROM made)
           SELECT id FROM made""",
        ctx.corp_id, name, description, definition, made_of, watched, ctx.now, ctx.actor.name, owner,
        own_of,
    )  # fmt: skip


async def update(
    ctx: Context, row: Row, name: str, description: str, definition: Any, made_of: list[int],
    watched: bool,
) -> None:  # fmt: skip
    """Raises UniqueViolation where the name is taken. A watched one is due where something of it changed."""
    again = definition != row.definition
    version = row.version + (1 if again else 0)
    await ctx.tx.execute(
        """UPDATE segment SET name = $3, description = $4, definition = $5, made_of = $6, version = $7,
               watched = $8, asked = asked + ($8 AND ($9 OR NOT watched))::int, changed_at = $10
           WHERE corp_id = $1 AND id = $2""",
        ctx.corp_id, row.id, name, description, definition, made_of, version, watched, again, ctx.now,
    )  # fmt: skip
    if again:
        await ctx.tx.execute(
            """INSERT INTO segment_version (corp_id, segment_id, version, definition, made_at, made_by)
               VALUES ($1, $2, $3, $4, $5, $6)""",
            ctx.corp_id, row.id, version, definition, ctx.now, ctx.actor.name,
        )  # fmt: skip
        await ctx.tx.execute(
            """UPDATE segment SET asked = asked + 1
               WHERE corp_id = $1 AND watched AND $2 = ANY(made_of)""",
            ctx.corp_id, row.id,
        )  # fmt: skip


async def users(ctx: Context, segment_id: int) -> list[str]:
    """The names of the segments that are made of it, or of a snapshot of it."""
    rows = await ctx.tx.fetch(
        f"""SELECT name FROM segment s WHERE corp_id = $1 AND id <> $2 AND ($2 = ANY(made_of) OR EXISTS (
                SELECT FROM segment_snapshot k WHERE k.corp_id = $1 AND k.segment_id = $2
                  AND {_names_snapshot("s.definition", "k.id")})) ORDER BY name""",
        ctx.corp_id, segment_id,
    )  # fmt: skip
    return [row["name"] for row in rows]


async def delete(ctx: Context, segment_id: int) -> None:
    """With its versions, snapshots and members."""
    await ctx.tx.execute(
        "DELETE FROM segment WHERE corp_id = $1 AND id = $2", ctx.corp_id, segment_id
    )


async def counted(ctx: Context, segment_id: int, count: int) -> None:
    """The last figure."""
    await ctx.tx.execute(
        "UPDATE segment SET count = $3, counted_at = $4 WHERE corp_id = $1 AND id = $2",
        ctx.corp_id, segment_id, count, ctx.now,
    )  # fmt: skip


async def versions(ctx: Context, segment_id: int) -> list[VersionRow]:
    """Newest first."""
    rows = await ctx.tx.fetch(
        """SELECT version, definition, made_at, made_by FROM segment_version
           WHERE corp_id = $1 AND segment_id = $2 ORDER BY version DESC""",
        ctx.corp_id, segment_id,
    )  # fmt: skip
    return [VersionRow(**row) for row in rows]


async def snapshots(ctx: Context, segment_id: int) -> list[Snapshot]:
    """Newest first."""
    rows = await ctx.tx.fetch(
        f"""SELECT {_SNAPSHOT} FROM segment_snapshot
            WHERE corp_id = $1 AND segment_id = $2 ORDER BY id DESC""",
        ctx.corp_id, segment_id,
    )  # fmt: skip
    return [Snapshot(**row) for row in rows]


async def insert_snapshot(
    ctx: Context, row: Row, name: str, members: bytes, count: int
) -> Snapshot:
    """Who is in it now."""
    made = await ctx.tx.fetchrow(
        f"""INSERT INTO segment_snapshot
                (corp_id, segment_id, version, name, members, count, made_at, made_by)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING {_SNAPSHOT}""",
        ctx.corp_id, row.id, row.version, name, members, count, ctx.now, ctx.actor.name,
    )  # fmt: skip
    return Snapshot(**made)


async def snapshot_users(ctx: Context, snapshot_id: int) -> list[str]:
    """The names of the segments that are made of it."""
    rows = await ctx.tx.fetch(
        f"""SELECT name FROM segment
            WHERE corp_id = $1 AND {_names_snapshot("definition", "$2::bigint")} ORDER BY name""",
        ctx.corp_id, snapshot_id,
    )  # fmt: skip
    return [row["name"] for row in rows]


async def snapshot_segment(ctx: Context, snapshot_id: int) -> int | None:
    """Whose snapshot it is."""
    return await ctx.tx.fetchval(
        "SELECT segment_id FROM segment_snapshot WHERE corp_id = $1 AND id = $2",
        ctx.corp_id, snapshot_id,
    )  # fmt: skip


async def snapshot_members(ctx: Context, snapshot_id: int) -> bytes | None:
    """Who was in it."""
    return await ctx.tx.fetchval(
        "SELECT members FROM segment_snapshot WHERE corp_id = $1 AND id = $2",
        ctx.corp_id, snapshot_id,
    )  # fmt: skip


async def delete_snapshot(ctx: Context, snapshot_id: int) -> bool:
    """Whether there was one."""
    return (
        await ctx.tx.fetchval(
            "DELETE FROM segment_snapshot WHERE corp_id = $1 AND id = $2 RETURNING true",
            ctx.corp_id, snapshot_id,
        )
        is not None
    )  # fmt: skip
