"""What a web process keeps for conversations: made once by the gateway, used by sockets and routes."""

import asyncio
import contextlib
import re
from typing import Any

from reunion.core.clock import clock
from reunion.core.context import SYSTEM, Context
from reunion.core.db import Database
from reunion.core.errors import Invalid, Text
from reunion.platform.conversations.batch import Collector
from reunion.platform.conversations.content import plain, read_content
from reunion.platform.conversations.door import Door
from reunion.platform.conversations.live import Live
from reunion.platform.conversations.marks import ReadMarks
from reunion.platform.conversations.model import Message, NoConversation, NotALeader, Party, Surface
from reunion.platform.conversations.resolve import needs_lookup, resolve
from reunion.platform.conversations.roster import Rosters, Seats
from reunion.platform.conversations.store.sending import Draft
from reunion.realtime.bus import Bus
from reunion.realtime.presence import Presence
from reunion.realtime.pulse import Pulse

_CLIENT_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


class Chat:
    """Group commit, delivery, rosters and read marks of one process."""

    def __init__(self, db: Database, bus: Bus, presence: Presence) -> None:
        self.db = db
        self.presence = presence
        self.rosters = Rosters(db, bus)
        self.door = Door(db, bus)
        self.live = Live(db, bus, presence.hub, self.rosters, presence.node)
        self.pulse = Pulse(bus)
        self.collector = Collector(
            db, self._deliver, lambda: None if presence.alone else presence.node
        )
        self.marks = ReadMarks(db, self._moved)

    async def start(self) -> None:
        """Opens the lanes of the collector."""
        self.collector.start()
        self.pulse.start()

    async def stop(self) -> None:
        """Everything that was taken is answered first."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(10):
                await self.collector.stop()
                await self.marks.stop()
        await self.pulse.stop()

    def _deliver(self, written: list[tuple[Draft, Message]]) -> None:
        self.pulse.beat(len(written))
        self.live.deliver(written)

    def seats_of(self, seats: Seats | None, surface: str, account_id: int, corp_id: int) -> Party:
        """The caller's own side; raises NoConversation for anybody else."""
        side = seats.of_account(account_id) if seats else None
        if side is None or seats is None or (surface == "desk" and seats.corp_id != corp_id):
            raise NoConversation
        return side

    async def seat(
        self, conversation_id: int, surface: Surface, account_id: int, corp_id: int
    ) -> tuple[Seats, Party]:
        """A conversation's seats and the caller's own; raises NoConversation."""
        seats = (await self.rosters.get([conversation_id])).get(conversation_id)
        try:
            side = self.seats_of(seats, surface, account_id, corp_id)
        except NoConversation:
            # who came in a moment ago may not have been announced to this node yet
            self.rosters.forget(conversation_id)
            seats = (await self.rosters.get([conversation_id])).get(conversation_id)
            side = self.seats_of(seats, surface, account_id, corp_id)
        assert seats is not None
        return seats, side

    def draft(
        self, seats: Seats, side: Party, client_id: str, kind: str, raw: Any, reply_to: int | None
    ) -> Draft | None:
        """A message that needs no lookup, ready to be submitted; None when `look_up` has to make it."""
        check_client_id(client_id)
        content = read_content(kind, raw)
        if seats.kind == "group" and not side.leads and getattr(content, "at_all", False):
            raise NotALeader
        if needs_lookup(kind, content) or not self.door.clears(seats, side, kind, content):
            return None
        return Draft(
            seats.corp_id, seats.conversation_id, side.principal_id, client_id, kind,
            plain(content), reply_to,
        )  # fmt: skip

    async def look_up(
        self, seats: Seats, side: Party, client_id: str, kind: str, raw: Any, reply_to: int | None,
        *, confirmed: bool,
    ) -> Draft:  # fmt: skip
        """A message whose content names a file or a person, or that may be intercepted."""
        check_client_id(client_id)
        async with self.db.connection() as tx:
            ctx = Context(seats.corp_id, SYSTEM, tx, clock.now())
            content, media_id = await resolve(ctx, side, kind, read_content(kind, raw))
        draft = Draft(
            seats.corp_id, seats.conversation_id, side.principal_id, client_id, kind, content,
            reply_to, media_id,
        )  # fmt: skip
        await self.door.check(seats, side, draft, confirmed)
        return draft

    async def send(
        self, seats: Seats, side: Party, client_id: str, kind: str, raw: Any, reply_to: int | None,
        *, confirmed: bool,
    ) -> Message:  # fmt: skip
        """Answers after the commit; raises why it was refused."""
        args = (seats, side, client_id, kind, raw, reply_to)
        draft = self.draft(*args) or await self.look_up(*args, confirmed=confirmed)
        return await self.collector.send(draft)

    def _moved(self, corp_id: int, conversation_id: int, principal_id: int, seq: int) -> None:
        """Tells both sides of a pair; in a room or a group only the reader's own devices."""
        seats = self.rosters.known(conversation_id)
        if seats is None:
            return
        audience = seats.accounts
        if seats.kind in ("room", "group"):
            audience = tuple(p.account_id for p in seats.parties if p.principal_id == principal_id)
        frame = {"type": "read", "conversation_id": conversation_id}
        self.presence.whisper(audience, frame | {"principal_id": principal_id, "seq": seq})


def check_client_id(client_id: str) -> None:
    """Raises Invalid."""
    if not _CLIENT_ID.fullmatch(client_id):
        wrong = Text("需要 1 到 64 个字母、数字、-、_ 或 .", "1 to 64 letters, digits, -, _ or .")
        raise Invalid(client_id=wrong)
