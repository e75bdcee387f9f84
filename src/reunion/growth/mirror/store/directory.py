"""SQL on `wecom_department`, `wecom_member` and `wecom_tag`."""

from collections.abc import Sequence

import msgspec

from reunion.core.context import Context
from reunion.growth.mirror.model import Department, Member, ReadMember


async def put_departments(ctx: Context, found: list[Department]) -> None:
    """These and no others."""
    await ctx.tx.execute(
        "DELETE FROM wecom_department WHERE corp_id = $1 AND department_id <> ALL($2)",
        ctx.corp_id, [one.department_id for one in found],
    )  # fmt: skip
    await ctx.tx.execute(
        """INSERT INTO wecom_department AS d (corp_id, department_id, parent_id, name)
           SELECT $1, r.* FROM jsonb_to_recordset($2::jsonb)
               AS r (department_id bigint, parent_id bigint, name text)
           ON CONFLICT (corp_id, department_id) DO UPDATE
           SET parent_id = excluded.parent_id, name = excluded.name
           WHERE (d.parent_id, d.name) IS DISTINCT FROM (excluded.parent_id, excluded.name)""",
        ctx.corp_id, msgspec.to_builtins(found),
    )  # fmt: skip


async def put_members(ctx: Context, found: list[ReadMember]) -> None:
    """These are there; the others have gone."""
    await ctx.tx.execute(
        """UPDATE wecom_member SET gone_at = $3, has_customers = false
           WHERE corp_id = $1 AND userid <> ALL($2) AND gone_at IS NULL""",
        ctx.corp_id, [one.userid for one in found], ctx.now,
    )  # fmt: skip
    await ctx.tx.execute(
        """INSERT INTO wecom_member AS m (corp_id, userid, name, departments, has_customers)
           SELECT $1, r.* FROM jsonb_to_recordset($2::jsonb)
               AS r (userid text, name text, departments bigint[], has_customers boolean)
           ON CONFLICT (corp_id, userid) DO UPDATE SET name = excluded.name,
               departments = excluded.departments, has_customers = excluded.has_customers,
               gone_at = NULL
           WHERE (m.name, m.departments, m.has_customers, m.gone_at) IS DISTINCT FROM
               (excluded.name, excluded.departments, excluded.has_customers, NULL)""",
        ctx.corp_id, msgspec.to_builtins(found),
    )  # fmt: skip


async def members(ctx: Context) -> list[Member]:
    """Those who are there, by name."""
    rows = await ctx.tx.fetch(
        """SELECT userid, name, departments, has_customers FROM wecom_member
           WHERE corp_id = $1 AND gone_at IS NULL ORDER BY name, userid""",
        ctx.corp_id,
    )
    return [Member(**dict(row)) for row in rows]


async def below(ctx: Context, department_ids: list[int]) -> list[str]:
    """Who works in these departments or below, and who did."""
    rows = await ctx.tx.fetch(
        """WITH RECURSIVE inside AS (
               SELECT unnest($2::bigint[]) AS id
               UNION SELECT d.department_id FROM wecom_department d JOIN inside ON d.parent_id = inside.id
               WHERE d.corp_id = $1)
           SELECT userid FROM wecom_member WHERE corp_id = $1
             AND departments && (SELECT array_agg(id) FROM inside) ORDER BY userid""",
        ctx.corp_id, department_ids,
    )  # fmt: skip
    return [row["userid"] for row in rows]


class KnownTag(msgspec.Struct, frozen=True):
    wecom_id: str
    group_name: str
    name: str
    tag_no: int


async def tag_nos(ctx: Context, wecom_ids: list[str]) -> dict[str, int]:
    rows = await ctx.tx.fetch(
        "SELECT wecom_id, tag_no FROM wecom_tag WHERE corp_id = $1 AND wecom_id = ANY($2)",
        ctx.corp_id, wecom_ids,
    )  # fmt: skip
    return {row["wecom_id"]: row["tag_no"] for row in rows}


async def wecom_ids(ctx: Context, tag_nos: list[int]) -> dict[int, str]:
    """Those that can be written."""
    rows = await ctx.tx.fetch(
        """SELECT tag_no, wecom_id FROM wecom_tag
           WHERE corp_id = $1 AND tag_no = ANY($2) AND gone_at IS NULL""",
        ctx.corp_id, tag_nos,
    )  # fmt: skip
    return {row["tag_no"]: row["wecom_id"] for row in rows}


async def tag_names(ctx: Context, wecom_ids: list[str]) -> dict[str, str]:
    """How these are called, those that have gone too."""
    rows = await ctx.tx.fetch(
        "SELECT wecom_id, name FROM wecom_tag WHERE corp_id = $1 AND wecom_id = ANY($2)",
        ctx.corp_id, wecom_ids,
    )  # fmt: skip
    return {row["wecom_id"]: row["name"] for row in rows}


async def tags(ctx: Context) -> dict[str, KnownTag]:
    """Those that are there, by their id."""
    rows = await ctx.tx.fetch(
        """SELECT wecom_id, group_name, name, tag_no FROM wecom_tag
           WHERE corp_id = $1 AND gone_at IS NULL""",
        ctx.corp_id,
    )
    return {row["wecom_id"]: KnownTag(**dict(row)) for row in rows}


async def put_tags(ctx: Context, found: list[KnownTag], *, every: bool) -> None:
    """`every`: there are no others."""
    if every:
        await ctx.tx.execute(
            """UPDATE wecom_tag SET gone_at = $3
               WHERE corp_id = $1 AND wecom_id <> ALL($2) AND gone_at IS NULL""",
            ctx.corp_id, [one.wecom_id for one in found], ctx.now,
        )  # fmt: skip
    await ctx.tx.execute(
        """INSERT INTO wecom_tag (corp_id, wecom_id, group_name, name, tag_no)
           SELECT $1, r.* FROM jsonb_to_recordset($2::jsonb)
               AS r (wecom_id text, group_name text, name text, tag_no integer)
           ON CONFLICT (corp_id, wecom_id) DO UPDATE SET group_name = excluded.group_name,
               name = excluded.name, tag_no = excluded.tag_no, gone_at = NULL""",
        ctx.corp_id, msgspec.to_builtins(found),
    )  # fmt: skip


async def names(ctx: Context, userids: Sequence[str]) -> dict[str, str]:
    """How these members are called, those who have gone too."""
    rows = await ctx.tx.fetch(
        "SELECT userid, name FROM wecom_member WHERE corp_id = $1 AND userid = ANY($2)",
        ctx.corp_id, list(userids),
    )  # fmt: skip
    return {row["userid"]: row["name"] for row in rows}


async def above(ctx: Context, userids: Sequence[str]) -> list[int]:
    """The departments of these members, and those that they belong to."""
    rows = await ctx.tx.fetch(
        """WITH RECURSIVE places AS (
               SELECT unnest(departments) AS id FROM wecom_member WHERE corp_id = $1 AND userid = ANY($2)
               UNION SELECT d.parent_id FROM wecom_department d JOIN places ON d.department_id = places.id
               WHERE d.corp_id = $1)
           SELECT id FROM places WHERE id IS NOT NULL ORDER BY id""",
        ctx.corp_id, list(userids),
    )  # fmt: skip
    return [row["id"] for row in rows]
