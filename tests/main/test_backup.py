"""Backup and restore: whole, private, and never over somebody's data by accident."""

import json
import tarfile
from pathlib import Path
from typing import Any, LiteralString

import psycopg
import pytest

from reunion.main.postgres import EmbeddedPostgres
from tests.main.processes import reunion


@pytest.fixture
def company(tmp_path: Path) -> Path:
    """A data folder with one corp, one uploaded file and a key; its server has seen many transactions."""
    tmp_path.chmod(0o755)
    data = tmp_path / "company"
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
