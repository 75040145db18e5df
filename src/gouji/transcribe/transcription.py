"""Document -> the cells of the form that each table was printed on, by labels alone; nothing is guessed, nothing lost."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gouji.document import Document, Passage
from gouji.figures import Reading, Spellings, read_figure
from gouji.forms import Form, FormCell, Table
from gouji.labels import Aliases
from gouji.sections import FoundSection
from gouji.transcribe.flat import place_flat
from gouji.transcribe.grids import place_grids
from gouji.transcribe.placement import Leftover, Placement, Printed, Refusal
from gouji.transcribe.rows import place_rows
from gouji.transcribe.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class CellReading:
    """One cell of the form: the text printed there (None: none found), what it says, where it stood.

    `details` fill the sentence of the reading's reason.
    """

    cell: FormCell
    text: str | None
    reading: Reading
    locator: str | None
    details: tuple[tuple[str, str | int], ...] = ()


@dataclass(frozen=True, slots=True)
class TableReading:
    """One table as read. `form` is None where its labels fit more than one form and nothing else in the report tells."""

    table: str
    form: str | None
    cells: tuple[CellReading, ...]
    leftovers: tuple[Leftover, ...]

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
        self._vocabularies = {
            (form.name, table.key): Vocabulary(table, aliases) for form in self.forms for table in form.tables
        }

    def transcribe(self, document: Document, sections: Sequence[FoundSection]) -> Transcript:
        """The cells of every table of the report, each table on the form that its own labels fit best."""
        fits = {key: self._fits(document, sections, key) for key in self._table_keys()}
        form = _common_form(fits)
        readings: list[TableReading] = []
        nearest: str | None = None
        for key, candidates in fits.items():
            if len(candidates) == 1:
                nearest = candidates[0].form.name
            chosen = next((fit for fit in candidates if fit.form.name in (form, nearest)), candidates[0])
            certain = chosen.form.name in (form, nearest)
            cut_off = not any(section.number > chosen.table.section for section in sections)
            cells = tuple(self._cells(chosen, cut_off))
            readings.append(TableReading(key, chosen.form.name if certain else None, cells, tuple(chosen.placement.leftovers)))
        return Transcript(form, tuple(readings))

    def _table_keys(self) -> list[str]:
        return list(dict.fromkeys(table.key for form in self.forms for table in form.tables))

    def _fits(self, document: Document, sections: Sequence[FoundSection], key: str) -> "list[_Fit]":
        """The forms that fit what was found of table `key` best: one, or several whose labels fit equally well."""
        fits: list[_Fit] = []
        for form in self.forms:
            if not any(table.key == key for table in form.tables):
                continue
            table = form.table(key)
            placement = self._place(document, sections, table, self._vocabularies[form.name, key])
            fits.append(_Fit(form, table, placement))
        best = min(fit.misfit for fit in fits)
        return [fit for fit in fits if fit.misfit == best]

    def _place(
        self, document: Document, sections: Sequence[FoundSection], table: Table, vocabulary: Vocabulary
    ) -> Placement:
        """The best evidence there is: grids with spans, then rows, then flat text."""
        grids = [grid for grid in document.grids if grid.spans_known]
        placement = place_grids(grids, vocabulary, self.spellings)
        if not placement.found:
            rows = [grid for grid in document.grids if not grid.spans_known]
            placement = place_rows(rows, vocabulary, self.spellings)
        if not placement.found:
            within = next((section for section in sections if section.number == table.section), None)
            blocks = document.blocks[within.start + 1 : within.end] if within else document.blocks
            passages = [block for block in blocks if isinstance(block, Passage)]
            placement = place_flat(passages, vocabulary, self.spellings)
        return placement

    def _cells(self, fit: "_Fit", cut_off: bool) -> Iterable[CellReading]:
        for cell in fit.table.cells:
            printed = fit.placement.placed.get(cell.address, [])
            refusal = fit.placement.refused.get(cell.address)
            if refusal is not None:
                yield _refused(cell, refusal, printed)
            elif printed:
                yield self._read(cell, printed)
            else:
                yield _missing(cell, fit.placement, cut_off)

    def _read(self, cell: FormCell, printed: list[Printed]) -> CellReading:
        if len({one.text.strip() for one in printed}) > 1:
            texts = " | ".join(one.text for one in printed)
            where = "; ".join(one.locator for one in printed)
            return CellReading(cell, texts, Reading("unreadable", reason="printed_twice"), where)
        first = printed[0]
        reading = read_figure(first.text, cell.kind, cell.unit, self.spellings)
        return CellReading(cell, first.text, reading, first.locator)


@dataclass(frozen=True, slots=True)
class _Fit:
    form: Form
    table: Table
    placement: Placement

    @property
    def misfit(self) -> int:
        return self.placement.misfit


def _common_form(fits: dict[str, list[_Fit]]) -> str | None:
    """The form that every table fits; `mixed` where two tables fit only different ones; None where nothing tells."""
    certain = {candidates[0].form.name for candidates in fits.values() if len(candidates) == 1}
    if len(certain) == 1:
        return certain.pop()
    return "mixed" if certain else None


def _refused(cell: FormCell, refusal: Refusal, printed: list[Printed]) -> CellReading:
    text = printed[0].text if printed else None
    return CellReading(cell, text, Reading("unreadable", reason=refusal.reason), refusal.locator, refusal.details)


def _missing(cell: FormCell, placement: Placement, cut_off: bool) -> CellReading:
    """A cell that was not found: absent only where the document proves that it was not printed."""
    if not placement.found:
        reason = "table_not_found"
    elif not placement.proven:
        reason = "not_found_in_flat_text"
    elif placement.strange_lines or placement.strange_headings:
        reason = "label_not_recognised"
    elif cut_off:
        reason = "document_cut_off"
    else:
        return CellReading(cell, None, Reading("absent"), None)
    return CellReading(cell, None, Reading("unreadable", reason=reason), None)
