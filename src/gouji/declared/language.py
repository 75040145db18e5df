"""What a rule may name: cells, tables, facts of a report and of its sections, and ways to count cells."""

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from typing import Literal

from gouji.declared.forms import Form

FactKind = Literal["number", "text", "bool", "date"]

# What a rule may ask of a report, beside its cells, sections and claims.
REPORT_FACTS: dict[str, FactKind] = {
    "organisation": "text",
    "level": "text",
    "is_department": "bool",
    "body_kind": "text",
    "for_government": "bool",
    "makes_rules": "bool",
    "year": "number",
    "title": "text",
    "title_year": "number",
    "opening_year": "number",
    "period_year": "number",
    "period_stated": "bool",
    "period_first": "date",
    "period_last": "date",
    "published_on": "date",
    "form": "text",
    "form_due": "text",
    "tables_off_form": "number",
    "off_form": "text",
    "wrong_labels": "number",
    "wrong_label": "text",
    "is_page": "bool",
    "sections_in_order": "bool",
    "recognised": "bool",
    "breaks_off": "bool",
    "batch_year": "number",
    "other_version": "text",
    "differing_cells": "text",
    "differing": "text",
}

SECTION_FACTS: dict[str, FactKind] = {
    "found": "bool",
    "printed": "text",
    "official": "text",
    "as_official": "bool",
    "characters": "number",
    "has_table": "bool",
}

# The ways to count cells that a formula may name; `gouji.rules.cellsets` says what each of them counts.
SET_COUNTS = (
    "printed",
    "printed_zeros",
    "printed_nonzero",
    "blanks",
    "placeholders",
    "absent",
    "illegible",
    "wordy",
    "nonzero",
    "no_counts",
    "units",
    "unusual",
    "differing",
)


def addresses(forms: Iterable[Form]) -> tuple[str, ...]:
    """Every address of every form, each once, in print order."""
    return tuple(dict.fromkeys(cell.address for form in forms for cell in form.cells))


def fits(pattern: str, address: str) -> bool:
    """True where `address` fits `pattern`: `*` alone fits every one, `requests.denied_*.total` eight rows' totals."""
    parts, words = pattern.split("."), address.split(".")
    return pattern == "*" or (len(parts) == len(words) and all(map(fnmatchcase, words, parts)))


def section_numbers(forms: Iterable[Form]) -> tuple[int, ...]:
    """The numbers of the sections of all forms."""
    return tuple(sorted({section.number for form in forms for section in form.sections}))


def tables(forms: Iterable[Form]) -> tuple[str, ...]:
    """The keys of the tables of all forms, in print order."""
    return tuple(dict.fromkeys(table.key for form in forms for table in form.tables))


def fact_columns(forms: Sequence[Form], claims: Iterable[str], signs: Iterable[str]) -> dict[str, FactKind]:
    """Every fact column of the wide frame with its kind: `report.year`, `section.1.found`, `claim.suits`.

    A sign has two: how often it was seen, and the words that first showed it.
    """
    columns: dict[str, FactKind] = {f"report.{name}": kind for name, kind in REPORT_FACTS.items()}
    for number in section_numbers(forms):
        columns |= {f"section.{number}.{name}": kind for name, kind in SECTION_FACTS.items()}
    for name in claims:
        columns[f"claim.{name}"] = "number"
    for name in signs:
        columns |= {f"sign.{name}": "number", f"quote.{name}": "text"}
    return columns
