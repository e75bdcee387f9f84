"""Child processes of `reunion up`: started, started again when they fall, stopped in order."""

import asyncio
import contextlib
import logging
import os
import shutil
import signal
import sys
import time

from reunion.core.config import PREFIX, Config

log = logging.getLogger("reunion.up")

_FIRST_WAIT = 0.5
_LONGEST_WAIT = 30.0
_HEALTHY_SECONDS = 60.0


class Child:
    """One process that should run until `stop()`."""

    def __init__(
        self, name: str, arguments: list[str], config: Config, fds: tuple[int, ...] = ()
    ) -> None:
        """`arguments` are those of the `reunion` command; `fds` stay open in the child."""
        self.name = name
        self._command = [*tied(), sys.executable, "-m", "reunion.main", *arguments]
        self._environment = environment(config)
        self._fds = fds
        self._process: asyncio.subprocess.Process | None = None
        self._stopping = False
        self.falls = 0  # how often it ended by itself

    @property
    def pid(self) -> int | None:
        """Process id while it runs."""
        running = self._process is not None and self._process.returncode is None
        return self._process.pid if running and self._process else None

    async def keep_running(self) -> None:
        """Start the process, and again with growing pauses whenever it ends by itself."""
        wait = _FIRST_WAIT
        while not self._stopping:
            began = time.monotonic()
            await self._start()
            assert self._process is not None
            code = await self._process.wait()
            if self._stopping:
                return
            self.falls += 1
            if time.monotonic() - began > _HEALTHY_SECONDS:
                wait = _FIRST_WAIT
            log.error("%s ended (%s); it starts again in %.1f s", self.name, _why(code), wait)
            await asyncio.sleep(wait)
            wait = min(wait * 2, _LONGEST_WAIT)

    async def _start(self) -> None:
        self._process = await asyncio.create_subprocess_exec(
            *self._command,
            stdin=asyncio.subprocess.DEVNULL,
            env=self._environment,
            pass_fds=self._fds,
            start_new_session=True,  # Ctrl-C reaches `up` alone, which stops us in order
        )

    async def stop(self, grace: float = 10.0) -> None:
        """Ask it to end; kill it after `grace` seconds."""
        self._stopping = True
        if self._process is None or self._process.returncode is not None:
            return
        with contextlib.suppress(ProcessLookupError):
            self._process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(self._process.wait(), grace)
        except TimeoutError:
            log.warning("%s did not end in %.0f s: killed", self.name, grace)
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
            await self._process.wait()


def tied() -> list[str]:
    """What stands before a command so that it ends when we are killed."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "TERM"] if setpriv else []


def environment(config: Config) -> dict[str, str]:
    """This process's, with these settings and no others of ours."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    return kept | config.environ()


def _why(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
