"""SQL of tag_group, tag and tag_quota. follow_tag is only counted here; contacts writes it."""

import asyncpg

from reunion.core import ids
from reunion.core.context import Context
from reunion.core.sql import affected
from reunion.platform.tags.model import (
    CORP,
    LIMIT,
    Among,
    Draft,
    GroupRow,
    Made,
    TagLimitReached,
    TagRef,
    TagRow,
)


def _seconds(column: str) -> str:
    return f"extract(epoch FROM {column})::bigint"


_GROUP = f"id AS key, wire_id AS id, name, sort, {_seconds('created_at')} AS made"


async def rows(
    ctx: Context, *, groups: list[str], tags: list[str], with_usage: bool, among: Among = CORP
) -> list[TagRow]:
    """Groups with tags in order; empty lists mean all. Named tags come with their groups."""
    used = (
        "(SELECT count(*) FROM follow_tag ft WHERE ft.corp_id = t.corp_id AND ft.tag_id = t.id)"
        if with_usage
        else "0"
    )
    found = await ctx.tx.fetch(
        f"""SELECT g.wire_id AS group_id, g.name AS group_name, g.sort AS group_sort,
                   {_seconds("g.created_at")} AS group_made, t.wire_id AS tag_id,
                   coalesce(t.name, '') AS tag_name, coalesce(t.sort, 0) AS tag_sort,
                   coalesce({_seconds("t.created_at")}, 0) AS tag_made, {used} AS used,
                   g.strategy_id
            FROM tag_group g LEFT JOIN tag t ON t.corp_id = g.corp_id AND t.group_id = g.id
            WHERE g.corp_id = $1
              AND (cardinality($2::text[]) = 0 OR g.wire_id = ANY($2))
              AND (cardinality($3::text[]) = 0 OR t.wire_id = ANY($3))
              AND (g.strategy_id IS NULL AND $4 OR g.strategy_id = ANY($5))
            ORDER BY g.sort DESC, g.id, t.sort DESC, t.id""",
        ctx.corp_id, groups, tags, among.corp, list(among.strategies),
    )  # fmt: skip
    return [TagRow(**row) for row in found]


async def take_quota(ctx: Context, count: int) -> None:
    """Counts `count` more (or fewer) tags under the row lock; raises TagLimitReached."""
    await ctx.tx.execute(
        "INSERT INTO tag_quota (corp_id) VALUES ($1) ON CONFLICT DO NOTHING", ctx.corp_id
    )
    taken = await ctx.tx.fetchval(
        """UPDATE tag_quota SET used = used + $2 WHERE corp_id = $1 AND used + $2 <= $3
           RETURNING used""",
        ctx.corp_id, count, LIMIT,
    )  # fmt: skip
    if taken is None:
        raise TagLimitReached(limit=LIMIT)


async def used(ctx: Context) -> int:
    """How many tags the corp has."""
    return await ctx.tx.fetchval(
        "SELECT coalesce((SELECT used FROM tag_quota WHERE corp_id = $1), 0)", ctx.corp_id
    )


async def find_group(
    ctx: Context, *, wire_id: str = "", name: str = "", strategy_id: int | None = None
) -> GroupRow | None:
    """A group by its wire id, or by its name, of the corp or of a rule group."""
    row = await ctx.tx.fetchrow(
        f"""SELECT {_GROUP} FROM tag_group
            WHERE corp_id = $1 AND strategy_id IS NOT DISTINCT FROM $4
              AND CASE WHEN $2 <> '' THEN wire_id = $2 ELSE name = $3 END""",
        ctx.corp_id, wire_id, name, strategy_id,
    )  # fmt: skip
    return GroupRow(**row) if row else None


async def insert_group(
    ctx: Context, name: str, order: int | None, strategy_id: int | None = None
) -> GroupRow:
    """A new group; without an order it comes first."""
    row = await ctx.tx.fetchrow(
        f"""INSERT INTO tag_group (corp_id, wire_id, name, sort, created_at, strategy_id)
            VALUES ($1, $2, $3,
                coalesce($4, (SELECT coalesce(max(sort), 0) + 1 FROM tag_group WHERE corp_id = $1)),
                $5, $6)
            RETURNING {_GROUP}""",
        ctx.corp_id, ids.tag_wire_id(), name, order, ctx.now, strategy_id,
    )  # fmt: skip
    return GroupRow(**row)


async def insert_tags(ctx: Context, group_key: int, drafts: list[Draft]) -> list[Made]:
    """New tags of one group; raises asyncpg.UniqueViolationError for a name in use."""
    made = await ctx.tx.fetch(
        f"""INSERT INTO tag (corp_id, group_id, wire_id, name, sort, created_at)
            SELECT $1, $2, wire_id, name, sort, $3
            FROM unnest($4::text[], $5::text[], $6::bigint[]) WITH ORDINALITY AS d (wire_id, name, sort, n)
            ORDER BY n
            RETURNING wire_id AS id, name, sort AS "order", {_seconds("created_at")} AS made""",
        ctx.corp_id, group_key, ctx.now, [ids.tag_wire_id() for _ in drafts],
        [draft.name for draft in drafts], [draft.order for draft in drafts],
    )  # fmt: skip
    return [Made(**row) for row in made]


async def edit_tag(ctx: Context, wire_id: str, name: str | None, order: int | None) -> str | None:
    """Answers the tag's name afterwards, or None where there is no such tag."""
    return await ctx.tx.fetchval(
        """UPDATE tag SET name = coalesce($3, name), sort = coalesce($4, sort)
           WHERE corp_id = $1 AND wire_id = $2 RETURNING name""",
        ctx.corp_id, wire_id, name, order,
    )  # fmt: skip


async def edit_group(ctx: Context, wire_id: str, name: str | None, order: int | None) -> str | None:
    """Answers the group's name afterwards, or None where there is no such group."""
    return await ctx.tx.fetchval(
        """UPDATE tag_group SET name = coalesce($3, name), sort = coalesce($4, sort)
           WHERE corp_id = $1 AND wire_id = $2 RETURNING name""",
        ctx.corp_id, wire_id, name, order,
    )  # fmt: skip


async def usage(ctx: Context, tags: list[str], groups: list[str]) -> int:
    """How many marks the named tags and the tags of the named groups have on customers."""
    return await ctx.tx.fetchval(
        """SELECT count(*) FROM follow_tag ft JOIN tag t ON t.corp_id = ft.corp_id AND t.id = ft.tag_id
           JOIN tag_group g ON g.corp_id = t.corp_id AND g.id = t.group_id
           WHERE ft.corp_id = $1 AND (t.wire_id = ANY($2) OR g.wire_id = ANY($3))""",
        ctx.corp_id, tags, groups,
    )  # fmt: skip


async def delete_tags(
    ctx: Context, tags: list[str], groups: list[str]
) -> list[tuple[str, str, int | None]]:
    """Deletes tags (their marks go with them); answers wire id, name and rule group of each."""
    gone = await ctx.tx.fetch(
        """DELETE FROM tag t USING tag_group g
           WHERE t.corp_id = $1 AND g.corp_id = $1 AND g.id = t.group_id
             AND (t.wire_id = ANY($2) OR g.wire_id = ANY($3))
           RETURNING t.wire_id, t.name, g.strategy_id""",
        ctx.corp_id, tags, groups,
    )  # fmt: skip
    return [(row["wire_id"], row["name"], row["strategy_id"]) for row in gone]


async def delete_empty_groups(ctx: Context) -> list[tuple[str, str, int | None]]:
    """Deletes groups without tags; answers wire id, name and rule group of each."""
    gone = await ctx.tx.fetch(
        """DELETE FROM tag_group g WHERE g.corp_id = $1
             AND NOT EXISTS (SELECT 1 FROM tag t WHERE t.corp_id = g.corp_id AND t.group_id = g.id)
           RETURNING g.wire_id, g.name, g.strategy_id""",
        ctx.corp_id,
    )
    return [(row["wire_id"], row["name"], row["strategy_id"]) for row in gone]


async def owners(ctx: Context, wire_ids: list[str]) -> dict[str, int | None]:
    """The rule group of each tag and group, None where it is the corp's; unknown ones are left out."""
    found = await ctx.tx.fetch(
        """SELECT wire_id, strategy_id FROM tag_group WHERE corp_id = $1 AND wire_id = ANY($2)
           UNION ALL
           SELECT t.wire_id, g.strategy_id FROM tag t
           JOIN tag_group g ON g.corp_id = t.corp_id AND g.id = t.group_id
           WHERE t.corp_id = $1 AND t.wire_id = ANY($2)""",
        ctx.corp_id, wire_ids,
    )  # fmt: skip
    return {row["wire_id"]: row["strategy_id"] for row in found}


async def reorder_groups(ctx: Context, wire_ids: list[str]) -> int:
    """The first named comes first; answers how many were found."""
    done = await ctx.tx.execute(
        """UPDATE tag_group g SET sort = o.place
           FROM (SELECT id, cardinality($2::text[]) - n + 1 AS place
                 FROM unnest($2::text[]) WITH ORDINALITY AS u (id, n)) o
           WHERE g.corp_id = $1 AND g.wire_id = o.id""",
        ctx.corp_id, wire_ids,
    )  # fmt: skip
    return affected(done)


async def reorder_tags(ctx: Context, group_key: int, wire_ids: list[str]) -> int:
    """The first named comes first; answers how many were found in the group."""
    done = await ctx.tx.execute(
        """UPDATE tag t SET sort = o.place
           FROM (SELECT id, cardinality($3::text[]) - n + 1 AS place
                 FROM unnest($3::text[]) WITH ORDINALITY AS u (id, n)) o
           WHERE t.corp_id = $1 AND t.group_id = $2 AND t.wire_id = o.id""",
        ctx.corp_id, group_key, wire_ids,
    )  # fmt: skip
    return affected(done)


async def refs(
    ctx: Context, *, wire_ids: list[str] | None = None, keys: list[int] | None = None
) -> list[TagRef]:
    """Tags by wire id or by key, in their order; those that do not exist are left out."""
    found = await ctx.tx.fetch(
        """SELECT t.id AS key, t.wire_id AS id, t.name, g.name AS "group"
           FROM tag t JOIN tag_group g ON g.corp_id = t.corp_id AND g.id = t.group_id
           WHERE t.corp_id = $1 AND (t.wire_id = ANY($2) OR t.id = ANY($3))
           ORDER BY g.sort DESC, g.id, t.sort DESC, t.id""",
        ctx.corp_id, wire_ids or [], keys or [],
    )  # fmt: skip
    return [TagRef(**row) for row in found]


NameInUse = asyncpg.UniqueViolationError
