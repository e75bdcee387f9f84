"""The verbs of headquarters on forms."""

from datetime import datetime, timedelta
from typing import Any

import msgspec

from reunion import outbox
from reunion.core import ids
from reunion.core.context import Context
from reunion.core.errors import Text
from reunion.core.paging import Page, decode_cursor, encode_cursor
from reunion.growth.calendar import service as calendar
from reunion.growth.content import senders
from reunion.growth.forms import logic, store
from reunion.growth.forms.model import (
    CHOOSING,
    Form,
    FormAnswer,
    FormDraft,
    FormField,
    FormInvalid,
    FormKept,
    FormResults,
    FormRow,
    FormUnknown,
    OptionCount,
    QuestionResult,
    check,
    wrong,
)
from reunion.growth.profiles import service as profiles
from reunion.growth.profiles.attributes import Field as CustomField
from reunion.growth.profiles.attributes import fit
from reunion.growth.profiles.model import NoSuchField, Unfit
from reunion.growth.profiles.reach import Reach

_DAYS = 30
_LATEST = 20
_COUNTED = (*CHOOSING, "rating")


async def create(ctx: Context, draft: FormDraft) -> int:
    """A new form; raises FormInvalid."""
    values = {
        **await _checked(ctx, draft),
        "token": ids.token(12),
        "created_by": ctx.actor.name,
        "created_at": ctx.now,
        "changed_at": ctx.now,
    }
    key = await store.insert(ctx, values)
    await _announce(ctx, key, "form.created", draft.title)
    return key


async def change(ctx: Context, key: int, draft: FormDraft) -> None:
    """Answers that were given stay; raises FormUnknown, FormInvalid."""
    row = await require(ctx, key, lock=True)
    values = {**await _checked(ctx, draft), "changed_at": ctx.now}
    if msgspec.to_builtins(row.fields) != values["fields"]:
        values["version"] = row.version + 1
    await store.update(ctx, key, values)
    await _announce(ctx, key, "form.updated", draft.title)


async def delete(ctx: Context, key: int) -> None:
    """Its page says that it is gone; raises FormUnknown."""
    row = await require(ctx, key, lock=True)
    await store.update(ctx, key, {"deleted_at": ctx.now})
    await _announce(ctx, key, "form.deleted", row.title)


async def require(ctx: Context, key: int, *, lock: bool = False) -> FormRow:
    """Raises FormUnknown."""
    row = await store.get(ctx, key, lock=lock)
    if row is None:
        raise FormUnknown
    return row


async def _checked(ctx: Context, draft: FormDraft) -> dict[str, Any]:
    if not draft.title.strip():
        raise FormInvalid(title=Text("不能为空", "must not be empty"))
    if draft.closes_at is not None and draft.closes_at.tzinfo is None:
        raise FormInvalid(closes_at=Text("须带时区", "needs a time zone"))
    check(draft.fields)
    custom = {one.key: one for one in await profiles.fields(ctx)}
    tags = {tag.tag_no for tag in await profiles.tags(ctx)}
    for at, field in enumerate(draft.fields):
        if field.attribute:
            _check_attribute(at, field, field.attribute, custom)
        if any(option.tag_no not in tags for option in field.options if option.tag_no is not None):
            wrong(at, field, "options", "标签不存在", "there is no such tag")
    return {
        "title": draft.title.strip(),
        "intro": draft.intro.strip(),
        "thanks": draft.thanks.strip(),
        "fields": msgspec.to_builtins(draft.fields),
        "open": draft.open,
        "closes_at": draft.closes_at,
        "once": draft.once,
    }


def _check_attribute(
    at: int, field: FormField, attribute: str, custom: dict[str, CustomField]
) -> None:
    """Whatever may be answered has to fit the field that it goes to."""
    try:
        for answer in logic.samples(field):
            fit(attribute, answer, custom)
    except NoSuchField:
        wrong(at, field, "attribute", "没有这个客户字段", "there is no such field of profiles")
    except Unfit as error:
        zh, en = error.fields["wanted_zh"], error.fields["wanted_en"]
        wrong(
            at,
            field,
            "attribute",
            f"回答写不进所选的客户资料，那里要的是{zh}",
            f"its answers do not fit the attribute chosen, which takes {en}",
        )


async def shown(ctx: Context, rows: list[FormRow], public_url: str, reach: Reach) -> list[Form]:
    """Rows as the console gets them."""
    counts = await store.counts(ctx, [row.id for row in rows], reach)
    return [
        Form(
            **{name: getattr(row, name) for name in FormKept.__struct_fields__},
            url=f"{public_url}/f/{row.token}",
            answers=counts.get(row.id, 0),
        )
        for row in rows
    ]


async def page(
    ctx: Context, public_url: str, reach: Reach, *, q: str, cursor: str | None, limit: int
) -> Page[Form]:
    """The latest changed first."""
    before = decode_cursor(cursor, tuple[datetime, int]) if cursor else None
    rows = await store.page(ctx, q, before, limit + 1)
    more = len(rows) > limit
    rows = rows[:limit]
    next_cursor = encode_cursor(rows[-1].changed_at, rows[-1].id) if more else None
    return Page(await shown(ctx, rows, public_url, reach), next_cursor)


async def answers(
    ctx: Context, key: int, reach: Reach, cursor: str | None, limit: int
) -> Page[FormAnswer]:
    """The latest first, with the names of who gave them; raises FormUnknown."""
    await require(ctx, key)
    before = decode_cursor(cursor, tuple[int])[0] if cursor else None
    rows = await store.answers(ctx, key, reach, before, limit + 1)
    more = len(rows) > limit
    rows = rows[:limit]
    names = await senders.people(ctx, [row["profile_no"] for row in rows if row["profile_no"]])
    found = [FormAnswer(**{**row, "name": names.get(row["profile_no"], "")}) for row in rows]
    return Page(found, encode_cursor(rows[-1]["id"]) if more else None)


async def results(ctx: Context, key: int, reach: Reach) -> FormResults:
    """Over all answers that he may read; days are the last thirty. Raises FormUnknown."""
    row = await require(ctx, key)
    total, people = await store.sums(ctx, key, reach)
    counted = [field.key for field in row.fields if field.type in _COUNTED]
    measured = [field.key for field in row.fields if field.type in ("number", "rating")]
    given = await store.answered(ctx, key, reach)
    tallies: dict[str, dict[str, int]] = {}
    for one in await store.tallies(ctx, key, reach, counted):
        tallies.setdefault(one["key"], {})[one["value"]] = one["count"]
    means = await store.averages(ctx, key, reach, measured)
    recent = await store.answers(ctx, key, reach, None, _LATEST)
    fields = []
    for field in row.fields:
        counts, latest = tallies.get(field.key, {}), []
        if field.type == "rating":
            order = [str(star) for star in range(1, int(field.most or logic.STARS) + 1)]
        else:
            order = [option.label for option in field.options]
        if field.key not in counted:
            latest = [str(a["answers"][field.key]) for a in recent if field.key in a["answers"]]
        order += [value for value in counts if value not in order]
        fields.append(
            QuestionResult(
                field.key, field.label, field.type, given.get(field.key, 0),
                [OptionCount(value, counts.get(value, 0)) for value in order],
                means.get(field.key), latest,
            )
        )  # fmt: skip
    now = await calendar.now(ctx)
    first = now.today - timedelta(days=_DAYS - 1)
    days = await store.days(ctx, key, reach, first, now.today, now.zone.key)
    return FormResults(total, people, days, fields)


async def _announce(ctx: Context, key: int, name: str, title: str) -> None:
    await outbox.append(ctx, name, subject=str(key), key=f"form:{key}", data={"title": title})
