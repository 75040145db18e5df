"""Words over the end of a page are joined by the labels of the forms that a run declares, not by the shipped ones."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from gouji.declared import Declared, load_declared
from gouji.declared.locations import shipped
from gouji.document import Document
from gouji.intake import take_in
from gouji.readers import Labels, read
from gouji.readers.pages.ruled.labels import NO_LABELS
from gouji.reports.transcribe import Transcriber
from gouji.reports.understanding import read_file
from tests.made.ofd_pages import ofd
from tests.made.page_documents import Text, lay_out
from tests.made.pdf_pages import pdf
from tests.made.reading import distinct_report, readings, transcribe

OLD, NEW = "行政强制", "强制决定事项"


@pytest.fixture
def other(tmp_path: Path) -> Declared:
    """Declarations whose newest form prints another label."""
    folder = shutil.copytree(shipped("expectations"), tmp_path / "expectations")
    path = folder / "forms" / "2021.yml"
    text = path.read_text("utf-8")
    assert OLD in text
    path.write_text(text.replace(f"label: {OLD}", f"label: {NEW}"), "utf-8")
    aliases = folder / "aliases.yml"
    aliases.write_text(aliases.read_text("utf-8").replace(f"  {OLD}:", f"  {NEW}:"), "utf-8")
    return load_declared(folder)


def content_of(declared: Declared, kind: str) -> bytes:
    """A report of which a page begins with the new label: it could be the second half of the label above it."""
    report = distinct_report(declared.forms[-1], "labels")
    first, *others = report.sections
    for more in range(60):
        longer = replace(first, paragraphs=(*first.paragraphs, *["补充说明。"] * more))
        pages = lay_out(replace(report, sections=(longer, *others)))
        tops = [
            min((mark for mark in page if isinstance(mark, Text)), key=lambda mark: (mark.y, mark.x)) for page in pages
        ]
        if any(top.text == NEW for top in tops):
            return pdf(pages) if kind == "pdf" else ofd(pages)
    raise AssertionError("no page begins with the label")


@pytest.mark.parametrize("kind", ["pdf", "ofd"])
def test_a_label_declared_elsewhere_reaches_pages(kind: str, other: Declared, tmp_path: Path) -> None:
    content = content_of(other, kind)
    path = tmp_path / f"report.{kind}"
    path.write_bytes(content)
    transcriber = Transcriber(other.forms, other.aliases, other.spellings)

    def refused(document: Document | None) -> set[str]:
        assert document is not None
        found = readings(transcribe(document, other, transcriber))
        return {address for address, one in found.items() if one.reading.status == "unreadable"}

    [taken] = take_in([path]).taken
    assert refused(read_file(taken, other).document) == set()
    assert refused(read(content, labels=Labels(load_declared().labels)))
    assert refused(read(content))


def test_a_label_is_cut_only_where_both_halves_make_one() -> None:
    labels = Labels(frozenset({"行政许可", "许可"}))
    assert labels.is_cut("行政", "许 可") is False, "the lower half is a label by itself"
    assert labels.is_cut("行", "政许可")
    assert labels.is_begun("行", "政")
    assert not NO_LABELS.is_cut("行", "政许可")
    assert NO_LABELS.is_torn("行政许可")
