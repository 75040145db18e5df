"""What sentences of reports claim: written as offices write them, most of them to be misread."""

from decimal import Decimal
from pathlib import Path

import pytest

from gouji.declared import Declared
from gouji.declared.claims import load_claim_patterns
from gouji.declared.strict_yaml import DeclarationError
from gouji.document import Document, Passage
from gouji.reports.prose.claims import Claim, find_claims
from tests.made.claim_reading import stated
from tests.made.claim_sentences import CONCLUDED, COUNTY, DISPUTES, RECEIVED, SUMS, TABLE_TWO, TOWNSHIP, YEAR, Expected
from tests.made.unseen_claim_sentences import UNSEEN

SENTENCES = [*RECEIVED, *CONCLUDED, *DISPUTES, *TABLE_TWO, *SUMS, *UNSEEN]


def claims_of(*paragraphs: str, body: str = TOWNSHIP, declared: Declared) -> tuple[Claim, ...]:
    lines = (f"{body}{YEAR}年政府信息公开工作年度报告", *paragraphs)
    document = Document("text", tuple(Passage(line, f"line {rank}") for rank, line in enumerate(lines, 1)))
    return find_claims(document, (), declared.claims, YEAR)


def test_there_are_enough_sentences() -> None:
    assert len(SENTENCES) >= 120
    assert len({(body, prose) for body, prose, _ in SENTENCES}) == len(SENTENCES)


@pytest.mark.parametrize(("body", "prose", "expected"), SENTENCES, ids=[prose[:40] for _, prose, _ in SENTENCES])
def test_a_sentence_claims_what_is_certain_and_nothing_else(
    body: str, prose: str, expected: Expected, declared: Declared
) -> None:
    assert stated(claims_of(prose, body=body, declared=declared), declared) == expected


def test_a_claim_has_the_words_as_printed_and_their_place(declared: Declared) -> None:
    claims = claims_of("前言。", "全年收到 政府信息公开申请三十二 件；均已答复。", declared=declared)
    assert claims == (Claim("requests_received", Decimal(32), "全年收到 政府信息公开申请三十二 件", "line 3"),)


def test_claims_that_contradict_each_other_are_all_kept(declared: Declared) -> None:
    """Whoever compares them must see two values; the same statement twice is one value."""
    claims = claims_of(
        "全年收到政府信息公开申请6件。", "全年收到政府信息公开申请6件。", "收到政府信息公开申请8件。", declared=declared
    )
    assert {claim.value for claim in claims if claim.claim == "requests_received"} == {6, 8}


def test_a_line_broken_in_a_sentence_keeps_its_subject(declared: Declared) -> None:
    """A PDF has one passage a line: the office may stand on the line before."""
    lines = ("2023年，县政府办代表县政府", "受理政府信息公开申请17件，均已答复。")
    assert claims_of(*lines, body=COUNTY, declared=declared) == ()
    assert stated(claims_of(lines[1], body=COUNTY, declared=declared), declared) == {"requests_received": 17}


def test_lines_of_a_table_are_no_prose(declared: Declared) -> None:
    assert claims_of("一、本年新收政府信息公开申请数量", "3", "行政许可\t156\t件", declared=declared) == ()


def test_a_mention_is_one_claim_whatever_its_year_and_subject(declared: Declared) -> None:
    claims = claims_of("（三）政府信息管理", "去年县政府办加强政府信息管理，制发规范性文件3件。", declared=declared)
    assert [(claim.claim, claim.locator) for claim in claims] == [
        ("management_mentioned", "line 2"),
        ("documents_mentioned", "line 3"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("regex: 未经复议", "regex: (未经复议", "suits_direct: .*no regular expression"),
        (
            "{is}{count}\n    unless: [维持",
            "{is}{cuont}\n    unless: [维持",
            "unknown fragment 'cuont'; did you mean 'count'",
        ),
        ("topic: procurement\n", "topic: procurment\n", "unknown topic 'procurment'; did you mean 'procurement'"),
        ("- claim: suits_direct", "- claim: suits", "'suits' is declared twice"),
        ("of_parts: true\n", "of_part: true\n", "unknown key 'of_part'; did you mean 'of_parts'"),
        ("(?P<number>\\\\d{1,9}){counted}", "(?P<figure>\\\\d{1,9}){counted}", "lacks the group number"),
    ],
)
def test_a_wrong_declaration_is_refused_with_its_place(
    old: str, new: str, message: str, tmp_path: Path, declared: Declared
) -> None:
    text = (declared.folder / "claims.yml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "claims.yml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DeclarationError, match=message) as caught:
        load_claim_patterns(tmp_path)
    assert "claims.yml" in str(caught.value)
