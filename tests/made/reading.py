"""Reports with a different figure in every cell, printed in every layout, and what a transcript says wrongly about them."""

import functools
import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from gouji import readers
from gouji.declared import Declared, load_declared
from gouji.declared.forms import Form, FormCell
from gouji.document import Document
from gouji.document.figures import read_figure
from gouji.readers import Labels
from gouji.readers.web.inner_pages import InnerPages
from gouji.reports.sections import find_sections
from gouji.reports.transcribe import CellReading, Transcriber, Transcript
from samples.figures import distinct_figures
from samples.printers import LAYOUTS, Pages
from samples.report import SampleReport, sample_report

# The layouts of the five real reports (see samples/README.md), and those of web pages.
KEPT_APART: tuple[tuple[str, Mapping[str, Any]], ...] = (
    ("tabbed", {"around": ("\u00a0{}", "{}\u00a0", "{}"), "indent": "    "}),
    ("paragraphs", {}),
    ("tabbed", {}),
    ("tabbed_vertical", {"title": False, "first_heading": "1、总体情况"}),
    ("tabbed", {"around": ("\u3000\u3000{}", "\u00a0{}")}),
    ("html", {}),
    ("html", {"vertical": True}),
)
# Markdown, with the different ways in which merged cells are written.
PIPED: tuple[tuple[str, Mapping[str, Any]], ...] = (
    ("pipes", {}),
    ("pipes", {"spans": "empty", "outer": False}),
    ("pipes", {"spans": "below", "breaks": "vertical"}),
    ("pipes", {"spans": "dropped", "ruler": ""}),
    ("pipes", {"spans": "beside"}),
    ("pipes", {"spans": "pushed"}),
    ("pipes", {"spans": "empty", "pages": Pages()}),
    ("pipes", {"pages": Pages(mark="", head=True)}),
)
CELLS_LOST: tuple[tuple[str, Mapping[str, Any]], ...] = (
    ("flat", {}),
    ("spaced", {"pages": Pages()}),
    ("joined_rows", {}),
    ("run_together", {}),
)


def dice(seed: object) -> random.Random:
    """A repeatable source of chance for one test."""
    return random.Random(str(seed))  # noqa: S311 - repeatable, not secret


def distinct_report(form: Form, seed: object, blank_share: float = 0.0) -> SampleReport:
    """A report with a different figure in each cell, a share of them blank."""
    rng = dice(seed)
    figures = distinct_figures(form, rng)
    blanks = {cell.address: "" for cell in form.cells if rng.random() < blank_share}
    return replace(sample_report(form, rng, figures=figures), texts=blanks)


def printed(report: SampleReport, layout: str, options: Mapping[str, Any]) -> str:
    """The text of `report` in a layout."""
    return LAYOUTS[layout](report, **options)


@functools.cache
def shipped_labels() -> Labels:
    """The labels of the shipped forms, as an audit hands them to the readers."""
    return Labels(load_declared().labels)


def read(content: bytes, inner: InnerPages | None = None) -> Document:
    """The Document of a file's bytes, read with the labels of the shipped forms."""
    return readers.read(content, inner, shipped_labels())


def transcribe(content: bytes | str | Document, declared: Declared, transcriber: Transcriber) -> Transcript:
    """What is transcribed from a file's content."""
    if isinstance(content, str):
        content = content.encode()
    document = content if isinstance(content, Document) else read(content)
    sections = find_sections(document, declared.forms[-1].sections, declared.aliases.headings)
    return transcriber.transcribe(document, sections)


def readings(transcript: Transcript) -> dict[str, CellReading]:
    """The cells of a transcript by address."""
    return {one.cell.address: one for table in transcript.tables for one in table.cells}


@dataclass(frozen=True, slots=True)
class Wrong:
    """A cell of which a transcript says what the file does not."""

    kind: str
    address: str
    printed: str
    said: str


def wrongs(report: SampleReport, transcript: Transcript, content: str, declared: Declared) -> Iterator[Wrong]:
    """Every cell that is said to hold what is not printed there, or to be missing though its figure is in `content`.

    What could not be read is never wrong.
    """
    known: dict[str, FormCell] = {cell.address: cell for cell in report.form.cells}
    for table in transcript.tables:
        if table.form not in (None, report.form.name):
            yield Wrong("form", table.table, report.form.name, str(table.form))
        for one in table.cells:
            cell, reading = known.get(one.cell.address), one.reading
            text = report.text(cell) if cell else "(not in this form)"
            if reading.status in ("read", "blank", "placeholder"):
                true = read_figure(text, one.cell.kind, one.cell.unit, declared.spellings)
                if cell is None or (true.status, true.value) != (reading.status, reading.value):
                    yield Wrong(reading.status, one.cell.address, text, repr(one.text))
            elif reading.status == "absent" and cell is not None and stands_alone(text or cell.row_labels[-1], content):
                yield Wrong("absent", one.cell.address, text, "")


def stands_alone(text: str, content: str) -> bool:
    """True where a figure is printed in a cell; the same figure in a sentence has a unit behind it."""
    return re.search(rf"(?<![^\s>]){re.escape(text)}(?![^\s<])", content) is not None


def tally(transcript: Transcript) -> Counter[str]:
    """How many cells have which status."""
    return Counter(one.reading.status for table in transcript.tables for one in table.cells)
