"""The talks of the example company: scenes at believable hours, some of them lately."""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Literal, NamedTuple

from reunion.main.demo.dialogues import SCENES
from reunion.main.demo.plan import ZONE

_TALKERS = 0.4


class Line(NamedTuple):
    at: datetime
    who: Literal["c", "s"]
    text: str


def talk(
    random: Random, since: datetime, until: datetime, *, me: str, store: str, name: str
) -> list[Line]:
    """The lines of one customer with one member after they met; often none."""
    if random.random() >= _TALKERS or until - since < timedelta(hours=2):
        return []
    lines: list[Line] = []
    words = {"me": me, "store": store, "name": name}
    for scene in random.sample(SCENES, random.choices((1, 2, 3), (6, 3, 1))[0]):
        at = _evening_or_day(random, since, until)
        for turn in scene[: random.randint(2, len(scene))]:
            at += timedelta(seconds=random.randint(20, 600))
            lines.append(Line(at, turn.who, random.choice(turn.variants).format(**words)))
    lines = [line for line in lines if line.at < until]
    return sorted(lines, key=lambda line: line.at)


def _evening_or_day(random: Random, since: datetime, until: datetime) -> datetime:
    """Somewhere between, more often lately, between nine and ten at night by the shop's clock."""
    span = (until - since).total_seconds()
    at = (since + timedelta(seconds=span * random.random() ** 0.5)).astimezone(ZONE)
    if not 9 <= at.hour < 22:
        at = at.replace(hour=random.randint(9, 21))
    return min(max(at.astimezone(UTC), since + timedelta(minutes=5)), until - timedelta(hours=1))
