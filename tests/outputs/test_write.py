"""What a run leaves behind: the same bytes for the same input, and a record of what went in."""

import datetime as dt
import hashlib
import json
import random
from pathlib import Path

import polars as pl
import pytest
from openpyxl import load_workbook

from gouji.archive.batches import audited_before
from gouji.audit.run import Outcome, audit, batch_name, split
from gouji.audit.summary import findings_by_district, summary_markdown
from gouji.bodies.roster import NO_ROSTER
from gouji.declared import Declared, load_declared
from gouji.frames import CELLS, CLAIMS, COVERAGE, EXPLANATIONS, FINDINGS, LEFTOVERS, REPORTS
from gouji.intake import take_in
from gouji.rules.checks import checks_of
from gouji.rules.gate import Sound
from samples.printers import print_report
from samples.report import sample_report

pytestmark = pytest.mark.great_expectations


@pytest.fixture(scope="module")
def declared() -> Declared:
    return load_declared()


@pytest.fixture(scope="module")
def inbox(declared: Declared, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("inbox")
    rng = random.Random(5)  # noqa: S311 - a reproducible batch, no secret
    for index, form in enumerate((*declared.forms, *declared.forms)):
        report = sample_report(form, rng, year=form.first_year)
        path = folder / f"县{index % 2}" / f"{index}_|<b>.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(print_report(report))
    (folder / "县0" / "坏.pdf").write_bytes(b"%PDF-1.4")
    return folder


@pytest.fixture(scope="module")
def runs(declared: Declared, inbox: Path, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Outcome, Path]]:
    done: list[tuple[Outcome, Path]] = []
    for name in ("one", "two"):
        out = tmp_path_factory.mktemp(name)
        done.append((audit([inbox], out, "批", Sound(declared, checks_of(declared)), NO_ROSTER, lambda *_: None), out))
    return done


def test_same_input_same_bytes(runs: list[tuple[Outcome, Path]]) -> None:
    (_, one), (_, two) = runs
    kept = sorted(path.relative_to(one) for path in one.rglob("*") if path.is_file() and path.name != "run.json")
    assert {path.suffix for path in kept} >= {".xlsx", ".parquet", ".json", ".html"}
    for path in kept:
        assert (one / path).read_bytes() == (two / path).read_bytes(), path


@pytest.mark.parametrize(
    ("name", "schema"),
    [
        ("reports", REPORTS),
        ("cells", CELLS),
        ("leftovers", LEFTOVERS),
        ("claims", CLAIMS),
        ("findings", FINDINGS),
        ("explanations", EXPLANATIONS),
        ("coverage", COVERAGE),
    ],
)
def test_frames_keep_their_contract(runs: list[tuple[Outcome, Path]], name: str, schema: pl.Schema) -> None:
    assert pl.read_parquet(runs[0][1] / f"{name}.parquet").schema == schema


def test_every_report_has_every_cell_and_every_check_every_report(
    runs: list[tuple[Outcome, Path]], declared: Declared
) -> None:
    out = runs[0][1]
    cells = pl.read_parquet(out / "cells.parquet").group_by("report_id").len()
    assert sorted(cells.get_column("len")) == sorted([len(form.cells) for form in declared.forms] * 2)
    coverage = pl.read_parquet(out / "coverage.parquet")
    outcomes = ("passed", "failed", "undecided", "not_applicable", "errored")
    assert set(coverage.select(pl.sum_horizontal(outcomes)).to_series()) == {4}


def test_rules_on_trial_are_in_the_frames_and_in_no_workbook(
    runs: list[tuple[Outcome, Path]], declared: Declared
) -> None:
    outcome, out = runs[0]
    assert outcome.written is not None
    on_trial = {rule.id for rule in declared.rules if rule.state == "trial"}
    assert on_trial <= set(pl.read_parquet(out / "coverage.parquet").get_column("rule"))
    for path in outcome.written.workbooks.values():
        book = load_workbook(path)
        texts = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
        assert not on_trial & texts
        assert "STR-001" in texts


def test_run_json_names_every_input_and_what_it_was_judged_by(
    runs: list[tuple[Outcome, Path]], inbox: Path, declared: Declared
) -> None:
    run = json.loads((runs[0][1] / "run.json").read_text(encoding="utf-8"))
    hashes = {hashlib.sha256(path.read_bytes()).hexdigest() for path in inbox.rglob("*") if path.is_file()}
    assert set(run["inputs"].values()) == hashes
    assert run["declarations"] == dict(declared.hashes)
    assert set(run["seconds"]) == {
        "intake",
        "read",
        "widen",
        "load",
        "judge",
        "conclude",
        "write",
    }
    assert run["counts"]["reports"] == {"audited": 4, "unreadable": 1}
    assert {"gouji", "python", "polars", "pandera", "great-expectations"} <= set(run["versions"])


def test_what_was_audited_before_is_known_by_content(runs: list[tuple[Outcome, Path]], inbox: Path) -> None:
    known = audited_before(runs[0][1].parent)
    assert not take_in([inbox], known).taken


def test_a_damaged_record_stops_the_inbox(tmp_path: Path) -> None:
    (tmp_path / "batch").mkdir()
    (tmp_path / "batch" / "run.json").write_text("{", encoding="utf-8")
    with pytest.raises(ValueError, match=r"batch.run\.json: not a run\.json of Gouji"):
        audited_before(tmp_path)


def test_summary_shows_file_names_without_effect(runs: list[tuple[Outcome, Path]]) -> None:
    outcome, out = runs[0]
    markdown = summary_markdown(outcome, out)
    assert "4 audited, 1 unreadable" in markdown
    assert "坏.pdf" in markdown
    assert "<b>" not in markdown


def test_findings_by_district_counts_every_finding_and_group(runs: list[tuple[Outcome, Path]]) -> None:
    outcome, _ = runs[0]
    assert outcome.audited is not None
    rows = findings_by_district(outcome.audited)
    assert {row["district"] for row in rows} == {"县0", "县1"}
    assert sum(row["audited"] for row in rows) == 4
    findings = outcome.audited.judgement.findings
    assert sum(row["findings"] for row in rows) == findings.height
    assert sum(row[key] for row in rows for key in ("errors", "warnings", "notices")) == findings["lead"].sum()


def test_batch_name_is_safe_as_a_folder(tmp_path: Path) -> None:
    now = dt.datetime(2026, 1, 20, 8, 0, tzinfo=dt.UTC)
    assert batch_name([tmp_path / "报告 1:2?"], now) == "20260120T080000_报告_1_2"


def test_chunks_keep_every_file_in_order(inbox: Path) -> None:
    taken = take_in([inbox]).taken * 100
    chunks = split(taken)
    assert [one for chunk in chunks for one in chunk] == list(taken)
    assert {len(chunk) for chunk in chunks[:-1]} == {200}
