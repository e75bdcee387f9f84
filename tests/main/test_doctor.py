"""The doctor: each failing line says how to mend it, and the exit code tells a script."""

import json
import socket
from pathlib import Path
from typing import Any

import psycopg
import pytest

from reunion.main.postgres import EmbeddedPostgres
from tests.main.processes import reunion


@pytest.fixture
def data(tmp_path: Path) -> Path:
    tmp_path.chmod(0o755)
    return tmp_path / "data"


def examine(data: Path, **settings: str) -> dict[str, Any]:
    done = reunion("doctor", "--data", str(data), "--json", check=False, **settings)
    report = json.loads(done.stdout)
    assert done.returncode == (0 if report["ok"] else 1)
    for one in report["findings"]:
        assert one["state"] == "good" or one["mend"], one
    return {one["name"]: one for one in report["findings"]}


def test_before_the_first_start_nothing_is_wrong_with_the_data(data: Path):
    found = examine(data, REUNION_PORT="0")
    assert found["data"]["state"] == "warn"
    assert found["database"]["mend"] == "reunion up"
    assert not data.exists(), "looking must not make anything"


def test_pending_migrations(data: Path):
    reunion("migrate", "--data", str(data))
    assert examine(data, REUNION_PORT="0")["migrations"]["state"] == "good"
    change(data, "delete from schema_migration where version = 1")
    found = examine(data, REUNION_PORT="0")["migrations"]
    assert found["state"] == "bad"
    assert found["mend"] == "reunion migrate"


def change(data: Path, statement: str) -> None:
    server = EmbeddedPostgres(data)
    server.start()
    with psycopg.connect(server.url()) as conn:
        conn.execute(statement.encode())
    server.stop()


def test_a_worker_that_does_not_work(data: Path):
    reunion("migrate", "--data", str(data))
    change(
        data,
        """insert into corp (wire_id, name) values ('ww1', 'x');
           insert into event (corp_id, name, actor_kind, actor_id, actor_name, at)
           values (1, 'contact.added', 'system', 0, 'test', now() - interval '1 hour')""",
    )
    found = examine(data, REUNION_PORT="0")
    assert found["outbox"]["state"] == "bad"
    assert "reunion worker" in found["outbox"]["mend"]


def test_a_clock_that_went_back(data: Path):
    reunion("migrate", "--data", str(data))
    change(
        data,
        """insert into corp (wire_id, name) values ('ww1', 'x');
           insert into event (corp_id, name, actor_kind, actor_id, actor_name, at, relayed)
           values (1, 'contact.added', 'system', 0, 'test', now() + interval '1 day', true)""",
    )
    assert examine(data, REUNION_PORT="0")["clock"]["state"] == "bad"


def test_a_taken_port_and_open_secrets(data: Path):
    data.mkdir()
    data.chmod(0o755)
    key = data / "secret.key"
    key.write_text("k")
    key.chmod(0o644)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        found = examine(data, REUNION_PORT=str(taken.getsockname()[1]))
    assert found["server"]["state"] == "bad"
    assert "REUNION_PORT" in found["server"]["mend"]
    assert found["key"]["mend"] == f"chmod 600 {key}"
    assert found["data"]["mend"] == f"chmod go-rw {data}"


def test_a_database_that_cannot_be_reached(data: Path):
    found = examine(
        data,
        REUNION_DATABASE_URL="postgresql://me:hunter2@127.0.0.1:1/none",
        REUNION_CLICKHOUSE_URL="http://me:hunter2@127.0.0.1:1",
    )
    assert found["database"]["state"] == "bad"
    assert "REUNION_CLICKHOUSE_URL" in found["analytics"]["mend"]
    assert "hunter2" not in json.dumps(found)
