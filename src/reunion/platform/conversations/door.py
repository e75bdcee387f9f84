"""What a member says to customers goes through interception before it is sent."""

from typing import Any

import msgspec

from reunion.core.db import Database
from reunion.platform.conversations.content import written
from reunion.platform.conversations.model import Party
from reunion.platform.conversations.roster import Seats
from reunion.platform.conversations.store.sending import Draft
from reunion.platform.interception.gate import Gate, Saying
from reunion.realtime.bus import Bus

_AMONG_COLLEAGUES = frozenset({"internal", "room"})


class Door:
    """`clears` answers at once; what it does not clear goes through `check`."""

    def __init__(self, db: Database, bus: Bus) -> None:
        self._gate = Gate(db, bus)

    def clears(self, seats: Seats, side: Party, kind: str, content: Any) -> bool:
        """`content` as the client gave it."""
        if side.kind != "member" or seats.kind in _AMONG_COLLEAGUES:
            return True
        text = content.text if kind == "text" else written(kind, msgspec.to_builtins(content))
        return self._gate.clears(seats.corp_id, text)

    async def check(self, seats: Seats, side: Party, draft: Draft, confirmed: bool) -> None:
        """Raises MessageBlocked, MessageWarned."""
        if side.kind != "member" or seats.kind in _AMONG_COLLEAGUES:
            return
        text = written(draft.kind, msgspec.json.decode(draft.content))
        others = [party.principal_id for party in seats.parties if party.kind == "contact"]
        saying = Saying(
            seats.corp_id, side.principal_id, seats.conversation_id, draft.client_id, text,
            confirmed, others[0] if len(others) == 1 else None,
        )  # fmt: skip
        await self._gate.check(saying)
