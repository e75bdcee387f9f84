"""Which address to connect to: every address of a name must be public, and the one checked is used.

A name is resolved once; the connection goes to the resolved address, so a name that answers
differently the second time (DNS rebinding) gains nothing.
"""

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable

Resolve = Callable[[str, int], Awaitable[list[str]]]

_TRANSLATED = (
    ipaddress.ip_network("64:ff9b::/96"),
    ipaddress.ip_network("64:ff9b:1::/48"),
    ipaddress.ip_network("2002::/16"),
    ipaddress.ip_network("2001::/32"),
    ipaddress.ip_network("::/96"),
)
"""IPv6 ranges that carry an IPv4 address, which could be a private one."""


class NotPublic(Exception):
    """The address must not be read, or there is nothing to read."""


async def resolve(host: str, port: int) -> list[str]:
    """All addresses of a name, as the system resolves it."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


def is_public(address: str) -> bool:
    """Whether an address can be anybody's on the internet, and nobody's here."""
    try:
        ip = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            ip = ip.ipv4_mapped
        elif any(ip in network for network in _TRANSLATED):
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


async def public_address(host: str, port: int, resolve: Resolve = resolve) -> str:
    """The address to connect to; raises NotPublic when any of the name's addresses is not public."""
    try:
        addresses = await resolve(host, port)
    except (OSError, UnicodeError) as error:
        raise NotPublic(host) from error
    if not addresses or not all(is_public(address) for address in addresses):
        raise NotPublic(host)
    return addresses[0]
