"""Examples are declarations too: what is wrong in them is refused with its place and the nearest right word."""

import datetime as dt
import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from gouji.declared.examples import Bases, load_bases
from gouji.declared.rules import ExampleEntry
from gouji.declared.strict_yaml import DeclarationError
from gouji.frames.wide import NOTATIONS, STATES, facts_schema, notation_column, state_column
from gouji.rules.examples import example_frame
from tests.made.judging import example, shipped, wide_of

CELL = "proactive.licensing.decisions"


def row(*examples: ExampleEntry) -> dict[str, Any]:
    return wide_of(*examples).row(0, named=True)


@pytest.mark.parametrize(
    ("printed", "value", "state", "notation"),
    [
        ("12", Decimal(12), "read", 0),
        ("", None, "blank", 0),
        ("/", None, "placeholder", 0),
        ("absent", None, "absent", 0),
        ("若干", None, "wordy", 0),
        ("1 2", None, "unreadable", 0),
        ("１,234", Decimal(1234), "read", NOTATIONS["full_width"] + NOTATIONS["separators"]),
        ("3件", Decimal(3), "read", NOTATIONS["unit"]),
        ("9" * 40, None, "unreadable", 0),
    ],
)
def test_what_is_printed_is_read_as_in_a_report(printed: str, value: Decimal | None, state: str, notation: int) -> None:
    made = row(example(cells={CELL: printed}))
    assert (made[CELL], made[state_column(CELL)], made[notation_column(CELL)]) == (value, STATES[state], notation)


def test_a_clean_report_has_every_fact() -> None:
    for form in shipped().forms:
        made = row(example(form.name))
        missing = [name for name in facts_schema(shipped().forms, (), ()) if made[name] is None]
        # What is off the form is told only where something is, and so are a wrong label and another version.
        versions = ["report.other_version", "report.differing_cells", "report.differing"]
        assert sorted(missing) == sorted(["report.off_form", "report.wrong_label", *versions])


def test_facts_sections_and_claims_are_overlaid() -> None:
    made = row(
        example(
            report={"published_on": "2024-02-06", "level": None},
            sections={5: {"found": False}, 6: {"characters": 0}},
            claims={"suits": 2},
        )
    )
    assert made["report.published_on"] == dt.date(2024, 2, 6)
    assert made["report.level"] is None
    assert (made["section.5.found"], made["section.5.printed"]) == (False, None)
    assert made["section.5.official"] == "五、存在的主要问题及改进情况"
    assert (made["section.6.found"], made["section.6.characters"]) == (True, 0)
    assert (made["claim.suits"], made["claim.requests_received"]) == (2, None)


def test_the_last_pattern_that_fits_decides() -> None:
    made = row(example(cells={"*": "0", "proactive.licensing.*": "", CELL: "7"}))
    assert made[CELL] == 7
    assert row(example(cells={CELL: "7", "*": "0"}))[CELL] == 0


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        (
            {"cells": {"proactive.licencing.decisions": "1"}},
            f"unknown cell 'proactive.licencing.decisions'; did you mean {CELL!r}?",
        ),
        ({"cells": {"proactive.procurement.amount": "1"}}, "unknown cell 'proactive.procurement.amount'"),
        ({"cells": {"requests.*": "1"}}, "unknown cell 'requests.*'"),
        ({"report": {"publishd_on": None}}, "unknown fact 'publishd_on'; did you mean 'published_on'?"),
        ({"report": {"published_on": "2024-02-30"}}, "published_on is a date, found '2024-02-30'"),
        ({"report": {"year": "2023"}}, "year is a number, found '2023'"),
        ({"report": {"year": True}}, "year is a number, found True"),
        ({"report": {"is_department": 1}}, "is_department is a bool, found 1"),
        ({"sections": {7: {"found": False}}}, "form 2021 has no section 7"),
        ({"sections": {5: {"fuond": False}}}, "unknown fact 'fuond'; did you mean 'found'?"),
        ({"claims": {"suit": 1}}, "unknown claim 'suit'; did you mean 'suits'?"),
    ],
)
def test_what_is_wrong_in_an_example(changes: dict[str, Any], problem: str) -> None:
    with pytest.raises(DeclarationError) as raised:
        wide_of(example(**changes))
    assert problem in str(raised.value)
    assert str(raised.value).startswith("0: ")


def test_an_unknown_form_and_one_without_a_clean_report() -> None:
    with pytest.raises(DeclarationError, match="unknown form '2020'; did you mean '20"):
        wide_of(example("2020"))
    entry = shipped().bases.entry.model_copy(update={"base": {}})
    with pytest.raises(DeclarationError, match="no clean report of form 2021, which VAL-001 breaks is a change of"):
        example_frame({"VAL-001 breaks": example()}, replace(shipped(), bases=Bases(entry, "examples.yml")))


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('base:\n  "2019":', 'base:\n  "2091":', "unknown form '2091'; did you mean"),
        ("proactive.licensing.change:", "proactive.licensing.chnge:", "did you mean 'proactive.licensing.change'?"),
        ("title_year:", "titel_year:", "unknown fact 'titel_year'; did you mean 'title_year'?"),
        ("      makes_rules: false\n", "", "report lacks makes_rules"),
        ("year: 2020", 'year: "2020"', "year is a number, found '2020'"),
    ],
)
def test_a_clean_report_is_checked_when_it_is_loaded(tmp_path: Path, old: str, new: str, problem: str) -> None:
    folder = shutil.copytree(shipped().folder, tmp_path / "expectations")
    path = folder / "examples.yml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(DeclarationError) as raised:
        load_bases(folder, shipped().forms)
    assert problem in str(raised.value)
    assert str(path) in str(raised.value)
