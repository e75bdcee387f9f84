"""Who is in a conversation, remembered by each node: asked for with every message and every mark.

Pairs never change; a room or a group that does is announced on `roster_changed` and forgotten everywhere.
"""

from collections.abc import Iterable

import msgspec

from reunion.core.db import Database
from reunion.platform.conversations.model import Party
from reunion.platform.conversations.store import parties as store
from reunion.realtime.bus import Bus

CHANNEL = "roster_changed"
_REMEMBERED = 50_000


class Seats(msgspec.Struct, frozen=True):
    """The sides of one conversation. `accounts` = who hears of everything in it."""

    corp_id: int
    conversation_id: int
    kind: str
    parties: tuple[Party, ...]
    accounts: tuple[int, ...]

    def of_account(self, account_id: int) -> Party | None:
        """The side that this account has, if any."""
        for party in self.parties:
            if party.account_id == account_id:
                return party
        return None


class Rosters:
    """`known` answers at once, `get` looks up."""

    def __init__(self, db: Database, bus: Bus) -> None:
        self._db = db
        self._seats: dict[int, Seats] = {}
        self._forgotten = 0
        bus.on(CHANNEL, lambda payload: self.forget(int(payload)))
        bus.on_gap(self._forget_all)

    def known(self, conversation_id: int) -> Seats | None:
        """The seats if this node has seen the conversation before."""
        return self._seats.get(conversation_id)

    def forget(self, conversation_id: int) -> None:
        """They changed."""
        self._forgotten += 1
        self._seats.pop(conversation_id, None)

    def _forget_all(self) -> None:
        self._forgotten += 1
        self._seats.clear()

    async def get(self, conversation_ids: Iterable[int]) -> dict[int, Seats]:
        """The seats of these conversations, of whichever corp; unknown ids are left out."""
        wanted = set(conversation_ids)
        found = {i: self._seats[i] for i in wanted if i in self._seats}
        missing = [i for i in wanted if i not in found]
        if missing:
            before = self._forgotten
            async with self._db.connection() as tx:
                rows = await store.roster(tx, missing)
            grouped: dict[int, list[Party]] = {}
            heads: dict[int, tuple[int, str]] = {}
            for row in rows:
                party = Party(
                    row["principal_id"], row["party_kind"], row["account_id"],
                    row["from_seq"], row["leads"],
                )  # fmt: skip
                grouped.setdefault(row["conversation_id"], []).append(party)
                heads[row["conversation_id"]] = (row["corp_id"], row["kind"])
            for i, sides in grouped.items():
                accounts = tuple(dict.fromkeys(side.account_id for side in sides))
                found[i] = Seats(heads[i][0], i, heads[i][1], tuple(sides), accounts)
                # what was read may be older than a change that was announced meanwhile
                if before == self._forgotten:
                    self._seats[i] = found[i]
            while len(self._seats) > _REMEMBERED:
                del self._seats[next(iter(self._seats))]
        return found
