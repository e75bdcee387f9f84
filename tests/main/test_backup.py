"""Backup and restore: whole, private, and never over somebody's data by accident."""

import asyncio
import json
import subprocess
import tarfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, LiteralString

import psycopg
import pytest

from reunion.core import config as configuration
from reunion.core.clock import clock
from reunion.core.context import SYSTEM, Context
from reunion.core.db import Database
from reunion.engine.client import Engine
from reunion.growth.predictions import handing_on
from reunion.growth.tracking import draining
from reunion.growth.tracking import service as tracking
from reunion.growth.tracking.model import Occurrence
from reunion.main import backup_events, database
from reunion.main.postgres import EmbeddedPostgres
from tests.factories.sending import given_and_forgotten
from tests.main.processes import reunion


@pytest.fixture
def company(made: Path, tmp_path: Path) -> Path:
    """A data folder with one corp, one uploaded file and a key; its server has seen many transactions."""
    tmp_path.chmod(0o755)
    data = tmp_path / "company"
    # With its owners: the database may belong to another user.
    subprocess.run(["cp", "-a", made, data], check=True)
    return data


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What each test has a copy of; its server is stopped."""
    place = tmp_path_factory.mktemp("made")
    place.chmod(0o755)
    data = place / "company"
    reunion("migrate", "--data", str(data))
    (data / "secret.key").write_text("the key\n")
    (data / "blobs" / "ab").mkdir(parents=True)
    (data / "blobs" / "ab" / "abcd").write_bytes(b"a picture")
    server = EmbeddedPostgres(data)
    server.start()
    with psycopg.connect(server.url()) as conn:
        conn.execute("insert into corp (wire_id, name) values ('ww1', '春茶眼镜')")
        conn.execute(
            "insert into conversation (corp_id, kind, changed) select id, 'external', '5000000' from corp"
        )
        conn.execute(
            """insert into message (corp_id, conversation_id, seq, sender_id, client_id, kind, content,
                   sent_at, changed)
               select corp_id, id, n, 1, n, 'text', '{}', now(), 4999990 + n
               from conversation, generate_series(1, 20) n"""
        )
        conn.execute(
            """update message_follower
               set changed = case name when 'search' then 5000001 else 5000005 end"""
        )
    server.stop()
    return data


def found_in(data: Path, query: LiteralString) -> list[tuple[Any, ...]]:
    server = EmbeddedPostgres(data)
    server.start()
    try:
        with psycopg.connect(server.url()) as conn:
            return conn.execute(query).fetchall()
    finally:
        server.stop()


def names_in(data: Path) -> list[str]:
    return [row[0] for row in found_in(data, "select name from corp order by id")]


def test_a_backup_restores_database_files_and_key(company: Path, tmp_path: Path):
    file = tmp_path / "kept.tar"
    made = json.loads(reunion("backup", str(file), "--data", str(company), "--json").stdout)
    assert made == {"file": str(file), "bytes": file.stat().st_size, "files": 1}
    assert file.stat().st_mode & 0o777 == 0o600

    elsewhere = tmp_path / "elsewhere"
    reunion("restore", str(file), "--data", str(elsewhere))
    assert names_in(elsewhere) == ["春茶眼镜"]
    # What is not indexed or counted yet lies at or above the border, and nothing is ahead of the server.
    [(waiting, ahead)] = found_in(
        elsewhere,
        """select count(*) filter (where m.changed >= f.changed),
               count(*) filter (where greatest(m.changed, f.changed, c.changed::text::bigint)
                   > pg_current_xact_id()::text::bigint)
           from message m, conversation c, (select max(changed) as changed from message_follower) f""",
    )
    assert (waiting, ahead) == (10, 0)
    assert (elsewhere / "blobs" / "ab" / "abcd").read_bytes() == b"a picture"
    assert (elsewhere / "secret.key").read_text() == "the key\n"
    assert (elsewhere / "secret.key").stat().st_mode & 0o777 == 0o600


def test_a_restore_refuses_a_target_with_data(company: Path, tmp_path: Path):
    file = tmp_path / "kept.tar"
    reunion("backup", str(file), "--data", str(company))
    refused = reunion("restore", str(file), "--data", str(company), check=False)
    assert refused.returncode == 1
    assert "the target is not empty" in refused.stderr
    assert "Traceback" not in refused.stderr
    reunion("restore", str(file), "--data", str(company), "--replace")
    assert names_in(company) == ["春茶眼镜"]


def test_half_a_backup_is_refused_and_changes_nothing(company: Path, tmp_path: Path):
    file = tmp_path / "kept.tar"
    reunion("backup", str(file), "--data", str(company))
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    refused = reunion("restore", str(file), "--data", str(company), "--replace", check=False)
    assert refused.returncode == 1
    assert "not a whole backup" in refused.stderr
    assert names_in(company) == ["春茶眼镜"]
    assert (company / "blobs" / "ab" / "abcd").exists()


def test_a_tar_that_reaches_outside_its_folder_is_refused(company: Path, tmp_path: Path):
    file = tmp_path / "evil.tar"
    secret = tmp_path / "secret"
    secret.write_text("x")
    with tarfile.open(file, "w") as tar:
        tar.add(secret, "../../outside")
    refused = reunion("restore", str(file), "--data", str(company), "--replace", check=False)
    assert refused.returncode == 1
    assert "Traceback" not in refused.stderr
    assert names_in(company) == ["春茶眼镜"]


def test_an_existing_file_is_never_overwritten(company: Path, tmp_path: Path):
    file = tmp_path / "precious.tar"
    file.write_text("precious")
    refused = reunion("backup", str(file), "--data", str(company), check=False)
    assert refused.returncode == 1
    assert file.read_text() == "precious"


@pytest.mark.long
def test_events_go_with_the_moment_of_the_database(company: Path, tmp_path: Path):
    """What the engine had is restored; what was on its way is delivered after the restore, once, though
    the engine of then had it already. Its copy of predictions is made again."""
    with opened(company) as (db, engine, run):
        run(record(db, "delivered", {"price": 1.5, "词": "重逢"}))
        run(draining.fix(db))
        run(draining.deliver(db, engine))
        run(record(db, "under way", {}))
        run(draining.fix(db))
        run(given_and_forgotten(db, engine))
        run(predict(db))
        run(handing_on.again(db, engine, 1))
    file = tmp_path / "kept.tar"
    reunion("backup", str(file), "--data", str(company))
    reunion("restore", str(file), "--data", str(company), "--replace")
    with opened(company) as (db, engine, run):
        sql = "SELECT name, properties FROM tracked_event ORDER BY name"
        delivered = {"name": "delivered", "properties": {"price": 1.5, "词": "重逢"}}
        assert run(engine.rows(dict, sql)) == [delivered]
        assert run(engine.rows(dict, PREDICTED)) == []
        assert run(queued(db)) == [{"corp_id": 1}]
        run(handing_on.again(db, engine, 1))
        assert run(engine.rows(dict, PREDICTED)) == [
            {"profile_no": 1, "rfm_r": 5, "value_fen": 900}
        ]
        run(draining.deliver(db, engine))
        under_way = {"name": "under way", "properties": {}}
        assert run(engine.rows(dict, sql)) == [delivered, under_way]


@contextmanager
def opened(data: Path) -> Iterator[tuple[Database, Engine, Callable[[Awaitable[Any]], Any]]]:
    """The databases of a folder, and what waits for their answers."""
    config = configuration.load({}, data=data)
    with database.running(config) as url, asyncio.Runner() as runner:
        db, engines = Database(url), backup_events.opened(config, make=True)
        runner.run(db.open())
        engine = runner.run(engines.__aenter__())
        assert engine is not None
        try:
            yield db, engine, lambda work: runner.run(awaited(work))
        finally:
            runner.run(engines.__aexit__(None, None, None))
            runner.run(db.close())


async def awaited(work: Awaitable[Any]) -> Any:
    return await work


async def record(db: Database, name: str, properties: dict[str, Any]) -> None:
    async with db.transaction() as tx:
        corp_id = await tx.fetchval("select id from corp")
        told = Occurrence(name, clock.now(), profile_no=1, properties=properties)
        await tracking.record(Context(corp_id, SYSTEM, tx, clock.now()), [told])


PREDICTED = "SELECT profile_no, rfm_r, value_fen FROM prediction_facts FINAL WHERE gone = 0"


async def predict(db: Database) -> None:
    """A computation is done, and says something of one customer."""
    async with db.connection() as connection:
        await connection.execute(
            """insert into prediction_run (corp_id, run_no, state, until, holdout_days, asked_at)
               values (1, 1, 'done', '2026-11-01', 0, now())"""
        )
        await connection.execute(
            """insert into prediction (corp_id, profile_no, run_no, rfm_r, rfm_f, rfm_m, last_day, purchases,
                   spent_fen, value_fen)
               values (1, 1, 1, 5, 4, 3, '2026-10-01', 2, 1000, 900)"""
        )


async def queued(db: Database) -> list[dict[str, int]]:
    """What waits to be handed on."""
    async with db.connection() as connection:
        sql = "select args from procrastinate_jobs where task_name = 'predictions.hand_on'"
        return [row["args"] for row in await connection.fetch(sql)]
