"""Corpora of sentences about figures, written before the patterns that read them; `corpora/*.tsv` says what each must lead to."""

from pathlib import Path

import pytest

from gouji.declared import Declared
from tests.made.judged_prose import Case, corpus, judged

FOLDER = Path(__file__).parent / "corpora"
# How many of the contradictions must be found.
FLOORS = {"first": 141, "second": 50}


@pytest.fixture(scope="module", params=FLOORS)
def spoken(request: pytest.FixtureRequest, declared: Declared) -> tuple[str, list[tuple[Case, dict[str, str]]]]:
    name = str(request.param)
    cases = corpus(FOLDER / f"{name}.tsv")
    return name, list(zip(cases, judged(cases, declared), strict=True))


def test_half_of_the_sentences_are_innocent(spoken: tuple[str, list[tuple[Case, dict[str, str]]]]) -> None:
    innocent = sum(not case.rules for case, _ in spoken[1])
    assert len(spoken[1]) >= 100
    assert abs(2 * innocent - len(spoken[1])) <= 4


def test_no_innocent_sentence_is_accused(spoken: tuple[str, list[tuple[Case, dict[str, str]]]]) -> None:
    assert {case.text: rules for case, rules in spoken[1] if rules and not case.rules} == {}


def test_contradictions_are_found(spoken: tuple[str, list[tuple[Case, dict[str, str]]]]) -> None:
    name, cases = spoken
    missed = [case.text for case, rules in cases if case.rules and not rules.keys() & case.rules]
    found = sum(bool(case.rules) for case, _ in cases) - len(missed)
    assert found >= FLOORS[name], missed
