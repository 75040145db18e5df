"""Which reports have a page, and what it says of files that cannot be shown."""

import random
import zipfile
from collections.abc import Generator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from gouji.audit.run import audit
from gouji.bodies.roster import NO_ROSTER
from gouji.declared import Declared
from gouji.declared.texts.show import load_show_texts
from gouji.intake import take_in
from gouji.outputs import show
from gouji.outputs.folder import OutFolder
from gouji.outputs.show import show_file, write_pages
from gouji.outputs.workbook.pen import PageTarget
from gouji.reports.chunks import read_chunk, transcribe_chunk
from gouji.reports.frames import BatchFrames
from gouji.rules.checks import checks_of
from gouji.rules.gate import Sound
from gouji.workers import Workers
from samples.printers import print_report
from samples.report import SampleReport, sample_report
from tests.made.ofd_pages import ofd
from tests.made.page_documents import Page
from tests.made.pdf_pages import pdf
from tests.made.reading import printed
from tests.made.show_pages import drawn, ids, parsed, spots_of


@pytest.fixture(scope="module")
def workers() -> Generator[Workers]:
    with Workers() as started:
        yield started


def frames_of(files: Mapping[str, bytes], folder: Path, declared: Declared) -> tuple[Any, BatchFrames]:
    for name, content in files.items():
        (folder / name).write_bytes(content)
    taken = take_in([folder / name for name in files]).taken
    return taken, transcribe_chunk(read_chunk(taken, declared), declared, NO_ROSTER)


def test_the_same_report_is_the_same_bytes(pages: list[Page], declared: Declared, tmp_path: Path) -> None:
    for content in (pdf(pages), ofd(pages), print_report(sample(declared, 3), layout="html")):
        assert drawn(content, tmp_path, declared) == drawn(content, tmp_path, declared)


def sample(declared: Declared, seed: int) -> SampleReport:
    return sample_report(declared.forms[-1], random.Random(seed), organisation="云岭县财政局", year=2023)  # noqa: S311


def test_what_is_too_much_to_show_is_said(
    report: SampleReport, pages: list[Page], declared: Declared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = load_show_texts(declared.folder)
    monkeypatch.setattr("gouji.outputs.show.pictured_side.MOST_PAGES", 1)
    page = drawn(pdf(pages), tmp_path, declared)
    assert len(parsed(page).xpath("//*[local-name()='svg']")) == 1
    assert words.pages_left_out.split("{")[0] in page
    assert {cell.address for cell in report.form.cells} <= ids(parsed(page)).keys()
    monkeypatch.setattr("gouji.outputs.show.blocks.MOST_BLOCKS", 2)
    monkeypatch.setattr("gouji.outputs.show.blocks.LONGEST_TEXT", 20)
    text = printed(report, "paragraphs", {}) + "\n" + "长" * 100
    page = drawn(text.encode(), tmp_path, declared)
    assert "长" * 21 not in page
    assert words.blocks_left_out.split("{")[0] in page
    assert all(spots_of(parsed(page), cell.address) for cell in report.form.cells[:3])


def test_a_file_that_cannot_be_read_says_why(declared: Declared, tmp_path: Path) -> None:
    path = tmp_path / "a.gif"
    path.write_bytes(b"GIF89a")
    page, status = show_file(path, declared)
    assert status == "unreadable"
    assert "GIF" in parsed(page).xpath("//p[@class='reason']")[0].text_content()
    assert load_show_texts(declared.folder).no_source in page


def doubtful(declared: Declared, organisation: str = "云岭县财政局") -> bytes:
    """A report with a figure that is none."""
    report = sample_report(declared.forms[-1], random.Random(5), organisation=organisation, year=2023)  # noqa: S311
    spoiled = replace(report, texts={"requests.received.total": "1 2 3"})
    return print_report(spoiled, layout="html")


def test_a_file_of_an_archive_is_shown_and_of_several_none(declared: Declared, tmp_path: Path) -> None:
    archive = tmp_path / "batch.zip"
    with zipfile.ZipFile(archive, "w") as files:
        files.writestr("a.html", doubtful(declared))
    assert show_file(archive, declared)[1] == "audited"
    with zipfile.ZipFile(archive, "a") as files:
        files.writestr("b.html", doubtful(declared, "云岭县审计局"))
    with pytest.raises(ValueError, match="holds 2 files; unpack it and show one of them"):
        show_file(archive, declared)


def test_a_report_in_an_archive_has_its_page(declared: Declared, tmp_path: Path) -> None:
    """Its file is gone when the workers are, so it is drawn before."""
    archive = tmp_path / "batch.zip"
    with zipfile.ZipFile(archive, "w") as files:
        files.writestr("a.html", doubtful(declared))
    outcome = audit([archive], tmp_path / "out", "批", Sound(declared, checks_of(declared)), NO_ROSTER, lambda *_: None)
    assert outcome.written is not None
    assert list(outcome.written.pages.values()) == [True]


def test_only_reports_with_something_to_settle_have_a_page(
    declared: Declared, tmp_path: Path, workers: Workers
) -> None:
    taken, frames = frames_of(
        {"clean.html": print_report(sample(declared, 3), layout="html"), "doubt.html": doubtful(declared)},
        tmp_path,
        declared,
    )
    stale = tmp_path / "out" / show.PAGES / "0123456789abcdef.html"
    stale.parent.mkdir(parents=True)
    stale.write_text("old")
    written = write_pages(taken, frames, declared, OutFolder(tmp_path / "out"), workers)
    assert written == {taken[1].report_id: True}
    # Nobody knows whose it is: it stays.
    assert {path.name for path in stale.parent.iterdir()} == {stale.name, f"{taken[1].report_id}.html"}


def test_a_file_that_changed_has_no_page_and_beyond_the_limit_none_is_drawn(
    declared: Declared, tmp_path: Path, workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"a.html": doubtful(declared), "b.html": doubtful(declared, "云岭县审计局")}
    taken, frames = frames_of(files, tmp_path, declared)
    (tmp_path / "a.html").write_bytes(b"<html>other")
    ids_of = [one.report_id for one in taken]
    assert write_pages(taken, frames, declared, OutFolder(tmp_path / "out"), workers) == {
        ids_of[0]: False,
        ids_of[1]: True,
    }
    monkeypatch.setattr("gouji.outputs.show.write.MOST_PAGES", 1)
    assert write_pages(taken, frames, declared, OutFolder(tmp_path / "out"), workers) == {
        ids_of[0]: False,
        ids_of[1]: False,
    }
    monkeypatch.setattr("gouji.outputs.show.write.MOST_PAGES", 9)
    monkeypatch.setattr("gouji.outputs.show.write.MOST_BYTES", 0)
    assert not any(write_pages(taken, frames, declared, OutFolder(tmp_path / "out"), workers).values())


def test_the_sheet_of_what_was_not_read_leads_to_cells_of_the_pages(
    declared: Declared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.html").write_bytes(doubtful(declared))
    texts = declared.texts.workbook

    def links(out: Path) -> list[tuple[str | None, str | None, str | None]]:
        outcome = audit(
            [tmp_path / "a.html"], out, "一批", Sound(declared, checks_of(declared)), NO_ROSTER, lambda *_: None
        )
        assert outcome.written is not None
        (workbook,) = outcome.written.workbooks.values()
        sheet = load_workbook(workbook)[texts.sheets.unread]
        column = next(cell.column for cell in sheet[3] if cell.value == texts.unread.page)
        cells = [sheet.cell(row, column) for row in range(4, sheet.max_row + 1)]
        return [
            (one.value, one.hyperlink and one.hyperlink.target, sheet.cell(one.row, column + 1).value) for one in cells
        ]

    ((word, target, where),) = links(tmp_path / "out")
    assert word == texts.unread.open_page
    assert target is not None
    path, _, anchor = target.partition("#")
    assert anchor == "requests.received.total"
    assert anchor in ids(parsed((tmp_path / "out" / path).read_text("utf-8")))
    assert where, "mailed alone, the workbook must still say where it stood"
    monkeypatch.setattr("gouji.outputs.show.write.MOST_PAGES", 0)
    assert [(word, target) for word, target, _ in links(tmp_path / "second")] == [(texts.unread.no_page, None)]


@pytest.mark.parametrize(
    ("report_id", "anchor"),
    [("../../x", ""), ("0123456789abcdeg", ""), ("0123456789abcdef", "a b"), ("0123456789abcdef", "x#javascript:y")],
)
def test_nothing_but_an_id_and_an_address_becomes_a_link(report_id: str, anchor: str) -> None:
    with pytest.raises(ValueError, match="no page of a report"):
        PageTarget(report_id, anchor)
