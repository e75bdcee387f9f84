"""Texts that are kept before customers read them: broadcasts, Moments and what is said under them,
welcomes, and the notices, welcomes and automated replies of groups. Each is vetted where it is saved."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import timedelta

from reunion.core.context import Context
from reunion.core.errors import AppError
from reunion.platform.interception.gate import excerpt
from reunion.platform.interception.model import Find, Hit, Lexicon, Outcome, Place
from reunion.platform.interception.refusals import TextBlocked, TextWarned
from reunion.platform.interception.store import hits, rules

WARNED_FOR = timedelta(minutes=10)
"""Who saves the same text again within this time has been warned, and wants it all the same."""


async def vet(
    ctx: Context, place: Place, texts: Iterable[str | None], *, speaker_id: int | None
) -> None:
    """Raises TextBlocked, or TextWarned the first time. `speaker_id`: the member in whose name it is said,
    whose rules hold; None: it is said by many, so every rule of the company holds.

    The hit of an administrator or a member is kept although the request is refused. A program is
    refused what is blocked; it is not warned, since it could not answer.
    """
    every = await rules.every(ctx)
    text = "\n".join(one for one in texts if one)
    found = Lexicon(every).search(text) if every and text else []
    if not found:
        return
    names = {rule.id: rule.name for rule in every}
    if speaker_id is not None:
        names = await rules.holding_for(ctx, speaker_id, [find.rule for find in found])
    blocks = {rule.id for rule in every if rule.action == "block"}
    held = [find for find in found if find.rule in names]
    blocked = [find for find in held if find.rule in blocks]
    if blocked:
        refusal = TextBlocked(word=blocked[0].found, rule=names[blocked[0].rule])
        raise await _remembered(ctx, refusal, place, text, held, "blocked")
    if held and ctx.actor.kind in ("admin", "member"):
        again = await hits.of_text(ctx, ctx.actor.id, _key(place, text), ctx.now - WARNED_FOR)
        if again >= {find.rule for find in held}:
            await hits.confirm_text(ctx, ctx.actor.id, _key(place, text))
            return
        refusal = TextWarned(word=held[0].found, rule=names[held[0].rule])
        raise await _remembered(ctx, refusal, place, text, held, "warned")


async def _remembered(
    ctx: Context, refusal: AppError, place: Place, text: str, held: Sequence[Find], outcome: Outcome
) -> AppError:
    if ctx.actor.kind not in ("admin", "member"):
        return refusal
    key, who = _key(place, text), ctx.actor.id
    known = await hits.of_text(ctx, who, key, ctx.now - WARNED_FOR)
    new = [
        Hit(find.found, outcome, who, excerpt(text), find.rule, client_id=key, place=place)
        for find in held
        if find.rule not in known
    ]

    async def keep(later: Context) -> None:
        await hits.keep(later, new)

    refusal.leaves = keep if new else None
    return refusal


def _key(place: Place, text: str) -> str:
    """The same for the same text at the same place."""
    return f"{place}-{hashlib.sha256(text.encode()).hexdigest()[:32]}"
