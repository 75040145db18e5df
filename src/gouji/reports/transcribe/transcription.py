"""Document -> the cells of the form that each table was printed on, by labels alone; nothing is guessed, nothing lost."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from gouji.declared.aliases import Aliases
from gouji.declared.forms import Form, FormCell
from gouji.document import Document
from gouji.document.figures import Reading, Spellings, read_figure
from gouji.document.folding import fold
from gouji.reports.sections import FoundSection
from gouji.reports.transcribe.confirmation import refuse_doubtful
from gouji.reports.transcribe.fitting import Fit, best_fits, common_form, templates
from gouji.reports.transcribe.folded import FoldedDocument
from gouji.reports.transcribe.placement import Leftover, Printed, Refusal
from gouji.reports.transcribe.recognised import certain
from gouji.reports.transcribe.unlisted import WrongLabel


class CellReading(NamedTuple):
    """One cell of the form: the text printed there (None: none found), what it says, where it stood.

    `details` fill the sentence of the reading's reason. `confidence` is that of OCR, None where there was none.
    """

    cell: FormCell
    text: str | None
    reading: Reading
    locator: str | None
    details: tuple[tuple[str, str | int], ...] = ()
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class TableReading:
    """One table as read. `form` is None where its labels fit more than one form and nothing else in the report tells.

    `twice`: the document has it twice with different figures, and none of them is read. `wrong_labels` are those that were
    read although the form prints them otherwise.
    """

    table: str
    form: str | None
    cells: tuple[CellReading, ...]
    leftovers: tuple[Leftover, ...]
    twice: bool = False
    wrong_labels: tuple[WrongLabel, ...] = ()

    @property
    def found(self) -> bool:
        """True where at least one cell of the table was found in the document."""
        return any(cell.text is not None or cell.reading.reason != "table_not_found" for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Transcript:
    """The tables of one report. `form` is the one form of its tables, `mixed` where they disagree, None where unknown."""

    form: str | None
    tables: tuple[TableReading, ...]


class Transcriber:
    """Transcribes documents onto the declared forms; holds the folded vocabularies, which are costly to make."""

    def __init__(self, forms: Sequence[Form], aliases: Aliases, spellings: Spellings) -> None:
        self.forms = tuple(forms)
        self.spellings = spellings
        keys = dict.fromkeys(table.key for form in self.forms for table in form.tables)
        self._templates = {key: templates(self.forms, key, aliases) for key in keys}

    def transcribe(self, document: Document, sections: Sequence[FoundSection]) -> Transcript:
        """The cells of every table of the report, each table on the form that its own labels fit best."""
        folded = FoldedDocument(document, self.spellings)
        fits = {key: best_fits(folded, sections, having) for key, having in self._templates.items()}
        refuse_doubtful([fit.placement for candidates in fits.values() for fit in candidates])
        form = common_form(fits)
        readings: list[TableReading] = []
        nearest: str | None = None
        for key, candidates in fits.items():
            if len(candidates) == 1:
                nearest = candidates[0].form
            chosen = next((fit for fit in candidates if fit.form in (form, nearest)), candidates[0])
            certain = chosen.form in (form, nearest)
            cells = tuple(self._cells(chosen, folded, chosen.open_question(sections, certain)))
            leftovers, wrong = tuple(chosen.placement.leftovers), chosen.placement.wrong_labels
            twice = _is_twice(chosen, cells)
            if twice:
                cells = tuple(map(_of_two, cells))
            readings.append(TableReading(key, chosen.form if certain else None, cells, leftovers, twice, wrong))
        return Transcript(form, tuple(readings))

    def _cells(self, fit: Fit, folded: FoldedDocument, open_question: str | None) -> Iterable[CellReading]:
        for cell in fit.template.cells:
            printed = fit.placement.placed.get(cell.address)
            refusal = fit.placement.refused.get(cell.address)
            if refusal is not None:
                yield _refused(cell, refusal, printed or [])
            elif printed:
                yield self._read(cell, printed, folded.last_locator, fit.placement.units.get(cell.address))
            else:
                yield _missing(cell, fit, folded, open_question)

    def _read(self, cell: FormCell, printed: list[Printed], last: str | None, unit: str | None) -> CellReading:
        first = printed[0]
        doubts = tuple(doubt for one in printed for doubt in one.doubts)
        if doubts and first.confidence is None:
            return CellReading(cell, first.text, Reading("unreadable", reason=doubts[0].cause), first.locator)
        if len(printed) > 1 and len({one.text.strip() for one in printed}) > 1:
            texts = " | ".join(one.text for one in printed)
            where = "; ".join(one.locator for one in printed)
            return CellReading(cell, texts, Reading("unreadable", reason="printed_twice"), where)
        if first.locator == last or (len(printed) > 1 and any(one.locator == last for one in printed)):
            return CellReading(cell, first.text, Reading("unreadable", reason="last_in_file"), first.locator)
        reading = read_figure(first.text, cell.kind, cell.unit, self.spellings, unit)
        if first.confidence is not None:
            sure = min(one.confidence or 0.0 for one in printed)
            return CellReading(cell, first.text, certain(first.text, sure, reading), first.locator, confidence=sure)
        return CellReading(cell, first.text, reading, first.locator)


def _is_twice(fit: Fit, cells: Iterable[CellReading]) -> bool:
    """True where most cells of a table were found twice, and some with another text: two versions of it, or two bodies'.

    A line that a page break repeats is no second table.
    """
    found = fit.placement.placed.values()
    doubled = sum(len(printed) > 1 for printed in found)
    return 2 * doubled > len(found) and any(cell.reading.reason == "printed_twice" for cell in cells)


def _of_two(cell: CellReading) -> CellReading:
    """A cell of a table that is there twice: whichever of them is the right one, it is not known."""
    if cell.reading.status == "unreadable" or cell.text is None:
        return cell
    return cell._replace(reading=Reading("unreadable", reason="table_twice"), details=())


def _refused(cell: FormCell, refusal: Refusal, printed: list[Printed]) -> CellReading:
    text = printed[0].text if printed else None
    return CellReading(cell, text, Reading("unreadable", reason=refusal.reason), refusal.locator, refusal.details)


def _missing(cell: FormCell, fit: Fit, folded: FoldedDocument, open_question: str | None) -> CellReading:
    """A cell that was not found: absent only where nothing is open and its label stands nowhere outside the table.

    In a picture a faint line may have been lost: it never proves that a cell was not printed.
    """
    if open_question is None and folded.document.recognised:
        open_question = "label_not_recognised"
    if open_question is None:
        official = fit.template.vocabulary.official
        labels = {fold(label) for label in cell.row_labels[-1:]}
        if not any(official(word) in labels for word in folded.passage_words):
            return CellReading(cell, None, Reading("absent"), None)
        open_question = "label_not_recognised"
    return CellReading(cell, None, Reading("unreadable", reason=open_question), None)
