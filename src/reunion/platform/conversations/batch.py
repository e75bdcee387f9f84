"""Group commit: while one batch of messages is in its transaction, the next one gathers.

A message is answered after its commit and never before. A batch that fails as a whole is tried again
message by message, so that one bad message never costs its neighbours theirs.
"""

import asyncio
import contextlib
import logging
from collections import deque
from collections.abc import Callable
from typing import Any, cast

import asyncpg
import msgspec

from reunion.core.clock import clock
from reunion.core.context import SYSTEM, Context
from reunion.core.db import Database
from reunion.core.errors import AppError, Invalid, Text
from reunion.platform.conversations.model import (
    Message,
    MessageKind,
    NoConversation,
    NoMessage,
    refusal,
)
from reunion.platform.conversations.store import reading, sending
from reunion.platform.conversations.store.sending import Draft, Outcome

log = logging.getLogger("reunion.conversations")

_LARGEST = 200
_LANES = 2
_LOST = (OSError, asyncpg.InterfaceError, asyncpg.PostgresConnectionError)

Answer = Callable[[Message | AppError], None]
Deliver = Callable[[list[tuple[Draft, Message]]], None]


class Unavailable(AppError):
    """The database cannot be reached just now."""

    errcode = -1
    status = 503
    code = "unavailable"
    title_zh = "服务器正忙，请稍后重试"
    title_en = "The server is not available just now; try again shortly"


class _Sending:
    __slots__ = ("answers", "draft")

    def __init__(self, draft: Draft, answer: Answer) -> None:
        self.draft = draft
        self.answers = [answer]

    def answer(self, result: Message | AppError) -> None:
        for answer in self.answers:
            try:
                answer(result)
            except Exception:
                log.exception("the answer to a message could not be given")


class Collector:
    """`submit` returns at once; `deliver` gets what was committed, before the answers are given."""

    def __init__(
        self, db: Database, deliver: Deliver, announce_as: Callable[[], str | None]
    ) -> None:
        self._db = db
        self._deliver = deliver
        self._announce_as = announce_as
        self._waiting: deque[_Sending] = deque()
        self._under_way: dict[tuple[int, int, str], _Sending] = {}
        self._busy: set[int] = set()
        self._wake = asyncio.Event()
        self._lanes: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Opens the lanes; each has a connection of its own."""
        self._lanes = [asyncio.create_task(self._lane()) for _ in range(_LANES)]

    async def stop(self) -> None:
        """Sends what waits, then ends."""
        while self._waiting or self._under_way:
            self._wake.set()
            await asyncio.sleep(0.01)
        for lane in self._lanes:
            lane.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await lane

    def submit(self, draft: Draft, answer: Answer) -> None:
        """Takes a message. The same client_id again, while the first is under way, shares its answer."""
        key = (draft.conversation_id, draft.sender_id, draft.client_id)
        same = self._under_way.get(key)
        if same is not None:
            same.answers.append(answer)
            return
        self._under_way[key] = sending_ = _Sending(draft, answer)
        self._waiting.append(sending_)
        self._wake.set()

    async def send(self, draft: Draft) -> Message:
        """Waits for the commit; raises why it was refused."""
        future: asyncio.Future[Message | AppError] = asyncio.get_running_loop().create_future()

        def answer(result: Message | AppError) -> None:
            if not future.done():
                future.set_result(result)

        self.submit(draft, answer)
        result = await future
        if isinstance(result, AppError):
            raise result
        return result

    async def _lane(self) -> None:
        connection: Any = None
        statement: Any = None
        while True:
            while not (batch := self._take()):
                self._wake.clear()
                await self._wake.wait()
            talks = {one.draft.conversation_id for one in batch}
            self._busy |= talks
            try:
                if connection is None or connection.is_closed():
                    connection = await self._db.dedicated()
                    statement = await sending.prepare_lane(connection)
                await self._commit(connection, statement, batch)
            except Exception as error:
                if not isinstance(error, _LOST):
                    log.exception("a batch of messages failed")
                if connection is not None:
                    connection.terminate()
                connection = None
                self._finish([(one, Unavailable()) for one in batch])
            self._busy -= talks
            self._wake.set()

    def _take(self) -> list[_Sending]:
        """The next batch, without conversations that another lane is writing to: what one person
        says comes in the order of saying it."""
        batch: list[_Sending] = []
        later: list[_Sending] = []
        while self._waiting and len(batch) < _LARGEST:
            one = self._waiting.popleft()
            (later if one.draft.conversation_id in self._busy else batch).append(one)
        self._waiting.extendleft(reversed(later))
        return batch

    async def _commit(self, connection: Any, statement: Any, batch: list[_Sending]) -> None:
        now = clock.now()
        drafts = [one.draft for one in batch]
        try:
            outcomes = await sending.send_all(statement, drafts, now, self._announce_as())
        except _LOST:
            raise
        except (asyncpg.PostgresError, asyncpg.DataError, ValueError) as error:
            if len(batch) == 1 and not isinstance(error, asyncpg.UniqueViolationError):
                log.warning("a message was refused by the database: %s", error)
                wrong = Text("内容无法保存", "the content cannot be stored")
                self._finish([(batch[0], Invalid(content=wrong))])
                return
            for one in batch:
                await self._commit(connection, statement, [one])
            return
        await self._settle(connection, batch, outcomes, now)

    async def _settle(
        self, connection: Any, batch: list[_Sending], outcomes: list[Outcome | None], now: Any
    ) -> None:
        results: list[tuple[_Sending, Message | AppError]] = []
        written: list[tuple[Draft, Message]] = []
        for one, outcome in zip(batch, outcomes, strict=True):
            draft = one.draft
            if outcome is None:
                results.append((one, NoConversation()))
            elif outcome.seq is not None:
                message = Message(
                    draft.conversation_id, outcome.seq, draft.sender_id, draft.client_id,
                    cast(MessageKind, draft.kind), msgspec.Raw(draft.content), draft.reply_to, now,
                )  # fmt: skip
                written.append((draft, message))
                results.append((one, message))
            elif outcome.first_seq is not None:
                results.append((one, await _first(connection, draft, outcome.first_seq, now)))
            elif outcome.closed is not None:
                results.append((one, refusal(outcome.closed)))
            else:
                wrong = Text("引用的消息不存在", "there is no such message to reply to")
                results.append((one, Invalid(reply_to=wrong)))
        try:
            self._deliver(written)
        finally:
            self._finish(results)

    def _finish(self, results: list[tuple[_Sending, Message | AppError]]) -> None:
        for one, result in results:
            draft = one.draft
            self._under_way.pop((draft.conversation_id, draft.sender_id, draft.client_id), None)
            one.answer(result)


async def _first(connection: Any, draft: Draft, seq: int, now: Any) -> Message | AppError:
    """The message that the first attempt made."""
    ctx = Context(draft.corp_id, SYSTEM, connection, now)
    return await reading.message_at(ctx, draft.conversation_id, seq) or NoMessage()
