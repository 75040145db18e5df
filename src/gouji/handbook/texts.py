"""The words of the handbook, from `expectations/texts/handbook.yml`."""

from collections.abc import Mapping
from pathlib import Path

from gouji.declarations import Entry, parse, read_yaml
from gouji.rules import Outcome, State


class FieldWords(Entry):
    """What stands in front of each thing that is told of a rule."""

    formula: str
    applies: str
    severity: str
    basis: str
    action: str
    example: str
    never: str


class ChangeWords(Entry):
    """How an example's changes of a clean report are told."""

    between: str
    cell: str
    cell_blank: str
    cell_absent: str
    every_cell: str
    year: str
    table: str
    table_missing: str
    fact: str
    fact_unknown: str
    no_fact: str
    untold: Mapping[str, str]
    section: str
    section_value: str
    claim: str
    sign: str


class YearWords(Entry):
    """The report years of a rule."""

    both: str
    first: str
    last: str


class NotJudgedWords(Entry):
    """The table of rules that are not judged."""

    heading: str
    opening: str
    columns: Mapping[str, str]


class HandbookTexts(Entry):
    """Every word of the handbook that is no rule's own."""

    title: str
    opening: str
    rule: str
    fields: FieldWords
    every_form: str
    of_form: str
    since_form: str
    years: YearWords
    severity: str
    states: Mapping[State, str]
    outcomes: Mapping[Outcome, str]
    never: str
    example: str
    example_unchanged: str
    changes: ChangeWords
    not_judged: NotJudgedWords


def load_handbook_texts(folder: Path) -> HandbookTexts:
    """The words in `folder`/texts/handbook.yml. Raises DeclarationError where one is missing or unknown."""
    path = folder / "texts" / "handbook.yml"
    return parse(HandbookTexts, read_yaml(path), str(path))
