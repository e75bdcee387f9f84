"""A company from the command line: found it, bring members, take data out, mend a lost password."""

import csv
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.main.processes import reunion

Command = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory, new_database_url: Callable[[], str]) -> Command:
    """Runs `reunion …` for a database with one founded company."""
    data, url = tmp_path_factory.mktemp("company"), new_database_url()

    def command(*arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        settings = {"REUNION_DATABASE_URL": url, "REUNION_DATA": str(data)}
        return reunion(*arguments, check=check, **settings)

    made = command("found", "春茶眼镜", "--admin", "lin", "--json")
    founded = json.loads(made.stdout)
    assert founded["username"] == "lin"
    assert len(founded["password"]) >= 12
    return command


def table(path: Path, *rows: tuple[str, ...]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("姓名", "账号", "手机", "部门"), *rows])
    return path


@pytest.mark.long
def test_members_are_imported_and_exported(run: Command, tmp_path: Path):
    file = table(
        tmp_path / "members.csv",
        ("陈晓", "chenxiao", "13900000001", "春茶眼镜/上海/静安店"),
        ("王芳", "wangfang", "13900000002", "春茶眼镜/上海/徐汇店"),
    )
    tried = json.loads(run("import", str(file), "--dry-run", "--json").stdout)
    assert (tried["created"], tried["applied"]) == (2, False)
    done = json.loads(run("import", str(file), "--json").stdout)
    assert (done["created"], done["departments_created"], done["applied"]) == (2, 3, True)
    again = json.loads(run("import", str(file), "--json").stdout)
    assert (again["created"], again["unchanged"]) == (0, 2)

    written = tmp_path / "out.csv"
    run("export", "members", str(written))
    assert "chenxiao" in written.read_text("utf-8")
    refused = run("export", "members", str(written), check=False)
    assert "the file exists" in refused.stderr


def test_a_wrong_row_is_named_and_nothing_is_imported(run: Command, tmp_path: Path):
    file = table(
        tmp_path / "members.csv",
        ("李雷", "lilei", "13900000003", "春茶眼镜"),
        ("", "nameless", "13900000004", "春茶眼镜"),
    )
    failed = run("import", str(file), check=False)
    assert failed.returncode == 1
    assert "第 3 行" in failed.stdout
    assert "nothing was changed" in failed.stdout
    run("export", "members", str(tmp_path / "out.csv"))
    assert "lilei" not in (tmp_path / "out.csv").read_text("utf-8")


def test_customers_of_a_new_company_are_an_empty_table(run: Command, tmp_path: Path):
    written = tmp_path / "customers.xlsx"
    done = run("export", "customers", str(written), "--json")
    assert json.loads(done.stdout)["rows"] == 0
    assert written.read_bytes()[:2] == b"PK"


def test_a_new_password(run: Command):
    made = json.loads(run("password", "lin", "--json").stdout)
    assert made["username"] == "lin"
    unknown = run("password", "nobody", check=False)
    assert unknown.returncode == 1
    assert "Traceback" not in unknown.stderr


def test_an_unknown_company_is_told_which_there_are(run: Command):
    failed = run("password", "lin", "--corp", "wwnone", check=False)
    assert failed.returncode == 1
    assert "春茶眼镜" in failed.stderr


def test_what_cannot_be_is_said_in_one_line(run: Command, tmp_path: Path):
    nameless = run("found", " ", check=False)
    assert (nameless.returncode, "give the company a name" in nameless.stderr) == (1, True)
    away = run("export", "members", str(tmp_path / "away" / "m.csv"), check=False)
    assert "cannot read or write" in away.stderr
    assert "Traceback" not in away.stderr


def test_the_demo_company_is_only_built_into_an_empty_database(run: Command):
    refused = run("demo", check=False)
    assert refused.returncode == 1
    assert "already has a company" in refused.stdout


def test_statistics_are_made_anew(run: Command):
    assert json.loads(run("recount", "--json").stdout) == {"recounted": True}
