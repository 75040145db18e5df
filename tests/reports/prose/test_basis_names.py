"""Names of the documents that a report rests on: wrong ones are seen, short ones and those of provinces are not."""

import pytest

from gouji.declared import Declared
from gouji.document import Document, Passage
from gouji.reports.prose.signs import find_signs
from gouji.reports.sections import find_sections


def seen(declared: Declared, sign: str, text: str) -> int:
    [wanted] = [one for one in declared.signs if one.key == sign]
    [found] = find_signs(Document("text", (Passage(text, "line 1"),)), (), [wanted], 2023, whole=True)
    return found.count


@pytest.mark.parametrize(
    "text",
    [
        "根据《中华人民共和国政府信息公开工作条例》编制。",
        "根据《政府信息公开工作条例》编制。",
        "根据《中华人民共和国信息公开条例》编制。",
        "根据《中华人民共和国政府公开信息条例》编制。",
        "根据《中华人民共国政府信息公开条例》编制。",
        "根据《政府信息公开条列》编制。",
        "根据《政府信息公开条例》（国务院令第771号）编制。",
    ],
)
def test_a_wrong_name_is_seen(declared: Declared, text: str) -> None:
    assert seen(declared, "misquoted_basis", text) == 1


@pytest.mark.parametrize(
    "text",
    [
        "根据《中华人民共和国政府信息公开条例》（国务院令第711号）编制，以下简称《条例》。",
        "贯彻《政府信息公开条例》和新条例。",
        "按《中华人民共和国政府信息公开条例（修订）》编制。",
        "按《某省政府信息公开规定》《某市政府信息公开条例》《企业信息公示暂行条例》办理。",
        "按《政府信息公开工作年度报告格式》编制。",
        "按《信息公开条例》编制。",
        "落实《政务公开工作要点》。",
    ],
)
def test_right_short_and_other_names_are_not(declared: Declared, text: str) -> None:
    assert seen(declared, "misquoted_basis", text) == 0


def test_a_loose_name_and_the_right_one_are_told_apart(declared: Declared) -> None:
    assert (
        seen(declared, "loose_basis", "按《信息公开条例》"),
        seen(declared, "right_basis", "按《信息公开条例》"),
    ) == (1, 0)
    assert seen(declared, "right_basis", "《中华人民共和国政府信息公开条例》（以下简称《信息公开条例》）") == 1


@pytest.mark.parametrize("number", ["国办公开办函〔2021〕30号", "国办公开办函〔2019〕60号、〔2021〕30号"])
def test_the_notice_in_force_is_seen_beside_the_one_before(declared: Declared, number: str) -> None:
    assert seen(declared, "cites_2021_format", f"根据{number}编制。") == 1


@pytest.mark.parametrize("text", ["未发出缴款通知。", "申请均免费提供。", "没有发生信息公开处理费。"])
def test_what_is_said_of_fees_is_seen_in_other_words(declared: Declared, text: str) -> None:
    made = Document("text", (Passage("六、其他需要报告的事项", "line 1"), Passage(text, "line 2")))
    [wanted] = [one for one in declared.signs if one.key == "fees_in_section_six"]
    sections = find_sections(made, declared.forms[-1].sections, declared.aliases.headings)
    assert [one.count for one in find_signs(made, sections, [wanted], 2023, whole=True)] == [1]
