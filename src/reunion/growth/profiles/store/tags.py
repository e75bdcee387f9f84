"""SQL of growth_tag and profile_tag."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from reunion.core.context import Context
from reunion.growth.profiles.model import ProfileTag, TagChange, WornSince

_TAG = "tag_no, group_name, name, wecom_id"


class Worn(msgspec.Struct, frozen=True, array_like=True):
    """A tag on a person; `userid`: on that member's follow."""

    tag_no: int
    userid: str


async def tags(ctx: Context) -> list[ProfileTag]:
    """All, by group and name."""
    rows = await ctx.tx.fetch(
        f"SELECT {_TAG} FROM growth_tag WHERE corp_id = $1 ORDER BY group_name, name, tag_no",
        ctx.corp_id,
    )
    return [ProfileTag(**row) for row in rows]


async def by_wecom(ctx: Context, wecom_ids: Iterable[str]) -> dict[str, int]:
    """Their numbers; unknown ones are left out."""
    rows = await ctx.tx.fetch(
        "SELECT wecom_id, tag_no FROM growth_tag WHERE corp_id = $1 AND wecom_id = ANY($2)",
        ctx.corp_id, list(wecom_ids),
    )  # fmt: skip
    return {row["wecom_id"]: row["tag_no"] for row in rows}


async def own(ctx: Context) -> dict[tuple[str, str], int]:
    """Tags that WeCom does not have, by group and name."""
    rows = await ctx.tx.fetch(
        "SELECT group_name, name, tag_no FROM growth_tag WHERE corp_id = $1 AND wecom_id IS NULL",
        ctx.corp_id,
    )
    return {(row["group_name"], row["name"]): row["tag_no"] for row in rows}


async def put(ctx: Context, wanted: Sequence[ProfileTag]) -> None:
    """New ones are added, known ones (by number) renamed."""
    await ctx.tx.execute(
        """INSERT INTO growth_tag (corp_id, tag_no, group_name, name, wecom_id)
           SELECT $1, * FROM unnest($2::int[], $3::text[], $4::text[], $5::text[])
           ON CONFLICT (corp_id, tag_no) DO UPDATE SET group_name = excluded.group_name,
               name = excluded.name, wecom_id = excluded.wecom_id""",
        ctx.corp_id, [one.tag_no for one in wanted], [one.group_name for one in wanted],
        [one.name for one in wanted], [one.wecom_id for one in wanted],
    )  # fmt: skip


async def unknown(ctx: Context, tag_nos: Iterable[int]) -> list[int]:
    """Those of the numbers that are no tags."""
    rows = await ctx.tx.fetch(
        """SELECT no FROM unnest($2::int[]) AS asked (no) WHERE NOT EXISTS (
               SELECT FROM growth_tag WHERE corp_id = $1 AND tag_no = no)""",
        ctx.corp_id, list(tag_nos),
    )  # fmt: skip
    return [row["no"] for row in rows]


async def put_on(ctx: Context, changes: Sequence[TagChange]) -> set[tuple[int, int, str]]:
    """Which were really put on: (profile, tag, member)."""
    given = [(one, tag_no) for one in changes for tag_no in one.add]
    as_of = [one.restored or WornSince(ctx.now, one.origin) for one, _ in given]
    rows = await ctx.tx.fetch(
        """INSERT INTO profile_tag (corp_id, profile_no, tag_no, userid, origin, since)
           SELECT $1, * FROM unnest($2::int[], $3::int[], $4::text[], $5::text[], $6::timestamptz[])
           ON CONFLICT DO NOTHING RETURNING profile_no, tag_no, userid""",
        ctx.corp_id, [one.profile_no for one, _ in given], [no for _, no in given],
        [one.userid for one, _ in given], [one.origin for one in as_of],
        [one.since for one in as_of],
    )  # fmt: skip
    return {tuple(row) for row in rows}


async def take_off(
    ctx: Context, changes: Sequence[TagChange]
) -> dict[tuple[int, int, str], WornSince]:
    """Which were really taken off, and how they had been on."""
    given = [(one, tag_no) for one in changes for tag_no in one.remove]
    rows = await ctx.tx.fetch(
        """DELETE FROM profile_tag t
           USING unnest($2::int[], $3::int[], $4::text[]) AS g (profile_no, tag_no, userid)
           WHERE t.corp_id = $1 AND t.profile_no = g.profile_no AND t.tag_no = g.tag_no
             AND t.userid = g.userid
           RETURNING t.profile_no, t.tag_no, t.userid, t.since, t.origin""",
        ctx.corp_id, [one.profile_no for one, _ in given], [no for _, no in given],
        [one.userid for one, _ in given],
    )  # fmt: skip
    return {
        (row["profile_no"], row["tag_no"], row["userid"]): WornSince(row["since"], row["origin"])
        for row in rows
    }


async def worn_since(
    ctx: Context, nos: Iterable[int]
) -> dict[int, dict[tuple[int, str], WornSince]]:
    """All tags of each: (tag, member) -> since when and by whom."""
    found: dict[int, dict[tuple[int, str], WornSince]] = {no: {} for no in nos}
    rows = await ctx.tx.fetch(
        """SELECT profile_no, tag_no, userid, since, origin FROM profile_tag
           WHERE corp_id = $1 AND profile_no = ANY($2)""",
        ctx.corp_id, list(found),
    )  # fmt: skip
    for row in rows:
        worn = WornSince(row["since"], row["origin"])
        found[row["profile_no"]][row["tag_no"], row["userid"]] = worn
    return found


async def settle(ctx: Context, nos: Iterable[int]) -> None:
    """The tags that these people have, counted again."""
    await ctx.tx.execute(
        """UPDATE profile p SET tags = n.tags, changed = pg_current_xact_id()
           FROM (SELECT no, coalesce(array_agg(DISTINCT t.tag_no ORDER BY t.tag_no)
                        FILTER (WHERE t.tag_no IS NOT NULL), '{}') AS tags
                 FROM unnest($2::int[]) AS asked (no)
                 LEFT JOIN profile_tag t ON t.corp_id = $1 AND t.profile_no = asked.no GROUP BY no) n
           WHERE p.corp_id = $1 AND p.profile_no = n.no AND p.tags <> n.tags""",
        ctx.corp_id, sorted(set(nos)),
    )  # fmt: skip


async def worn(ctx: Context, nos: Iterable[int]) -> dict[int, list[Worn]]:
    """All tags of each."""
    found: dict[int, list[Worn]] = {no: [] for no in nos}
    rows = await ctx.tx.fetch(
        """SELECT profile_no, tag_no, userid FROM profile_tag
           WHERE corp_id = $1 AND profile_no = ANY($2) ORDER BY tag_no, userid""",
        ctx.corp_id, list(found),
    )  # fmt: skip
    for row in rows:
        found[row["profile_no"]].append(Worn(row["tag_no"], row["userid"]))
    return found


async def move(ctx: Context, moves: Sequence[tuple[int, int]]) -> None:
    """All tags of the first are the second's."""
    gone, kept = [one for one, _ in moves], [one for _, one in moves]
    await ctx.tx.execute(
        """WITH taken AS (
               DELETE FROM profile_tag WHERE corp_id = $1 AND profile_no = ANY($2)
               RETURNING profile_no, tag_no, userid, since, origin)
           INSERT INTO profile_tag (corp_id, profile_no, tag_no, userid, since, origin)
           SELECT $1, m.kept, t.tag_no, t.userid, t.since, t.origin
           FROM taken t JOIN unnest($2::int[], $3::int[]) AS m (gone, kept) ON m.gone = t.profile_no
           ON CONFLICT DO NOTHING""",
        ctx.corp_id, gone, kept,
    )  # fmt: skip
    await settle(ctx, [*gone, *kept])


async def shown(ctx: Context, tag_nos: Iterable[int]) -> Mapping[int, ProfileTag]:
    """The tags of these numbers."""
    rows = await ctx.tx.fetch(
        f"SELECT {_TAG} FROM growth_tag WHERE corp_id = $1 AND tag_no = ANY($2)",
        ctx.corp_id, list(set(tag_nos)),
    )  # fmt: skip
    return {row["tag_no"]: ProfileTag(**row) for row in rows}


async def give(
    ctx: Context, from_no: int, to_no: int, given: Sequence[Worn], also: Sequence[Worn]
) -> None:
    """Those that the first still has are the second's; `also` the first's."""
    tags, userids = [one.tag_no for one in given], [one.userid for one in given]
    await ctx.tx.execute(
        """INSERT INTO profile_tag (corp_id, profile_no, tag_no, userid, since, origin)
           SELECT $1, $3, t.tag_no, t.userid, t.since, t.origin
           FROM profile_tag t JOIN unnest($4::int[], $5::text[]) AS g (tag_no, userid)
                ON t.tag_no = g.tag_no AND t.userid = g.userid
           WHERE t.corp_id = $1 AND t.profile_no = $2""",
        ctx.corp_id, from_no, to_no, tags, userids,
    )  # fmt: skip
    only = [one for one in given if one not in also]
    await ctx.tx.execute(
        """DELETE FROM profile_tag t USING unnest($3::int[], $4::text[]) AS g (tag_no, userid)
           WHERE t.corp_id = $1 AND t.profile_no = $2 AND t.tag_no = g.tag_no AND t.userid = g.userid""",
        ctx.corp_id, from_no, [one.tag_no for one in only], [one.userid for one in only],
    )  # fmt: skip
    await settle(ctx, [from_no, to_no])
