"""Which form each table of a report is printed on: the one whose labels explain best what was found."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gouji.declared.aliases import Aliases
from gouji.declared.forms import Form, FormCell, Table
from gouji.reports.sections import FoundSection
from gouji.reports.transcribe.aligned import place_aligned
from gouji.reports.transcribe.flat import place_flat
from gouji.reports.transcribe.folded import FoldedDocument, FoldedGrid
from gouji.reports.transcribe.grids import place_grids
from gouji.reports.transcribe.mended import mended_grids, mended_runs
from gouji.reports.transcribe.placement import Placement
from gouji.reports.transcribe.rows import place_rows
from gouji.reports.transcribe.unlisted import NOTHING, Meant
from gouji.reports.transcribe.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Template:
    """One table as one form prints it, with its cells; `own_words` are labels that no other form has in this table."""

    form: Form
    table: Table
    cells: tuple[FormCell, ...]
    vocabulary: Vocabulary
    own_words: frozenset[str]


def templates(forms: Sequence[Form], key: str, aliases: Aliases) -> list[Template]:
    """Table `key` of each form; forms that print it alike share one vocabulary."""
    having = [(form, table) for form in forms for table in form.tables if table.key == key]
    alike = {table: Vocabulary(table, aliases) for _, table in having}
    met = Counter(word for vocabulary in alike.values() for word in vocabulary.official_words)
    own = frozenset(word for word, times in met.items() if times == 1) if len(alike) > 1 else frozenset[str]()
    return [
        Template(form, table, table.cells, alike[table], own & alike[table].official_words) for form, table in having
    ]


@dataclass(frozen=True, slots=True)
class Fit:
    """What was found of a table when it was taken for a template."""

    template: Template
    placement: Placement

    @property
    def form(self) -> str:
        """The name of the form."""
        return self.template.form.name

    @property
    def misfit(self) -> int:
        """How badly the template fits what was found. Where nothing was, the words alone speak."""
        if not self.placement.found:
            return -len(self.placement.words & self.template.own_words)
        return self.placement.misfit(self.template.own_words)

    def open_question(self, sections: Sequence[FoundSection], certain: bool) -> str | None:
        """Why a cell that was not found may have been printed all the same; None where the document proves it was not.

        `certain` says that the form is.
        """
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


def best_fits(folded: FoldedDocument, sections: Sequence[FoundSection], having: Sequence[Template]) -> list[Fit]:
    """The templates of one table that explain best what was found: one, or several that explain it equally well."""
    fits = list(_fits(folded, sections, having))
    found = [fit for fit in fits if fit.placement.found] or fits
    best = min(fit.misfit for fit in found)
    return [fit for fit in found if fit.misfit == best]


def _fits(folded: FoldedDocument, sections: Sequence[FoundSection], having: Sequence[Template]) -> Iterable[Fit]:
    """Each template's fit; once one of them explains everything, only of those that print the table alike."""
    placements: dict[Vocabulary, Placement] = {}
    complete: Vocabulary | None = None
    for template in sorted(having, key=lambda one: -len(one.own_words & folded.words)):
        vocabulary = template.vocabulary
        if complete not in (None, vocabulary):
            continue
        if vocabulary not in placements:
            placements[vocabulary] = _place(folded, sections, template)
        placement = placements[vocabulary]
        complete = vocabulary if placement.explains_all(template.cells) else None
        yield Fit(template, placement)


def common_form(fits: Mapping[str, Sequence[Fit]]) -> str | None:
    """The form that every table fits; `mixed` where two tables fit only different ones; None where nothing tells."""
    certain = {candidates[0].form for candidates in fits.values() if len(candidates) == 1}
    if len(certain) == 1:
        return certain.pop()
    return "mixed" if certain else None


def _place(folded: FoldedDocument, sections: Sequence[FoundSection], template: Template) -> Placement:
    """The best evidence there is: grids with spans, then with columns, then rows, then flat text."""
    vocabulary = template.vocabulary
    grids, found = _mended(folded, folded.grids, vocabulary)
    placement = place_grids(grids, vocabulary)
    if not placement.found:
        rows, found = _mended(folded, folded.row_grids, vocabulary)
        placement = _place_lines(rows, vocabulary)
    if not placement.found and folded.single_rows:
        rows, found = _mended(folded, folded.single_rows, vocabulary)
        placement = place_rows(rows, vocabulary)
    if placement.found or folded.document.recognised:
        # Flat text is counted; a scan without its lines loses and gains what is counted.
        return _noted(placement, found, vocabulary)
    return _place_flat(folded, sections, template)


def _mended(
    folded: FoldedDocument, grids: Sequence[FoldedGrid], vocabulary: Vocabulary
) -> tuple[tuple[FoldedGrid, ...], Meant]:
    """`grids` with labels put right. What is wrong in a label of a picture may be recognised wrongly."""
    return (tuple(grids), NOTHING) if folded.document.recognised else mended_grids(grids, vocabulary, folded.spellings)


def _noted(placement: Placement, found: Meant, vocabulary: Vocabulary) -> Placement:
    """`placement` with what the labels were found to mean."""
    placement.wrong_labels = found.wrong
    for line in vocabulary.lines if found.units else ():
        for cell, path in zip(line.cells, vocabulary.column_paths[line.block], strict=True):
            placement.units.update((cell.address, found.units[word]) for word in path if word in found.units)
    return placement


def _place_lines(grids: Sequence[FoldedGrid], vocabulary: Vocabulary) -> Placement:
    """From grids without spans: with columns, then row by row."""
    aligned = [grid for grid in grids if grid.columns_known]
    placement = place_aligned(aligned, vocabulary)
    # What a damaged text has of the table in rows of unequal length beside this was not looked at.
    if placement.found and placement.refused.keys() >= placement.placed.keys():
        # Headings that a converter has shifted against their columns: their order may tell all the same.
        placement = _unless_empty(place_rows(aligned, vocabulary, only_spread=True), placement)
    ragged = (one for one in grids if not one.columns_known)
    placement.unplaced_lines += placement.found and any(vocabulary.may_be_in(one.words) for one in ragged)
    return placement if placement.found else place_rows(grids, vocabulary)


def _unless_empty(placement: Placement, other: Placement) -> Placement:
    return placement if placement.placed else other


def _place_flat(folded: FoldedDocument, sections: Sequence[FoundSection], template: Template) -> Placement:
    """Flat text is searched in the section of the table, or everywhere where that is not found."""
    number, vocabulary = template.table.section, template.vocabulary
    within = next((section for section in sections if section.number == number), None)
    closed = within is not None and any(
        section.number == number + 1 and section.start == within.end for section in sections
    )
    runs = folded.runs(within.start + 1, within.end) if within else folded.runs(0, None)
    runs, found = mended_runs(runs, vocabulary, folded.spellings)
    having_tables = {table.section for table in template.form.tables}
    tables = tuple((section.start, section.end) for section in sections if section.number in having_tables)
    # Where the section is not known, page numbers may stand in what was searched.
    pages = within is None or folded.shows_page_numbers(tables)
    return _noted(place_flat(runs, vocabulary, closed, pages), found, vocabulary)
