"""Forms as segments ask about them: by what events tell of answers."""

from collections.abc import Iterable, Sequence

import msgspec

from reunion.core.context import Context
from reunion.growth.forms import logic, store
from reunion.growth.forms.model import ANSWER, CHOOSING, AskedForm
from reunion.growth.forms.store import FormOnce
from reunion.growth.profiles.reach import EVERYBODY, Reach


async def titles(ctx: Context) -> dict[int, str]:
    """How forms are called, those that were deleted too where somebody had answered."""
    return await store.titles(ctx)


async def find(ctx: Context, q: str, most: int) -> list[AskedForm]:
    """Those whose title has the text in it; of questions the options as they are now."""
    return [_asked(one) for one in await store.named(ctx, q, most)]


async def questions(ctx: Context, form_ids: Iterable[int]) -> list[AskedForm]:
    """These; of questions the options as they are now."""
    return [_asked(one) for one in await store.once(ctx, list(form_ids))]


async def of(ctx: Context, form_ids: Sequence[int], reach: Reach = EVERYBODY) -> list[AskedForm]:
    """These, with what was chosen before options were changed."""
    return [await _with_earlier(ctx, one, reach) for one in await store.once(ctx, form_ids)]


def _asked(one: FormOnce) -> AskedForm:
    return AskedForm(one.id, one.title, one.gone, logic.asked(one.fields))


async def _with_earlier(ctx: Context, one: FormOnce, reach: Reach) -> AskedForm:
    asked = _asked(one)
    choosing = [field.key for field in one.fields if field.type in CHOOSING]
    chosen: dict[str, list[str]] = {}
    for row in await store.tallies(ctx, one.id, reach, choosing) if choosing else []:
        chosen.setdefault(f"{ANSWER}{row['key']}", []).append(row["value"])
    questions = [
        msgspec.structs.replace(
            question,
            choices=list(
                dict.fromkeys(
                    [*question.choices, *chosen.get(question.property.removesuffix("[]"), [])]
                )
            ),
        )
        for question in asked.questions
    ]
    return msgspec.structs.replace(asked, questions=questions)
