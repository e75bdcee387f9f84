"""What is only noticed: words of customers, and acts of members. Called by who reads the messages
after they were sent, once a message."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.core.folding import folded
from reunion.platform.interception.gate import excerpt
from reunion.platform.interception.model import Act, Hit, Lexicon, Place, mobile_in
from reunion.platform.interception.store import hits, rules


class Said(msgspec.Struct, frozen=True):
    """A message where members and customers talk, as it was sent. `members`: he who said it, or those
    who are there with the customer, a group's owner first."""

    conversation_id: int
    client_id: str
    kind: str
    text: str
    by_customer: bool
    members: list[int]
    contact_id: int | None
    at: datetime


async def watch(ctx: Context, messages: Sequence[Said]) -> None:
    """Customers' words by the rules that hold for a member who is there, as hits of the first of them;
    cards and numbers that members send."""
    lexicon = Lexicon(await rules.every(ctx))
    acts = await rules.acts(ctx)
    for one in messages:
        found: list[Hit] = []
        if one.by_customer:
            finds = lexicon.search(one.text)
            whose = await rules.held_by(ctx, one.members, [f.rule for f in finds]) if finds else {}
            found = [
                _hit(one, whose[f.rule], f.found, rule=f.rule) for f in finds if f.rule in whose
            ]
        else:
            act: Act | None = "card_sent" if one.kind == "card" else None
            what = one.text if act else mobile_in(folded(one.text))
            act = act or ("mobile_sent" if what else None)
            setting = acts.get(act) if act else None
            if act and what and setting is not None and setting.watched:
                found = [_hit(one, one.members[0], what, act=act)]
        if found:
            await hits.keep(ctx, found, one.at)


async def overhear(
    ctx: Context, place: Place, text: str, member_id: int, contact_id: int
) -> None:  # fmt: skip
    """What a customer wrote to be read by this member, elsewhere than in a chat."""
    finds = Lexicon(await rules.every(ctx)).search(text)
    held = await rules.holding_for(ctx, member_id, [f.rule for f in finds]) if finds else {}
    found = [
        Hit(
            f.found, "seen", member_id, excerpt(text), f.rule, by_customer=True,
            contact_id=contact_id, place=place,
        ) for f in finds if f.rule in held
    ]  # fmt: skip
    if found:
        await hits.keep(ctx, found)


def _hit(
    one: Said, member_id: int, found: str, *, rule: int | None = None, act: Act | None = None
) -> Hit:
    return Hit(
        found, "seen", member_id, excerpt(one.text), rule, act, one.by_customer,
        one.contact_id, one.conversation_id, one.client_id,
    )  # fmt: skip


async def noticed(
    ctx: Context, act: Act, member_id: int, found: str, *, count: int | None = None,
    contact_id: int | None = None,
) -> None:  # fmt: skip
    """An act that an event tells of; `count`: of an export, how many rows."""
    setting = (await rules.acts(ctx)).get(act)
    if setting is not None and (
        not setting.watched or (count is not None and count < setting.threshold)
    ):
        return
    await hits.keep(ctx, [Hit(found, "seen", member_id, found, act=act, contact_id=contact_id)])


async def watched_corps(tx: Any) -> list[int]:
    """Corps whose messages are looked at after they were sent."""
    return await rules.watched_corps(tx)
