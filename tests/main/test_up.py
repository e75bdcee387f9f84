"""`reunion up` with real processes: start, supervise, stop, recover, refuse."""

import json
import os
import pwd
import re
import shutil
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from reunion.main import credentials, folder, postgres
from tests.main.processes import ROOT, Up, reunion
from tests.main.writing import Writing


@pytest.fixture
def data(tmp_path: Path) -> Path:
    tmp_path.chmod(0o755)
    return tmp_path / "data"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Up]:
    """One that outlives whatever is done to it."""
    place = tmp_path_factory.mktemp("running")
    place.chmod(0o755)
    with Up(place / "data") as up:
        yield up


def wait_until(condition: Callable[[], bool], seconds: float = 30.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "not within the time allowed"
        time.sleep(0.05)


def is_ready(url: str) -> bool:
    try:
        return httpx.get(f"{url}/readyz", timeout=5, trust_env=False).status_code == 200
    except httpx.TransportError:
        return False


def examined(data: Path) -> dict[str, Any]:
    """What the doctor finds while it runs."""
    done = reunion("doctor", "--data", str(data), "--json", check=False)
    return {one["name"]: one for one in json.loads(done.stdout)["findings"]}


def named(up: Up, part: str) -> list[int]:
    return [pid for pid, line in up.family().items() if f"reunion.main {part}" in line]


def find(up: Up, part: str) -> int:
    found = named(up, part)
    assert len(found) == 1, up.family()
    return found[0]


@pytest.mark.long
def test_starts_serves_and_stops_all_of_it(data: Path):
    with Up(data) as up:
        assert is_ready(up.url)
        assert up.ready["migrations"][0] == "0001_foundation.sql"
        assert up.ready["credentials"] is None
        assert up.url.endswith(f":{httpx.URL(up.url).port}")
        assert folder.holder(data) == up.process.pid
        assert len(up.family()) >= 5
        wait_until(lambda: examined(data)["analytics"]["state"] == "good")
        for private in (data / "secret.key", data / "logs" / "postgres.log"):
            assert private.stat().st_mode & 0o077 == 0, private
        assert up.stop(signal.SIGINT) == 0
        wait_until(lambda: not up.family())
    assert postgres.running_url(data) is None
    assert folder.holder(data) is None

    with Up(data) as again:
        assert again.ready["migrations"] == []
        assert again.stop(signal.SIGTERM) == 0
        assert not again.family()


@pytest.mark.long
def test_no_acknowledged_write_is_lost_when_everything_is_killed(data: Path):
    with Up(data) as up:
        written = Writing(up.url, data)
        written.until_killed(up, after=40)
        wait_until(lambda: not up.family())

    with Up(data) as again:
        assert is_ready(again.url)
        written.check(again.url)


@pytest.mark.long
def test_when_only_the_supervisor_is_killed_the_rest_ends_by_itself(data: Path):
    with Up(data) as up:
        up.process.kill()
        up.process.wait()
        wait_until(lambda: not up.family())
        assert not (data / "postgres" / "postmaster.pid").exists(), "not a clean shutdown"


@pytest.mark.parametrize("part", ["web", "worker"])
def test_a_killed_part_starts_again(running: Up, part: str):
    # what ran before may have killed the database under it
    wait_until(lambda: bool(named(running, part)))
    before = find(running, part)
    os.kill(before, signal.SIGKILL)
    wait_until(lambda: before not in (there := named(running, part)) and bool(there))
    wait_until(lambda: is_ready(running.url))
    assert find(running, part) != before
    assert re.search(rf"{part}( 1)? ended \(signal SIGKILL\)", running.log)


def test_a_killed_database_starts_again(running: Up):
    pid = int((running.data / "postgres" / "postmaster.pid").read_text().splitlines()[0])
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: postgres.running_url(running.data) is not None)
    wait_until(lambda: is_ready(running.url))
    assert "PostgreSQL ended" in running.log


@pytest.mark.long
def test_several_web_processes_share_one_port(data: Path):
    with Up(data, REUNION_WEB_PROCESSES="2") as up:
        webs = [line for line in up.family().values() if "reunion.main web" in line]
        assert len(webs) == 2
        assert all(is_ready(up.url) for _ in range(20))


def test_a_second_start_on_the_same_folder_is_refused(running: Up):
    refused = reunion("up", "--data", str(running.data), "--port", "0", check=False)
    assert refused.returncode == 1
    assert f"process {running.process.pid}" in refused.stderr
    assert "Traceback" not in refused.stderr
    restored = reunion("restore", __file__, "--data", str(running.data), check=False)
    assert "stop it before a restore" in restored.stderr
    assert is_ready(running.url)


def test_a_taken_port_is_told(data: Path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        refused = reunion("up", "--data", str(data), "--port", port, check=False)
    assert refused.returncode == 1
    assert f"127.0.0.1:{port}" in refused.stderr
    assert "REUNION_PORT" in refused.stderr


def test_a_backup_of_a_running_server(running: Up, tmp_path: Path):
    made = json.loads(
        reunion("backup", str(tmp_path / "b.tar"), "--data", str(running.data), "--json").stdout
    )
    assert made["bytes"] > 10_000
    assert is_ready(running.url)


def test_credentials_follow_the_port(data: Path):
    folder.prepare(data)
    secret = credentials.AppSecret("s")
    credentials.write(
        data,
        credentials.Credentials(
            base_url="http://127.0.0.1:1",
            corpid="ww1",
            apps=credentials.Apps(secret, secret, credentials.Workbench(1000002, "s")),
            console=credentials.ConsoleUser("admin", "p"),
            desk=[],
            app=[],
        ),
    )
    with Up(data) as up:
        kept = json.loads((data / "credentials.json").read_text())
        assert kept["base_url"] == up.url
        assert (data / "credentials.json").stat().st_mode & 0o777 == 0o600
        assert up.ready["credentials"] == str(data / "credentials.json")


def reachable_by_everyone(place: Path) -> bool:
    return all(parent.stat().st_mode & 0o001 for parent in (place, *place.parents))


def python_for_everyone() -> str | None:
    """This interpreter, or the system's of the same version where ours is in somebody's home."""
    system = f"/usr/bin/python{sys.version_info.major}.{sys.version_info.minor}"
    for candidate in (sys.executable, system):
        if Path(candidate).exists() and reachable_by_everyone(Path(candidate).resolve().parent):
            return candidate
    return None


@pytest.mark.long
def test_as_an_ordinary_user():
    if os.geteuid() != 0:
        pytest.skip("the other tests of this file already run as an ordinary user")
    python = python_for_everyone()
    if python is None or not reachable_by_everyone(ROOT):
        pytest.skip(f"{sys.executable} or {ROOT} is in a folder that other users may not enter")
    home = Path(tempfile.mkdtemp(prefix="reunion-user-"))
    user = pwd.getpwnam("nobody")
    os.chown(home, user.pw_uid, user.pw_gid)
    become = ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
    packages = os.pathsep.join(part for part in sys.path if part)
    try:
        with Up(
            home / "data", before=become, python=python, HOME=str(home), PYTHONPATH=packages
        ) as up:
            assert is_ready(up.url)
            owners = {path.stat().st_uid for path in (home / "data").iterdir()}
            assert owners == {user.pw_uid}
            assert (home / "data").stat().st_mode & 0o777 == 0o700
            up.kill_everything()
            wait_until(lambda: not up.family())
        with Up(
            home / "data", before=become, python=python, HOME=str(home), PYTHONPATH=packages
        ) as up:
            assert is_ready(up.url)
    finally:
        shutil.rmtree(home)
