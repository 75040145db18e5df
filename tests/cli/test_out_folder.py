"""Where `gouji audit` writes: never into what it reads."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from gouji.cli import app

REPORT = "云岭县青石镇人民政府2023年政府信息公开工作年度报告\n一、总体情况\n见附件。\n"


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "prefect"))
    source = tmp_path / "年报"
    source.mkdir()
    (source / "a.txt").write_text(REPORT, encoding="utf-8")
    (source / "submitted.xlsx").write_bytes(b"handed in")
    monkeypatch.chdir(source)
    return source


@pytest.mark.parametrize("out", [".", "out", "deep/er/out", "../年报/out"])
def test_a_folder_in_a_source_is_refused_before_anything_is_read(source: Path, out: str) -> None:
    before = sorted(source.rglob("*"))
    result = CliRunner().invoke(app, ["audit", str(source), "--out", out])
    assert result.exit_code == 2
    assert len(result.output.strip().splitlines()) == 1
    assert "lies in the SOURCE" in result.output
    assert sorted(source.rglob("*")) == before


def test_the_default_folder_is_made_beside_the_source_and_said(source: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["audit", ".", "--batch", "批"])
    folder = tmp_path / "reports_out" / "批"
    assert result.exit_code == 1
    assert f"writing to {folder}" in result.output.replace("\n", "")
    assert (folder / "run.json").is_file()
    assert not (source / "reports_out").exists()
    assert (source / "submitted.xlsx").read_bytes() == b"handed in"
