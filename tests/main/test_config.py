"""Settings: where they come from, which wins, and what is said when one is wrong."""

from pathlib import Path

import pytest

from reunion.core import config
from reunion.core.config import ConfigError, load


def test_defaults_need_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    settings = load({})
    assert settings.data == tmp_path / "data"
    assert settings.public_url == "http://127.0.0.1:8700"
    assert settings.secret_key_file == str(tmp_path / "data" / "secret.key")
    assert settings.allow_private_callbacks is True


def test_flag_over_environment_over_file(tmp_path: Path):
    (tmp_path / "reunion.toml").write_text('port = 1111\nhost = "10.0.0.1"\nlog_level = "debug"\n')
    environ = {"REUNION_DATA": str(tmp_path), "REUNION_PORT": "2222", "REUNION_HOST": "10.0.0.2"}
    settings = load(environ, port=3333)
    assert (settings.port, settings.host, settings.log_level) == (3333, "10.0.0.2", "debug")


def test_named_file_wins_over_the_one_in_the_data_folder(tmp_path: Path):
    (tmp_path / "reunion.toml").write_text("port = 1111")
    named = tmp_path / "other.toml"
    named.write_text("port = 2222")
    environ = {"REUNION_DATA": str(tmp_path), "REUNION_CONFIG": str(named)}
    assert load(environ).port == 2222


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({"REUNION_PORT": "eighty"}, r"REUNION_PORT: .*'eighty'.*int"),
        ({"REUNION_PORT": "70000"}, r"REUNION_PORT: .*<= 65535"),
        ({"REUNION_PROT": "80"}, r"REUNION_PROT: .*did you mean port\?"),
        ({"REUNION_LOG_LEVEL": "loud"}, r"REUNION_LOG_LEVEL: .*'loud'"),
        ({"REUNION_PUBLIC_URL": "example.com"}, r"REUNION_PUBLIC_URL: .*http://"),
        ({"REUNION_DATABASE_URL": "mysql://x"}, r"REUNION_DATABASE_URL: .*postgresql://"),
        ({"REUNION_CONFIG": "/nowhere.toml"}, r"REUNION_CONFIG: .*/nowhere\.toml"),
    ],
)
def test_a_wrong_setting_is_named(environ: dict[str, str], said: str):
    with pytest.raises(ConfigError, match=said):
        load(environ)


def test_a_wrong_password_address_is_not_shown():
    with pytest.raises(ConfigError) as caught:
        load({"REUNION_DATABASE_URL": "mysql://me:hunter2@db/x"})
    assert "hunter2" not in str(caught.value)
    address = "postgresql://me:hunter2@db/x"
    assert config.shown("database_url", address) == "postgresql://me:***@db/x"


def test_a_broken_file_is_named(tmp_path: Path):
    (tmp_path / "reunion.toml").write_text("port = ")
    with pytest.raises(ConfigError, match=r"reunion\.toml: .*not valid TOML"):
        load({"REUNION_DATA": str(tmp_path)})


def test_an_unknown_key_in_the_file_is_named(tmp_path: Path):
    (tmp_path / "reunion.toml").write_text("web_proceses = 2")
    with pytest.raises(ConfigError, match=r"web_proceses: .*did you mean web_processes"):
        load({"REUNION_DATA": str(tmp_path)})


def test_a_child_process_gets_the_same_settings(tmp_path: Path):
    given = {
        "REUNION_DATA": str(tmp_path),
        "REUNION_TRUSTED_PROXIES": "10.0.0.1, 10.0.0.2",
        "REUNION_ALLOW_PRIVATE_CALLBACKS": "false",
    }
    settings = load(given)
    assert settings.trusted_proxies == ("10.0.0.1", "10.0.0.2")
    assert load(settings.environ()) == settings


def test_private_callbacks_are_off_by_default_once_others_can_reach_the_server():
    assert load({"REUNION_HOST": "0.0.0.0"}).allow_private_callbacks is False
    assert load({"REUNION_HOST": "localhost"}).allow_private_callbacks is True


def test_every_setting_is_described():
    for name in config.Config.__struct_fields__:
        assert config.description(name), name
