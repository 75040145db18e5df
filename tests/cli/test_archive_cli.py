"""The archive by the command: taken in after judging, shown by body and year, chosen, forgotten, kept."""

import json
import random
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gouji.cli import app
from gouji.declared import Declared
from samples.printers import print_report
from samples.report import sample_report

runner = CliRunner()


@pytest.fixture(autouse=True)
def _no_server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "prefect"))
    monkeypatch.chdir(tmp_path)


def written(folder: Path, declared: Declared, name: str, seed: int, year: int = 2023) -> Path:
    folder.mkdir(exist_ok=True)
    sample = sample_report(declared.forms[-1], random.Random(seed), organisation="云岭县财政局", year=year)  # noqa: S311
    path = folder / name
    path.write_bytes(print_report(sample, layout="html"))
    return path


def run(*arguments: object, code: int = 0) -> str:
    result = runner.invoke(app, [str(one) for one in arguments])
    assert result.exit_code == code, result.output
    return result.output


def test_from_taking_in_to_forgetting(tmp_path: Path, declared: Declared) -> None:
    first = written(tmp_path / "in", declared, "一.html", 11)
    out = run("audit", first, "--out", "out1", "--archive", "archive")
    assert "存档：第1批，收录1份。" in out
    names = {path.name: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    assert "均已收录" in run("audit", first, "--out", "out2", "--archive", "archive")
    assert {path.name: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()} == names
    assert not (tmp_path / "out2").exists()

    # A corrected report beside the old one: only it is new, and what changed is shown.
    written(tmp_path / "in", declared, "二.html", 12)
    out = run("audit", tmp_path / "in", "--out", "out3", "--archive", "archive")
    assert "存档：第2批，收录1份。" in out
    assert list(json.loads((tmp_path / "out3" / "run.json").read_text(encoding="utf-8"))["inputs"]) == ["in/二.html"]
    told = run("history", "云岭县财政局")
    assert "云岭县财政局（云岭县）" in told
    assert "2023年度" in told
    assert [word in told for word in ("已被替代", "现用", "格不同：", "未能核查")] == [True, True, True, False]
    assert " → " in told
    assert "requests." not in told
    assert run("history", "财政局") == told

    assert run("archive", "check") == "存档完好。\n"
    assert "将删除2份" in run("archive", "forget", "云岭县财政局", "--reason", "试")
    assert "已删除2份" in run("archive", "forget", "云岭县财政局", "--reason", "试", "--yes")
    assert "没有名称为" in run("history", "云岭县财政局", code=1)
    assert "没有可删除" in run("archive", "forget", "2023", "--reason", "试", code=1)
    run("archive", "compact")


def test_a_person_chooses_among_several(tmp_path: Path, declared: Declared) -> None:
    written(tmp_path / "in", declared, "一.html", 11)
    written(tmp_path / "in", declared, "二.html", 12)
    run("audit", tmp_path / "in", "--out", "out", "--archive", "archive")
    told = run("archive", "current", "云岭县财政局", "2023")
    assert told.count("待选定") == 2
    assert "请选定" in told
    chosen = next(line.split("　")[1] for line in told.splitlines() if "二.html" in line)
    assert f"已选定{chosen}" in run("archive", "current", "云岭县财政局", "2023", chosen[:8])
    lines = run("history", "云岭县财政局").splitlines()
    assert ["现用" in line for line in lines if ".html" in line and chosen in line] == [True]
    assert "archive current" not in "".join(lines)
    assert "fits 0" in run("archive", "current", "云岭县财政局", "2023", "zz", code=2)


def test_what_cannot_be_an_archive_is_refused_before_reading(tmp_path: Path, declared: Declared) -> None:
    source = written(tmp_path / "in", declared, "一.html", 11)
    assert "lies in the SOURCE" in run("audit", tmp_path / "in", "--archive", tmp_path / "in" / "a", code=2)
    assert "一.html lies there" in run("audit", source, "--out", "out", "--archive", tmp_path / "in", code=2)
    assert not (tmp_path / "out").exists()
    assert "no archive" in run("history", "某局", code=2)
    assert "no such folder" in run("archive", "check", code=2)


def test_what_the_archive_cannot_take_is_told_and_taken_by_the_next_run(
    tmp_path: Path, declared: Declared, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = written(tmp_path / "in", declared, "一.html", 11)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("gouji.archive.lake.write_deltalake", full)
        told = run("audit", source, "--out", "out", "--archive", "archive", code=1)
    assert "No space left" in told
    assert "run the same again" in told
    assert (tmp_path / "out" / "云岭县.xlsx").is_file()
    assert "第1批" in run("audit", source, "--out", "out", "--archive", "archive")
    assert "此前已经收录" in run("audit", source, "--out", "out", "--archive", "archive", "--again")
    assert "name it with --archive" in run("audit", source, "--again", code=2)


def test_a_torn_log_is_told_in_chinese(tmp_path: Path, declared: Declared) -> None:
    run("audit", written(tmp_path / "in", declared, "一.html", 11), "--out", "out", "--archive", "archive")
    log = tmp_path / "archive" / "submissions" / "_delta_log" / "00000000000000000001.json"
    log.write_text("{", encoding="utf-8")
    told = run("archive", "check", code=1)
    assert f"“{Path('archive') / 'submissions' / '_delta_log' / log.name}”不完整" in told
    assert "gouji archive check" in run("history", "云岭县财政局", code=2)
