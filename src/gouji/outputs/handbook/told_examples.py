"""An example in words: what it changes in a clean report, and what is then found."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gouji.declared import Declared
from gouji.declared.forms import Form
from gouji.declared.rules import ExampleEntry
from gouji.declared.texts import Texts
from gouji.declared.texts.formulas import FormulaTexts, TruthWords
from gouji.declared.texts.handbook import HandbookTexts
from gouji.judging.findings import findings_of
from gouji.rules.checks import Check
from gouji.rules.examples import ABSENT, example_frame
from gouji.rules.measures import broken_rows, measure
from gouji.words.cells import Cells


def message_of(example: ExampleEntry, checks: list[Check], declared: Declared) -> str:
    """The message of the first finding that `checks` of one rule make of an example.

    Raises ValueError where they find nothing: the gate says which example is wrong.
    """
    wide = example_frame({"example": example}, declared)
    measured = measure(wide, checks).measured
    broken = broken_rows(measured, checks)
    for check in checks:
        rows = broken.get_column(check.column)
        if rows.any():
            return str(next(findings_of(check, wide, rows, measured))["message"])
    raise ValueError(f"nothing is found in an example of {checks[0].rule.id}; `gouji rules --coverage` says why")


@dataclass(frozen=True, slots=True)
class Changes:
    """Tells the changes of examples; `forms` are all that are declared."""

    forms: tuple[Form, ...]
    words: Texts

    @property
    def formulas(self) -> FormulaTexts:
        """The words of facts and claims."""
        return self.words.formulas

    @property
    def texts(self) -> HandbookTexts:
        """The words of the handbook."""
        return self.words.handbook

    def told(self, example: ExampleEntry) -> str:
        """All that an example changes, in one line; empty where it changes nothing."""
        return self.texts.changes.between.join(self._each(example))

    def _each(self, example: ExampleEntry) -> Iterator[str]:
        words = self.texts.changes
        if example.year is not None:
            yield words.year.format(year=example.year)
        cells = Cells(tuple(form for form in self.forms if form.name == example.form), self.words)
        for table, form in example.tables.items():
            template = words.table_missing if form is None else words.table
            yield template.format(table=cells.names.table(table), form=form)
        for address, printed in example.cells.items():
            yield self._cell(address, printed, cells)
        yield from (self._fact(fact, value, self.formulas.report) for fact, value in example.report.items())
        for number, changed in example.sections.items():
            for fact, value in changed.items():
                told = self._section(fact, value, self.formulas.section, cells.names.section(number) or str(number))
                yield told
        for claim, value in example.claims.items():
            yield self._claim(claim, value)
        for sign, count in example.signs.items():
            seen = self.formulas.sign.said(bool(count), self.formulas.signs_seen[sign])
            yield words.fact_unknown.format(fact=self.formulas.signs_seen[sign]) if count is None else seen

    def _cell(self, address: str, printed: str, cells: Cells) -> str:
        words = self.texts.changes
        found = cells.fitting(address)
        if address == "*":
            place = words.every_cell
        elif len(found) == 1:
            place = cells.names.cell(found[0])
        else:
            place = cells.names.table(address.split(".")[0]) + words.every_cell
        if printed == ABSENT:
            return words.cell_absent.format(place=place)
        return (words.cell if printed.strip() else words.cell_blank).format(place=place, text=printed)

    def _fact(self, fact: str, value: object, known: Mapping[str, str | TruthWords]) -> str:
        words, told = self.texts.changes, known[fact]
        if isinstance(told, TruthWords):
            return words.fact_unknown.format(fact=told.some) if value is None else told.said(bool(value))
        if value is None:
            return words.untold.get(fact) or words.no_fact.format(fact=told)
        return words.fact.format(fact=told, value=self.formulas.values.get(str(value), value))

    def _section(self, fact: str, value: object, known: Mapping[str, str | TruthWords], heading: str) -> str:
        words, told = self.texts.changes, known[fact]
        if isinstance(told, TruthWords):
            return (
                words.fact_unknown.format(fact=told.some.format(heading))
                if value is None
                else told.said(bool(value), heading)
            )
        return words.section_value.format(fact=told.format(heading), value=value)

    def _claim(self, claim: str, value: int | str | None) -> str:
        if claim in self.formulas.statements:
            return self.formulas.statement.said(value == 1, self.formulas.statements[claim])
        told = self.formulas.claim.format(self.formulas.claims[claim])
        return self.texts.changes.claim.format(claim=told, value=value)
