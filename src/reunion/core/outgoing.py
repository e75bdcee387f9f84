"""Requests to addresses that somebody else chose: callbacks, link previews.

The name is resolved once, every address it has must be allowed, and the connection goes to that very
address, so that a name cannot point inside after the check. Redirects are not followed.
"""

import asyncio
import ipaddress
import socket
from types import TracebackType
from typing import Self

import httpx
import msgspec


class NotReached(Exception):
    """Nothing usable came back; the text says why (Chinese and English)."""


class Reply(msgspec.Struct, frozen=True):
    """`body` is cut at the limit asked for."""

    status: int
    headers: dict[str, str]
    body: bytes


class Outgoing:
    """`allow_private` lets requests reach loopback, private and link-local addresses."""

    def __init__(self, *, allow_private: bool) -> None:
        self._allow_private = allow_private
        self._client = httpx.AsyncClient(
            follow_redirects=False,
            trust_env=False,
            limits=httpx.Limits(max_connections=200, max_keepalive_connections=0),
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def close(self) -> None:
        await self._client.aclose()

    async def request(
        self,
        method: str,
        url: str,
        *,
        content: bytes | None = None,
        headers: dict[str, str] | None = None,
        within: float = 5.0,
        at_most: int = 65536,
    ) -> Reply:
        """The answer's status and first `at_most` bytes, all of it `within` seconds; NotReached."""
        try:
            async with asyncio.timeout(within):
                target = httpx.URL(url)
                address = await _address(target, allow_private=self._allow_private)
                sent = {"Host": _host_header(target), **(headers or {})}
                request = self._client.build_request(
                    method,
                    target.copy_with(host=address),
                    content=content,
                    headers=sent,
                    timeout=within,
                    extensions={"sni_hostname": target.host},
                )
                reply = await self._client.send(request, stream=True)
                try:
                    body = await _first(reply, at_most)
                finally:
                    await reply.aclose()
                return Reply(reply.status_code, dict(reply.headers), body)
        except TimeoutError:
            raise NotReached(f"{within:g} 秒内没有响应 / no answer within {within:g} s") from None
        except httpx.InvalidURL:
            raise NotReached("地址格式不对 / the address is malformed") from None
        except (httpx.HTTPError, OSError) as error:
            why = str(error) or type(error).__name__
            raise NotReached(f"连接失败 / the connection failed: {why}") from None


class Guarded(httpx.AsyncBaseTransport):
    """The same for a client that keeps its connections: each request goes to an address that was looked
    at. What is not allowed is a ConnectError."""

    def __init__(self, *, allow_private: bool) -> None:
        self._allow_private = allow_private
        self._inner = httpx.AsyncHTTPTransport(trust_env=False)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Raises httpx.HTTPError."""
        host = request.url.host
        try:
            address = await _address(request.url, allow_private=self._allow_private)
        except NotReached as refusal:
            raise httpx.ConnectError(str(refusal), request=request) from None
        request.url = request.url.copy_with(host=address)
        request.extensions = {**request.extensions, "sni_hostname": host}
        return await self._inner.handle_async_request(request)

    async def aclose(self) -> None:
        """Closes its connections."""
        await self._inner.aclose()


async def _address(target: httpx.URL, *, allow_private: bool) -> str:
    if target.scheme not in {"http", "https"} or not target.host or target.userinfo:
        raise NotReached("只支持 http 和 https 地址 / only http and https addresses")
    port = target.port or (443 if target.scheme == "https" else 80)
    try:
        found = await asyncio.get_running_loop().getaddrinfo(
            target.host, port, type=socket.SOCK_STREAM
        )
    except (socket.gaierror, UnicodeError):
        raise NotReached(f"找不到主机 / no such host: {target.host}") from None
    addresses = [str(entry[4][0]).partition("%")[0] for entry in found]
    if not allow_private and not all(map(is_public, addresses)):
        raise NotReached("不允许访问内网地址 / private addresses are not allowed")
    return addresses[0]


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the internet, not to this machine or its networks."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo and ip.teredo[1])
        if inner:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast


def _host_header(target: httpx.URL) -> str:
    host = f"[{target.host}]" if ":" in target.host else target.host
    return host if target.port is None else f"{host}:{target.port}"


async def _first(reply: httpx.Response, at_most: int) -> bytes:
    body = bytearray()
    async for chunk in reply.aiter_bytes():
        body += chunk
        if len(body) >= at_most:
            break
    return bytes(body[:at_most])
