"""Numbers with their bounds, comparisons, and windows of time."""

import re
from datetime import date
from typing import Any

from reunion.growth.segments import definition as d
from reunion.growth.segments.words.names import shifted
from reunion.growth.segments.words.scanning import No, Scanner

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Values(Scanner):
    """What conditions compare with."""

    def bounds(self, unit: str | None = None) -> tuple[float | None, float | None]:
        low = self.attempt(lambda: self._bound("at_least", unit))
        high = self.attempt(lambda: self._bound("at_most", unit))
        if low is None and high is None:
            self.no("at_least", "at_most")
        return low, high

    def _bound(self, word: str, unit: str | None) -> float:
        self.word(word)
        number = self.amount()
        if unit is not None:
            self.word(unit)
        return number

    def amount(self) -> float:
        """A number; yuan are read as fen, per cent as a share."""
        number = self.number()
        if self.maybe("yuan"):
            return shifted(number, 2)
        return shifted(number, -2) if self.maybe("per_cent") else number

    def compared(self) -> tuple[str, Any]:
        for word in ("true", "false", "known", "unknown"):
            if self.maybe(word):
                return word, None
        for word in ("all_of", "none_of", "one_of"):
            if (found := self.attempt(lambda word=word: self._texts(word))) is not None:
                return word, list(found)
        for word in ("contains", "starts_with"):
            if self.maybe(word):
                return word, self.quoted()
        if self.maybe("between"):
            low = self.amount()
            self.word("to_number")
            high = self.amount()
            self.maybe("between_end")
            return "between", [low, high]
        for word in ("at_least", "at_most"):
            if self.maybe(word):
                return word, self.amount()
        raise No

    def _texts(self, word: str) -> tuple[str, ...]:
        self.word(word)
        return self.listed(self.quoted)

    def window(self) -> d.Window:
        return self.first_of(self._last_days, self._days_ago, self._between_days, self._one_sided)

    def _last_days(self) -> d.Window:
        """“最近90天”, “in the last 90 days”, “90天内”."""
        if (within := self.attempt(self._within_days)) is not None:
            return within
        self.word("in_last")
        days = self.whole()
        self.word("days")
        return d.Window(last_days=days)

    def _within_days(self) -> d.Window:
        days = self.whole()
        if self.maybe("days_come"):  # a birthday that comes within so many days is no window
            raise No
        self.word("days_within")
        return d.Window(last_days=days)

    def _days_ago(self) -> d.Window:
        self.maybe("from")
        oldest = self.whole()
        self.maybe("days_ago")
        self.word("to")
        newest = self.whole()
        self.word("days_ago")
        return d.Window(days_ago=(oldest, newest))

    def _between_days(self) -> d.Window:
        self.maybe("from")
        since = self.day()
        self.word("to")
        return d.Window(since=since, until=self.day())

    def _one_sided(self) -> d.Window:
        if self.maybe("until"):
            return d.Window(until=self.day())
        self.word("since")
        return d.Window(since=self.day())

    def day(self) -> date:
        text = self.match(_DAY, "day")[0]
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.at -= len(text)
            self.no("day")
