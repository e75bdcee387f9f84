"""Committed messages to the sockets: here at once, elsewhere by a notification to the other nodes."""

import asyncio
import logging

import msgspec

from reunion.core.db import Database
from reunion.platform.conversations.model import Message
from reunion.platform.conversations.roster import Rosters
from reunion.platform.conversations.store import reading
from reunion.platform.conversations.store.sending import Draft
from reunion.realtime.bus import Bus
from reunion.realtime.connection import Connection
from reunion.realtime.frames import encode
from reunion.realtime.hub import Hub

log = logging.getLogger("reunion.conversations")

CHANNEL = "messages"


class MessageFrame(msgspec.Struct, tag="message", tag_field="type"):
    """A message as sockets get it."""

    conversation_id: int
    message: Message


class _Announced(msgspec.Struct):
    node: str
    messages: list[tuple[int, int, int]] | None


_announced = msgspec.json.Decoder(_Announced)


class Live:
    """`deliver` for messages of this node; what other processes announce is read and delivered too."""

    def __init__(self, db: Database, bus: Bus, hub: Hub, rosters: Rosters, node: str) -> None:
        self._db = db
        self._hub = hub
        self._rosters = rosters
        self._node = node
        self._from: dict[tuple[int, int, str], Connection] = {}
        self._waiting: list[tuple[int, int, int]] = []
        self._fetching: asyncio.Task[None] | None = None
        bus.on(CHANNEL, self._heard)

    def sent_from(self, draft: Draft, connection: Connection) -> None:
        """The socket that sends this gets an answer instead of the message."""
        self._from[(draft.conversation_id, draft.sender_id, draft.client_id)] = connection

    def answered(self, draft: Draft) -> None:
        """The answer was given."""
        self._from.pop((draft.conversation_id, draft.sender_id, draft.client_id), None)

    def deliver(self, written: list[tuple[Draft, Message]]) -> None:
        """One frame a message, however many sockets get it."""
        hub, rosters = self._hub, self._rosters
        for draft, message in written:
            seats = rosters.known(draft.conversation_id)
            if seats is None:
                self._fetch((draft.corp_id, draft.conversation_id, message.seq))
                continue
            own = self._from.get((draft.conversation_id, draft.sender_id, draft.client_id))
            hub.send(seats.accounts, encode(MessageFrame(draft.conversation_id, message)), but=own)

    def _heard(self, payload: str) -> None:
        told = _announced.decode(payload)
        if told.node == self._node or not told.messages:
            return
        for place in told.messages:
            seats = self._rosters.known(place[1])
            if seats is None or any(account in self._hub for account in seats.accounts):
                self._fetch(place)

    def _fetch(self, place: tuple[int, int, int]) -> None:
        self._waiting.append(place)
        if self._fetching is None:
            self._fetching = asyncio.create_task(self._fetch_all())

    async def _fetch_all(self) -> None:
        try:
            while self._waiting:
                places, self._waiting = self._waiting, []
                seats = await self._rosters.get(place[1] for place in places)
                wanted = [
                    p for p in places if p[1] in seats and self._is_here(seats[p[1]].accounts)
                ]
                if not wanted:
                    continue
                async with self._db.connection() as tx:
                    found = await reading.messages_at(tx, wanted)
                for _, message in found:
                    frame = encode(MessageFrame(message.conversation_id, message))
                    self._hub.send(seats[message.conversation_id].accounts, frame)
        except Exception:
            log.exception("messages of other nodes were not delivered; sockets are told to pull")
            frame = encode({"type": "resync"})
            for connection in self._hub.all():
                connection.push(frame)
        finally:
            self._fetching = None

    def _is_here(self, accounts: tuple[int, ...]) -> bool:
        return any(account in self._hub for account in accounts)
