"""Calendar days."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import msgspec


class Now(msgspec.Struct, frozen=True):
    """A moment, aware, and the zone in which the company lives it."""

    at: datetime
    zone: ZoneInfo

    @property
    def today(self) -> date:
        """The day that it is for the company."""
        return self.at.astimezone(self.zone).date()

    @property
    def hour(self) -> int:
        """What the clocks of the company show, 0 to 23."""
        return self.at.astimezone(self.zone).hour

    def begins(self, day: date) -> datetime:
        """When a day of the company begins, in UTC. Where clocks skip its midnight, that is when they do."""
        return datetime(day.year, day.month, day.day, tzinfo=self.zone).astimezone(UTC)
