"""Texts that are kept before customers read them: broadcasts, Moments and what is said under them,
welcomes, and the notices, welcomes and automated replies of groups. Each is vetted where it is saved."""

import hashlib
from collections.abc import Iterable
from datetime import timedelta

from reunion.core.context import Context
from reunion.platform.interception.gate import excerpt
from reunion.platform.interception.model import Hit, Lexicon, Place
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
    answers = ctx.actor.kind in ("admin", "member")
    if not blocked and not (held and answers):
        return
    who, key, heard = ctx.actor.id, _key(place, text), set[int]()
    if answers:
        heard = await hits.of_text(ctx, who, key, ctx.now - WARNED_FOR)
    if not blocked and heard >= {find.rule for find in held}:
        await hits.confirm_text(ctx, who, key)
        return
    first, outcome = (blocked or held)[0], "blocked" if blocked else "warned"
    refusal = (TextBlocked if blocked else TextWarned)(word=first.found, rule=names[first.rule])
    new = [
        Hit(find.found, outcome, who, excerpt(text), find.rule, client_id=key, place=place)
        for find in held
        if find.rule not in heard
    ]
    if answers and new:
        refusal.leaves = lambda later: hits.keep(later, new)
    raise refusal


def _key(place: Place, text: str) -> str:
    """The same for the same text at the same place."""
    return f"{place}-{hashlib.sha256(text.encode()).hexdigest()[:32]}"
