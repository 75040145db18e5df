"""A batch is read in workers as in this process, and a file that harms costs itself alone."""

import random
import sys
from pathlib import Path

import openpyxl
import pytest

from gouji.audit.run import audit
from gouji.bodies.roster import NO_ROSTER
from gouji.declared import Declared
from gouji.intake import take_in
from gouji.judging.batch import together
from gouji.reports.chunks import read_chunk, transcribe_chunk
from gouji.reports.frames import BatchFrames
from gouji.rules.checks import checks_of
from gouji.rules.gate import Sound
from gouji.workers import Workers
from samples.printers import print_report
from tests.made.flat_documents import report_excel_xml, report_word_xml
from tests.made.hostile_batches import apart, clean, outcomes, write
from tests.made.hostile_work import rows_or_die
from tests.made.office_documents import report_docx, report_odt, report_xlsx
from tests.made.rich_text import report_rtf

ROOT = Path(__file__).resolve().parents[2]
FRAMES = ("reports", "cells", "leftovers", "claims", "facts")


def plainly(source: Path, declared: Declared) -> BatchFrames:
    return together([transcribe_chunk(read_chunk(take_in([source]).taken, declared), declared, NO_ROSTER)], declared)


def assert_the_same(source: Path, declared: Declared, workers: Workers) -> BatchFrames:
    plain, isolated = plainly(source, declared), apart(source, declared, workers)
    for name in FRAMES:
        assert getattr(plain, name).equals(getattr(isolated, name)), name
    return isolated


def test_a_mixed_batch_is_read_as_in_this_process(declared: Declared, workers: Workers, tmp_path: Path) -> None:
    report, rng = clean(declared), random.Random(2)  # noqa: S311
    files = {path.name: path.read_bytes() for path in (ROOT / "samples" / "batch").rglob("*.*")}
    files |= {
        "a.docx": report_docx(report, rng),
        "a.odt": report_odt(report),
        "a.xlsx": report_xlsx(report, rng),
        "b.doc": report_word_xml(report, rng, vertical=True),
        "c.doc": report_rtf(report, rng, "word"),
        "b.xls": report_excel_xml(report, rng),
        "copy.odt": report_odt(report),
        "empty.txt": b"",
        "notes.md": "# 说明\n".encode(),
        "picture.png": b"\x89PNG\r\n\x1a\n" * 9,
        "deep.html": b"<div>" * 3_000,
    }
    found = outcomes(assert_the_same(write(tmp_path, files), declared, workers))
    assert len(found) == len(files)
    assert [found[name][0] for name in ("a.docx", "a.odt", "a.xlsx", "b.doc", "c.doc", "b.xls")] == ["audited"] * 6
    assert found["copy.odt"][0] == "duplicate"


def test_the_made_documents_are_read_as_in_this_process(shared: Path, declared: Declared, workers: Workers) -> None:
    found = outcomes(assert_the_same(shared / "made", declared, workers))
    assert sum(status == "audited" for status, _ in found.values()) >= 80


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals")
def test_a_crash_a_hang_and_a_glut_cost_a_file_each_and_are_reported(
    declared: Declared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gouji.reports.chunks._rows_of_one", rows_or_die)
    # Whatever else the machine does, only the file that hangs runs out of time.
    monkeypatch.setattr("gouji.reports.chunks.seconds_for", lambda taken: 8.0 if "hang" in taken.file.name else 120.0)
    bodies = ["云岭县财政局", "云岭县水利局", "云岭县民政局", "云岭县教育局"]
    files = {
        f"云岭县/{rank}{body}.html": print_report(clean(declared, body), "html") for rank, body in enumerate(bodies)
    }
    files |= {
        "云岭县/1crash.txt": b"segfault 0",
        "云岭县/2hang.txt": b"hang 0",
        "云岭县/3big.txt": b"allocate 9000000000",
    }
    outcome = audit(
        [write(tmp_path / "in", files)],
        tmp_path / "out",
        "批",
        Sound(declared, checks_of(declared)),
        NO_ROSTER,
        lambda *_: None,
    )
    assert outcome.exit_code == 1
    assert outcome.audited is not None
    found = outcomes(outcome.audited.frames)
    assert {name: found[f"云岭县/{name}.txt"] for name in ("1crash", "2hang", "3big")} == {
        "1crash": ("unreadable", "读取时程序中断（SIGSEGV），文件可能已损坏或含有恶意内容"),
        "2hang": ("unreadable", "读取超过 8 秒，已停止"),
        "3big": ("unreadable", "读取所需内存超过 2000 MB，已停止"),
    }
    assert sum(status == "audited" for status, _ in found.values()) == len(bodies)
    assert outcome.audited.frames.cells.height == 200 * len(bodies)
    sheet = openpyxl.load_workbook(tmp_path / "out" / "云岭县.xlsx")["待核对"]
    said = {str(value) for row in sheet.iter_rows(values_only=True) for value in row}
    assert {found[f"云岭县/{name}.txt"][1] for name in ("1crash", "2hang", "3big")} <= said


def test_every_reason_has_its_sentence(declared: Declared) -> None:
    told = declared.reasons.files
    for reason, details in {
        "too_slow": {"limit": 60},
        "too_much_memory": {"limit": 2000},
        "worker_crashed": {"problem": "SIGSEGV"},
        "archive_damaged": {"problem": "x"},
        "archive_too_deep": {"limit": 2},
        "archive_too_large": {"limit": "400 MB"},
        "archive_member_too_large": {"limit": 20},
        "archive_needs_libarchive": {},
    }.items():
        assert reason in told
        assert "{" not in declared.reasons.of_file(reason, details)
