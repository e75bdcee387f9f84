"""The embedded PostgreSQL: starts, recovers from kill -9, ends with its starter."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from reunion.main import postgres
from reunion.main.postgres import EmbeddedPostgres


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    for place in (tmp_path, *tmp_path.parents):
        if place.stat().st_uid == os.geteuid() and str(place).startswith("/tmp/"):
            place.chmod(0o755)
    yield tmp_path / "data"
    leftovers = EmbeddedPostgres(tmp_path / "data")
    if leftovers.folder.exists():
        leftovers.start()
        leftovers.stop()


def query(url: str, statement: str) -> object:
    with psycopg.connect(url, autocommit=True) as conn:
        cursor = conn.execute(statement.encode())
        return cursor.fetchone()[0] if cursor.description else None  # type: ignore[index]


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def wait_until(condition, seconds: float = 10.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "not within the time allowed"
        time.sleep(0.02)


def test_listens_on_a_socket_of_its_own_user_only(data: Path):
    server = EmbeddedPostgres(data)
    server.start()
    assert query(server.url("postgres"), "show listen_addresses") == ""
    assert query(server.url("postgres"), "show server_encoding") == "UTF8"
    assert query(server.url("postgres"), "show synchronous_commit") == "on"
    folder = Path(str(query(server.url("postgres"), "show unix_socket_directories")))
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (data / "postgres").stat().st_mode & 0o777 == 0o700
    server.stop()
    assert postgres.running_url(data) is None


def test_a_committed_row_survives_kill_9(data: Path):
    server = EmbeddedPostgres(data)
    server.start()
    url = server.url("postgres")
    query(url, "create table kept (n int)")
    query(url, "insert into kept values (1)")
    assert server.process is not None
    server.process.kill()
    server.process.wait()
    assert (data / "postgres" / "postmaster.pid").exists()

    again = EmbeddedPostgres(data)
    again.start()
    assert query(again.url("postgres"), "select sum(n) from kept") == 1
    again.stop()


def test_an_orphaned_server_is_stopped_and_replaced(data: Path):
    server = EmbeddedPostgres(data)
    server.start()
    query(server.url("postgres"), "create table kept as select 1 as n")
    again = EmbeddedPostgres(data)
    again.start()
    assert server.process is not None
    assert server.process.wait(10) == 0
    assert query(again.url("postgres"), "select n from kept") == 1
    again.stop()


def test_a_process_id_that_now_belongs_to_another_program_is_left_alone(data: Path):
    server = EmbeddedPostgres(data)
    server.start()
    assert server.process is not None
    server.process.kill()
    server.process.wait()
    with subprocess.Popen(["sleep", "60"]) as stranger:
        pid_file = data / "postgres" / "postmaster.pid"
        lines = pid_file.read_text().splitlines()
        pid_file.write_text("\n".join([str(stranger.pid), *lines[1:]]) + "\n")
        assert postgres.running_url(data) is None
        stranger_lives = stranger.poll() is None
        stranger.kill()
    assert stranger_lives
    EmbeddedPostgres(data).start()


def test_the_server_ends_when_its_starter_is_killed(data: Path):
    program = (
        "import sys, time; from pathlib import Path; from reunion.main.postgres import *\n"
        "server = EmbeddedPostgres(Path(sys.argv[1])); server.start()\n"
        "print(server.process.pid, flush=True); time.sleep(60)"
    )
    starter = subprocess.Popen([sys.executable, "-c", program, str(data)], stdout=subprocess.PIPE)
    assert starter.stdout is not None
    pid = int(starter.stdout.readline())
    assert alive(pid)
    starter.send_signal(signal.SIGKILL)
    starter.wait()
    wait_until(lambda: not alive(pid))
    assert not (data / "postgres" / "postmaster.pid").exists(), "it was not a clean shutdown"


def test_a_crash_within_initdb_leaves_nothing_in_the_way(data: Path):
    half = data / "postgres.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    server = EmbeddedPostgres(data)
    server.start()
    assert query(server.url("postgres"), "select 1") == 1
    server.stop()


def test_a_data_folder_with_a_very_long_path(data: Path):
    deep = data / ("long" * 30)
    server = EmbeddedPostgres(deep)
    server.start()
    socket_folder = Path(str(query(server.url("postgres"), "show unix_socket_directories")))
    assert postgres.running_url(deep, "postgres") == server.url("postgres")
    server.stop()
    assert not socket_folder.exists()


def test_a_wrong_setting_is_told_with_the_servers_own_words(data: Path):
    server = EmbeddedPostgres(data, {"max_connections": "many"})
    with pytest.raises(postgres.PostgresError, match="max_connections"):
        server.start()


def test_a_long_log_is_set_aside(data: Path):
    log = data / "logs" / "postgres.log"
    log.parent.mkdir(parents=True)
    log.write_bytes(b"x" * (20 * 1024**2 + 1))
    server = EmbeddedPostgres(data)
    server.start()
    server.stop()
    assert log.stat().st_size < 1024**2
    assert log.with_suffix(".log.1").stat().st_size > 20 * 1024**2
