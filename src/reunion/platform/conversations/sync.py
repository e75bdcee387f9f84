"""Catching up: everything that changed since a cursor, in one answer.

A cursor is the oldest transaction that was still open when the last answer was made, with the name
of the database it belongs to. Rows carry the transaction that changed them, so whatever committed
since has a number at or above the cursor, however late it committed: a change may come twice, never
not at all. Another database's cursor (after a restore, say) answers everything.
"""

import msgspec

from reunion.core.context import Context
from reunion.platform.conversations.model import Conversation, Surface
from reunion.platform.conversations.store import rooms, views
from reunion.realtime import changes

_MOST = 200


class Sync(msgspec.Struct):
    """`full`: replace all that is held; it has the newest 200 conversations, older ones are pages of
    the list. Otherwise conversations that changed, hidden ones included. `gone`: ids of
    rooms that this account is no longer in, to be forgotten."""

    cursor: str
    full: bool
    conversations: list[Conversation]
    gone: list[int]
    contacts_changed: bool
    requests_changed: bool
    session_changed: bool


def _since(cursor: str | None, database: str) -> int | None:
    name, _, number = (cursor or "").rpartition("-")
    return int(number) if name == database and number.isascii() and number.isdigit() else None


async def sync(ctx: Context, surface: Surface, account_id: int, cursor: str | None) -> Sync:
    """All that changed for this account since `cursor`; everything without one that is known here."""
    database, oldest = await views.here(ctx.tx)
    now = f"{database}-{oldest}"
    since = _since(cursor, database)
    if since is not None and since <= oldest:
        found = await views.changed_since(ctx, account_id, since, _MOST + 1)
        if len(found) <= _MOST:
            flags = [
                await changes.changed(ctx, surface, flag, account_id, since)
                for flag in ("contacts_changed", "requests_changed", "session_changed")
            ]
            gone = await rooms.departed(ctx, account_id, since)
            return Sync(now, False, found, gone, *flags)
    everything = await views.page(ctx, account_id, show="all", name="", after=None, limit=_MOST)
    gone = await rooms.departed(ctx, account_id, None)
    return Sync(now, True, everything, gone, True, True, True)
