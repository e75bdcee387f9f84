"""One `reunion analytics` for the tests of this process; each server has a database of its own in it."""

import atexit
import itertools
import os
import shutil
import subprocess
import sys
import tempfile
import time
from functools import cache
from pathlib import Path
from typing import Any

from reunion.core import config as configuration
from reunion.main.children import tied

_numbers = itertools.count(1)


def room() -> dict[str, Any]:
    """Settings of a server that is to find an engine, and nothing in it."""
    return {
        "analytics_socket": str(_started()),
        "clickhouse_database": f"test_{next(_numbers)}",
    }


@cache
def _started() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="reunion-analytics-"))
    config = configuration.load({}, data=folder, log_level="warning")
    process = subprocess.Popen(
        [*tied(), sys.executable, "-m", "reunion.main", "analytics"],
        env={**os.environ, **config.environ()},
    )
    atexit.register(_end, process, folder)
    assert config.analytics_socket is not None
    while not config.analytics_socket.exists():
        if process.poll() is not None:
            raise RuntimeError(f"reunion analytics ended: {process.returncode}")
        time.sleep(0.02)
    return config.analytics_socket


def _end(process: "subprocess.Popen[bytes]", folder: Path) -> None:
    process.kill()
    process.wait()
    shutil.rmtree(folder, ignore_errors=True)
