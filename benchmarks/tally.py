"""What was read of files whose figures are known, cell by cell: exact, misread, or refused and why."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias

from gouji.declared import Declared
from gouji.document import Document
from gouji.document.figures import Reading
from gouji.reports.sections import find_sections
from gouji.reports.transcribe import Transcriber, Transcript

# The figure of every cell of a report by address, None where the cell is blank.
Truth: TypeAlias = Mapping[str, Decimal | None]

OUTCOMES = ("exact", "misread", "refused")


@dataclass(slots=True)
class Tally:
    """Of files of one kind: how many, cells by outcome, what was misread, why cells and whole files were refused."""

    files: int = 0
    cells: Counter[str] = field(default_factory=Counter[str])
    misread: list[str] = field(default_factory=list[str])
    reasons: Counter[str] = field(default_factory=Counter[str])
    whole: Counter[str] = field(default_factory=Counter[str])

    def refuse(self, reason: str, cells: int) -> None:
        """Add a file that was refused as a whole, with so many cells."""
        self.files += 1
        self.whole[reason] += 1
        self.cells["refused"] += cells

    def compare(self, name: str, transcript: Transcript, truth: Truth) -> None:
        """Add a file that was read. A cell that is said to hold, or to lack, what the file does not say is misread."""
        self.files += 1
        said = {one.cell.address: one.reading for table in transcript.tables for one in table.cells}
        for address, true in truth.items():
            reading = said.pop(address, None)
            if reading is not None and reading.status == "unreadable":
                self.cells["refused"] += 1
                self.reasons[reading.reason or ""] += 1
            elif reading is not None and (reading.status, reading.value) == (("blank", "read")[true is not None], true):
                self.cells["exact"] += 1
            else:
                self._misread(f"{name}, {address}: {'blank' if true is None else true} as {_said(reading)}")
        for address, reading in said.items():
            if reading.status not in ("unreadable", "absent"):
                self._misread(f"{name}, {address}: not in the report, as {_said(reading)}")

    def _misread(self, words: str) -> None:
        self.cells["misread"] += 1
        self.misread.append(words)

    def add(self, other: "Tally") -> None:
        """Add all that another one counted."""
        self.files += other.files
        self.misread += other.misread
        for ours, theirs in ((self.cells, other.cells), (self.reasons, other.reasons), (self.whole, other.whole)):
            ours.update(theirs)


def _said(reading: Reading | None) -> str:
    return "nothing" if reading is None else reading.status if reading.value is None else str(reading.value)


def transcribe(document: Document, declared: Declared, transcriber: Transcriber) -> Transcript:
    """The transcript of a document, as the audit makes it."""
    return transcriber.transcribe(
        document, find_sections(document, declared.forms[-1].sections, declared.aliases.headings)
    )


def lines(found: Mapping[str, Tally], head: str) -> list[str]:
    """One line of figures for each kind and one for all; then what was misread, and why what was refused."""
    every = Tally()
    for tally in found.values():
        every.add(tally)
    printed = [f"{head:40}{'files':>7}{'cells':>9}" + "".join(f"{outcome:>9}" for outcome in OUTCOMES)]
    for name, tally in {**found, "all": every}.items():
        figures = (tally.cells.total(), *(tally.cells[outcome] for outcome in OUTCOMES))
        printed.append(f"{name:40}{tally.files:>7}" + "".join(f"{figure:>9}" for figure in figures))
    for name, tally in found.items():
        printed += [f"misread, {name}: {one}" for one in tally.misread]
        printed += [f"refused, {name}: {count} files, {reason}" for reason, count in tally.whole.items()]
        printed += [f"refused, {name}: {count} cells, {reason}" for reason, count in tally.reasons.items()]
    return printed
