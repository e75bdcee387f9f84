"""SQL of forms and their answers."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.core.sql import columns, containing, places, sets
from reunion.growth.forms.model import AnswerDay, FormField, FormRow
from reunion.growth.profiles.reach import Reach

_FORM = """
    id, corp_id, token, title, intro, thanks, fields, version, open, closes_at, once, created_by,
    created_at, changed_at
"""


_ONCE = "id, title, fields, deleted_at IS NOT NULL AS gone"


class FormOnce(msgspec.Struct, frozen=True):
    """A form that may have been deleted."""

    id: int
    title: str
    fields: list[FormField]
    gone: bool


def _once(row: Any) -> FormOnce:
    return FormOnce(**{**row, "fields": msgspec.convert(row["fields"], list[FormField])})


def _form(row: Any) -> FormRow:
    return FormRow(**{**row, "fields": msgspec.convert(row["fields"], list[FormField])})


async def insert(ctx: Context, values: dict[str, Any]) -> int:
    """A new form; its key."""
    return await ctx.tx.fetchval(
        f"""INSERT INTO form (corp_id, {columns(values)}) VALUES ($1, {places(values, 2)})
            RETURNING id""",
        ctx.corp_id, *values.values(),
    )  # fmt: skip


async def update(ctx: Context, key: int, values: dict[str, Any]) -> None:
    """Sets the given columns."""
    await ctx.tx.execute(
        f"UPDATE form SET {sets(values, 3)} WHERE corp_id = $1 AND id = $2",
        ctx.corp_id, key, *values.values(),
    )  # fmt: skip


async def get(ctx: Context, key: int, *, lock: bool = False) -> FormRow | None:
    """One that was not deleted."""
    row = await ctx.tx.fetchrow(
        f"""SELECT {_FORM} FROM form WHERE corp_id = $1 AND id = $2 AND deleted_at IS NULL
            {"FOR UPDATE" if lock else ""}""",
        ctx.corp_id, key,
    )  # fmt: skip
    return _form(row) if row else None


async def find(tx: Any, token: str) -> FormRow | None:
    """By the end of its address. Global: the address names the corp."""
    row = await tx.fetchrow(
        f"SELECT {_FORM} FROM form WHERE token = $1 AND deleted_at IS NULL", token
    )
    return _form(row) if row else None


async def page(ctx: Context, q: str, before: Any, limit: int) -> list[FormRow]:
    """The latest changed first; `before` is the (changed_at, id) of the last one shown."""
    rows = await ctx.tx.fetch(
        f"""SELECT {_FORM} FROM form
            WHERE corp_id = $1 AND deleted_at IS NULL AND ($2 = '%%' OR lower(title) LIKE $2)
              AND ($3::timestamptz IS NULL OR (changed_at, id) < ($3, $4))
            ORDER BY changed_at DESC, id DESC LIMIT $5""",
        ctx.corp_id, containing(q.lower()), *(before or (None, None)), limit,
    )  # fmt: skip
    return [_form(row) for row in rows]


_ASKED = """(deleted_at IS NULL OR EXISTS (
    SELECT FROM form_answer a WHERE (a.corp_id, a.form_id) = (f.corp_id, f.id)))"""


async def titles(ctx: Context) -> dict[int, str]:
    """Of all forms, of those that were deleted where somebody had answered."""
    rows = await ctx.tx.fetch(
        f"SELECT id, title FROM form f WHERE corp_id = $1 AND {_ASKED}", ctx.corp_id
    )
    return {row["id"]: row["title"] for row in rows}


async def named(ctx: Context, q: str, limit: int) -> list[FormOnce]:
    """Those that are there first, of them the latest changed; deleted ones where somebody had answered."""
    rows = await ctx.tx.fetch(
        f"""SELECT {_ONCE} FROM form f
            WHERE corp_id = $1 AND {_ASKED} AND ($2 = '%%' OR lower(title) LIKE $2)
            ORDER BY deleted_at IS NOT NULL, changed_at DESC, id DESC LIMIT $3""",
        ctx.corp_id, containing(q.lower()), limit,
    )  # fmt: skip
    return [_once(row) for row in rows]


async def once(ctx: Context, keys: Sequence[int]) -> list[FormOnce]:
    """These, deleted ones too."""
    rows = await ctx.tx.fetch(
        f"SELECT {_ONCE} FROM form WHERE corp_id = $1 AND id = ANY($2) ORDER BY id",
        ctx.corp_id, list(keys),
    )  # fmt: skip
    return [_once(row) for row in rows]


def _read(reach: Reach, place: str) -> str:
    """Of answers `a`: those of his people, and those that nobody known gave to a link of his members."""
    hers = reach.sql("a.profile_no", place)
    if reach.userids is None:
        return hers
    return f"({hers} OR a.profile_no IS NULL AND a.userid = ANY({place}::text[]))"


async def counts(ctx: Context, keys: Sequence[int], reach: Reach) -> dict[int, int]:
    """How many answers each form has."""
    rows = await ctx.tx.fetch(
        f"""SELECT form_id, count(*) AS answers FROM form_answer a
            WHERE corp_id = $1 AND form_id = ANY($2) AND {_read(reach, "$3")} GROUP BY form_id""",
        ctx.corp_id, list(keys), reach.userids,
    )  # fmt: skip
    return {row["form_id"]: row["answers"] for row in rows}


async def add_answer(ctx: Context, values: dict[str, Any]) -> int | None:
    """Its key; None where it is there, or the browser has answered once."""
    return await ctx.tx.fetchval(
        f"""INSERT INTO form_answer (corp_id, {columns(values)}) VALUES ($1, {places(values, 2)})
            ON CONFLICT DO NOTHING RETURNING id""",
        ctx.corp_id, *values.values(),
    )  # fmt: skip


async def has_submission(ctx: Context, form_id: int, submission: str) -> bool:
    """Whether this very answer is there."""
    return await ctx.tx.fetchval(
        """SELECT EXISTS (SELECT FROM form_answer
           WHERE corp_id = $1 AND form_id = $2 AND submission = $3)""",
        ctx.corp_id, form_id, submission,
    )  # fmt: skip


async def set_profile(ctx: Context, key: int, profile_no: int) -> None:
    """Who gave an answer."""
    await ctx.tx.execute(
        "UPDATE form_answer SET profile_no = $3 WHERE corp_id = $1 AND id = $2",
        ctx.corp_id, key, profile_no,
    )  # fmt: skip


async def answers(
    ctx: Context, form_id: int, reach: Reach, before: int | None, limit: int
) -> list[Any]:
    """The latest first: id, at, profile_no, userid, answers."""
    return await ctx.tx.fetch(
        f"""SELECT id, at, profile_no, userid, answers FROM form_answer a
            WHERE corp_id = $1 AND form_id = $2 AND ($3::bigint IS NULL OR id < $3)
              AND {_read(reach, "$5")}
            ORDER BY id DESC LIMIT $4""",
        ctx.corp_id, form_id, before, limit, reach.userids,
    )  # fmt: skip


async def sums(ctx: Context, form_id: int, reach: Reach) -> tuple[int, int]:
    """Answers, and known people among those who gave them."""
    row = await ctx.tx.fetchrow(
        f"""SELECT count(*) AS answers, count(DISTINCT profile_no) AS people FROM form_answer a
            WHERE corp_id = $1 AND form_id = $2 AND {_read(reach, "$3")}""",
        ctx.corp_id, form_id, reach.userids,
    )  # fmt: skip
    return row["answers"], row["people"]


async def days(
    ctx: Context, form_id: int, reach: Reach, first: date, last: date, zone: str
) -> list[AnswerDay]:
    """Answers by day, days without any too."""
    rows = await ctx.tx.fetch(
        f"""SELECT d::date AS day, count(a.id)::int AS answers
           FROM generate_series($3::date, $4::date, interval '1 day') d
           LEFT JOIN form_answer a ON a.corp_id = $1 AND a.form_id = $2
             AND a.at >= (d::timestamp AT TIME ZONE $5)
             AND a.at < ((d + interval '1 day')::timestamp AT TIME ZONE $5) AND {_read(reach, "$6")}
           GROUP BY d ORDER BY d""",
        ctx.corp_id, form_id, first, last, zone, reach.userids,
    )  # fmt: skip
    return [AnswerDay(**row) for row in rows]


async def tallies(ctx: Context, form_id: int, reach: Reach, keys: Sequence[str]) -> list[Any]:
    """How often each value was given to these questions: key, value, count."""
    return await ctx.tx.fetch(
        f"""SELECT e.key, v.value, count(*)::int AS count
           FROM form_answer a CROSS JOIN LATERAL jsonb_each(a.answers) e
           CROSS JOIN LATERAL (
               SELECT jsonb_array_elements_text(e.value) AS value
               WHERE jsonb_typeof(e.value) = 'array'
               UNION ALL SELECT e.value #>> '{{}}' WHERE jsonb_typeof(e.value) <> 'array'
           ) v
           WHERE a.corp_id = $1 AND a.form_id = $2 AND e.key = ANY($3)
             AND {_read(reach, "$4")}
           GROUP BY e.key, v.value ORDER BY e.key, count DESC, v.value""",
        ctx.corp_id, form_id, list(keys), reach.userids,
    )  # fmt: skip


async def answered(ctx: Context, form_id: int, reach: Reach) -> dict[str, int]:
    """How often each question was answered."""
    rows = await ctx.tx.fetch(
        f"""SELECT e.key, count(*)::int AS count
            FROM form_answer a CROSS JOIN LATERAL jsonb_object_keys(a.answers) AS e (key)
            WHERE a.corp_id = $1 AND a.form_id = $2 AND {_read(reach, "$3")} GROUP BY e.key""",
        ctx.corp_id, form_id, reach.userids,
    )  # fmt: skip
    return {row["key"]: row["count"] for row in rows}


async def averages(
    ctx: Context, form_id: int, reach: Reach, keys: Sequence[str]
) -> dict[str, float]:
    """The mean of numbers."""
    rows = await ctx.tx.fetch(
        f"""SELECT e.key, avg((e.value #>> '{{}}')::float8) AS mean
           FROM form_answer a CROSS JOIN LATERAL jsonb_each(a.answers) e
           WHERE a.corp_id = $1 AND a.form_id = $2 AND e.key = ANY($3)
             AND jsonb_typeof(e.value) = 'number' AND {_read(reach, "$4")}
           GROUP BY e.key""",
        ctx.corp_id, form_id, list(keys), reach.userids,
    )  # fmt: skip
    return {row["key"]: row["mean"] for row in rows}


async def of_profile(ctx: Context, profile_nos: Sequence[int]) -> list[Any]:
    """What a person answered: title, at, answers."""
    return await ctx.tx.fetch(
        """SELECT f.title, a.at, a.answers FROM form_answer a
           JOIN form f ON (f.corp_id, f.id) = (a.corp_id, a.form_id)
           WHERE a.corp_id = $1 AND a.profile_no = ANY($2) ORDER BY a.id""",
        ctx.corp_id, list(profile_nos),
    )  # fmt: skip


async def erase(ctx: Context, profile_nos: Sequence[int]) -> int:
    """Deletes what a person answered; how many answers."""
    done = await ctx.tx.execute(
        "DELETE FROM form_answer WHERE corp_id = $1 AND profile_no = ANY($2)",
        ctx.corp_id, list(profile_nos),
    )  # fmt: skip
    return int(done.split()[1])
