"""Profiles in the order in which they changed, for whoever keeps something that is made of them: within a
moment, and none is left out, whatever else the database is doing.

`profile.changed` is the number of the transaction that wrote a profile. Those of transactions that are
over for good lie below a border, which is kept with what is made of them; above it, while some long
transaction is under way, what is committed is read all the same and remembered here until the border
passes it.
"""

from typing import Any

import msgspec

from reunion.growth.profiles.store import changes as store
from reunion.growth.profiles.store.changes import Place, Snapshot


class Changed(msgspec.Struct, frozen=True):
    """The next of them, as far as `reached`; `more`: there are others behind. All below `over` is over."""

    rows: list[Any]
    reached: Place
    more: bool
    over: int


class Follower:
    """What one process has read above the border. A new one reads all of that again."""

    def __init__(self) -> None:
        self._done: set[int] = set()
        self._pass: Snapshot | None = None
        self._reached: Place = (0, 0, 0)
        self._seen: set[int] = set()

    async def read(self, tx: Any, columns: str, border: Place, most: int) -> Changed:
        """So many of them behind the border that were not passed yet."""
        if self._pass is None:
            self._pass, self._reached, self._seen = await store.snapshot(tx), border, set()
        after, seen = max(self._reached, border), self._pass
        rows = await store.changed(tx, columns, after, seen, self._done, most)
        if rows:
            last = rows[-1]
            after = (last["changed"], last["corp_id"], last["profile_no"])
        return Changed(rows, after, len(rows) == most, seen.over)

    def passed(self, read: Changed, border: int) -> None:
        """They were taken, and are not read again; of all transactions below the border nothing is."""
        self._reached = read.reached
        self._seen |= {row["changed"] for row in read.rows if row["changed"] >= read.over}
        if not read.more:
            self._done = {one for one in self._done | self._seen if one >= border}
            self._pass = None
