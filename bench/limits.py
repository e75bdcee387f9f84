"""As many open files and loopback ports as many sockets need."""

import resource

_PORTS_AN_ADDRESS = 20_000
_SPARE = 1000


def raise_open_files(wanted: int) -> int:
    """Raises this process's limit (its children's too); answers how many sockets it allows."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    limit = hard if hard != resource.RLIM_INFINITY else wanted + _SPARE
    limit = min(limit, max(wanted + _SPARE, 4096))
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, hard))
    return min(wanted, limit - _SPARE)


def local_address(number: int) -> str:
    """127.0.0.1, then 127.0.0.2 and so on: each has its own ports."""
    return f"127.0.0.{1 + number // _PORTS_AN_ADDRESS}"
