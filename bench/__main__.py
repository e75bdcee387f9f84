"""`python -m bench [names] [--quick]`: runs the benchmarks and writes bench/results."""

import argparse
import importlib
import tempfile
import time
from pathlib import Path
from typing import Any

import uvloop

from bench import machine, report
from bench.figures import Figure

NAMES: tuple[str, ...] = (
    "chat",
    "room",
    "group",
    "sockets",
    "open_api",
    "restraint",
    "broadcast",
    "moments",
    "ingestion",
    "freshness",
    "tag_batch",
    "segments",
    "startup",
)
_SOAK = ("soak", "soak_broadcast")
_OPTIONS = {"segments": ("size", "home"), "freshness": ("size",), "tag_batch": ("size",)}


async def _run(names: list[str], *, quick: bool, more: dict[str, Any]) -> None:
    """Each benchmark's figures are written as soon as they are there."""
    for name in names:
        print(f"{name} …", flush=True)
        started = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="reunion-bench-") as folder:
            Path(folder).chmod(0o755)
            facts = machine.described()
            module = importlib.import_module(f"bench.{name}")
            own = {option: more[option] for option in _OPTIONS.get(name, ())}
            figures: list[Figure] = await module.run(Path(folder), quick=quick, **own)
        report.write(figures, facts, names=[name], quick=quick)
        print(f"{name}: {time.monotonic() - started:.0f} s", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*NAMES, *_SOAK, []], default=[])
    parser.add_argument("--quick", action="store_true", help="short rounds, for a first look")
    parser.add_argument("--size", type=int, help="segments, freshness, tag_batch: so many people")
    parser.add_argument("--folder", type=Path, help="segments: keep what is loaded there")
    given = parser.parse_args()
    names: list[str] = given.names or list(NAMES)
    if names == ["soak"]:
        names = list(_SOAK)
    more = {"size": given.size, "home": given.folder}
    uvloop.run(_run(names, quick=given.quick, more=more))


if __name__ == "__main__":
    main()
