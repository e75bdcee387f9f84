"""Many requests, one commit: entries that arrive while a commit is under way go with the next."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence

import msgspec

from reunion.core.db import Database
from reunion.growth.tracking.model import Entry
from reunion.growth.tracking.store import inbox

_A_ROW = 1024 * 1024
_MOST_WAITING = 64 * 1024 * 1024
_encode_lines = msgspec.json.Encoder().encode_lines


class Full(Exception):
    """More waits for the disk than memory is to hold; the sender tries again."""


class _Waiting(msgspec.Struct, frozen=True):
    corp_id: int
    lines: bytes
    count: int
    done: "asyncio.Future[None]"


class Intake:
    """Takes entries of one process."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._waiting: list[_Waiting] = []
        self._size = 0
        self._committing: asyncio.Task[None] | None = None

    async def put(self, corp_id: int, entries: Sequence[Entry]) -> None:
        """Returns when they are durable; raises Full, and what the database raises."""
        if self._size > _MOST_WAITING:
            raise Full
        lines = _encode_lines(entries)
        done = asyncio.get_running_loop().create_future()
        self._waiting.append(_Waiting(corp_id, lines, len(entries), done))
        self._size += len(lines)
        if self._committing is None:
            self._committing = asyncio.create_task(self._commit())
        await done

    async def stop(self) -> None:
        """Waits for what is under way."""
        if self._committing is not None:
            await self._committing

    async def _commit(self) -> None:
        while self._waiting:
            taken, self._waiting = self._waiting, []
            failure: BaseException | None = None
            try:
                async with self._db.connection() as connection:
                    await inbox.put(connection, _rows(taken))
            except BaseException as error:
                failure = error
            for one in taken:
                self._size -= len(one.lines)
                if one.done.done():
                    continue
                if failure is None:
                    one.done.set_result(None)
                else:
                    one.done.set_exception(failure)
            if isinstance(failure, asyncio.CancelledError):
                raise failure
        self._committing = None


def _rows(taken: Sequence[_Waiting]) -> list[inbox.Packed]:
    """Requests of one company share rows of up to about a megabyte."""
    rows: list[inbox.Packed] = []
    parts: dict[int, list[_Waiting]] = defaultdict(list)
    sizes: dict[int, int] = defaultdict(int)
    for one in taken:
        parts[one.corp_id].append(one)
        sizes[one.corp_id] += len(one.lines)
        if sizes[one.corp_id] > _A_ROW:
            rows.append(_row(one.corp_id, parts.pop(one.corp_id)))
            del sizes[one.corp_id]
    return [*rows, *(_row(corp_id, part) for corp_id, part in parts.items())]


def _row(corp_id: int, part: Sequence[_Waiting]) -> inbox.Packed:
    return inbox.Packed(
        corp_id, b"".join(one.lines for one in part), sum(one.count for one in part)
    )
