"""How the command behaves: quick where arguments are wrong, no traceback for what a person can mend, quiet where asked."""

import json
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gouji.cli import app, main
from gouji.cli.manners import explained
from gouji.cli.server import answers
from samples.printers import print_report
from samples.report import sample_report

runner = CliRunner()
# Not pydantic: typer itself imports it.
HEAVY = ("polars", "pandas", "prefect", "great_expectations", "pandera", "openpyxl", "yaml", "opencc")


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


def test_wrong_arguments_are_told_before_anything_heavy_is_imported(tmp_path: Path) -> None:
    """One process for all: what is imported by any of them is seen."""
    file = str(tmp_path / "file")
    Path(file).write_text("x")
    wrong = [
        (["audit", "nowhere"], "nowhere: no such file or folder"),
        (["audit", file, "--policy", "none.yml"], "none.yml: the policy cannot be opened"),
        (["audit", file, "--roster", "none.csv"], "none.csv: the roster cannot be opened"),
        (["audit", file, "--expectations", "none"], "none: not a folder of declarations"),
        (["audit", file, "--out", file], "file is a file; --out names a folder"),
        (["audit", file, "--out", f"{file}/sub"], "file is a file; --out names a folder"),
        (["audit", file, "--strange"], "No such option"),
        (["show", "none.txt"], "none.txt: no such file"),
        (["show", file, "--expectations", "none"], "none: not a folder of declarations"),
        (["rules", "--coverage", "--handbook"], "ask for one"),
    ]
    code = (
        "import json, sys\nfrom typer.testing import CliRunner\nfrom gouji.cli import app\n"
        "for words in json.loads(sys.argv[1]):\n"
        "    done = CliRunner().invoke(app, words)\n    print(json.dumps([done.exit_code, done.output]))\n"
        f"print(json.dumps(sorted(set({HEAVY!r}) & set(sys.modules))))"
    )
    arguments = json.dumps([words for words, _ in wrong])
    done = subprocess.run(  # noqa: S603 - our own
        [sys.executable, "-c", code, arguments], capture_output=True, text=True, check=True
    )
    *answers_, imported = map(json.loads, done.stdout.splitlines())
    for (words, expected), (exit_code, output) in zip(wrong, answers_, strict=True):
        assert exit_code == 2, words
        assert expected in output
    assert imported == []


def test_all_that_is_wrong_is_told_at_once() -> None:
    result = runner.invoke(app, ["audit", "nowhere", "--policy", "none.yml", "--roster", "none.csv"])
    assert [line.split(":")[1].strip() for line in result.output.splitlines()] == ["none.yml", "none.csv", "nowhere"]


def test_the_version_is_told_and_the_package_runs() -> None:
    done = subprocess.run([sys.executable, "-m", "gouji", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"gouji {version('gouji')}\n"


@pytest.mark.skipif(
    not hasattr(__import__("os"), "geteuid") or __import__("os").geteuid() == 0, reason="root may write anywhere"
)
def test_a_folder_that_may_not_be_written_is_refused(report: Path, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    result = runner.invoke(app, ["audit", str(report), "--out", str(tmp_path / "out")])
    assert result.exit_code == 2
    assert "no right to write there" in result.output


@pytest.mark.parametrize(("number", "words"), [(28, "the disk is full"), (13, "the rights are missing")])
def test_what_a_person_can_mend_has_no_traceback(
    number: int, words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped() -> None:
        raise OSError(number, "told by the system", "/data/reports.parquet")

    monkeypatch.setattr("gouji.cli.app", stopped)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    said = capsys.readouterr().err
    assert said.startswith(f"gouji: /data/reports.parquet: {words}")
    assert "Traceback" not in said


def test_what_is_our_bug_keeps_its_traceback() -> None:
    with pytest.raises(OSError, match="strange"), explained():
        raise OSError(5, "strange")


def test_a_server_that_is_away_is_told_and_the_audit_done(
    report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    assert not answers("http://127.0.0.1:9/api")
    result = runner.invoke(app, ["audit", str(report), "--out", str(tmp_path / "out"), "--quiet"])
    assert result.exit_code == 0, result.output
    assert result.output.splitlines() == [
        "gouji: the Prefect server at http://127.0.0.1:9/api does not answer: audited at once, the run is not recorded there"
    ]
    assert (tmp_path / "out" / "云岭县.xlsx").is_file()


def test_something_is_said_at_once_and_at_each_stage(report: Path, tmp_path: Path) -> None:
    result = runner.invoke(app, ["audit", str(report), "--out", str(tmp_path / "out")])
    lines = result.output.splitlines()
    assert lines[0] == f"auditing {report}"
    assert [line for line in lines if line.endswith(" 1 files")] == [
        "reading 1 files",
        "judging 1 files",
        "writing 1 files",
    ]


def test_a_server_that_goes_away_in_the_midst_is_told_and_the_audit_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from gouji.cli import audit as command
    from gouji.cli.clock import clock

    there = iter((True, False, True, True))

    def gone(*_: object, **__: object) -> None:
        raise RuntimeError("no answer")

    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    monkeypatch.setattr("gouji.cli.server.answers", lambda _: next(there))
    monkeypatch.setattr("gouji.cli.flow_loader.load_flow", lambda _: gone)
    monkeypatch.setattr("gouji.cli.audit.load", lambda *_: (None, None))
    monkeypatch.setattr("gouji.audit.run.audit", lambda *_, **__: "audited here")
    with clock(quiet=True) as ticking:
        assert command._audited([tmp_path], tmp_path, "x", None, None, None, ticking) == ("audited here", tmp_path)
    assert "does not answer" in capsys.readouterr().err
    with clock(quiet=True) as ticking, pytest.raises(RuntimeError, match="no answer"):
        # The server is there: what the flow raised is no matter of it.
        command._audited([tmp_path], tmp_path, "x", None, None, None, ticking)
