"""Corpora of sentences about figures, written before the patterns that read them; `corpora/*.tsv` says what each must lead to."""

from dataclasses import replace
from pathlib import Path

import pytest

from gouji.declared import Declared
from gouji.document import Document, Passage
from gouji.reports.prose.claims import find_claims
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


def test_words_spare_looks_and_change_no_claim(declared: Declared) -> None:
    """`words` of `claims.yml` are necessary: without them the same is found in every sentence."""
    patterns = declared.claims
    everywhere = replace(patterns, grouped=tuple((((), True), (pattern,)) for pattern in patterns.patterns))
    cases = [case for name in FLOORS for case in corpus(FOLDER / f"{name}.tsv")]
    lines = ("云岭县财政局2023年政府信息公开工作年度报告", *(case.text for case in cases))
    document = Document("text", tuple(Passage(line, f"line {rank}") for rank, line in enumerate(lines, 1)))
    with_words, without = (find_claims(document, (), one, 2023) for one in (patterns, everywhere))
    assert len(with_words) > 300
    assert with_words == without


@pytest.mark.parametrize(
    ("printed", "claims"),
    [
        ("政府信息公开行政复议、行政诉讼分别为15件、6件。", {"reconsiderations": 15, "suits": 6}),
        ("制发、废止行政规范性文件分别为3件和1件。", {"documents_issued": 3, "documents_repealed": 1}),
        # Two names and three figures: nobody knows which is whose.
        ("政府信息公开行政复议、行政诉讼分别为15件、6件、2件。", {}),
        ("我局收到通过各种渠道提交的政府信息公开申请15件。", {"requests_received": 15}),
        ("涉及预算的政府信息公开申请共15件，其中予以公开7件。", {}),
        ("政府信息公开申请答复中，评查发现抽查的申请中予以公开的15件、不予公开的3件无差错。", {}),
    ],
)
def test_what_a_figure_belongs_to(printed: str, claims: dict[str, int], declared: Declared) -> None:
    lines = ("云岭县财政局2023年政府信息公开工作年度报告", printed)
    document = Document("text", tuple(Passage(line, f"line {rank}") for rank, line in enumerate(lines, 1)))
    found = find_claims(document, (), declared.claims, 2023)
    mentions = {one.claim.claim for one in declared.claims.patterns if one.claim.mention}
    assert {one.claim: int(one.value) for one in found if one.claim not in mentions} == claims
