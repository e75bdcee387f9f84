"""SQL of profile_identity, profile_apart and identity_conflict."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.core.sql import affected
from reunion.growth.profiles.model import Identity
from reunion.growth.profiles.resolution import Clash, Person
from reunion.growth.profiles.store.lock import take


class Attached(msgspec.Struct, frozen=True):
    """An identity that a person has from now on."""

    identity: Identity
    profile_no: int
    source: str
    since: datetime


class Conflict(msgspec.Struct, frozen=True):
    """Evidence that waits for somebody to decide. `kind`: what the persons would have two of."""

    conflict_no: int
    kind: str
    profile_nos: list[int]
    evidence: list[Identity]
    source: str
    found_at: datetime


async def owners(ctx: Context, identities: Iterable[Identity]) -> dict[Identity, int]:
    """Whose they are; those of nobody are left out."""
    asked = list(identities)
    numbers = await holders(ctx, [(one.kind, one.value) for one in asked])
    return {one: number for one, number in zip(asked, numbers, strict=True) if number}


async def holders(ctx: Context, asked: Sequence[tuple[str, str]]) -> list[int]:
    """Of each kind and value, in order, the number of the person; 0: nobody's."""
    return await ctx.tx.fetchval(
        """SELECT coalesce(array_agg(coalesce(i.profile_no, 0) ORDER BY asked.place), '{}')
           FROM unnest(string_to_array($2, ','), $3::text[])
                WITH ORDINALITY AS asked (kind, value, place)
           LEFT JOIN profile_identity i
                ON i.corp_id = $1 AND i.kind = asked.kind AND i.value = asked.value""",
        ctx.corp_id, ",".join([kind for kind, _ in asked]), [value for _, value in asked],
    )  # fmt: skip


async def people(ctx: Context, nos: Iterable[int]) -> list[Person]:
    """Them with everything that they are known by, and who they were said not to be."""
    found = {no: Person(no, set(), set()) for no in nos}
    rows = await ctx.tx.fetch(
        """SELECT profile_no, kind, value FROM profile_identity
           WHERE corp_id = $1 AND profile_no = ANY($2)""",
        ctx.corp_id, list(found),
    )  # fmt: skip
    for row in rows:
        found[row["profile_no"]].identities.add(Identity(row["kind"], row["value"]))
    for one, other in await _apart(ctx, list(found)):
        for here, there in ((one, other), (other, one)):
            if here in found:
                found[here].apart.add(there)
    return list(found.values())


async def _apart(ctx: Context, nos: list[int]) -> list[tuple[int, int]]:
    rows = await ctx.tx.fetch(
        """WITH mine AS (
               SELECT profile_no FROM profile WHERE corp_id = $1 AND profile_no = ANY($2)
               UNION SELECT profile_no FROM profile WHERE corp_id = $1 AND merged_into = ANY($2)
           ), pair AS (
               SELECT a.one_no, a.other_no FROM profile_apart a
               JOIN mine ON a.corp_id = $1 AND a.one_no = mine.profile_no
               UNION
               SELECT a.one_no, a.other_no FROM profile_apart a
               JOIN mine ON a.corp_id = $1 AND a.other_no = mine.profile_no
           )
           SELECT coalesce(one.merged_into, one.profile_no) AS one,
                  coalesce(other.merged_into, other.profile_no) AS other
           FROM pair JOIN profile one ON one.corp_id = $1 AND one.profile_no = pair.one_no
                JOIN profile other ON other.corp_id = $1 AND other.profile_no = pair.other_no""",
        ctx.corp_id, nos,
    )  # fmt: skip
    return [(row["one"], row["other"]) for row in rows]


async def attach(ctx: Context, rows: Sequence[Attached]) -> None:
    """Theirs from now on; nobody has them yet."""
    await ctx.tx.execute(
        """INSERT INTO profile_identity (corp_id, kind, value, profile_no, source, since)
           SELECT $1, * FROM unnest($2::text[], $3::text[], $4::int[], $5::text[], $6::timestamptz[])""",
        ctx.corp_id, [one.identity.kind for one in rows], [one.identity.value for one in rows],
        [one.profile_no for one in rows], [one.source for one in rows], [one.since for one in rows],
    )  # fmt: skip


async def move(ctx: Context, moves: Sequence[tuple[int, int]]) -> None:
    """All identities of the first are the second's."""
    await ctx.tx.execute(
        """UPDATE profile_identity i SET profile_no = m.kept
           FROM unnest($2::int[], $3::int[]) AS m (gone, kept)
           WHERE i.corp_id = $1 AND i.profile_no = m.gone""",
        ctx.corp_id, [gone for gone, _ in moves], [kept for _, kept in moves],
    )  # fmt: skip


async def give(ctx: Context, identities: Sequence[Identity], from_no: int, to_no: int) -> int:
    """Those of the identities that the first still has are the second's; how many."""
    done: str = await ctx.tx.execute(
        """UPDATE profile_identity i SET profile_no = $5
           FROM unnest($2::text[], $3::text[]) AS given (kind, value)
           WHERE i.corp_id = $1 AND i.kind = given.kind AND i.value = given.value AND i.profile_no = $4""",
        ctx.corp_id, [one.kind for one in identities], [one.value for one in identities],
        from_no, to_no,
    )  # fmt: skip
    return affected(done)


async def set_apart(ctx: Context, one: int, other: int) -> None:
    """They are two, whatever comes."""
    await ctx.tx.execute(
        """INSERT INTO profile_apart (corp_id, one_no, other_no) VALUES ($1, $2, $3)
           ON CONFLICT DO NOTHING""",
        ctx.corp_id, min(one, other), max(one, other),
    )  # fmt: skip


async def unset_apart(ctx: Context, ones: Sequence[int], others: Sequence[int]) -> None:
    """Nothing is said any more of any of the ones and any of the others."""
    await ctx.tx.execute(
        """DELETE FROM profile_apart WHERE corp_id = $1
           AND (one_no = ANY($2) AND other_no = ANY($3) OR one_no = ANY($3) AND other_no = ANY($2))""",
        ctx.corp_id, list(ones), list(others),
    )  # fmt: skip


async def heard(ctx: Context, clashes: Sequence[Clash]) -> set[Clash]:
    """Those that were recorded before."""
    rows = await ctx.tx.fetch(
        """SELECT asked.place FROM unnest($2::int[], $3::text[], $4::text[], $5::text[])
               AS asked (place, kind, nos, evidence)
           JOIN identity_conflict c ON c.corp_id = $1 AND c.kind = asked.kind
               AND c.profile_nos = asked.nos::int[] AND c.evidence = asked.evidence::jsonb""",
        ctx.corp_id, list(range(len(clashes))), *columns(clashes),
    )  # fmt: skip
    return {clashes[row["place"]] for row in rows}


async def record(ctx: Context, found: Sequence[tuple[Clash, str]]) -> None:
    """For people to decide; with the source of each."""
    first = await take(ctx, "conflicts", len(found))
    clashes = [clash for clash, _ in found]
    await ctx.tx.execute(
        """INSERT INTO identity_conflict
               (corp_id, conflict_no, kind, profile_nos, evidence, source, found_at)
           SELECT $1, $2 + place, kind, nos::int[], evidence::jsonb, source, $3
           FROM unnest($4::int[], $5::text[], $6::text[], $7::text[], $8::text[])
               AS new (place, kind, nos, evidence, source)""",
        ctx.corp_id, first, ctx.now, list(range(len(found))), *columns(clashes),
        [source for _, source in found],
    )  # fmt: skip


_UNDECIDED = """
    SELECT conflict_no, kind, profile_nos, evidence, source, found_at FROM identity_conflict
    WHERE corp_id = $1 AND settled_at IS NULL
"""
_TOLD = """
    conflict_no IN (SELECT conflict_no FROM identity_conflict_told WHERE corp_id = $1 AND told_by = $2)
"""


async def conflicts(ctx: Context, told_by: str, before: int | None, limit: int) -> list[Conflict]:
    """Undecided ones, the latest first, of which this one told, or whoever where it is empty; `before`: the
    number of the last one shown."""
    told = f"AND {_TOLD}" if told_by else "AND $2 = ''"
    rows = await ctx.tx.fetch(
        f"""{_UNDECIDED} {told} AND ($3::int IS NULL OR conflict_no < $3)
            ORDER BY conflict_no DESC LIMIT $4""",
        ctx.corp_id, told_by, before, limit,
    )  # fmt: skip
    return [_conflict(row) for row in rows]


async def conflicts_about(ctx: Context, nos: Sequence[int], limit: int) -> list[Conflict]:
    """Undecided ones that are about any of these people, the latest first."""
    rows = await ctx.tx.fetch(
        f"{_UNDECIDED} AND profile_nos && $2 ORDER BY conflict_no DESC LIMIT $3",
        ctx.corp_id, nos, limit,
    )  # fmt: skip
    return [_conflict(row) for row in rows]


def _conflict(row: Any) -> Conflict:
    return Conflict(**{**row, "evidence": [Identity(*one) for one in row["evidence"]]})


async def open_conflicts(ctx: Context) -> int:
    """How many are undecided."""
    return await ctx.tx.fetchval(
        "SELECT count(*) FROM identity_conflict WHERE corp_id = $1 AND settled_at IS NULL",
        ctx.corp_id,
    )


async def settle(ctx: Context, conflict_no: int) -> list[int] | None:
    """It is decided; whom it was about, None where there is no such conflict to decide."""
    return await ctx.tx.fetchval(
        """UPDATE identity_conflict SET settled_at = $3, settled_by = $4
           WHERE corp_id = $1 AND conflict_no = $2 AND settled_at IS NULL RETURNING profile_nos""",
        ctx.corp_id, conflict_no, ctx.now, ctx.actor.name,
    )  # fmt: skip


async def settle_between(ctx: Context, ones: Sequence[int], others: Sequence[int]) -> None:
    """What is about any of the ones and any of the others is decided."""
    await ctx.tx.execute(
        """UPDATE identity_conflict SET settled_at = $4, settled_by = $5
           WHERE corp_id = $1 AND profile_nos && $2 AND profile_nos && $3 AND settled_at IS NULL""",
        ctx.corp_id, list(ones), list(others), ctx.now, ctx.actor.name,
    )  # fmt: skip


def columns(clashes: Sequence[Clash]) -> tuple[list[str], list[str], list[str]]:
    """Kinds, people and evidence, as they are kept."""
    return (
        [one.kind for one in clashes],
        ["{" + ",".join(map(str, one.profile_nos)) + "}" for one in clashes],
        [_written([[ident.kind, ident.value] for ident in one.evidence]) for one in clashes],
    )


def _written(value: object) -> str:
    """As text: the driver takes a list in a list for an array of two dimensions."""
    return msgspec.json.encode(value).decode()
