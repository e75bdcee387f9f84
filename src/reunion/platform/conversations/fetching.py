"""Reading what others publish, by the server: never from an address that is not public.

Every address is checked, that of each redirect too, and the connection goes to the address that was
checked. Ports 80 and 443, no cookies, no proxies, nothing packed.
"""

from collections.abc import Collection
from urllib.parse import urljoin, urlsplit

import httpx
import msgspec

from reunion.platform.conversations.public_address import (
    NotPublic,
    Resolve,
    public_address,
    resolve,
)

_HOPS = 4
_SECONDS = 6.0
_PORTS = {"http": 80, "https": 443}
UNREADABLE = (httpx.HTTPError, httpx.InvalidURL, NotPublic, TimeoutError, OSError, ValueError)
"""What `fetch` raises for an address that cannot or must not be read."""


class Internet(msgspec.Struct):
    """How names are found and how connections are made; None: over the network."""

    resolve: Resolve = resolve
    transport: httpx.AsyncBaseTransport | None = None


INTERNET = Internet()


class Fetched(msgspec.Struct):
    """`url` is where the redirects led; `cut` tells that there was more than was asked for."""

    url: str
    kind: str
    charset: str | None
    body: bytes
    cut: bool


async def fetch(
    url: str, kinds: Collection[str], most: int, internet: Internet | None = None
) -> Fetched:
    """The first `most` bytes of an address whose content type starts with one of `kinds`; raises one
    of UNREADABLE. The caller limits the time."""
    internet = internet or INTERNET
    limits = httpx.Limits(max_connections=1, max_keepalive_connections=0)
    async with httpx.AsyncClient(
        trust_env=False,
        follow_redirects=False,
        timeout=_SECONDS,
        limits=limits,
        transport=internet.transport,
    ) as client:
        for _ in range(_HOPS):
            request = await _request(client, url, kinds, internet.resolve)
            answer = await client.send(request, stream=True)
            try:
                if answer.is_redirect:
                    url = urljoin(url, answer.headers.get("location", ""))
                    continue
                return await _read(answer, url, kinds, most)
            finally:
                await answer.aclose()
    raise NotPublic(url)


async def _request(
    client: httpx.AsyncClient, url: str, kinds: Collection[str], resolve: Resolve
) -> httpx.Request:
    parts = urlsplit(url)
    host = parts.hostname
    if parts.scheme not in _PORTS or not host or parts.username or parts.password:
        raise NotPublic(url)
    port = parts.port or _PORTS[parts.scheme]
    if port != _PORTS[parts.scheme]:
        raise NotPublic(url)
    address = await public_address(host, port, resolve)
    shown = f"[{address}]" if ":" in address else address
    headers = {
        "User-Agent": "ReunionLinkPreview/1.0",
        "Accept": ", ".join(f"{kind}*" if kind.endswith("/") else kind for kind in kinds),
        "Accept-Encoding": "identity",
        "Host": parts.netloc,
    }
    return client.build_request(
        "GET",
        httpx.URL(url).copy_with(host=shown, fragment=None),
        headers=headers,
        extensions={"sni_hostname": host.encode("idna").decode()},
    )


async def _read(answer: httpx.Response, url: str, kinds: Collection[str], most: int) -> Fetched:
    packed = answer.headers.get("content-encoding", "identity") != "identity"
    kind = answer.headers.get("content-type", "").lower()
    if answer.status_code != 200 or packed or not kind.startswith(tuple(kinds)):
        raise NotPublic(url)
    body = bytearray()
    async for part in answer.aiter_bytes():
        body += part
        if len(body) > most:
            break
    return Fetched(url, kind, answer.charset_encoding, bytes(body[:most]), len(body) > most)
