"""The door that a member's message to a customer goes through. A node knows the corps' rules; whom a
rule holds for is asked only when it has found something."""

from collections.abc import Sequence

import msgspec

from reunion.core.clock import clock
from reunion.core.context import SYSTEM, Context
from reunion.core.db import Database
from reunion.platform.interception.model import CHANNEL, Find, Hit, Lexicon
from reunion.platform.interception.refusals import MessageBlocked, MessageWarned
from reunion.platform.interception.store import hits, rules
from reunion.realtime.bus import Bus

_REMEMBERED = 10_000
_EXCERPT = 200


class Saying(msgspec.Struct, frozen=True):
    """What a member is about to say. `confirmed`: he was warned and sends it all the same."""

    corp_id: int
    member_id: int
    conversation_id: int
    client_id: str
    text: str
    confirmed: bool = False
    contact_id: int | None = None


class Gate:
    """`clears` answers at once; what it does not clear goes through `check`."""

    def __init__(self, db: Database, bus: Bus) -> None:
        self._db = db
        self._known: dict[int, Lexicon] = {}
        self._changes = 0
        bus.on(CHANNEL, lambda payload: self._forget(int(payload)))
        bus.on_gap(self._forget_all)

    def clears(self, corp_id: int, text: str) -> bool:
        """Whether no rule of the corp, as this node knows them, finds anything in it."""
        known = self._known.get(corp_id)
        return known is not None and not (known and known.search(text))

    async def check(self, saying: Saying) -> None:
        """Raises MessageBlocked, or MessageWarned unless it is confirmed; what was found is kept
        before anybody hears of it."""
        found = (await self._lexicon(saying.corp_id)).search(saying.text)
        if not found:
            return
        async with self._db.in_corp(saying.corp_id) as ctx:
            refusal = await judge(ctx, saying, found)
        if refusal is not None:
            raise refusal

    async def _lexicon(self, corp_id: int) -> Lexicon:
        known = self._known.get(corp_id)
        if known is not None:
            return known
        changes = self._changes
        async with self._db.connection() as tx:
            known = Lexicon(await rules.every(Context(corp_id, SYSTEM, tx, clock.now())))
        # what was read may be older than a change that was announced meanwhile
        if changes == self._changes:
            self._known[corp_id] = known
        while len(self._known) > _REMEMBERED:
            del self._known[next(iter(self._known))]
        return known

    def _forget(self, corp_id: int) -> None:
        self._changes += 1
        self._known.pop(corp_id, None)

    def _forget_all(self) -> None:
        self._changes += 1
        self._known.clear()


async def judge(
    ctx: Context, saying: Saying, found: Sequence[Find]
) -> MessageBlocked | MessageWarned | None:
    """Keeps the hits of the rules that hold for the member; answers what he is told, if anything."""
    actions = {rule.id: rule.action for rule in await rules.every(ctx)}
    names = await rules.holding_for(ctx, saying.member_id, [find.rule for find in found])
    held = [find for find in found if find.rule in names and find.rule in actions]
    if not held:
        return None
    blocking = [find for find in held if actions[find.rule] == "block"]
    if saying.confirmed and not blocking:
        await hits.confirm(ctx, saying.conversation_id, saying.client_id)
    await hits.keep(
        ctx,
        [
            Hit(
                find.found,
                "blocked" if blocking else "confirmed" if saying.confirmed else "warned",
                saying.member_id, excerpt(saying.text), find.rule, contact_id=saying.contact_id,
                conversation_id=saying.conversation_id, client_id=saying.client_id,
            ) for find in held
        ],
    )  # fmt: skip
    if blocking:
        return MessageBlocked(word=blocking[0].found, rule=names[blocking[0].rule])
    if not saying.confirmed:
        return MessageWarned(word=held[0].found, rule=names[held[0].rule])
    return None


def excerpt(text: str) -> str:
    """As much of a text as a hit keeps."""
    return text[:_EXCERPT] + ("…" if len(text) > _EXCERPT else "")
