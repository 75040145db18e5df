"""The command as a user calls it, in a process of its own where start-up matters, else in this one."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from gouji.cli import app
from gouji.declared.locations import shipped
from samples.printers import print_report
from samples.report import sample_report
from tests.made.archives import encrypted, zipped_as

runner = CliRunner()


@pytest.fixture(autouse=True)
def _no_server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "prefect"))


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import random

    from gouji.declared import load_declared

    form = load_declared().forms[-1]
    sample = sample_report(form, random.Random(11), organisation="云岭县财政局", year=2023)  # noqa: S311
    path = tmp_path_factory.mktemp("inbox") / "财政局.html"
    path.write_bytes(print_report(sample, layout="html"))
    return path


def test_start_imports_no_engine() -> None:
    """The command starts in under a second because nothing heavy is imported before it is needed."""
    heavy = "{'polars', 'pandas', 'prefect', 'great_expectations', 'pandera', 'openpyxl', 'selectolax', 'opencc', 'jinja2', 'deltalake'}"
    code = f"import sys, gouji.cli; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.usefixtures("both_judges")
def test_audit_writes_and_sums_up(report: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = runner.invoke(app, ["audit", str(report), "--out", str(out), "--batch", "一批"])
    assert result.exit_code == 0, result.output
    assert "reports:  1 audited" in result.output
    assert "cells:    200 read" in result.output
    assert json.loads((out / "run.json").read_text(encoding="utf-8"))["batch"] == "一批"
    assert {path.name for path in out.glob("*.parquet")} == {
        f"{name}.parquet"
        for name in (
            "reports",
            "cells",
            "leftovers",
            "claims",
            "signs",
            "findings",
            "trial_findings",
            "explanations",
            "coverage",
            "undecided",
        )
    }
    assert (out / "云岭县.xlsx").is_file()
    assert (out / "validation" / "data_docs" / "index.html").is_file()


def test_audit_default_folder_is_named_after_the_source(
    report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert runner.invoke(app, ["audit", str(report.parent)]).exit_code == 0
    (batch,) = (tmp_path / "reports_out").iterdir()
    assert batch.name.endswith(f"_{report.parent.name}")


def test_nothing_there_is_exit_code_two(tmp_path: Path) -> None:
    result = runner.invoke(app, ["audit", str(tmp_path / "missing"), "--out", str(tmp_path / "out")])
    assert result.exit_code == 2
    assert "missing: no such file or folder" in result.output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["audit"], "SOURCE"),
        (["audit", "x", "--roster", "none.csv"], "none.csv: the roster cannot be opened"),
        (["audit", "x", "--expectations", "none"], "none: not a folder of declarations"),
        (["show", "none.txt"], "none.txt: no such file"),
    ],
)
def test_bad_arguments_are_exit_code_two(arguments: list[str], words: str) -> None:
    result = runner.invoke(app, arguments)
    assert result.exit_code == 2
    assert words in result.output


@pytest.fixture(scope="module")
def archive(report: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As a county sends it: a Windows zip of folders, one file locked."""
    files = {"云岭县/财政局.html": report.read_bytes(), "云岭县/锁.docx": b"x", "Thumbs.db": b"x"}
    path = tmp_path_factory.mktemp("sent") / "报送.zip"
    path.write_bytes(encrypted(zipped_as(files, "gbk"), "云岭县/锁.docx", "gbk"))
    return path


def test_an_archive_is_audited_as_its_files(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = runner.invoke(app, ["audit", str(archive), "--out", str(out)])
    assert result.exit_code == 1
    assert "unreadable: 报送.zip/云岭县/锁.docx: 文件有密码保护，无法读取" in result.output
    reports = pl.read_parquet(out / "reports.parquet").select("file", "status", "district").rows()
    assert reports == [
        ("报送.zip/云岭县/财政局.html", "audited", "云岭县"),
        ("报送.zip/云岭县/锁.docx", "unreadable", "云岭县"),
    ]
    run = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert list(run["archives"]) == ["报送.zip"]
    assert run["not_opened"] == {"报送.zip/云岭县/锁.docx": "encrypted"}
    assert {path.name for path in archive.parent.iterdir()} == {"报送.zip"}


def test_show_of_an_archive_shows_each_file(archive: Path) -> None:
    result = runner.invoke(app, ["show", str(archive)])
    assert result.exit_code == 1
    assert result.output.count("报送.zip/云岭县/") == 2
    assert "unreadable: 文件有密码保护" in result.output
    assert result.output.count("table 2, row ") == 175


def test_show_prints_cell_place_and_value(report: Path) -> None:
    result = runner.invoke(app, ["show", str(report)])
    assert result.exit_code == 0
    assert "云岭县财政局" in result.output
    assert result.output.count("table 2, row ") == 175
    assert "requests.pending_end  四、结转下年度继续办理" in result.output


def test_show_draws_a_page_beside_the_source(report: Path, tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    result = runner.invoke(app, ["show", str(report), "--html", str(out)])
    assert result.exit_code == 0, result.output
    assert str(out) in result.output
    page = out.read_text("utf-8")
    assert 'id="requests.received.total"' in page
    assert "云岭县财政局" in page


@pytest.mark.parametrize("out", ["", "missing/page.html", "财政局.html"])
def test_show_draws_no_page_over_a_folder_or_the_report(report: Path, out: str) -> None:
    before = report.read_bytes()
    result = runner.invoke(app, ["show", str(report), "--html", str(report.parent / out)])
    assert result.exit_code == 2
    assert "--html" in result.output
    assert report.read_bytes() == before


def test_show_says_why_a_file_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.gif"
    path.write_bytes(b"GIF89a")
    result = runner.invoke(app, ["show", str(path)])
    assert result.exit_code == 1
    assert "unreadable: 暂不能读取 GIF 格式的文件" in result.output


def test_rules_lists_every_rule() -> None:
    from gouji.declared import load_declared

    result = runner.invoke(app, ["rules"])
    assert result.exit_code == 0
    assert all(rule.id in result.output for rule in load_declared().rules)


def test_a_configured_server_is_found_in_the_profile(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from gouji.cli.server import api_url

    home = tmp_path / "prefect"
    home.mkdir()
    monkeypatch.setenv("PREFECT_HOME", str(home))
    assert api_url() is None
    profiles = 'active = "office"\n[profiles.office]\nPREFECT_API_URL = "http://127.0.0.1:4200/api"\n[profiles.other]\n'
    (home / "profiles.toml").write_text(profiles, encoding="utf-8")
    assert api_url() == "http://127.0.0.1:4200/api"
    monkeypatch.setenv("PREFECT_PROFILE", "other")
    assert api_url() is None


def test_rules_counts_and_tries_every_example() -> None:
    result = runner.invoke(app, ["rules", "--coverage"])
    assert result.exit_code == 0, result.output
    assert "outcomes without an example or a reason: 0" in result.output


def test_rules_says_which_example_is_wrong(tmp_path: Path) -> None:
    folder = shutil.copytree(shipped("expectations"), tmp_path / "expectations")
    path = folder / "rules" / "validity.yml"
    path.write_text(
        path.read_text("utf-8").replace("finds: [requests.*.business]", "finds: [requests.*.civic]", 1), "utf-8"
    )
    result = runner.invoke(app, ["rules", "--coverage", "--expectations", str(folder)])
    assert result.exit_code == 1
    assert "VAL-001 fails 1: found at ['requests.*.business']" in " ".join(result.output.split())


def test_rules_prints_the_handbook() -> None:
    result = runner.invoke(app, ["rules", "--handbook"])
    assert result.exit_code == 0
    assert result.output.startswith("# 规则手册\n")


def test_a_policy_changes_severity_and_state(report: Path, tmp_path: Path) -> None:
    own = tmp_path / "office.yml"
    own.write_text("severity: {NAR-013: error}\nstate: {QUA-014: active, NAR-016: retired}\n", "utf-8")
    listed = runner.invoke(app, ["rules", "--policy", str(own)], env={"COLUMNS": "200"}).output
    lines = {line.split()[0]: line for line in listed.splitlines() if line.strip()}
    assert "error" in lines["NAR-013"]
    assert "active" in lines["QUA-014"]
    assert "retired" in lines["NAR-016"]
    out = tmp_path / "out"
    assert runner.invoke(app, ["audit", str(report), "--out", str(out), "--policy", str(own)]).exit_code == 0
    rules = set(pl.read_parquet(out / "coverage.parquet").get_column("rule"))
    assert "NAR-016" not in rules
    assert json.loads((out / "run.json").read_text("utf-8"))["declarations"]["policy"]


def test_a_wrong_formula_is_found_before_anything_is_read(report: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(shipped("expectations"), tmp_path / "expectations")
    path = folder / "rules" / "quality.yml"
    path.write_text(path.read_text("utf-8").replace("row.issued > 0 and", "row.isued > 0 and", 1), "utf-8")
    result = runner.invoke(app, ["audit", str(report), "--out", str(tmp_path / "out"), "--expectations", str(folder)])
    assert result.exit_code == 2
    assert "unknown name 'row.isued'; did you mean 'row.issued'" in result.output
    assert not (tmp_path / "out").exists()
