"""The one source of time, so that tests can move it."""

from datetime import UTC, datetime, timedelta


class Clock:
    """Real time plus an offset that only tests set."""

    def __init__(self) -> None:
        self._offset = timedelta()

    def now(self) -> datetime:
        """The present as an aware UTC datetime."""
        return datetime.now(UTC) + self._offset

    def advance(self, by: timedelta) -> None:
        """Moves this clock forward (or back) by a duration."""
        self._offset += by


clock = Clock()
