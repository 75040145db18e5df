"""The benchmarks run, compare rightly, and print a line for each thing they measure."""

import random
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from page_documents import lay_out, ofd, pdf

from benchmarks import isolation
from benchmarks.audit import FLOOR, STAGES, main, measure_audit, table
from benchmarks.changes import in_totals, survey
from benchmarks.changes import report as report_of_survey
from benchmarks.clean_reports import judge_clean
from benchmarks.floors import table as table_of_floors
from benchmarks.floors import timed
from benchmarks.judging import measure_judging
from benchmarks.judging import table as table_of_judging
from benchmarks.mutations import compare, mutate
from benchmarks.mutations import table as table_of_mutations
from benchmarks.printed import Tally, reports
from benchmarks.printed import compare as compare_print
from benchmarks.printed import table as table_of_prints
from gouji.batch import checks_of
from gouji.declared import Declared, load_declared
from gouji.examples import load_bases
from gouji.transcribe import Transcriber
from samples.printers import html
from samples.report import sample_report


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
    address, figure = "requests.received.total", "0"
    compare_print(html(report).encode(), replace(report, texts={address: figure}), declared, transcriber, tally)
    assert tally.cells["misread"] == 1
    compare_print(b"\x89PNG", report, declared, transcriber, tally)
    assert tally.cells["refused"] == 198
    lines = table_of_prints({"by hand": tally}).splitlines()
    assert lines[2].split() == ["all", "3", "395", "1", "198"]


def test_pages_are_timed_against_their_floor(declared: Declared, tmp_path: Path) -> None:
    pages = lay_out(next(reports(1, 1, declared)))
    for name, content in (("a.pdf", pdf(pages)), ("a.ofd", ofd(pages))):
        (tmp_path / name).write_bytes(content)
    found = [timed(tmp_path / name) for name in ("a.pdf", "a.ofd")]
    assert all(one.floor > 0 and one.reading > 0 for one in found)
    lines = table_of_floors(found).splitlines()
    assert [line.split()[0] for line in lines] == ["file", "a.pdf", "a.ofd", "all"]


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
    bases = load_bases(declared.folder, declared.forms)
    for form in declared.forms:
        found = survey(form, 1, declared, bases)
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
