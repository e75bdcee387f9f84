"""Running the real `reunion` command in tests."""

import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def environment() -> dict[str, str]:
    """This process's environment without settings of Reunion; what is started keeps its bytecode, as
    it does for its users."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("REUNION_") and name != "PYTHONDONTWRITEBYTECODE"
    }


def reunion(
    *arguments: str, check: bool = True, **settings: str
) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    done = subprocess.run(
        [sys.executable, "-m", "reunion.main", *arguments],
        env=environment() | settings,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert not check or done.returncode == 0, done.stdout + done.stderr
    return done


class Up:
    """`reunion up` as a child process on a free port, until the block ends."""

    def __init__(
        self,
        data: Path,
        *flags: str,
        before: Sequence[str] = (),
        python: str = sys.executable,
        **settings: str,
    ) -> None:
        self.data = data
        self.command = [*before, python, "-m", "reunion.main", "up", "--json"]
        self.command += ["--data", str(data), "--port", "0", *flags]
        self.environment = environment() | settings
        self.log = ""
        self.ready: dict[str, Any] = {}

    def __enter__(self) -> "Up":
        self.process = subprocess.Popen(
            self.command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=self.environment,
            start_new_session=True,
        )
        answers: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read_log, daemon=True).start()
        threading.Thread(target=self._read_answers, args=(answers,), daemon=True).start()
        line = answers.get(timeout=120)
        assert line, f"`reunion up` ended with {self.process.wait(10)}:\n{self.log}"
        self.ready = json.loads(line)
        return self

    def _read_answers(self, answers: "queue.Queue[str]") -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            answers.put(line)
        answers.put("")

    def _read_log(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.log += line

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            assert self.stop() == 0, self.log

    def stop(self, number: signal.Signals = signal.SIGINT) -> int:
        """Stop as Ctrl-C does; the exit code."""
        self.process.send_signal(number)
        return self.process.wait(60)

    @property
    def url(self) -> str:
        return self.ready["url"]

    def family(self) -> dict[int, str]:
        """Process ids and command lines of `up` and all that it started."""
        found = {}
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                words = (entry / "cmdline").read_bytes().decode().split("\0")
                environ = (entry / "environ").read_bytes().decode(errors="replace")
            except OSError:
                continue
            mine = f"REUNION_DATA={self.data}\0" in environ or str(self.data) in " ".join(words)
            if mine and int(entry.name) != os.getpid():
                found[int(entry.name)] = " ".join(words)
        return found

    def kill_everything(self) -> None:
        """`kill -9` of every process, the supervisor first so that it restarts nothing."""
        self.process.kill()
        self.process.wait()
        for pid in self.family():
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
