"""A run's own workbooks: told by their properties, never read as reports; none for a district without a report."""

import hashlib
import io
import json
import random
import zipfile
from pathlib import Path
from typing import Any

import openpyxl as _openpyxl
import polars as pl
import pytest

from gouji.audit.run import Outcome, audit
from gouji.bodies.roster import NO_ROSTER
from gouji.declared import Declared
from gouji.document import UnreadableError
from gouji.document.own_workbook import BATCH, KEYWORD, VERSION
from gouji.intake import take_in
from gouji.readers import read
from gouji.rules.checks import checks_of
from gouji.rules.gate import Sound
from samples.printers import print_report
from samples.report import sample_report

# Its stubs do not know custom properties.
openpyxl: Any = _openpyxl


def run(source: Path, out: Path, declared: Declared) -> Outcome:
    return audit([source], out, "批\x07一", Sound(declared, checks_of(declared)), NO_ROSTER, lambda *_: None)


@pytest.fixture(scope="module")
def source(declared: Declared, tmp_path_factory: pytest.TempPathFactory) -> Path:
    source = tmp_path_factory.mktemp("source")
    dice = random.Random(3)  # noqa: S311 - repeatable
    report = sample_report(declared.forms[-1], dice, organisation="云岭县青石镇人民政府", year=2023)
    notes = "会议记录：今天讨论了年度工作。".encode()
    for name, content in (("甲县/a.txt", print_report(report)), ("乙县/notes.txt", notes), ("丙县/again.txt", notes)):
        (source / name).parent.mkdir(exist_ok=True)
        (source / name).write_bytes(content)
    return source


@pytest.fixture(scope="module")
def out(source: Path, declared: Declared, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out")
    run(source, out, declared)
    return out


def test_a_district_without_a_report_has_no_workbook(out: Path) -> None:
    assert [path.name for path in out.glob("*.xlsx")] == ["甲县.xlsx"]
    reports = pl.read_parquet(out / "reports.parquet")
    assert sorted(reports.get_column("district")) == ["丙县", "乙县", "甲县"]


def test_the_workbook_says_what_it_is(out: Path) -> None:
    book = openpyxl.load_workbook(out / "甲县.xlsx")
    assert book.properties.keywords == KEYWORD
    assert {one.name: one.value for one in book.custom_doc_props}[BATCH] == "批 一"
    assert VERSION in {one.name for one in book.custom_doc_props}


def changed(workbook: Path, keep: str) -> bytes:
    """The workbook as a program saves it that keeps only one kind of property."""
    book = openpyxl.load_workbook(workbook)
    if keep == "keywords":
        for name in list(book.custom_doc_props.names):
            del book.custom_doc_props[name]
    else:
        book.properties.keywords = None
    book.active["A1"] = "政府信息公开工作年度报告"
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


@pytest.mark.parametrize("keep", ["keywords", "custom"])
def test_a_workbook_saved_again_is_still_ours(out: Path, keep: str) -> None:
    with pytest.raises(UnreadableError, match="own_workbook"):
        read(changed(out / "甲县.xlsx", keep))


def test_a_spreadsheet_of_somebody_else_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = f"一份表格，其中写着 {KEYWORD}"
    book.properties.keywords = "年报"
    book.save(tmp_path / "a.xlsx")
    assert read((tmp_path / "a.xlsx").read_bytes()).format == "xlsx"


def test_damaged_properties_cost_nothing(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "一份表格"
    book.save(tmp_path / "a.xlsx")
    made = io.BytesIO()
    with zipfile.ZipFile(tmp_path / "a.xlsx") as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"<broken" if name == "docProps/core.xml" else old.read(name))
    assert read(made.getvalue()).format == "xlsx"


def test_it_is_not_read_as_a_report(out: Path, declared: Declared, tmp_path: Path) -> None:
    (tmp_path / "年报").mkdir()
    (tmp_path / "年报" / "甲县.xlsx").write_bytes((out / "甲县.xlsx").read_bytes())
    outcome = run(tmp_path / "年报", tmp_path / "out", declared)
    assert outcome.audited is not None
    (report,) = outcome.audited.frames.reports.to_dicts()
    assert report["status"] == "not_a_report"
    assert "核查工作簿" in report["reason"]
    assert outcome.audited.frames.cells.is_empty()
    assert outcome.written is not None
    assert outcome.written.workbooks == {}


def test_every_output_is_listed_and_the_next_run_keeps_what_is_not(
    source: Path, declared: Declared, tmp_path: Path, both_judges: None
) -> None:
    (tmp_path / "底稿.xlsx").write_bytes(b"of a clerk")
    run(source, tmp_path, declared)
    listed = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))["outputs"]
    there = {
        path.relative_to(tmp_path).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in tmp_path.rglob("*")
        if path.is_file() and path.name not in ("run.json", "底稿.xlsx")
    }
    assert listed == there
    assert {"甲县.xlsx", "reports.parquet", "validation/validation.json"} <= listed.keys()
    (tmp_path / "甲县.xlsx").write_bytes(b"with notes")
    (tmp_path / "validation" / "data_docs" / "note.txt").write_bytes(b"of a clerk")
    outcome = run(source, tmp_path, declared)
    assert outcome.written is not None
    assert outcome.written.workbooks == {"甲县": tmp_path / "甲县 (2).xlsx"}
    run_json = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    assert run_json["written_beside"] == {"甲县.xlsx": {"written": "甲县 (2).xlsx", "why": "changed"}}
    assert (tmp_path / "甲县.xlsx").read_bytes() == b"with notes"
    assert (tmp_path / "底稿.xlsx").read_bytes() == b"of a clerk"
    assert (tmp_path / "validation" / "data_docs" / "note.txt").read_bytes() == b"of a clerk"


def test_a_run_without_anything_to_audit_forgets_nothing(source: Path, declared: Declared, tmp_path: Path) -> None:
    run(source, tmp_path / "out", declared)
    (tmp_path / "empty").mkdir()
    run(tmp_path / "empty", tmp_path / "out", declared)
    listed = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert (listed["outputs"], "甲县.xlsx" in listed["outputs_left"]) == ({}, True)
    assert take_in([tmp_path / "empty"]).taken == ()
