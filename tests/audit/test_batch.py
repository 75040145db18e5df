"""From files to findings: what a batch leaves behind, and what must not change when nothing that matters does."""

import random
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from gouji.bodies.roster import NO_ROSTER
from gouji.frames import CELLS, CLAIMS, COVERAGE, FINDINGS, LEFTOVERS, REPORTS
from gouji.intake import take_in
from gouji.judging.batch import Audited, judge_batch, together
from gouji.judging.evidence import with_evidence
from gouji.reports.chunks import read_chunk, transcribe_chunk
from gouji.reports.frames import to_frames
from gouji.reports.rows import ReportRows
from samples.printers import print_report
from samples.report import SampleReport, sample_report
from tests.made.judging import shipped, shipped_checks

FORM = shipped().forms[-1]
BODY = "云岭县鹭河镇人民政府"
TOTAL = "disputes.reconsideration.total"
RECEIVED = "requests.received.total"


def report(body: str = BODY, figures: Mapping[str, int] | None = None, **fields: Any) -> SampleReport:
    """A clean report of 2023; `figures` are changed afterwards, so that neither tables nor prose agree with them."""
    made = sample_report(FORM, random.Random(body), scale=20, organisation=body, year=2023)  # noqa: S311 - repeatable
    changed = {cell: Decimal(figure) for cell, figure in (figures or {}).items()}
    return replace(made, figures={**made.figures, **changed}, **fields)


def with_total(difference: int) -> SampleReport:
    """A report whose total of 行政复议 is not the sum of its parts."""
    return report(figures={TOTAL: int(report().figures[TOTAL]) + difference})


def without_requests() -> SampleReport:
    """The prose says that no request was received, the table that some were."""
    body = "云岭县霜渡乡人民政府"
    quiet = sample_report(FORM, random.Random(body), scale=0, organisation=body, year=2023)  # noqa: S311 - repeatable
    seven = ("received", "granted", "processed")
    cells = [f"requests.{row}.{column}" for row in seven for column in ("natural_person", "total")]
    return replace(quiet, texts=dict.fromkeys(cells, "7"))


# As files of a folder; the names put one body in a district by its folder.
FILES: dict[str, SampleReport | bytes] = {
    "云岭县/a.txt": report("云岭县青坞镇人民政府"),
    "云岭县/b.txt": report("云岭县青坞镇人民政府"),
    "云岭县/wrong.txt": with_total(1),
    "云岭县/quiet.txt": without_requests(),
    "云岭县/late.txt": report("云岭县财政局", published_on=None),
    "空.txt": b"",
    "notes.txt": "会议记录：今天讨论了年度工作。".encode(),
}


def write(folder: Path, files: Mapping[str, SampleReport | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else print_report(content))
    return folder


def audit(*sources: Path, chunk: int = 100, trail: Path | None = None) -> Audited:
    taken = take_in(sources).taken
    chunks = [taken[start : start + chunk] for start in range(0, len(taken), chunk)]
    parts = [transcribe_chunk(read_chunk(one, shipped()), shipped(), NO_ROSTER) for one in chunks]
    return judge_batch(together(parts, shipped()), shipped_checks(), shipped(), trail)


def found(batch: Audited, file: str) -> list[dict[str, Any]]:
    """The findings on one file, by the end of its name."""
    ids = batch.frames.reports.filter(pl.col("file").str.ends_with(file)).get_column("report_id")
    return batch.judgement.findings.filter(pl.col("report_id").is_in(ids.implode())).to_dicts()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("batch") / "source", FILES)


@pytest.fixture(scope="module")
def batch(folder: Path) -> Audited:
    return audit(folder)


def test_every_file_has_a_status(batch: Audited) -> None:
    status = dict(batch.frames.reports.select(pl.col("file").str.split("/").list.last(), "status").iter_rows())
    assert status == {
        "a.txt": "audited",
        "b.txt": "duplicate",
        "wrong.txt": "audited",
        "quiet.txt": "audited",
        "late.txt": "audited",
        "空.txt": "unreadable",
        "notes.txt": "not_a_report",
    }


def test_the_frames_keep_their_contracts(batch: Audited) -> None:
    frames, judgement = batch.frames, batch.judgement
    for frame, schema in (
        (frames.reports, REPORTS),
        (frames.cells, CELLS),
        (frames.leftovers, LEFTOVERS),
        (frames.claims, CLAIMS),
        (judgement.findings, FINDINGS),
        (judgement.coverage, COVERAGE),
    ):
        assert frame.schema == schema
    assert judgement.errors == {}


def test_a_duplicate_is_named_and_its_cells_are_kept_once(batch: Audited) -> None:
    [duplicate] = batch.frames.reports.filter(pl.col("status") == "duplicate").to_dicts()
    assert "a.txt" in duplicate["reason"]
    assert duplicate["report_id"] not in set(batch.frames.cells.get_column("report_id"))
    assert batch.frames.cells.group_by("report_id").len().get_column("len").unique().to_list() == [len(FORM.cells)]


def test_nothing_is_found_in_a_clean_report(batch: Audited) -> None:
    assert found(batch, "a.txt") == []


def test_a_finding_has_values_places_and_evidence(batch: Audited) -> None:
    [finding] = [one for one in found(batch, "wrong.txt") if one["rule"] == "VAL-005"]
    parts = sum(
        int(report().figures[f"disputes.reconsideration.{name}"])
        for name in ("upheld", "corrected", "other", "pending")
    )
    assert (finding["place"], finding["severity"]) == ("disputes.reconsideration.*", "error")
    assert (finding["reported"], finding["expected"], finding["difference"]) == (str(parts + 1), str(parts), "1")
    assert finding["cells"][0] == TOTAL
    assert len(finding["cells"]) == 5
    seen = finding["evidence"].split("; ")
    assert len(seen) == 5
    assert seen[0].startswith("line ")
    assert seen[0].endswith(f": {parts + 1}")
    assert finding["district"] == "云岭县"


def test_a_claim_of_the_prose_is_quoted(batch: Audited) -> None:
    [finding] = [one for one in found(batch, "quiet.txt") if one["rule"] == "NAR-018"]
    assert (finding["reported"], finding["expected"]) == ("正文0件", "表三7件")
    claim, cell = finding["evidence"].split("; ")
    [stated] = batch.frames.claims.filter(
        (pl.col("report_id") == finding["report_id"]) & (pl.col("claim") == "requests_received")
    ).to_dicts()
    assert claim == f"{stated['locator']}: {stated['quote']}"
    assert cell.endswith(": 7")


def test_where_nothing_is_printed_there_is_no_evidence(tmp_path: Path) -> None:
    made = report()
    sections = tuple(one for one in made.sections if one.number != 5)
    batch = audit(write(tmp_path / "short", {"short.txt": replace(made, sections=sections)}))
    [finding] = [one for one in found(batch, "short.txt") if one["rule"] == "STR-001"]
    assert finding["evidence"] is None
    assert finding["cells"] == []


def test_headings_are_evidence(tmp_path: Path) -> None:
    made = report()
    sections = tuple(
        replace(one, heading=one.heading.replace("五、", "六、")) if one.number == 5 else one for one in made.sections
    )
    batch = audit(write(tmp_path / "odd", {"odd.txt": replace(made, sections=sections)}))
    [finding] = found(batch, "odd.txt")
    assert finding["rule"] == "STR-013"
    assert finding["evidence"].startswith("line ")
    assert finding["evidence"].endswith(f": {sections[4].heading}")


def test_findings_without_evidence_are_none_at_all(batch: Audited) -> None:
    empty = with_evidence(batch.judgement.findings.clear(), (), batch.frames)
    assert empty.schema == FINDINGS
    assert empty.is_empty()


def test_the_order_of_the_files_and_of_the_chunks_changes_nothing(folder: Path, batch: Audited) -> None:
    """Each file as a SOURCE of its own, in another order, read two by two: the same reports, found the same."""
    # Without the duplicate: which of two same files is the first is a matter of order.
    files = sorted((path for path in folder.rglob("*.txt") if path.name != "b.txt"), reverse=True)
    shuffled = audit(*files, chunk=2)
    assert shuffled.judgement.coverage.equals(batch.judgement.coverage)
    # The district comes from the folder, which a file alone does not have: here all of it is in the title, too.
    assert_frame_equal(shuffled.judgement.findings, batch.judgement.findings)


def test_a_corrected_figure_keeps_the_fingerprint(tmp_path: Path, batch: Audited) -> None:
    corrected = audit(write(tmp_path / "next", {"wrong.txt": with_total(2)}))
    [before] = [one for one in found(batch, "wrong.txt") if one["rule"] == "VAL-005"]
    [after] = [one for one in found(corrected, "wrong.txt") if one["rule"] == "VAL-005"]
    assert before["fingerprint"] == after["fingerprint"]
    assert before["report_id"] != after["report_id"]
    assert before["reported"] != after["reported"]
    every = batch.judgement.findings.get_column("fingerprint")
    assert every.n_unique() == every.len()


def test_two_reports_of_one_body_for_one_year_are_both_audited_and_named(tmp_path: Path) -> None:
    batch = audit(write(tmp_path / "twice", {"one.txt": report(), "two.txt": with_total(1)}))
    reasons = dict(batch.frames.reports.select(pl.col("file").str.split("/").list.last(), "reason").iter_rows())
    assert batch.frames.reports.get_column("status").to_list() == ["audited", "audited"]
    assert "two.txt" in reasons["one.txt"]
    assert "one.txt" in reasons["two.txt"]


def test_a_year_that_is_in_doubt_accuses_nobody_of_being_late(tmp_path: Path) -> None:
    """The year before is left in the title: the title is told, and nothing is judged by a year that may be wrong."""
    stale = report()
    stale = replace(stale, title=stale.title.replace("2023", "2022"))
    batch = audit(write(tmp_path / "stale", {"stale.txt": stale}))
    assert sorted(one["rule"] for one in found(batch, "stale.txt")) == ["STR-004"]
    assert batch.frames.reports.get_column("year").to_list() == [2022]
    assert batch.frames.facts.get_column("report.year").to_list() == [None]


@pytest.mark.usefixtures("both_judges")
def test_a_batch_without_a_report(tmp_path: Path) -> None:
    batch = audit(write(tmp_path / "none", {"notes.txt": FILES["notes.txt"]}), trail=tmp_path / "trail")
    assert batch.judgement.findings.is_empty()
    assert batch.judgement.errors == {}
    assert batch.judgement.coverage.drop("rule", "place").sum_horizontal().sum() == 0
    assert (tmp_path / "trail" / "validation.json").is_file()


def test_a_value_for_which_a_frame_has_no_column_is_not_lost_without_a_word() -> None:
    declared = shipped()
    rows = ReportRows([], [], [], [], [], [{"report_id": "a", "report.unknown": 1}])
    with pytest.raises(KeyError, match=r"report\.unknown"):
        to_frames([rows], declared)
