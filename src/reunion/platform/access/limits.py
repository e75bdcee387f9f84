"""How often something may be tried, counted in the database so that it holds on all nodes together."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec

from reunion.core.crypto import Vault
from reunion.core.errors import TooMany
from reunion.platform.access import store


class Limit(msgspec.Struct, frozen=True):
    """At most `count` attempts within `window` for one `subject` (an account, a phone, an address)."""

    subject: str
    count: int
    window: timedelta


async def reserve(
    tx: Any, vault: Vault, now: datetime, limits: Sequence[Limit], refusal: type[TooMany] = TooMany
) -> list[int]:
    """Counts one attempt under each limit before it is made, so that attempts at the same moment
    cannot pass together; raises `refusal` when one is used up. The caller commits."""
    keys = [vault.sign("attempts", limit.subject.encode()).hex() for limit in limits]
    await store.lock_attempts(tx, keys)
    for key, limit in zip(keys, limits, strict=True):
        times = await store.attempts_since(tx, key, now - limit.window, limit.count)
        if len(times) >= limit.count:
            wait = (times[-1] + limit.window - now).total_seconds()
            raise refusal(max(1, int(wait) + 1))
    return await store.add_attempts(tx, keys, now)


async def release(tx: Any, reserved: list[int]) -> None:
    """Takes back what `reserve` counted: the attempt was a good one."""
    await store.remove_attempts(tx, reserved)
