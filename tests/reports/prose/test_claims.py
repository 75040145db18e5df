"""Claims are taken from prose alone, for this year alone, with their words and their place."""

import datetime as dt
from decimal import Decimal

import pytest

from gouji.declared import Declared
from gouji.document import Document, Passage
from gouji.reports.prose.claims import Claim, find_claims, find_period
from gouji.reports.sections import find_sections


def document(*lines: str) -> Document:
    return Document("text", tuple(Passage(line, f"line {number}") for number, line in enumerate(lines, 1)))


def claims(declared: Declared, *lines: str, year: int | None = 2020) -> list[Claim]:
    read = document(*lines)
    sections = find_sections(read, declared.forms[-1].sections, declared.aliases.headings)
    return [one for one in find_claims(read, sections, declared.claims, year) if one.claim == "requests_received"]


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("全年未收到政府信息公开申请。", 0),
        ("2020年共收到政府信息公开申请３件。", 3),
        ("本年度收到政府信息公开申请12件，均已办结。", 12),
    ],
)
def test_a_claim_has_its_number_words_and_place(declared: Declared, sentence: str, value: int) -> None:
    (claim,) = claims(declared, "一、总体情况", "前言。" + sentence)
    assert (claim.value, claim.locator) == (Decimal(value), "line 2")
    assert claim.quote in sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "2019年收到政府信息公开申请3件。",
        "上年收到政府信息公开申请3件。",
        "其中书面收到政府信息公开申请3件。",
        "政府信息公开申请的受理工作有序开展。",
    ],
)
def test_what_is_not_certainly_of_this_year_and_subject_is_no_claim(declared: Declared, sentence: str) -> None:
    assert claims(declared, "一、总体情况", sentence) == []


def test_the_lines_of_a_table_are_no_prose(declared: Declared) -> None:
    line = "收到政府信息公开申请3件"
    assert claims(declared, "三、收到和处理政府信息公开申请情况", line) == []
    assert claims(declared, "三、收到和处理政府信息公开申请情况", line + "。") != []


@pytest.mark.parametrize(
    ("sentence", "period"),
    [
        ("统计期限为2020年1月1日至12月31日。", (dt.date(2020, 1, 1), dt.date(2020, 12, 31))),
        ("统计数据时间自2020年1月1日起至2020年12月31日止。", (dt.date(2020, 1, 1), dt.date(2020, 12, 31))),
        ("统计期限为二〇二〇年1月1日—12月31日。", (dt.date(2020, 1, 1), dt.date(2020, 12, 31))),
        ("统计期限为2020年2月30日至12月31日。", None),
        ("会议于2020年1月1日召开。", None),
    ],
)
def test_the_period(declared: Declared, sentence: str, period: tuple[dt.date, dt.date] | None) -> None:
    found = find_period(document("标题", sentence), declared.claims)
    assert ((found.first, found.last) if found else None) == period
    assert found is None or found.locator == "line 2"
