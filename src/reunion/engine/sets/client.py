"""A client of the sets, which their owner keeps in memory beside the engine."""

from typing import Any, TypeVar

import httpx
import msgspec
from pyroaring import BitMap

from reunion.engine.errors import SetsError
from reunion.engine.sets.plans import Answer, Changes, Known, Question

T = TypeVar("T")


class Gap(Exception):
    """Changes were told that do not follow what the owner knows: ask it what that is."""


class Sets:
    """The sets of one database."""

    def __init__(self, http: httpx.AsyncClient, database: str) -> None:
        self._http = http
        self._path = f"/sets/{database}"

    async def known(self) -> Known:
        """Up to where the owner knows the record. Raises SetsError, as all of these do."""
        return msgspec.msgpack.decode(await self._ask("known", b"", "GET"), type=Known)

    async def change(self, changes: Changes) -> Known:
        """Tells what changed. Raises Gap."""
        answer = await self._ask("changes", msgspec.msgpack.encode(changes))
        return msgspec.msgpack.decode(answer, type=Known)

    async def ask(self, question: Question) -> Answer:
        """How many fit, and numbers of them as far as wanted."""
        answer = await self._ask("count", msgspec.msgpack.encode(question))
        return msgspec.msgpack.decode(answer, type=Answer)

    async def members(self, question: Question) -> BitMap:
        """All who fit."""
        return BitMap.deserialize(await self._ask("members", msgspec.msgpack.encode(question)))

    async def close(self) -> None:
        await self._http.aclose()

    async def _ask(self, verb: str, body: bytes, method: str = "POST") -> bytes:
        try:
            answer: Any = await self._http.request(method, f"{self._path}/{verb}", content=body)
        except httpx.HTTPError as error:
            raise SetsError(reason=f"{type(error).__name__}: {error}") from error
        if answer.status_code == httpx.codes.CONFLICT:
            raise Gap
        if answer.status_code != httpx.codes.OK:
            raise SetsError(reason=answer.text.strip()[:1000])
        return answer.content
