"""The commands of an office: init, roster, audit without SOURCE; and the page of a unit that checks its own report."""

import json
import re
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner, Result

from gouji.cli import app

BATCH = Path(__file__).resolve().parents[2] / "samples" / "batch"
FINANCE, TOWN = BATCH / "云岭县" / "财政局2019.txt", BATCH / "云岭县" / "澜坞镇人民政府2020.txt"
EMPTY = BATCH / "云岭县" / "荻渚街道办事处2024.txt"


def call(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "prefect"))
    monkeypatch.setattr("gouji.audit.inbox.SECONDS_BETWEEN", 0)
    folder = tmp_path / "office"
    assert call("init", str(folder)).exit_code == 0
    monkeypatch.chdir(folder)
    return folder


def put(office: Path, *files: Path) -> None:
    for file in files:
        target = office / "inbox" / file.parent.name / file.name
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(file.read_bytes())


def test_from_an_empty_folder_to_who_is_missing(office: Path) -> None:
    put(office, FINANCE, TOWN)
    drafted = call("roster", "init")
    assert (drafted.exit_code, "2 个单位" in drafted.output) == (0, True), drafted.output
    with (office / "roster.csv").open("a", encoding="utf-8") as roster:
        roster.write("云岭县新渡乡人民政府,云岭县,县政务公开办,a@office.example\n")
    assert call("roster", "check").exit_code == 0
    done = call("audit", "--year", "2020", "--day", "2021-06-01")
    assert done.exit_code == 0, done.output
    [run] = (office / "results").glob("*/run.json")
    due = pl.read_parquet(run.parent / "due.parquet").select("organisation", "year", "state").rows()
    assert due == [
        ("云岭县财政局", 2019, "received"),
        ("云岭县财政局", 2020, "missing"),
        ("云岭县澜坞镇人民政府", 2020, "received"),
        ("云岭县新渡乡人民政府", 2020, "missing"),
    ]
    assert json.loads(run.read_text(encoding="utf-8"))["due"]["day"] == "2021-06-01"
    assert len(list((office / "outbox").rglob("*.eml"))) == 1
    # The same inbox again.
    again = call("audit")
    assert (again.exit_code, "均已收录" in again.output) == (0, True), again.output
    assert len(list((office / "results").iterdir())) == 1


def test_options_stand_above_the_offices_file(office: Path, tmp_path: Path) -> None:
    (office / "office.yml").write_text("roster: ''\npolicy: {state: {VAL-022: retired}}\n", encoding="utf-8")
    roster = tmp_path / "other.csv"
    roster.write_text("单位名称,所属区县\n云岭县财政局,云岭县\n", encoding="utf-8")
    out = tmp_path / "out"
    done = call("audit", str(TOWN), "--out", str(out), "--roster", str(roster), "--day", "2021-06-01")
    assert done.exit_code == 0, done.output
    assert pl.read_parquet(out / "due.parquet").get_column("state").to_list() == ["missing"]
    assert "VAL-022" not in pl.read_parquet(out / "coverage.parquet").get_column("rule").to_list()


def test_what_is_there_is_never_overwritten(office: Path) -> None:
    again = call("init", str(office))
    assert (again.exit_code, "is there already and is kept" in again.output) == (2, True)
    (office / "roster.csv").write_text("单位名称,所属区县\n甲镇,云岭县\n", encoding="utf-8")
    kept = (office / "roster.csv").read_bytes()
    put(office, FINANCE)
    refused = call("roster", "init")
    assert (refused.exit_code, "has bodies already and is kept" in refused.output) == (2, True)
    assert (office / "roster.csv").read_bytes() == kept
    # A roster that cannot be read may hold bodies too.
    (office / "roster.csv").write_text("甲镇,云岭县\n", encoding="utf-8")
    assert call("roster", "init").exit_code == 2
    assert (office / "roster.csv").read_text(encoding="utf-8") == "甲镇,云岭县\n"


def test_a_roster_is_checked_row_by_row(office: Path) -> None:
    (office / "roster.csv").write_text(
        "单位名称,所属区县,邮箱,层级\n甲镇,云岭县,a@b,乡级\n甲镇人民政府,明河区,,\n乙镇,,,村级\n", encoding="gbk"
    )
    checked = call("roster", "check")
    assert checked.exit_code == 1
    lines = checked.output.splitlines()
    assert [line[:4] for line in lines[:-1]] == ["必须改正", "必须改正", "必须改正", "请留意　"]
    assert [f"第 {number} 行" in line for number, line in zip((2, 3, 4, 4), lines, strict=False)] == [True] * 4
    refused = call("audit", str(FINANCE), "--out", "../out")
    assert refused.exit_code == 2
    assert "第 2 行" in refused.output
    assert "第 4 行：层级“村级”不认识" in refused.output
    assert not Path("../out").exists()


@pytest.mark.parametrize(
    ("words", "text", "message"),
    [
        (["audit"], "inbx: a\n", "inbx: unknown key 'inbx'; did you mean 'inbox'"),
        (["audit"], "results: inbox/out\n", "lies in inbox="),
        (["roster", "check"], "roster: ''\n", "names no roster"),
        (["audit", "--out", "x"], "name: a\n", "--out and --batch go with a SOURCE"),
        (["roster", "init"], "roster: ''\n", "no report that names its body is there"),
        (["roster", "init", "--out", "x.xlsx"], "name: a\n", "--out names a .csv file"),
        (["check", str(FINANCE)], "policy: {severity: {VAL-1: error}}\n", "VAL-1"),
    ],
)
def test_what_is_wrong_in_the_file_or_the_words(office: Path, words: list[str], text: str, message: str) -> None:
    (office / "office.yml").write_text(text, encoding="utf-8")
    done = call(*words)
    assert (done.exit_code, message in done.output) == (2, True), done.output


def test_a_policy_that_is_called_as_an_offices_file_is_still_a_policy(office: Path, tmp_path: Path) -> None:
    (office / "office.yml").write_text("state: {VAL-022: retired}\n", encoding="utf-8")
    out = tmp_path / "out"
    assert call("audit", str(TOWN), "--out", str(out), "--policy", "office.yml").exit_code == 0
    assert not (out / "due.parquet").exists()
    refused = call("audit", str(TOWN), "--out", str(out))
    assert (refused.exit_code, "this is a policy of rules" in refused.output) == (2, True)


class TestCheck:
    """自查: a page in plain words, and nothing is kept."""

    def test_what_was_read_and_found(self, office: Path) -> None:
        before = sorted(path for path in office.rglob("*"))
        page = call("check", str(TOWN))
        assert page.exit_code == 0, page.output
        assert "自查结果　云岭县澜坞镇人民政府　2020年度" in page.output
        assert re.search(r"表格数字：(\d+)/\1 格已读出", page.output)
        assert "1. 【表二" in page.output
        assert "规章" in page.output
        assert "结论：请先改正第二部分的问题，再查一次。" in page.output
        assert "没有发现应改正的问题" not in page.output
        assert sorted(path for path in office.rglob("*")) == before

    def test_a_clean_report(self, office: Path) -> None:
        page = call("check", str(FINANCE))
        assert page.exit_code == 0
        assert "结论：表格数字全部读出，没有发现应改正的问题。" in page.output

    @pytest.mark.parametrize("file", [EMPTY, BATCH / "澜江市明河区" / "云崖街道办事处2021.txt"])
    def test_what_could_not_be_read_is_no_pass(self, office: Path, file: Path) -> None:
        page = call("check", str(file))
        assert page.exit_code == 1
        assert "不能算通过" in page.output
        assert "没有发现应改正的问题" not in page.output
