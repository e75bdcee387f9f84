"""A typed client for any server that speaks the protocol: Reunion's own, or Tencent's.

async with Client(corpid, secret, base_url=...) as wecom:
    await wecom.call(external_tags.mark_tag, MarkTagRequest("zhangsan", "wm…", add_tag=["et…"]))
"""

import asyncio
import time
from types import TracebackType
from typing import Any, Self, TypeVar, cast

import httpx
import msgspec

from reunion.wecom.endpoints.access import GetTokenRequest, Token, gettoken
from reunion.wecom.endpoints.media import File, Upload
from reunion.wecom.errors import BUSY, STALE_TOKEN, TOO_MANY_AT_ONCE, WecomError
from reunion.wecom.registry import Endpoint
from reunion.wecom.wire import Answer, Request, WireError, read

Req = TypeVar("Req", bound=Request)
Res = TypeVar("Res")

TENCENT = "https://qyapi.weixin.qq.com"
BUSY_TRIES = 4
"""One call and three retries when the server says -1, or that too many calls run at once."""
_PAUSE = 0.2
_EARLY = 30.0
"""A token is renewed this many seconds before it ends."""


class Unreachable(WecomError):
    """The server did not answer, or not in JSON; `errcode` is -1."""

    def __init__(self, why: str) -> None:
        super().__init__(BUSY, why)


class Client:
    """One app of one corp. `http` may bring a transport of its own, such as one to an ASGI app."""

    def __init__(
        self,
        corpid: str,
        secret: str,
        *,
        base_url: str = TENCENT,
        http: httpx.AsyncClient | None = None,
    ) -> None:
        self._corpid = corpid
        self._secret = secret
        self._base_url = base_url.rstrip("/")
        self._http = http or httpx.AsyncClient(timeout=30)
        self._token = ""
        self._token_ends = 0.0
        self._fetching = asyncio.Lock()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._http.aclose()

    async def call(self, endpoint: Endpoint[Req, Res], request: Req, *, once: bool = False) -> Res:
        """The answer of one call. Raises WecomError for any errcode but 0: a stale token is
        replaced and the call made once more; -1 and 45033 are retried three times. `once`: after -1 it is
        not, for it may have been carried out."""
        token = await self.token() if endpoint.secrets else ""
        try:
            return await self._patiently(endpoint, request, token, once)
        except WecomError as error:
            if error.errcode not in STALE_TOKEN or not endpoint.secrets:
                raise
        return await self._patiently(endpoint, request, await self.token(stale=token), once)

    async def token(self, *, stale: str | None = None) -> str:
        """The access_token, fetched when there is none, when it ends, or when it is the `stale` one."""
        async with self._fetching:
            if self._token in ("", stale) or time.monotonic() >= self._token_ends:
                asked = GetTokenRequest(self._corpid, self._secret)
                answer: Token = await self._patiently(gettoken, asked, "")
                self._token = answer.access_token
                self._token_ends = time.monotonic() + max(answer.expires_in - _EARLY, 1)
            return self._token

    async def _patiently(
        self, endpoint: Endpoint[Req, Res], request: Req, token: str, once: bool = False
    ) -> Res:
        again = (TOO_MANY_AT_ONCE,) if once else (BUSY, TOO_MANY_AT_ONCE)
        for attempt in range(1, BUSY_TRIES + 1):
            try:
                return await self._once(endpoint, request, token)
            except WecomError as error:
                if error.errcode not in again or attempt == BUSY_TRIES:
                    raise
            await asyncio.sleep(_PAUSE * 2**attempt)
        raise AssertionError("unreachable")

    async def _once(self, endpoint: Endpoint[Req, Res], request: Req, token: str) -> Res:
        query = {"access_token": token} if token else {}
        url = self._base_url + endpoint.path
        try:
            reply = await self._http.request(
                endpoint.method, url, **_sent(endpoint, request, query)
            )
        except httpx.HTTPError as error:
            raise Unreachable(f"{endpoint.path}: {type(error).__name__}") from None
        if endpoint.shape == "file" and not _is_json(reply):
            return cast(Res, _file(reply))
        try:
            verdict = read(Answer, reply.content)
            if verdict.errcode:
                raise WecomError(verdict.errcode, verdict.errmsg)
            return read(endpoint.response, reply.content)
        except (WireError, msgspec.DecodeError) as problem:
            why = (
                f"{endpoint.path}: HTTP {reply.status_code} with an answer that is not as declared"
            )
            raise Unreachable(f"{why}: {problem}") from None


def _sent(endpoint: Endpoint[Any, Any], request: Request, query: dict[str, str]) -> dict[str, Any]:
    """Query, body or form of one call, as httpx takes them."""
    if endpoint.shape == "multipart":
        values = {n: getattr(request, n) for n in request.__struct_fields__}
        media = cast(Upload, values.pop("media"))
        files = {"media": (media.filename, media.content, media.content_type)}
        return {"params": {**query, **values}, "files": files}
    given = {n: v for n, v in msgspec.to_builtins(request).items() if v is not None}
    if endpoint.method == "GET":
        return {"params": {**query, **given}}
    return {"params": query, "json": given}


def _is_json(reply: httpx.Response) -> bool:
    return "json" in reply.headers.get("content-type", "") or reply.content[:10] == b'{"errcode"'


def _file(reply: httpx.Response) -> File:
    disposition = reply.headers.get("content-disposition", "")
    name = disposition.partition('filename="')[2].partition('"')[0]
    return File(name, reply.headers.get("content-type", "application/octet-stream"), reply.content)
