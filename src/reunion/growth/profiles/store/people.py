"""SQL of profile: what is known of people, and who became whom."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.core.folding import folded
from reunion.growth.profiles.attributes import STANDARD, Claim, Claims, Said


class State(msgspec.Struct):
    """What is known of one person."""

    profile_no: int
    claims: Claims
    known_since: datetime


async def states(ctx: Context, nos: Iterable[int]) -> dict[int, State]:
    """Of these people, merged ones as they were."""
    rows = await ctx.tx.fetch(
        """SELECT profile_no, name, avatar, gender, birthday, city, latitude, longitude, attributes,
                  said, known_since
           FROM profile WHERE corp_id = $1 AND profile_no = ANY($2)""",
        ctx.corp_id, list(nos),
    )  # fmt: skip
    return {
        row["profile_no"]: State(row["profile_no"], _claims(row), row["known_since"])
        for row in rows
    }


def _claims(row: Any) -> Claims:
    said = msgspec.convert(row["said"], dict[str, Said])
    return {key: Claim(_value(row, key), one) for key, one in said.items()}


def _value(row: Any, key: str) -> Any:
    if key not in STANDARD:
        return row["attributes"].get(key.removeprefix("f_"))
    value = row[key]
    return value.isoformat() if isinstance(value, date) else (None if value == "" else value)


async def insert(ctx: Context, new: Sequence[State], sources: Sequence[str]) -> None:
    """New profiles, with the source that told of each."""
    await ctx.tx.execute(
        f"""INSERT INTO profile (corp_id, {_COLUMNS}) SELECT $1, {_COLUMNS} FROM {_GIVEN}""",
        ctx.corp_id, *_arrays(new),
    )  # fmt: skip
    bodies = [_body(one) for one in new]
    await ctx.tx.execute(
        """INSERT INTO profile_search (corp_id, profile_no, source, body, tokens)
           SELECT $1, no, source, body, search_tokens(body)
           FROM unnest($2::int[], $3::text[], $4::text[]) AS new (no, source, body)""",
        ctx.corp_id, [one.profile_no for one in new], list(sources), bodies,
    )  # fmt: skip


async def update(ctx: Context, changed: Sequence[State]) -> None:
    """What is known of them now."""
    await ctx.tx.execute(
        f"""UPDATE profile p SET name = g.name, avatar = g.avatar, gender = g.gender,
                birthday = g.birthday, city = g.city, latitude = g.latitude,
                longitude = g.longitude, attributes = g.attributes, said = g.said,
                known_since = g.known_since, changed = pg_current_xact_id()
            FROM {_GIVEN} WHERE p.corp_id = $1 AND p.profile_no = g.profile_no""",
        ctx.corp_id, *_arrays(changed),
    )  # fmt: skip
    await ctx.tx.execute(
        """UPDATE profile_search s SET body = new.body, tokens = search_tokens(new.body)
           FROM unnest($2::int[], $3::text[]) AS new (no, body)
           WHERE s.corp_id = $1 AND s.profile_no = new.no AND s.body <> new.body""",
        ctx.corp_id, [one.profile_no for one in changed], [_body(one) for one in changed],
    )  # fmt: skip


def _body(state: State) -> str:
    return folded(str(state.claims["name"].value or "")) if "name" in state.claims else ""


_COLUMNS = (
    "profile_no, name, avatar, gender, birthday, city, latitude, longitude, attributes, said, "
    "known_since"
)
_GIVEN = f"""unnest($2::int[], $3::text[], $4::text[], $5::text[], $6::date[], $7::text[],
    $8::float8[], $9::float8[], $10::jsonb[], $11::jsonb[], $12::timestamptz[]) AS g ({_COLUMNS})"""


def _arrays(states: Sequence[State]) -> list[list[Any]]:
    texts = ("name", "avatar", "gender", "city")
    columns: dict[str, list[Any]] = {key: [] for key in STANDARD}
    attributes, said = [], []
    for one in states:
        for key in STANDARD:
            value = one.claims[key].value if key in one.claims else None
            columns[key].append(value or "" if key in texts else value)
        attributes.append(
            {
                key.removeprefix("f_"): claim.value
                for key, claim in one.claims.items()
                if key not in STANDARD and claim.value is not None
            }
        )
        said.append({key: claim.said for key, claim in one.claims.items()})
    days = [date.fromisoformat(one) if one else None for one in columns["birthday"]]
    return [
        [one.profile_no for one in states], columns["name"], columns["avatar"], columns["gender"],
        days, columns["city"], columns["latitude"], columns["longitude"], attributes, said,
        [one.known_since for one in states],
    ]  # fmt: skip


async def followers(ctx: Context, nos: Iterable[int]) -> dict[int, set[int]]:
    """Who turned out to be each of these."""
    rows = await ctx.tx.fetch(
        "SELECT profile_no, merged_into FROM profile WHERE corp_id = $1 AND merged_into = ANY($2)",
        ctx.corp_id, list(nos),
    )  # fmt: skip
    found: dict[int, set[int]] = {no: set() for no in nos}
    for row in rows:
        found[row["merged_into"]].add(row["profile_no"])
    return found


async def merged(ctx: Context, moves: Sequence[tuple[int, int]]) -> None:
    """The first, and everybody who was the first, is the second."""
    await ctx.tx.execute(
        """UPDATE profile p SET merged_into = m.kept, moved = true, changed = pg_current_xact_id()
           FROM unnest($2::int[], $3::int[]) AS m (gone, kept)
           WHERE p.corp_id = $1 AND (p.profile_no = m.gone OR p.merged_into = m.gone)""",
        ctx.corp_id, [gone for gone, _ in moves], [kept for _, kept in moves],
    )  # fmt: skip


async def alive(ctx: Context, nos: Iterable[int]) -> dict[int, int]:
    """Who each of these is now; erased and unknown ones are left out."""
    rows = await ctx.tx.fetch(
        """SELECT p.profile_no, coalesce(p.merged_into, p.profile_no) AS now FROM profile p
           WHERE p.corp_id = $1 AND p.profile_no = ANY($2)
             AND CASE WHEN p.merged_into IS NULL THEN p.erased_at IS NULL ELSE EXISTS (
                 SELECT FROM profile k WHERE k.corp_id = $1 AND k.profile_no = p.merged_into
                   AND k.erased_at IS NULL) END""",
        ctx.corp_id, list(nos),
    )  # fmt: skip
    return {row["profile_no"]: row["now"] for row in rows}


async def unmerged(ctx: Context, no: int, kept: int, followers: Sequence[int]) -> None:
    """She is herself again, and those are she who were before."""
    await ctx.tx.execute(
        """UPDATE profile SET merged_into = CASE WHEN profile_no <> $2 THEN $2 END,
               changed = pg_current_xact_id()
           WHERE corp_id = $1 AND merged_into = $3 AND (profile_no = $2 OR profile_no = ANY($4))""",
        ctx.corp_id, no, kept, followers,
    )  # fmt: skip


async def touch(ctx: Context, nos: Sequence[int]) -> None:
    """They have changed in what is kept elsewhere."""
    await ctx.tx.execute(
        """UPDATE profile SET changed = pg_current_xact_id()
           WHERE corp_id = $1 AND profile_no = ANY($2)""",
        ctx.corp_id, nos,
    )  # fmt: skip
