"""Starting: from the command to /readyz, warm (a data folder that exists) and cold with the demo company."""

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

from bench.figures import Figure, middle
from bench.servers import environment, free_port

_TARGET = 5.0


class _Start:
    """`reunion up` as a child; `seconds` until /readyz said ok."""

    def __init__(self, data: Path, *flags: str) -> None:
        port = free_port()
        command = [sys.executable, "-m", "reunion.main", "up", "--json", "--data", str(data)]
        command += ["--port", str(port), *flags]
        began = time.monotonic()
        self._child = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment(),
            text=True, start_new_session=True,
        )  # fmt: skip
        lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, args=(lines,), daemon=True).start()
        self.seconds = self._until_ready(port, began)
        self.said = json.loads(lines.get(timeout=60) or "{}")

    def _read(self, lines: "queue.Queue[str]") -> None:
        assert self._child.stdout is not None
        for line in self._child.stdout:
            lines.put(line)
        lines.put("")

    def _until_ready(self, port: int, began: float) -> float:
        while time.monotonic() - began < 600 and self._child.poll() is None:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2):
                    return time.monotonic() - began
            except OSError:
                time.sleep(0.02)
        raise RuntimeError("reunion up did not become ready")

    def stop(self) -> None:
        self._child.send_signal(signal.SIGINT)
        try:
            self._child.wait(60)
        except subprocess.TimeoutExpired:
            os.killpg(self._child.pid, signal.SIGKILL)


def _part(code: str) -> float:
    """Seconds of one part, in a fresh process."""
    began = time.monotonic()
    subprocess.run([sys.executable, "-c", code], check=True, env=environment())
    return time.monotonic() - began


async def run(folder: Path, *, quick: bool) -> list[Figure]:
    """Cold once, warm several times; then the parts of a warm start by themselves."""
    cold = _Start(folder / "demo", "--demo")
    cold.stop()
    warm: list[float] = []
    for _ in range(1 if quick else 5):
        started = _Start(folder / "demo")
        warm.append(started.seconds)
        started.stop()
    empty = _Start(folder / "empty", "--no-demo")
    empty.stop()
    python = _part("pass")
    parts = {
        "Python itself": python,
        "importing the server": _part("import reunion.main.server") - python,
        "making the application": _application(folder / "parts")
        - _part("import reunion.main.server"),
        "PostgreSQL, from start to ready": _postgres(folder / "demo"),
    }
    figures = [
        Figure("startup", "warm start to /readyz", round(middle(warm), 2), "s",
               "5 s", round(middle(warm) / _TARGET, 2), len(warm)),
        Figure("startup", "first start, empty company", round(empty.seconds, 2), "s", n=1),
        Figure("startup", "first start with the demo company", round(cold.seconds, 2), "s", n=1),
    ]  # fmt: skip
    figures += [
        Figure("startup", f"part of a warm start ({name})", round(seconds, 2), "s",
               "warm start", round(seconds / middle(warm), 2), 1)
        for name, seconds in parts.items()
    ]  # fmt: skip
    return figures


def _application(folder: Path) -> float:
    folder.mkdir()
    return _part(
        "from reunion.core.config import load; from reunion.main.server import create_app; "
        f"create_app(load({{}}, data={str(folder)!r}, database_url='postgresql://none'))"
    )


def _postgres(data: Path) -> float:
    return _part(
        "from pathlib import Path; from reunion.main.postgres import EmbeddedPostgres; "
        f"p = EmbeddedPostgres(Path({str(data)!r})); p.start(); p.stop()"
    )
