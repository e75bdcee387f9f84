"""A customer answers: once, however often the page sends it; and what becomes of the answer."""

from typing import Annotated, Any

import msgspec
from msgspec import Meta

from reunion.core.context import SYSTEM, Context
from reunion.core.errors import AppError
from reunion.growth.content import knowing
from reunion.growth.content.knowing import Reader
from reunion.growth.forms import logic, store
from reunion.growth.forms.model import (
    CHOOSING,
    EVENT,
    AlreadyAnswered,
    FormClosed,
    FormRow,
    FormUnknown,
    PublicField,
    PublicForm,
    PublicOption,
)
from reunion.growth.mirror import service as mirror
from reunion.growth.profiles import service as profiles
from reunion.growth.profiles.model import TagChange, split_tags
from reunion.growth.tracking import service as tracking
from reunion.growth.tracking.model import Occurrence


class FormSubmission(msgspec.Struct):
    """`submission` is made up by the page: one that is sent twice counts once."""

    submission: Annotated[str, Meta(pattern=r"^[0-9a-f]{32}$")]
    answers: dict[str, Any]
    share: Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{10,64}$")] | None = None


class FormThanks(msgspec.Struct, frozen=True):
    thanks: str


async def require(ctx: Context, token: str) -> FormRow:
    """By the end of its address; raises FormUnknown."""
    form = await store.find(ctx.tx, token)
    if form is None:
        raise FormUnknown
    return form


async def shown(ctx: Context, token: str) -> PublicForm:
    """The questions; not what becomes of the answers. Raises FormUnknown."""
    form = await require(ctx, token)
    fields = [
        PublicField(
            field.key, field.type, field.label, field.hint, field.required,
            [PublicOption(option.label) for option in field.options], field.when, field.least, field.most,
        )
        for field in form.fields
    ]  # fmt: skip
    return PublicForm(form.title, form.intro, form.closed(ctx.now), fields)


async def submit(ctx: Context, token: str, cookie: str, given: FormSubmission) -> FormThanks:
    """Keeps an answer and acts on it. The same one again does nothing. Raises FormUnknown, FormClosed,
    AlreadyAnswered, Invalid."""
    form = await require(ctx, token)
    inside = ctx.in_corp(form.corp_id).acting_as(SYSTEM)
    if await store.has_submission(inside, form.id, given.submission):
        return FormThanks(form.thanks)
    if form.closed(ctx.now):
        raise FormClosed
    answers = logic.taken(form.fields, given.answers)
    reader = await knowing.reader(ctx, form.corp_id, cookie, given.share)
    key = await store.add_answer(
        inside,
        {
            "form_id": form.id,
            "submission": given.submission,
            "version": form.version,
            "profile_no": reader.profile_no,
            "userid": reader.userid,
            "once_key": reader.device if form.once else None,
            "answers": answers,
            "at": ctx.now,
        },
    )
    if key is None:
        if await store.has_submission(inside, form.id, given.submission):
            return FormThanks(form.thanks)
        raise AlreadyAnswered
    profile_no = await _person(reader, form, answers)
    if profile_no is not None:
        await store.set_profile(inside, key, profile_no)
        await _mark(inside, form, answers, profile_no)
        await tracking.record(inside, [_occurrence(inside, form, answers, reader, profile_no, key)])
    return FormThanks(form.thanks)


async def _person(reader: Reader, form: FormRow, answers: dict[str, Any]) -> int | None:
    """Who she is by her phone number, else by the link; what she said of herself is kept with her."""
    said = {
        field.attribute: answers[field.key]
        for field in form.fields
        if field.attribute and field.key in answers
    }
    numbers = [answers[f.key] for f in form.fields if f.type == "phone" and f.key in answers]
    if numbers:
        return await knowing.learn(reader, numbers[0], said)
    if reader.profile_no is None:
        return None
    found = (await profiles.current(reader.ctx, [reader.profile_no])).get(reader.profile_no)
    for key, value in said.items() if found is not None else ():
        try:
            await profiles.set_attributes(reader.ctx, found, {key: value})  # pyright: ignore[reportArgumentType]
        except AppError:
            continue  # the field was changed since the form was made: the answer itself is kept
    return found


async def _mark(ctx: Context, form: FormRow, answers: dict[str, Any], profile_no: int) -> None:
    chosen: list[int] = []
    for field in form.fields:
        value = answers.get(field.key) if field.type in CHOOSING else None
        labels = value if isinstance(value, list) else [value]
        chosen += [o.tag_no for o in field.options if o.tag_no is not None and o.label in labels]
    if not chosen:
        return
    tags = {tag.tag_no: tag for tag in await profiles.tags(ctx)}
    ours, theirs = split_tags(sorted(set(chosen)), tags)
    reason = f"form:{form.id}"
    if theirs and not await mirror.mark_tags(ctx, [(profile_no, theirs, ())], reason=reason):
        ours += theirs  # WeCom does not have her: the profile does
    if ours:
        await profiles.change_tags(ctx, [TagChange(profile_no, tuple(ours), origin=reason)])


def _occurrence(
    ctx: Context, form: FormRow, answers: dict[str, Any], reader: Reader, profile_no: int, key: int
) -> Occurrence:
    return Occurrence(
        EVENT, ctx.now, profile_no=profile_no, userid=reader.userid,
        subject=str(form.id), properties=logic.told(form.title, form.fields, answers),
        message_id=f"form:{form.id}:{key}",
    )  # fmt: skip
