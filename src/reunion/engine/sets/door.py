"""The owner's door to the sets: `/sets/<database>/…` beside the engine's own, in msgpack.

GET known · POST changes (409: they leave a gap) · POST count · POST members (a portable roaring bitmap).
"""

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path

import msgspec
from litestar.types import Receive, Scope, Send

from reunion.core.loops import rest
from reunion.engine.calls import HungUp, answer, body_of
from reunion.engine.embedded import Refused
from reunion.engine.sets import asking
from reunion.engine.sets.owner import Sets, Stale
from reunion.engine.sets.plans import Changes, Question

PREFIX = "/sets/"
log = logging.getLogger("reunion.analytics")

_SAVE_EVERY = 300.0
_encode = msgspec.msgpack.encode
_changes = msgspec.msgpack.Decoder(Changes)
_question = msgspec.msgpack.Decoder(Question)


class SetsDoor:
    """An ASGI application in front of the sets of every database, which lie in `folder`."""

    def __init__(self, folder: Path, finder: Callable[[str], asking.Find]) -> None:
        self._folder = folder
        self._finder = finder
        self._rooms: dict[str, Sets] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        database, _, verb = scope["path"].removeprefix(PREFIX).rpartition("/")
        try:
            body = await body_of(receive)
            status, found = 200, await self._answer(database, verb, body)
        except HungUp:
            return
        except Stale:
            status, found = 409, b""
        except msgspec.MsgspecError as error:
            status, found = 400, str(error).encode()
        except Refused as refused:
            status, found = 500, str(refused).encode()
        await answer(send, status, found)

    async def keep(self, stop: asyncio.Event) -> None:
        """Writes them to the disk now and then, and at the end."""
        while not stop.is_set():
            await rest(stop, _SAVE_EVERY)
            for sets in list(self._rooms.values()):
                try:
                    await sets.save()
                except OSError:
                    log.exception("the sets were not written to the disk; they are in five minutes")

    async def _answer(self, database: str, verb: str, body: bytes) -> bytes:
        sets = self._room(database)
        if verb == "known":
            return _encode(sets.known())
        if verb == "changes":
            return _encode(sets.change(_changes.decode(body)))
        question = _question.decode(body)
        people = sets.of(question.corp_id)
        find = self._finder(database)
        if verb == "members":
            return (await asking.members(people, question, find)).serialize()
        return _encode(await asking.answer(people, question, find))

    def _room(self, database: str) -> Sets:
        room = self._rooms.get(database)
        if room is None:
            name = "".join(one for one in database if one.isalnum() or one in "_-")
            room = self._rooms[database] = Sets(self._folder / f"{name}.sets")
        return room
