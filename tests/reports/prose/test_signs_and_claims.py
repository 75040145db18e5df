"""Where a text ends or a table begins, signs and claims are seen as elsewhere, and in other numbers not at all."""

from pathlib import Path

import pytest
import yaml

from gouji.declared import Declared
from gouji.declared.signs import load_signs
from gouji.document import Document, Passage
from gouji.reports.prose.claims import find_claims
from gouji.reports.prose.signs import Seen, find_signs, masked
from gouji.reports.prose.titles import find_title
from gouji.reports.sections import find_sections

# Made up: no operator has given it out.
MOBILE = "13000000000"


def document(*texts: str) -> Document:
    return Document("text", tuple(Passage(text, f"line {rank}") for rank, text in enumerate(texts, 1)))


def mobiles(declared: Declared, *texts: str) -> Seen:
    found = find_signs(document(*texts), (), declared.signs, 2023, whole=True)
    return next(one for one in found if one.key == "mobile")


def test_a_mobile_number_at_the_very_end_of_a_text_is_seen_and_hidden(declared: Declared) -> None:
    seen = mobiles(declared, "公开事项以公告为准。", f"联系电话：{MOBILE}")
    assert (seen.count, seen.quote, seen.locator) == (1, "130******00", "line 2")
    assert masked(f"联系电话：{MOBILE}", declared.signs) == "联系电话:130******00"


def test_a_mobile_number_at_the_end_of_a_line_goes_not_on_in_the_next(declared: Declared) -> None:
    assert mobiles(declared, f"联系电话：{MOBILE}", "2023年1月").count == 1


@pytest.mark.parametrize("number", [MOBILE + "0", "9" + MOBILE])
def test_a_longer_number_is_no_mobile_number(number: str, declared: Declared) -> None:
    assert mobiles(declared, f"编号：{number}").count == 0
    assert masked(f"编号：{number}", declared.signs) == f"编号：{number}"


def test_words_behind_a_sign_take_it_back_in_the_last_sentence_too(tmp_path: Path) -> None:
    sign = {"sign": "late", "within": ["text"], "patterns": ["逾期"], "unless": ["未发生"]}
    (tmp_path / "signs.yml").write_text(yaml.safe_dump({"signs": [sign]}, allow_unicode=True), encoding="utf-8")
    signs = load_signs(tmp_path)
    counts = [
        find_signs(document(text), (), signs, 2023, whole=True)[0].count
        for text in ("全年逾期的情况", "全年逾期的情况未发生", "全年逾期的情况。其他未发生")
    ]
    assert counts == [1, 0, 1]


def test_a_line_of_a_table_in_its_section_is_no_prose(declared: Declared) -> None:
    """In flat text a label and its figure are one passage; a sentence ends with a full stop."""
    lines = (
        "云岭县青石镇人民政府2023年政府信息公开工作年度报告",
        "三、收到和处理政府信息公开申请情况",
        "收到政府信息公开申请7件",
        "四、政府信息公开行政复议、行政诉讼情况",
    )
    made = document(*lines)
    sections = find_sections(made, declared.forms[-1].sections, declared.aliases.headings)
    claims = {claim.claim for claim in find_claims(made, sections, declared.claims, 2023)}
    assert "requests_received" not in claims
    spoken = document(lines[0], lines[1], lines[2] + "。", lines[3])
    assert "requests_received" in {claim.claim for claim in find_claims(spoken, sections, declared.claims, 2023)}


def test_a_title_of_two_years_tells_none(declared: Declared) -> None:
    text = "云岭县青石镇人民政府2022-2023年政府信息公开工作年度报告"
    made = document(text)
    found = find_title(made, made.passages, declared.bodies)
    assert found is not None
    assert found.year is None
