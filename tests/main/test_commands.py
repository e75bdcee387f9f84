"""Commands: outcomes for people and machines, failures in one clear message."""

import json
from pathlib import Path

from tests.main.processes import reunion


def test_version():
    assert json.loads(reunion("version", "--json").stdout)["version"]
    assert "Reunion 重逢" in reunion("version").stdout


def test_help_lists_every_command():
    text = reunion("--help").stdout
    for name in ("up", "web", "worker", "migrate", "demo", "backup", "restore", "doctor", "config"):
        assert f" {name} " in text


def test_migrate_twice(tmp_path: Path):
    tmp_path.chmod(0o755)
    first = json.loads(reunion("migrate", "--data", str(tmp_path / "d"), "--json").stdout)
    again = json.loads(reunion("migrate", "--data", str(tmp_path / "d"), "--json").stdout)
    assert first["applied"][0] == "0001_foundation.sql"
    assert again["applied"] == []


def test_a_wrong_setting_is_one_message(tmp_path: Path):
    failed = reunion("up", "--data", str(tmp_path), check=False, REUNION_PORT="eighty")
    assert failed.returncode == 1
    assert "REUNION_PORT" in failed.stderr
    assert "Traceback" not in failed.stderr


def test_the_worker_alone_says_what_it_needs(tmp_path: Path):
    failed = reunion("worker", "--data", str(tmp_path), check=False)
    assert failed.returncode == 1
    assert "reunion up" in failed.stderr
    assert "REUNION_DATABASE_URL" in failed.stderr


def test_settings_in_force_hide_passwords(tmp_path: Path):
    address = "postgresql://me:hunter2@db/x"
    shown = reunion("config", "--data", str(tmp_path), REUNION_DATABASE_URL=address).stdout
    assert "hunter2" not in shown
    shown = reunion("config", "--json", REUNION_DATABASE_URL=address).stdout
    assert json.loads(shown)["database_url"] == "postgresql://me:***@db/x"
