"""A letter around a report is seen by what letters say, before the report and behind it."""

import pytest

from gouji.declared import Declared
from gouji.document import Document, Passage
from gouji.reports.prose.signs import find_signs
from gouji.reports.sections import find_sections


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("现将我局年度报告印发给你们，请认真执行。", 1),
        ("我局已完成报告编制。特此函告。", 1),
        ("此函", 1),
        ("根据省政府办公厅印发的通知要求编制。", 0),
        ("现将2023年度报告向社会公布。", 0),
    ],
)
def test_a_letter_before_the_report(declared: Declared, line: str, count: int) -> None:
    made = Document("text", (Passage(line, "line 1"), Passage("一、总体情况", "line 2"), Passage("正文。", "line 3")))
    sections = find_sections(made, declared.forms[-1].sections, declared.aliases.headings)
    letters = [sign for sign in declared.signs if sign.key in ("cover_letter", "letter_ends", "letter_to")]
    assert sum(seen.count for seen in find_signs(made, sections, letters, 2023, whole=True)) == count


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("各镇人民政府、街道办事处：", 1),
        ("县政府办公室：", 1),
        ("报告如上，此函。", 1),
        ("特此函达", 1),
        ("（一）各镇人民政府：公开12条。", 0),
        ("来源：县政府办公室", 0),
        ("本机关复函3件，此函件均已公开。", 0),
    ],
)
def test_a_letter_is_told_by_its_salutation_and_its_end(declared: Declared, line: str, count: int) -> None:
    made = Document("text", (Passage(line, "line 1"), Passage("一、总体情况", "line 2"), Passage("正文。", "line 3")))
    sections = find_sections(made, declared.forms[-1].sections, declared.aliases.headings)
    letters = [sign for sign in declared.signs if sign.key in ("cover_letter", "letter_ends", "letter_to")]
    assert sum(seen.count for seen in find_signs(made, sections, letters, 2023, whole=True)) == count


def test_a_salutation_is_not_looked_for_on_a_page(declared: Declared) -> None:
    made = Document("html", (Passage("县政府办公室：", "line 1"), Passage("一、总体情况", "line 2")))
    sections = find_sections(made, declared.forms[-1].sections, declared.aliases.headings)
    letters = [sign for sign in declared.signs if sign.key == "letter_to"]
    assert find_signs(made, sections, letters, 2023, whole=True) == ()
