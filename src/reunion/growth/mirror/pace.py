"""Calls at the pace that WeCom allows a corp: per endpoint 10,000 a minute and 150,000 an hour (doc 90454).

What is read for the mirror takes four fifths of it at most: other programs of the company call too.
"""

import asyncio
import time
from collections.abc import Iterable
from typing import Any, TypeVar

from reunion.growth.mirror.halts import HALTS
from reunion.wecom.client import Client
from reunion.wecom.errors import WecomError
from reunion.wecom.registry import Endpoint
from reunion.wecom.wire import Request

Req = TypeVar("Req", bound=Request)
Res = TypeVar("Res")

AT_ONCE = 8
_SHARE = 0.8
_MINUTE = 10_000 * _SHARE
_HOUR = 150_000 * _SHARE


class _Bucket:
    """So many at once, filled again over `seconds`."""

    def __init__(self, most: float, seconds: float) -> None:
        self._most = most
        self._rate = most / seconds
        self._left = most
        self._at = time.monotonic()

    def take(self) -> float:
        """Takes one; answers how long to wait for it."""
        now = time.monotonic()
        self._left = min(self._most, self._left + (now - self._at) * self._rate) - 1
        self._at = now
        return max(0.0, -self._left / self._rate)


class Pace:
    """The calls of one corp. `factor` as the setting `api_rate_factor`: it multiplies, 0 lifts the limits."""

    def __init__(self, factor: float = 1.0) -> None:
        self._factor = factor
        self._buckets: dict[str, tuple[_Bucket, _Bucket]] = {}

    async def turn(self, path: str) -> None:
        """Returns when the endpoint may be called."""
        if self._factor <= 0:
            return
        if path not in self._buckets:
            minute, hour = _MINUTE * self._factor, _HOUR * self._factor
            self._buckets[path] = (_Bucket(minute, 60), _Bucket(hour, 3600))
        wait = max(bucket.take() for bucket in self._buckets[path])
        if wait:
            await asyncio.sleep(wait)


class Paced:
    """A client that keeps a pace."""

    def __init__(self, client: Client, pace: Pace) -> None:
        self._client = client
        self._pace = pace

    async def call(self, endpoint: Endpoint[Req, Res], request: Req) -> Res:
        """As the client's."""
        await self._pace.turn(endpoint.path)
        return await self._client.call(endpoint, request)


class Paces:
    """The pace of each corp in this process."""

    def __init__(self, factor: float) -> None:
        self._factor = factor
        self._known: dict[int, Pace] = {}

    def paced(self, corp_id: int, client: Client) -> Paced:
        """The corp's client, kept to its pace."""
        if corp_id not in self._known:
            self._known[corp_id] = Pace(self._factor)
        return Paced(client, self._known[corp_id])


async def gathered(calls: Iterable[Any]) -> list[Any]:
    """The answers in order, so many at once; a WecomError stands in the place of its answer, unless it
    concerns every call."""
    room = asyncio.Semaphore(AT_ONCE)

    async def one(call: Any) -> Any:
        async with room:
            try:
                return await call
            except WecomError as error:
                return error

    answers = await asyncio.gather(*(one(call) for call in calls))
    for answer in answers:
        if isinstance(answer, WecomError) and answer.errcode in HALTS:
            raise answer
    return answers
