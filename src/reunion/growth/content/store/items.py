"""SQL of folders, files, items and their versions."""

from collections.abc import Sequence
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.core.sql import columns, containing, places, sets
from reunion.growth.content.model import ContentFolder, ContentVersion, FileRow, ItemRow, Senders

_ITEM = """
    i.id, i.corp_id, i.kind, i.folder_id, i.audience, i.version, i.gated, i.listed, i.expires_at,
    i.created_by, i.created_at, i.changed_at, i.deleted_at IS NOT NULL AS deleted,
    v.title, v.summary, v.cover, v.body
"""
_FROM = """
    content_item i JOIN content_version v
      ON (v.corp_id, v.content_id, v.version) = (i.corp_id, i.id, i.version)
"""
_FILE = "corp_id, id, token, kind, sha256, mime, name, size, width, height"


def _audience(given: Any) -> Senders | None:
    return None if given is None else msgspec.convert(given, Senders)


def _item(row: Any) -> ItemRow:
    return ItemRow(**{**row, "audience": _audience(row["audience"])})


class Staff(msgspec.Struct, frozen=True):
    """Members, with the departments that they work in and all above them: what one of them may send."""

    userids: tuple[str, ...]
    department_ids: tuple[int, ...]


def _theirs(whom: str, staff: Staff | None, userids: str, departments: str) -> str:
    """A condition on who may send something; the places are those of `_given(staff)`."""
    if staff is None:
        return f"{userids}::text[] IS NULL AND {departments}::int[] IS NULL"
    return f"""({whom} IS NULL OR {whom}->'userids' ?| {userids}::text[]
        OR EXISTS (SELECT 1 FROM jsonb_array_elements({whom}->'department_ids') d
                   WHERE d::text::int = ANY({departments}::int[])))"""


def _given(staff: Staff | None) -> tuple[list[str] | None, list[int] | None]:
    return (list(staff.userids), list(staff.department_ids)) if staff else (None, None)


async def folders(ctx: Context, staff: Staff | None) -> list[ContentFolder]:
    """By name, with what stands in each; where `staff` are given, as far as one of them may send it."""
    rows = await ctx.tx.fetch(
        f"""SELECT f.id, f.name, f.audience, count(i.id)::int AS items
            FROM content_folder f LEFT JOIN content_item i
              ON (i.corp_id, i.folder_id) = (f.corp_id, f.id) AND i.deleted_at IS NULL
                AND {_theirs("coalesce(i.audience, f.audience)", staff, "$2", "$3")}
            WHERE f.corp_id = $1 GROUP BY f.corp_id, f.id
            HAVING {_theirs("f.audience", staff, "$2", "$3")} OR count(i.id) > 0
            ORDER BY f.position, lower(f.name)""",
        ctx.corp_id, *_given(staff),
    )  # fmt: skip
    return [ContentFolder(**{**row, "audience": _audience(row["audience"])}) for row in rows]


async def add_folder(ctx: Context, name: str, audience: Senders | None) -> int | None:
    """Its key; None where another has the name."""
    return await ctx.tx.fetchval(
        """INSERT INTO content_folder (corp_id, name, audience, created_at) VALUES ($1, $2, $3, $4)
           ON CONFLICT DO NOTHING RETURNING id""",
        ctx.corp_id, name, None if audience is None else msgspec.to_builtins(audience), ctx.now,
    )  # fmt: skip


async def change_folder(ctx: Context, key: int, name: str, audience: Senders | None) -> bool:
    """Whether it is there; raises asyncpg.UniqueViolationError where another has the name."""
    given = None if audience is None else msgspec.to_builtins(audience)
    done = await ctx.tx.execute(
        "UPDATE content_folder SET name = $3, audience = $4 WHERE corp_id = $1 AND id = $2",
        ctx.corp_id, key, name, given,
    )  # fmt: skip
    return done != "UPDATE 0"


async def delete_folder(ctx: Context, key: int) -> bool:
    """Whether it was there. What was deleted from it belongs to no folder any more."""
    await ctx.tx.execute(
        """UPDATE content_item SET folder_id = NULL
           WHERE corp_id = $1 AND folder_id = $2 AND deleted_at IS NOT NULL""",
        ctx.corp_id, key,
    )  # fmt: skip
    done = await ctx.tx.execute(
        "DELETE FROM content_folder WHERE corp_id = $1 AND id = $2", ctx.corp_id, key
    )
    return done != "DELETE 0"


async def add_file(ctx: Context, values: dict[str, Any]) -> FileRow:
    """An uploaded file."""
    row = await ctx.tx.fetchrow(
        f"""INSERT INTO content_file (corp_id, {columns(values)})
            VALUES ($1, {places(values, 2)}) RETURNING {_FILE}""",
        ctx.corp_id, *values.values(),
    )  # fmt: skip
    return FileRow(**row)


async def file(ctx: Context, key: int) -> FileRow | None:
    """By key."""
    row = await ctx.tx.fetchrow(
        f"SELECT {_FILE} FROM content_file WHERE corp_id = $1 AND id = $2", ctx.corp_id, key
    )
    return FileRow(**row) if row else None


async def picture(tx: Any, token: str) -> FileRow | None:
    """A picture by the end of its address. Global: the address names the corp."""
    row = await tx.fetchrow(
        f"SELECT {_FILE} FROM content_file WHERE token = $1 AND kind = 'image'", token
    )
    return FileRow(**row) if row else None


async def add(ctx: Context, values: dict[str, Any]) -> int:
    """An item; its first version is added beside."""
    return await ctx.tx.fetchval(
        f"""INSERT INTO content_item (corp_id, {columns(values)})
            VALUES ($1, {places(values, 2)}) RETURNING id""",
        ctx.corp_id, *values.values(),
    )  # fmt: skip


async def change(ctx: Context, key: int, values: dict[str, Any]) -> None:
    """Sets the given columns."""
    await ctx.tx.execute(
        f"UPDATE content_item SET {sets(values, 3)} WHERE corp_id = $1 AND id = $2",
        ctx.corp_id, key, *values.values(),
    )  # fmt: skip


async def add_version(ctx: Context, key: int, version: int, values: dict[str, Any]) -> None:
    """What the item says from now on."""
    await ctx.tx.execute(
        f"""INSERT INTO content_version (corp_id, content_id, version, {columns(values)})
            VALUES ($1, $2, $3, {places(values, 4)})""",
        ctx.corp_id, key, version, *values.values(),
    )  # fmt: skip


async def get(
    ctx: Context, key: int, staff: Staff | None = None, *, lock: bool = False
) -> ItemRow | None:
    """One with its newest version, deleted ones too; where `staff` are given, if one of them may send it."""
    row = await ctx.tx.fetchrow(
        f"""SELECT {_ITEM} FROM {_FROM}
            LEFT JOIN content_folder f ON (f.corp_id, f.id) = (i.corp_id, i.folder_id)
            WHERE i.corp_id = $1 AND i.id = $2
              AND {_theirs("coalesce(i.audience, f.audience)", staff, "$3", "$4")}
            {"FOR UPDATE OF i" if lock else ""}""",
        ctx.corp_id, key, *_given(staff),
    )  # fmt: skip
    return _item(row) if row else None


async def version(ctx: Context, key: int, number: int) -> dict[str, Any] | None:
    """Title, summary, cover and body of one version, and who made it when."""
    row = await ctx.tx.fetchrow(
        """SELECT title, summary, cover, body, made_by, made_at FROM content_version
           WHERE corp_id = $1 AND content_id = $2 AND version = $3""",
        ctx.corp_id, key, number,
    )  # fmt: skip
    return dict(row) if row else None


async def versions(ctx: Context, key: int) -> list[ContentVersion]:
    """The newest first."""
    rows = await ctx.tx.fetch(
        """SELECT version, title, made_by, made_at FROM content_version
           WHERE corp_id = $1 AND content_id = $2 ORDER BY version DESC""",
        ctx.corp_id, key,
    )  # fmt: skip
    return [ContentVersion(**row) for row in rows]


async def page(
    ctx: Context, staff: Staff | None, *,
    q: str, kind: str | None, folder_id: int | None, before: Any, limit: int,
) -> list[ItemRow]:  # fmt: skip
    """The latest changed first; `before` is the (changed_at, id) of the last one shown."""
    rows = await ctx.tx.fetch(
        f"""SELECT {_ITEM} FROM {_FROM}
            LEFT JOIN content_folder f ON (f.corp_id, f.id) = (i.corp_id, i.folder_id)
            WHERE i.corp_id = $1 AND i.deleted_at IS NULL
              AND {_theirs("coalesce(i.audience, f.audience)", staff, "$8", "$9")}
              AND ($2 = '%%' OR lower(v.title) LIKE $2 OR lower(v.summary) LIKE $2)
              AND ($3::text IS NULL OR i.kind = $3)
              AND ($4::bigint IS NULL OR i.folder_id = $4)
              AND ($5::timestamptz IS NULL OR (i.changed_at, i.id) < ($5, $6))
            ORDER BY i.changed_at DESC, i.id DESC LIMIT $7""",
        ctx.corp_id, containing(q.lower()), kind, folder_id, *(before or (None, None)), limit,
        *_given(staff),
    )  # fmt: skip
    return [_item(row) for row in rows]


async def sendable(
    ctx: Context, staff: Staff, *, q: str, folder_id: int | None, key: int | None, limit: int
) -> list[ItemRow]:
    """What one of these members may send now, the latest changed first."""
    rows = await ctx.tx.fetch(
        f"""SELECT {_ITEM} FROM {_FROM}
            LEFT JOIN content_folder f ON (f.corp_id, f.id) = (i.corp_id, i.folder_id)
            WHERE i.corp_id = $1 AND i.deleted_at IS NULL
              AND (i.expires_at IS NULL OR i.expires_at > $2)
              AND ($3 = '%%' OR lower(v.title) LIKE $3 OR lower(v.summary) LIKE $3)
              AND ($4::bigint IS NULL OR i.folder_id = $4)
              AND ($5::bigint IS NULL OR i.id = $5)
              AND {_theirs("coalesce(i.audience, f.audience)", staff, "$6", "$7")}
            ORDER BY i.changed_at DESC, i.id DESC LIMIT $8""",
        ctx.corp_id, ctx.now, containing(q.lower()), folder_id, key, *_given(staff), limit,
    )  # fmt: skip
    return [_item(row) for row in rows]


async def listed(ctx: Context) -> list[ItemRow]:
    """What stands in the public library."""
    rows = await ctx.tx.fetch(
        f"""SELECT {_ITEM} FROM {_FROM}
            WHERE i.corp_id = $1 AND i.deleted_at IS NULL AND i.listed
              AND (i.expires_at IS NULL OR i.expires_at > $2)
            ORDER BY i.changed_at DESC, i.id DESC LIMIT 200""",
        ctx.corp_id, ctx.now,
    )  # fmt: skip
    return [_item(row) for row in rows]


async def figures(
    ctx: Context, keys: Sequence[int], userids: Sequence[str] | None
) -> dict[int, tuple[int, int]]:
    """Links that members sent, and links that somebody opened, by item; of these members alone, where
    they are given."""
    rows = await ctx.tx.fetch(
        """SELECT content_id, count(*) FILTER (WHERE parent_id IS NULL AND userid <> '')::int AS shares,
                  count(*) FILTER (WHERE opened_at IS NOT NULL)::int AS readers
           FROM content_share WHERE corp_id = $1 AND content_id = ANY($2)
             AND ($3::text[] IS NULL OR userid = ANY($3)) GROUP BY content_id""",
        ctx.corp_id, list(keys), userids,
    )  # fmt: skip
    return {row["content_id"]: (row["shares"], row["readers"]) for row in rows}
