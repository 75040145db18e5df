"""The benchmarks run, compare rightly, and print a line for each thing they measure."""

import random
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks import exactness, isolation
from benchmarks.audit import FLOOR, STAGES, main, measure_audit, table
from benchmarks.changes import in_totals, survey
from benchmarks.changes import report as report_of_survey
from benchmarks.clean_reports import judge_batch, judge_clean
from benchmarks.floors import FLOORS, by_ending, streams
from benchmarks.floors import table as table_of_floors
from benchmarks.generated import by_format, invent, make
from benchmarks.generated import measure as measure_generated
from benchmarks.judging import measure_judging
from benchmarks.judging import table as table_of_judging
from benchmarks.making import WAYS
from benchmarks.mixed import measure_mixed
from benchmarks.mixed import table as table_of_mixed
from benchmarks.mutations import compare, mutate
from benchmarks.mutations import table as table_of_mutations
from benchmarks.printed import compare as compare_print
from benchmarks.printed import reports, truth_of
from benchmarks.tally import Tally, lines
from gouji.declared import Declared, load_declared
from gouji.document.figures import read_figure
from gouji.reports.transcribe import Transcriber
from gouji.rules.checks import checks_of
from samples.printers import html, print_report
from samples.report import sample_report
from tests.made.archives import zipped
from tests.made.old_documents import compound

pytestmark = pytest.mark.great_expectations


def test_every_stage_is_timed_and_shown() -> None:
    measured = measure_audit(count=6, seed=7)
    assert set(measured.seconds) == set(STAGES)
    assert all(seconds > 0 for seconds in measured.seconds.values())
    assert measured.checks > 700
    lines = table(measured).splitlines()
    assert lines[0].startswith("6 reports, ")
    for stage in (*STAGES, "all", FLOOR):
        assert sum(line.startswith(f"{stage} ") for line in lines) == 1, stage
    shares = [float(line.rsplit(None, 1)[1].rstrip("%")) for line in lines if line.endswith("%")]
    assert sum(shares) == pytest.approx(200, abs=1)


def test_a_batch_of_nothing_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--count", "0"])
    assert stopped.value.code == 2
    assert "at least one report" in capsys.readouterr().err


def test_altered_copies_are_refused_read_alike_or_told_apart(declared: Declared) -> None:
    rng = random.Random(3)  # noqa: S311 - repeatable, not secret
    page = html(sample_report(declared.forms[1], rng)).encode()
    reads = list(mutate(page, copies=8, seed=1))
    assert [one.seed for one in reads] == list(range(1, 9))
    assert {one.outcome for one in reads} <= {"refused", "same", "partly refused", "changed"}
    lines = table_of_mutations({"page.html": reads}).splitlines()
    assert lines[0].split() == [
        "file",
        "copies",
        "refused",
        "same",
        "partly",
        "refused",
        "changed",
        "crashed",
        "hung",
        "slowest",
        "s",
    ]
    assert lines[1].startswith("page.html")


def test_what_a_copy_says_is_compared_cell_by_cell() -> None:
    whole = {"a": ("read", Decimal(12)), "b": ("blank", None)}
    assert compare(whole, whole) == ("same", "")
    assert compare(whole, whole | {"a": ("unreadable", None)}) == ("partly refused", "")
    assert compare(whole, whole | {"a": ("blank", None)}) == ("changed", "a: 12 became blank")
    assert compare(whole, whole | {"b": ("read", Decimal(1))}) == ("changed", "b: blank became 1")
    assert compare(whole, whole | {"c": ("absent", None)}) == ("changed", "c: nothing became absent")


def test_a_print_is_compared_cell_by_cell(declared: Declared, transcriber: Transcriber) -> None:
    (report,) = reports(1, 1, declared)
    tally = Tally()
    compare_print(html(report).encode(), report, declared, transcriber, tally)
    assert (tally.files, tally.cells, tally.misread) == (1, {"exact": 198}, [])
    address, figure = "requests.received.total", report.figures["requests.received.total"]
    other = replace(report, figures={**report.figures, address: figure + 1})
    compare_print(html(report).encode(), other, declared, transcriber, tally)
    assert [one.split(", ", 1)[1] for one in tally.misread] == [f"{address}: {figure + 1} as {figure}"]
    blank = replace(report, texts={address: ""})
    compare_print(html(report).encode(), blank, declared, transcriber, tally)
    assert tally.misread[1].endswith(f"{address}: blank as {figure}")
    compare_print(b"\x89PNG", report, declared, transcriber, tally)
    assert tally.cells["refused"] == 198
    assert lines({"by hand": tally}, "printed by")[2].split() == ["all", "4", "792", "592", "2", "198"]


def test_every_format_is_timed_against_its_floor(declared: Declared, tmp_path: Path) -> None:
    """All but .doc and .xls, which no writer at hand makes."""
    ways = {way.ending: way for way in reversed(WAYS) if not way.program and way.ending != ".zip"}
    make([invent(rank, [way], 1, declared) for rank, way in enumerate(ways.values())], tmp_path, 1)
    found = by_ending(sorted(tmp_path.glob("*.*")), runs=1)
    assert set(found) == set(ways) == set(FLOORS) - {".doc", ".xls"}
    assert all(0 < one.floor < one.whole for one in found.values())
    lines = table_of_floors(found).splitlines()
    assert [line.split()[0] for line in lines] == ["format", *found, "all"]


def test_old_files_have_a_floor() -> None:
    streams(compound({"WordDocument": b"a" * 5000}))()
    with pytest.raises(OSError, match="OLE2"):
        streams(b"no such file")()


def test_documents_of_every_way_are_read_exactly(declared: Declared, tmp_path: Path) -> None:
    """One report in each way that needs no program, a batch with archives and saved pages among them."""
    ways = [way for way in WAYS if not way.program]
    found = [invent(rank, ways, 1, declared) for rank in range(len(ways))]
    make(found, tmp_path, 1)
    tallies = measure_generated(found, tmp_path, declared)
    assert [one for tally in tallies.values() for one in tally.misread] == []
    assert {name: tally.files for name, tally in tallies.items()} == {f"{way.ending} {way.name}": 1 for way in ways}
    together = by_format(tallies)
    assert sum(tally.cells.total() for tally in together.values()) == 198 * len(ways)
    # What lost its cells is refused for the most part, and so are figures that do not fit on one line of a page.
    whole = [tally for name, tally in tallies.items() if "cells" not in name]
    assert sum(tally.cells["refused"] for tally in whole) < 0.02 * 198 * len(whole)


def test_figures_are_spelt_and_left_blank(declared: Declared) -> None:
    """What is compared with is the figure itself, however it is spelt."""
    made = invent(4 * len(WAYS), WAYS, 1, declared)
    truth, texts = truth_of(made.report), made.report.texts
    assert {truth[address] for address, text in texts.items() if not text} == {None}
    spelt = {address: text for address, text in texts.items() if text}
    assert all(truth[address] == made.report.figures[address] for address in spelt)
    assert {type(read_figure(text, "count", None, declared.spellings).value) for text in spelt.values()} == {Decimal}


def test_an_archive_of_one_document_is_altered_too(declared: Declared) -> None:
    report = sample_report(declared.forms[1], random.Random(3))  # noqa: S311 - repeatable, not secret
    reads = list(mutate(zipped({"报告.txt": print_report(report)}), copies=4, seed=1))
    assert {one.outcome for one in reads} <= {"refused", "same"}


def test_a_mixed_batch_is_timed(declared: Declared, tmp_path: Path) -> None:
    ways = [next(way for way in WAYS if way.ending == ending and not way.program) for ending in (".html", ".ofd")]
    make([invent(rank, ways, 1, declared) for rank in range(4)], tmp_path, 1)
    found = measure_mixed(tmp_path)
    assert (found.files, found.cells) == (4, 2 * 198 + 2 * 200)
    assert 0 < found.floors < found.processor
    assert table_of_mixed(found).startswith("4 documents, 796 cells, ")


def test_a_folder_that_is_not_named_is_no_success(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("GOUJI_SHARED", raising=False)
    assert exactness.main() == 2
    monkeypatch.setenv("GOUJI_SHARED", str(tmp_path))
    assert exactness.main() == 2
    said = capsys.readouterr().err
    assert "GOUJI_SHARED is not set" in said
    assert "has no reports and no made" in said


def test_isolation_is_measured_on_the_same_frames(capsys: pytest.CaptureFixture[str]) -> None:
    isolation.main(["--count", "6"])
    heading, plain, isolated = capsys.readouterr().out.splitlines()
    assert heading.split() == ["reports/s", "ms", "here", "ms", "workers"]
    assert float(plain.split()[-1]) == 0
    assert float(plain.split()[-2]) > 0
    assert isolated.startswith("in workers ")


def test_judging_is_measured_against_the_same_checks_in_polars() -> None:
    measured = measure_judging(20)
    assert (measured.reports, measured.definite + measured.doubtful) == (20, len(checks_of(load_declared())))
    assert measured.findings > 0
    assert min(measured.floor, measured.pandera, measured.great_expectations) > 0
    assert len(table_of_judging(measured).splitlines()) == 7


def test_every_change_of_a_printed_total_is_seen(declared: Declared) -> None:
    """The survey of changes at full strength for the totals: one clean report of each form, every figure, every change."""
    for form in declared.forms:
        found = survey(form, 1, declared)
        bound = in_totals(form)
        assert len(found) == len(form.cells)
        assert all(one.changed == one.by_total > 0 for address, one in found.items() if address in bound)
        lines = list(report_of_survey(form, found, checks_of(declared)))
        assert all(f"    {address}: " in "\n".join(lines) for address, one in found.items() if one.unseen)


def test_clean_reports_are_judged_and_none_is_accused() -> None:
    found = judge_clean(range(1, 9), "2021")
    assert found.reports == 8
    assert found.cells["read"] > 8 * 190
    assert not [rule for severity, rule in found.findings if severity == "error"]


def test_of_a_clean_batch_an_office_is_shown_nothing() -> None:
    shown = judge_batch(12, seed=1)
    assert shown.reports == 12
    assert shown.accusations == ()
    # The reports of nothing but zeros are a list for the district.
    assert set(shown.rows) <= {"appendix", "list"}
    assert sum(shown.rows.values()) > 0
