"""Groups themselves."""

from collections.abc import Sequence
from typing import Any

from reunion.core.context import Context
from reunion.core.sql import columns, places, sets
from reunion.platform.groups.model import GroupCard, GroupRow

_COLUMNS = ", ".join(f"g.{name}" for name in GroupRow.__struct_fields__)
_CARD = "g.id, g.chat_id, g.name, g.owner_id, g.size"


async def insert(ctx: Context, values: dict[str, Any]) -> GroupRow:
    """A new group, with its first owner's time."""
    row = await ctx.tx.fetchrow(
        f"""INSERT INTO customer_group AS g (corp_id, created_at, {columns(values)})
            VALUES ($1, $2, {places(values, 3)})
            RETURNING {_COLUMNS}""",
        ctx.corp_id, ctx.now, *values.values(),
    )  # fmt: skip
    await ctx.tx.execute(
        "INSERT INTO group_tenure (corp_id, group_id, owner_id, since) VALUES ($1, $2, $3, $4)",
        ctx.corp_id, row["id"], row["owner_id"], ctx.now,
    )  # fmt: skip
    return GroupRow(**row)


async def get(ctx: Context, group_id: int, *, lock: bool = False) -> GroupRow | None:
    """One, locked until the transaction ends where asked for."""
    row = await ctx.tx.fetchrow(
        f"""SELECT {_COLUMNS} FROM customer_group g WHERE g.corp_id = $1 AND g.id = $2
            {"FOR UPDATE" if lock else ""}""",
        ctx.corp_id, group_id,
    )  # fmt: skip
    return GroupRow(**row) if row else None


async def several(ctx: Context, group_ids: Sequence[int]) -> dict[int, GroupRow]:
    """By key."""
    rows = await ctx.tx.fetch(
        f"SELECT {_COLUMNS} FROM customer_group g WHERE g.corp_id = $1 AND g.id = ANY($2::bigint[])",
        ctx.corp_id, list(group_ids),
    )  # fmt: skip
    return {row["id"]: GroupRow(**row) for row in rows}


async def by_wire(ctx: Context, column: str, value: str) -> GroupRow | None:
    """By chat_id or open_gid."""
    assert column in ("chat_id", "open_gid")
    row = await ctx.tx.fetchrow(
        f"SELECT {_COLUMNS} FROM customer_group g WHERE g.corp_id = $1 AND g.{column} = $2",
        ctx.corp_id, value,
    )  # fmt: skip
    return GroupRow(**row) if row else None


async def of_partners(ctx: Context, principal_id: int, but: str | None) -> list[int]:
    """The groups for partners that somebody is in and that are not dismissed, but of this kind."""
    rows = await ctx.tx.fetch(
        """SELECT g.id FROM group_stay s
           JOIN customer_group g ON g.corp_id = $1 AND g.id = s.group_id AND g.kind <> 'customer'
             AND g.dismissed_at IS NULL
           WHERE s.corp_id = $1 AND s.principal_id = $2 AND s.left_at IS NULL
             AND g.kind IS DISTINCT FROM $3 ORDER BY g.id""",
        ctx.corp_id, principal_id, but,
    )  # fmt: skip
    return [row["id"] for row in rows]


async def cards_by_chat_id(ctx: Context, chat_ids: Sequence[str]) -> dict[str, GroupCard]:
    """Those that exist, by wire id."""
    rows = await ctx.tx.fetch(
        f"SELECT {_CARD} FROM customer_group g WHERE g.corp_id = $1 AND g.chat_id = ANY($2::text[])",
        ctx.corp_id, list(chat_ids),
    )  # fmt: skip
    return {row["chat_id"]: GroupCard(**row) for row in rows}


async def owned(ctx: Context, owner_id: int) -> list[GroupCard]:
    """Those that a member looks after and that are not dismissed."""
    rows = await ctx.tx.fetch(
        f"""SELECT {_CARD} FROM customer_group g
            WHERE g.corp_id = $1 AND g.owner_id = $2 AND g.dismissed_at IS NULL ORDER BY g.id""",
        ctx.corp_id, owner_id,
    )  # fmt: skip
    return [GroupCard(**row) for row in rows]


async def update(ctx: Context, group_id: int, values: dict[str, Any]) -> GroupRow:
    """Sets columns; the caller has the row's lock."""
    row = await ctx.tx.fetchrow(
        f"""UPDATE customer_group AS g SET {sets(values, 3)} WHERE g.corp_id = $1 AND g.id = $2
            RETURNING {_COLUMNS}""",
        ctx.corp_id, group_id, *values.values(),
    )  # fmt: skip
    return GroupRow(**row)


async def resize(ctx: Context, group_id: int, people: int, customers: int) -> GroupRow:
    """So many more (or fewer) are in it; the caller has the row's lock."""
    row = await ctx.tx.fetchrow(
        f"""UPDATE customer_group AS g SET size = size + $3, customers = customers + $4,
                version = version + 1
            WHERE g.corp_id = $1 AND g.id = $2 RETURNING {_COLUMNS}""",
        ctx.corp_id, group_id, people, customers,
    )  # fmt: skip
    return GroupRow(**row)


async def pass_on(ctx: Context, group_id: int, owner_id: int) -> GroupRow:
    """It is this member's from now on."""
    await ctx.tx.execute(
        """UPDATE group_tenure SET until = $3
           WHERE corp_id = $1 AND group_id = $2 AND until IS NULL""",
        ctx.corp_id, group_id, ctx.now,
    )  # fmt: skip
    await ctx.tx.execute(
        "INSERT INTO group_tenure (corp_id, group_id, owner_id, since) VALUES ($1, $2, $3, $4)",
        ctx.corp_id, group_id, owner_id, ctx.now,
    )  # fmt: skip
    return await update(ctx, group_id, {"owner_id": owner_id})


async def dismiss(ctx: Context, group_id: int) -> GroupRow:
    """It is over."""
    await ctx.tx.execute(
        """UPDATE group_tenure SET until = $3
           WHERE corp_id = $1 AND group_id = $2 AND until IS NULL""",
        ctx.corp_id, group_id, ctx.now,
    )  # fmt: skip
    return await update(ctx, group_id, {"dismissed_at": ctx.now})


async def put_notice(ctx: Context, group_id: int, text: str, by: str, told: bool) -> int:
    """Keeps an announcement; answers its key."""
    return await ctx.tx.fetchval(
        """INSERT INTO group_notice (corp_id, group_id, text, by_name, told, at)
           VALUES ($1, $2, $3, $4, $5, $6) RETURNING id""",
        ctx.corp_id, group_id, text, by, told, ctx.now,
    )  # fmt: skip


async def wire_page(
    ctx: Context, owner_ids: Sequence[int] | None, status: int, after: int, limit: int,
    passing: Sequence[int],
) -> list[tuple[int, str, int]]:  # fmt: skip
    """(key, chat_id, status) in the order of making; not dismissed ones. Status 1: the owner left the
    company, 2: and it is among `passing`, which are being handed over, 3: somebody has taken it over
    from an owner who left; `status` 0 asks for all."""
    rows = await ctx.tx.fetch(
        """SELECT id, chat_id, status FROM (
               SELECT g.id, g.chat_id, CASE
                   WHEN m.status = 'resigned' THEN CASE WHEN g.id = ANY($6::bigint[]) THEN 2 ELSE 1 END
                   WHEN EXISTS (SELECT FROM group_tenure t
                       JOIN member p ON p.corp_id = t.corp_id AND p.id = t.owner_id
                       WHERE t.corp_id = g.corp_id AND t.group_id = g.id AND p.status = 'resigned')
                   THEN 3 ELSE 0 END AS status
               FROM customer_group g JOIN member m ON m.corp_id = g.corp_id AND m.id = g.owner_id
               WHERE g.corp_id = $1 AND g.dismissed_at IS NULL AND g.id > $4
                 AND ($2::bigint[] IS NULL OR g.owner_id = ANY($2::bigint[]))) AS s
           WHERE $3::integer = 0 OR status = $3 ORDER BY id LIMIT $5""",
        ctx.corp_id, owner_ids, status, after, limit, list(passing),
    )  # fmt: skip
    return [tuple(row) for row in rows]
