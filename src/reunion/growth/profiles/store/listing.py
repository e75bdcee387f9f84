"""SQL for the list of people: found by what `profile_search`, identities and tags say."""

from collections.abc import Sequence
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.core.sql import containing
from reunion.growth.profiles.attributes import Field
from reunion.growth.profiles.reach import Reach
from reunion.growth.profiles.store import tags as tag_store


class Conditions(msgspec.Struct, frozen=True):
    """All hold; None and empty ask nothing. `name` is folded; `text` as typed; `tail` the end of a phone."""

    name: str
    text: str
    number: int | None
    tail: str | None
    tag_no: int | None
    source: str | None
    held: dict[str, Any] | None
    reach: Reach


def _where(wanted: Conditions) -> tuple[str, list[Any]]:
    """The parts of the statement after corp_id, which is $1, and their parameters."""
    parts, given = ["p.merged_into IS NULL AND p.erased_at IS NULL"], []

    def put(value: Any) -> str:
        given.append(value)
        return f"${len(given) + 1}"

    if wanted.text:
        text, like, tokens = (
            put(wanted.text),
            put(containing(wanted.name)),
            put(_query(wanted.name)),
        )
        found = [
            f"""SELECT s.profile_no FROM profile_search s WHERE s.corp_id = $1
                AND s.tokens @@ {tokens}::text::tsquery AND s.body LIKE {like}""",
            f"""SELECT i.profile_no FROM profile_identity i
                WHERE i.corp_id = $1 AND i.value IN ({text}, lower({text}))""",
        ]
        if wanted.number is not None:
            found.append(f"SELECT {put(wanted.number)}::int")
        if wanted.tail is not None:
            tail = put(wanted.tail.removeprefix("+"))
            found.append(
                f"""SELECT i.profile_no FROM profile_identity i WHERE i.corp_id = $1
                    AND i.kind = 'phone' AND right(i.value, 4) = right({tail}, 4)
                    AND i.value LIKE '%' || {tail}"""
            )
        parts.append(f"p.profile_no IN ({' UNION '.join(found)})")
    if wanted.tag_no is not None:
        parts.append(
            f"""EXISTS (SELECT FROM profile_tag t WHERE t.corp_id = $1
                AND t.tag_no = {put(wanted.tag_no)} AND t.profile_no = p.profile_no)"""
        )
    if wanted.source is not None:
        parts.append(
            f"""EXISTS (SELECT FROM profile_search s WHERE s.corp_id = $1
                AND s.source = {put(wanted.source)} AND s.profile_no = p.profile_no)"""
        )
    if wanted.held is not None:
        parts.append("p.attributes <> '{}'")  # the index is of these alone
        parts.append(f"p.attributes @> {put(wanted.held)}::jsonb")
    if wanted.reach.userids is not None:
        parts.append(wanted.reach.sql("p.profile_no", put(wanted.reach.userids)))
    return " AND ".join(parts), given


def _query(name: str) -> str:
    """Every pair of neighbours, or the single character, all of them wanted."""
    found = [name] if len(name) == 1 else [name[i : i + 2] for i in range(len(name) - 1)]
    kept = [one for one in dict.fromkeys(found) if not any(c.isspace() for c in one)] or [
        c for c in dict.fromkeys(name) if not c.isspace()
    ]
    quoted = (one.replace("\\", "\\\\").replace("'", "''") for one in kept)
    return " & ".join(f"'{one}'" for one in quoted)


async def numbers(ctx: Context, wanted: Conditions, before: int | None, limit: int) -> list[int]:
    """The next so many, the latest known first."""
    where, given = _where(wanted)
    place = len(given) + 2
    rows = await ctx.tx.fetch(
        f"""SELECT p.profile_no FROM profile p WHERE p.corp_id = $1 AND {where}
              AND (${place}::int IS NULL OR p.profile_no < ${place})
            ORDER BY p.profile_no DESC LIMIT ${place + 1}""",
        ctx.corp_id, *given, before, limit,
    )  # fmt: skip
    return [row["profile_no"] for row in rows]


async def count(ctx: Context, wanted: Conditions, most: int) -> int:
    """How many, as far as `most`."""
    where, given = _where(wanted)
    return await ctx.tx.fetchval(
        f"""SELECT count(*) FROM (SELECT FROM profile p WHERE p.corp_id = $1 AND {where}
            LIMIT ${len(given) + 2}) AS found""",
        ctx.corp_id, *given, most,
    )  # fmt: skip


async def rows(ctx: Context, nos: Sequence[int], fields: Sequence[Field]) -> list[dict[str, Any]]:
    """As the list shows them, in the order asked."""
    found = await ctx.tx.fetch(
        """SELECT p.profile_no, p.name, p.avatar, p.gender, p.birthday, p.city, p.attributes, p.tags,
                  p.known_since, s.source,
                  array(SELECT value FROM profile_identity i WHERE i.corp_id = $1
                      AND i.profile_no = p.profile_no AND i.kind = 'phone' ORDER BY value) AS phones,
                  (SELECT value FROM profile_identity i WHERE i.corp_id = $1
                      AND i.profile_no = p.profile_no AND i.kind = 'member_no') AS member_no,
                  (SELECT value FROM profile_identity i WHERE i.corp_id = $1
                      AND i.profile_no = p.profile_no AND i.kind = 'external_userid') AS external_userid
           FROM unnest($2::int[]) WITH ORDINALITY AS asked (no, place)
           JOIN profile p ON p.corp_id = $1 AND p.profile_no = asked.no
           JOIN profile_search s ON s.corp_id = $1 AND s.profile_no = asked.no
           ORDER BY place""",
        ctx.corp_id, list(nos),
    )  # fmt: skip
    known = await tag_store.shown(ctx, {no for row in found for no in row["tags"]})
    keys = {str(one.field_no): one.key for one in fields}
    return [
        {
            **row,
            "birthday": row["birthday"].isoformat() if row["birthday"] else None,
            "tags": [known[no] for no in row["tags"]],
            "attributes": {
                keys[no]: value for no, value in row["attributes"].items() if no in keys
            },
        }
        for row in found
    ]


async def sources(ctx: Context) -> list[str]:
    """Every source that told of somebody, read by jumps along the index."""
    rows = await ctx.tx.fetch(
        """WITH RECURSIVE jump AS (
               (SELECT source FROM profile_search WHERE corp_id = $1 ORDER BY source LIMIT 1)
               UNION ALL
               SELECT (SELECT s.source FROM profile_search s WHERE s.corp_id = $1 AND s.source > jump.source
                       ORDER BY s.source LIMIT 1)
               FROM jump WHERE jump.source IS NOT NULL)
           SELECT source FROM jump WHERE source IS NOT NULL""",
        ctx.corp_id,
    )
    return [row["source"] for row in rows]
