"""Whose write key it is, known without asking each time; a revoked key is forgotten on every node."""

from reunion.core.db import Database
from reunion.growth.tracking.spec import Sender
from reunion.growth.tracking.store import sources
from reunion.realtime.bus import Bus

_MOST = 10_000


class Keys:
    """The keys that one process has seen; unknown ones are not remembered."""

    def __init__(self, db: Database, bus: Bus) -> None:
        self._db = db
        self._known: dict[str, Sender] = {}
        bus.on(sources.KEYS_CHANNEL, lambda _: self._forget())
        bus.on_gap(self._forget)

    def _forget(self) -> None:
        self._known = {}

    async def sender(self, write_key: str) -> Sender | None:
        """Who sends with it; None where it is nobody's, or was revoked."""
        known = self._known  # what is looked up before a key is revoked goes into the old one
        found = known.get(write_key)
        if found is None and write_key:
            async with self._db.connection() as connection:
                found = await sources.sender(connection, write_key)
            if found is not None:
                if len(known) >= _MOST:
                    known.clear()
                known[write_key] = found
        return found
