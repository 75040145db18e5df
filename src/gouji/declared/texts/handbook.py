"""The words of the handbook, from `expectations/texts/handbook.yml`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from gouji.declared.rules import Outcome, State
from gouji.declared.strict_yaml import Entry, parse, places_for, read_yaml


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
    cell: Annotated[str, places_for("place", "text")]
    cell_blank: Annotated[str, places_for("place")]
    cell_absent: Annotated[str, places_for("place")]
    every_cell: str
    year: Annotated[str, places_for("year")]
    table: Annotated[str, places_for("table", "form")]
    table_missing: Annotated[str, places_for("table")]
    fact: Annotated[str, places_for("fact", "value")]
    fact_unknown: Annotated[str, places_for("fact")]
    no_fact: Annotated[str, places_for("fact")]
    untold: Mapping[str, str]
    section_value: Annotated[str, places_for("fact", "value")]
    claim: Annotated[str, places_for("claim", "value")]


class YearWords(Entry):
    """The report years of a rule."""

    both: Annotated[str, places_for("first", "last")]
    first: Annotated[str, places_for("first")]
    last: Annotated[str, places_for("last")]


class NotJudgedWords(Entry):
    """The table of rules that are not judged."""

    heading: str
    opening: str
    columns: Mapping[str, str]


class HandbookTexts(Entry):
    """Every word of the handbook that is no rule's own."""

    title: str
    opening: Annotated[str, places_for("count", "active", "trial", "retired")]
    rule: Annotated[str, places_for("id", "title")]
    fields: FieldWords
    every_form: str
    of_form: Annotated[str, places_for("form")]
    since_form: Annotated[str, places_for("form")]
    years: YearWords
    severity: Annotated[str, places_for("severity", "certainty")]
    states: Mapping[State, str]
    outcomes: Mapping[Outcome, str]
    never: Annotated[str, places_for("outcome", "reason")]
    example: Annotated[str, places_for("form", "changes", "message")]
    example_unchanged: Annotated[str, places_for("form", "message")]
    changes: ChangeWords
    not_judged: NotJudgedWords


def load_handbook_texts(folder: Path) -> HandbookTexts:
    """The words in `folder`/texts/handbook.yml. Raises DeclarationError where one is missing or unknown."""
    path = folder / "texts" / "handbook.yml"
    return parse(HandbookTexts, read_yaml(path), str(path))
