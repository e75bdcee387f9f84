"""How often a corp and an address may call one endpoint, counted on this node (limits.md, doc 90454).

A corp that passes the minute's limit is held off for 60 seconds, one that passes the hour's for an
hour; so is an address. `factor` (setting `api_rate_factor`) multiplies every limit; 0 lifts them.
"""

from collections.abc import Hashable

CORP = (10_000, 150_000)
ADDRESS = (20_000, 600_000)
WINDOWS = (60, 3600)


class Quotas:
    """Fixed windows; `now` is in seconds."""

    def __init__(self, factor: float = 1.0) -> None:
        self._factor = factor
        self._began = [0, 0]
        self._counts: tuple[dict[Hashable, int], dict[Hashable, int]] = ({}, {})
        self._blocked: dict[Hashable, float] = {}

    def held_off(self, path: str, corp_id: int, ip: str, now: float) -> int:
        """Count one call; the seconds to wait when it is one too many, else 0."""
        if not self._factor:
            return 0
        for at, window in enumerate(WINDOWS):
            began = int(now) // window
            if began != self._began[at]:
                self._began[at] = began
                self._counts[at].clear()
        wait = self._count((path, ip), ADDRESS, now)
        if corp_id:
            wait = max(wait, self._count((path, corp_id), CORP, now))
        return wait

    def _count(self, key: Hashable, limits: tuple[int, int], now: float) -> int:
        if self._blocked:
            until = self._blocked.get(key)
            if until is not None:
                if now < until:
                    return int(until - now) + 1
                del self._blocked[key]
        for counts, limit, window in zip(self._counts, limits, WINDOWS, strict=True):
            counts[key] = counts.get(key, 0) + 1
            if counts[key] > limit * self._factor:
                self._blocked[key] = now + window
                return window
        return 0
