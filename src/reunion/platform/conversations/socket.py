"""Frames from clients. Each is answered at once or by a task of its own; none makes another wait."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from reunion.core.db import Database
from reunion.core.errors import AppError, Invalid
from reunion.platform.conversations.chat import Chat
from reunion.platform.conversations.model import Message, NoConversation
from reunion.platform.conversations.store import parties as store
from reunion.platform.conversations.store.sending import Draft
from reunion.realtime.bus import Bus
from reunion.realtime.connection import Connection
from reunion.realtime.frames import encode
from reunion.realtime.gateway import answers_frames
from reunion.realtime.presence import Presence

log = logging.getLogger("reunion.conversations")

_WATCHED = 500
Id = Annotated[int, Meta(ge=0, lt=2**53)]


class _Base(msgspec.Struct, tag_field="type"):
    pass


class SendFrame(_Base, tag="send"):
    """Answered by `sent` or `error` with the same `ref`, after the commit. `confirmed`: it was
    answered with `sensitive` before and is to be sent all the same."""

    conversation_id: Id
    client_id: str
    kind: str
    content: msgspec.Raw
    ref: Any = None
    reply_to: Id | None = None
    confirmed: bool = False


class ReadFrame(_Base, tag="read"):
    """Not answered; both sides get a `read` frame when the mark moved."""

    conversation_id: Id
    seq: Id


class TypingFrame(_Base, tag="typing"):
    """Goes to the other side, is kept nowhere."""

    conversation_id: Id


class PresenceFrame(_Base, tag="presence"):
    """From now on a `presence` frame tells about each of these; replaces what was asked before."""

    principal_ids: Annotated[list[Id], Meta(max_length=_WATCHED)]


class PingFrame(_Base, tag="ping"):
    """Answered by `pong`."""


class SentFrame(msgspec.Struct, tag="sent", tag_field="type"):
    """The message is stored."""

    ref: Any
    message: Message


_decoder = msgspec.json.Decoder(SendFrame | ReadFrame | TypingFrame | PresenceFrame | PingFrame)
_PONG = encode({"type": "pong"})


class Frames(Chat):
    """`receive` is called with every text frame of every socket."""

    def __init__(self, db: Database, bus: Bus, presence: Presence) -> None:
        super().__init__(db, bus, presence)
        self._tasks: set[asyncio.Task[None]] = set()

    async def principals(self, database: Any, surface: str, account_id: int) -> tuple[int, ...]:
        """A customer hears as himself and as the contact that he is in each corp."""
        if surface != "app":
            return (account_id,)
        return (account_id, *await store.contact_ids(database, account_id))

    def receive(self, connection: Connection, text: str) -> None:
        """Never waits."""
        try:
            frame = _decoder.decode(text)
        except (msgspec.MsgspecError, RecursionError) as error:
            _refuse(connection, None, Invalid(frame=str(error)))
            return
        if isinstance(frame, SendFrame):
            self._send(connection, frame)
        elif isinstance(frame, PingFrame):
            connection.push(_PONG)
        elif isinstance(frame, ReadFrame):
            self._later(self._read(connection, frame))
        elif isinstance(frame, TypingFrame):
            self._later(self._typing(connection, frame))
        else:
            self._later(self._presence(connection, frame))

    def _send(self, connection: Connection, frame: SendFrame) -> None:
        seats = self.rosters.known(frame.conversation_id)
        who = connection.identity
        if seats is not None and connection.queue is None:
            try:
                side = self.seats_of(seats, who.surface, who.account_id, who.corp_id)
                draft = self.draft(
                    seats, side, frame.client_id, frame.kind, frame.content, frame.reply_to
                )
            except NoConversation:
                draft = None  # whoever came in a moment ago is found when it is looked up
            except AppError as error:
                _refuse(connection, frame.ref, error)
                return
            if draft is not None:
                connection.began()
                self._submit(connection, frame.ref, draft)
                return
        connection.began()
        content = frame.content.copy()
        connection.queue = self._later(
            self._send_later(connection, frame, content, connection.queue)
        )

    async def _send_later(
        self, connection: Connection, frame: SendFrame, content: msgspec.Raw,
        before: asyncio.Task[None] | None,
    ) -> None:  # fmt: skip
        """What needs a lookup; in the order in which the socket sent it."""
        who = connection.identity
        try:
            if before is not None:
                await asyncio.wait([before])
            seats, side = await self.seat(
                frame.conversation_id,
                who.surface,  # pyright: ignore[reportArgumentType]
                who.account_id,
                who.corp_id,
            )
            args = (seats, side, frame.client_id, frame.kind, content, frame.reply_to)
            draft = self.draft(*args) or await self.look_up(*args, confirmed=frame.confirmed)
        except AppError as error:
            connection.ended()
            _refuse(connection, frame.ref, error)
        else:
            self._submit(connection, frame.ref, draft)
        finally:
            if connection.queue is asyncio.current_task():
                connection.queue = None

    def _submit(self, connection: Connection, ref: Any, draft: Draft) -> None:
        self.live.sent_from(draft, connection)

        def answer(result: Message | AppError) -> None:
            connection.ended()
            self.live.answered(draft)
            if isinstance(result, AppError):
                _refuse(connection, ref, result)
            else:
                connection.push(encode(SentFrame(ref, result)))

        self.collector.submit(draft, answer)

    async def _read(self, connection: Connection, frame: ReadFrame) -> None:
        who = connection.identity
        seats, side = await self.seat(
            frame.conversation_id,
            who.surface,  # pyright: ignore[reportArgumentType]
            who.account_id,
            who.corp_id,
        )
        self.marks.submit((seats.corp_id, frame.conversation_id, side.principal_id), frame.seq)

    async def _typing(self, connection: Connection, frame: TypingFrame) -> None:
        who = connection.identity
        seats, side = await self.seat(
            frame.conversation_id,
            who.surface,  # pyright: ignore[reportArgumentType]
            who.account_id,
            who.corp_id,
        )
        others = [i for i in seats.accounts if i != who.account_id]
        told = {"type": "typing", "conversation_id": frame.conversation_id}
        self.presence.whisper(others, told | {"principal_id": side.principal_id})

    async def _presence(self, connection: Connection, frame: PresenceFrame) -> None:
        who = connection.identity
        async with self.db.connection() as tx:
            allowed = await store.acquainted(
                tx, who.account_id, who.corp_id, frame.principal_ids, who.surface == "desk"
            )
        self.presence.watch(connection, allowed)

    def _later(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(_guarded(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


async def _guarded(work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    except AppError:
        return
    except Exception:
        log.exception("a frame could not be handled")


def _refuse(connection: Connection, ref: Any, error: AppError) -> None:
    detail = error.text(connection.identity.language)
    fields = {name: str(value) for name, value in error.fields.items()}
    frame = {"type": "error", "ref": ref, "code": error.code, "detail": detail}
    connection.push(encode(frame | ({"fields": fields} if fields else {})))


answers_frames(Frames)
