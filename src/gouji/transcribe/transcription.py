"""Document -> the cells of the form that each table was printed on, by labels alone; nothing is guessed, nothing lost."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gouji.document import Document
from gouji.figures import Reading, Spellings, read_figure
from gouji.folding import fold
from gouji.forms import Form, FormCell, Table
from gouji.labels import Aliases
from gouji.sections import FoundSection
from gouji.transcribe.confirmation import refuse_doubtful
from gouji.transcribe.flat import place_flat
from gouji.transcribe.folded import FoldedDocument
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
        keys = dict.fromkeys(table.key for form in self.forms for table in form.tables)
        self._templates = {key: _templates(self.forms, key, aliases) for key in keys}

    def transcribe(self, document: Document, sections: Sequence[FoundSection]) -> Transcript:
        """The cells of every table of the report, each table on the form that its own labels fit best."""
        folded = FoldedDocument(document, self.spellings)
        fits = {key: _best(self._fits(folded, sections, key)) for key in self._templates}
        refuse_doubtful([fit.placement for candidates in fits.values() for fit in candidates])
        form = _common_form(fits)
        readings: list[TableReading] = []
        nearest: str | None = None
        for key, candidates in fits.items():
            if len(candidates) == 1:
                nearest = candidates[0].template.form.name
            chosen = next((fit for fit in candidates if fit.template.form.name in (form, nearest)), candidates[0])
            certain = chosen.template.form.name in (form, nearest)
            cells = tuple(self._cells(chosen, folded, chosen.open_question(sections, certain)))
            leftovers = tuple(chosen.placement.leftovers)
            readings.append(TableReading(key, chosen.template.form.name if certain else None, cells, leftovers))
        return Transcript(form, tuple(readings))

    def _fits(self, folded: FoldedDocument, sections: Sequence[FoundSection], key: str) -> "Iterable[_Fit]":
        """Table `key` as each form has it; once one of them explains everything, only those that print it alike."""
        placements: dict[Vocabulary, Placement] = {}
        complete: Vocabulary | None = None
        for template in sorted(self._templates[key], key=lambda one: -len(one.own_words & folded.words)):
            vocabulary = template.vocabulary
            if complete not in (None, vocabulary):
                continue
            if vocabulary not in placements:
                placements[vocabulary] = _place(folded, sections, template)
            placement = placements[vocabulary]
            complete = vocabulary if placement.explains_all(template.table) else None
            yield _Fit(template, placement)

    def _cells(self, fit: "_Fit", folded: FoldedDocument, open_question: str | None) -> Iterable[CellReading]:
        for cell in fit.template.table.cells:
            printed = fit.placement.placed.get(cell.address)
            refusal = fit.placement.refused.get(cell.address)
            if refusal is not None:
                yield _refused(cell, refusal, printed or [])
            elif printed:
                yield self._read(cell, printed, folded.last_locator)
            else:
                yield _missing(cell, fit, folded, open_question)

    def _read(self, cell: FormCell, printed: list[Printed], last: str | None) -> CellReading:
        first = printed[0]
        if len(printed) > 1 and len({one.text.strip() for one in printed}) > 1:
            texts = " | ".join(one.text for one in printed)
            where = "; ".join(one.locator for one in printed)
            return CellReading(cell, texts, Reading("unreadable", reason="printed_twice"), where)
        if any(one.locator == last for one in printed):
            return CellReading(cell, first.text, Reading("unreadable", reason="last_in_file"), first.locator)
        reading = read_figure(first.text, cell.kind, cell.unit, self.spellings)
        return CellReading(cell, first.text, reading, first.locator)


@dataclass(frozen=True, slots=True)
class _Template:
    """One table as one form prints it; `own_words` are the labels that no other form has in this table."""

    form: Form
    table: Table
    vocabulary: Vocabulary
    own_words: frozenset[str]


def _templates(forms: Sequence[Form], key: str, aliases: Aliases) -> list[_Template]:
    """Table `key` of each form; forms that print it alike share one vocabulary."""
    having = [(form, table) for form in forms for table in form.tables if table.key == key]
    alike = {table: Vocabulary(table, aliases) for _, table in having}
    met = Counter(word for vocabulary in alike.values() for word in vocabulary.official_words)
    own = frozenset(word for word, times in met.items() if times == 1) if len(alike) > 1 else frozenset[str]()
    return [_Template(form, table, alike[table], own & alike[table].official_words) for form, table in having]


@dataclass(frozen=True, slots=True)
class _Fit:
    """What was found of a table when it was taken for a template."""

    template: _Template
    placement: Placement

    @property
    def misfit(self) -> int:
        """How badly the template fits what was found; see Placement.misfit."""
        return self.placement.misfit(self.template.own_words)

    def open_question(self, sections: Sequence[FoundSection], certain: bool) -> str | None:
        """Why a cell that was not found may have been printed all the same; None where the document proves it was not."""
        if not self.placement.found:
            return "table_not_found"
        if not self.placement.proven:
            return "not_found_in_flat_text"
        own = next((section for section in sections if section.number == self.template.table.section), None)
        # A table of contents names later sections, too; only one that stands behind the table shows that it is complete.
        behind = own is not None and any(other.start > own.start for other in sections if other.number > own.number)
        if not behind:
            return "document_cut_off"
        return "label_not_recognised" if self.placement.has_strange or self.placement.refused or not certain else None


def _best(fits: Iterable[_Fit]) -> list[_Fit]:
    """The fits that explain best what was found: one, or several that explain it equally well."""
    every = list(fits)
    found = [fit for fit in every if fit.placement.found] or every
    best = min(fit.misfit for fit in found)
    return [fit for fit in found if fit.misfit == best]


def _place(folded: FoldedDocument, sections: Sequence[FoundSection], template: _Template) -> Placement:
    """The best evidence there is: grids with spans, then rows, then flat text."""
    placement = place_grids(folded.grids, template.vocabulary)
    if not placement.found:
        placement = place_rows(folded.row_grids, template.vocabulary)
    return placement if placement.found else _place_flat(folded, sections, template)


def _place_flat(folded: FoldedDocument, sections: Sequence[FoundSection], template: _Template) -> Placement:
    """Flat text is searched in the section of the table, or everywhere where that is not found."""
    number = template.table.section
    within = next((section for section in sections if section.number == number), None)
    if within is None:
        return place_flat(folded.runs(0, None), template.vocabulary, closed=False)
    closed = any(section.number == number + 1 and section.start == within.end for section in sections)
    return place_flat(folded.runs(within.start + 1, within.end), template.vocabulary, closed)


def _common_form(fits: dict[str, list[_Fit]]) -> str | None:
    """The form that every table fits; `mixed` where two tables fit only different ones; None where nothing tells."""
    certain = {candidates[0].template.form.name for candidates in fits.values() if len(candidates) == 1}
    if len(certain) == 1:
        return certain.pop()
    return "mixed" if certain else None


def _refused(cell: FormCell, refusal: Refusal, printed: list[Printed]) -> CellReading:
    text = printed[0].text if printed else None
    return CellReading(cell, text, Reading("unreadable", reason=refusal.reason), refusal.locator, refusal.details)


def _missing(cell: FormCell, fit: _Fit, folded: FoldedDocument, open_question: str | None) -> CellReading:
    """A cell that was not found: absent only where nothing is open and its label stands nowhere outside the table."""
    if open_question is None:
        labels = cell.row_labels[-1:]
        if not any(
            fit.template.vocabulary.official(word) == fold(label) for label in labels for word in folded.passage_words
        ):
            return CellReading(cell, None, Reading("absent"), None)
        open_question = "label_not_recognised"
    return CellReading(cell, None, Reading("unreadable", reason=open_question), None)
