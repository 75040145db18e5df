"""Signs are seen where they are declared to be looked for, counted, quoted, and masked where they are personal data."""

import shutil
from pathlib import Path

import pytest
import yaml

from gouji.declared.signs import Sign, load_signs
from gouji.declared.strict_yaml import DeclarationError
from gouji.document import Document, Passage
from gouji.readers import read
from gouji.reports.prose.signs import Seen, find_signs, masked
from gouji.reports.sections import FoundSection, find_sections
from tests.made.judging import shipped

# Made up, with right check characters: no such county, no such bank.
ID_NUMBER = "999999199001010016"
CARD = "6200000000000005"


def document(*texts: str) -> Document:
    return Document("text", tuple(Passage(text, f"line {rank}") for rank, text in enumerate(texts, 1)))


def sections(made: Document) -> tuple[FoundSection, ...]:
    return find_sections(made, shipped().forms[-1].sections, shipped().aliases.headings)


def seen(*texts: str, year: int | None = 2023, whole: bool = True) -> dict[str, Seen]:
    made = document(*texts)
    return {one.key: one for one in find_signs(made, sections(made), shipped().signs, year, whole=whole)}


def declared(tmp_path: Path, *signs: dict[str, object]) -> tuple[Sign, ...]:
    (tmp_path / "signs.yml").write_text(yaml.safe_dump({"signs": list(signs)}, allow_unicode=True), "utf-8")
    return load_signs(tmp_path)


def test_a_sign_is_counted_and_its_first_words_are_quoted_with_their_place() -> None:
    found = seen("一、总体情况", "加强管理。我镇今年公开信息10条，", "截至目前仍有不足。")["vague_time"]
    assert found == Seen("vague_time", 2, "我镇今年公开信息10条,", "line 2")


def test_a_sign_of_a_section_is_not_seen_in_another_and_unknown_where_there_is_none() -> None:
    assert seen("一、总体情况", "公开10条。", "五、存在的主要问题及改进情况", "目前不足。")["vague_time"].count == 0
    assert "vague_time" not in seen("五、存在的主要问题及改进情况", "目前不足。")


def test_what_was_not_seen_in_a_document_without_its_end_is_unknown() -> None:
    whole, cut = seen("地址：某县某路1号。"), seen("地址：某县某路1号。", whole=False)
    assert (whole["contact_address"].count, whole["contact_postcode"].count) == (1, 0)
    assert cut["contact_address"].count == 1
    assert "contact_postcode" not in cut


@pytest.mark.parametrize(("year", "count"), [(2023, 1), (2024, 0), (None, None)])
def test_a_meeting_that_had_not_been_held(year: int | None, count: int | None) -> None:
    found = seen("学习贯彻党的二十届三中全会精神。", year=year).get("meeting_2024")
    assert (found.count if found else None) == count


@pytest.mark.parametrize(
    ("key", "text", "count"),
    [
        ("id_number", f"申请人身份证号{ID_NUMBER}。", 1),
        ("id_number", f"编号{ID_NUMBER[:-1]}3。", 0),
        ("bank_card", f"账号{CARD}", 1),
        ("bank_card", f"账号{CARD[:-1]}6", 0),
        ("mobile", "联系电话：13800000000。", 1),
        ("mobile", "联系电话：0300-5550000。", 0),
        ("mobile", "共计213800000000元", 0),
        ("private_mailbox", "邮箱：1234567@qq.com", 1),
        ("private_mailbox", "邮箱：office@example.gov.cn", 0),
        ("doubled_words", "推进政务公开公开工作。", 1),
        ("doubled_words", "落实主动公开主动公开要求。", 1),
        ("doubled_words", "县政府政府信息公开工作。", 0),
        ("doubled_words", "修订政府信息管理管理办法。", 0),
        ("meeting_2022", "喜迎党的二十大胜利召开。", 0),
        ("doubled_words", "完善信息公开公开栏。", 0),
        ("known_typos", "将进一步将责任落实。", 1),
        ("principle_reversed", "坚持以公开为常态、公开为例外。", 1),
        ("principle_reversed", "坚持以公开为常态、不公开为例外。", 0),
        ("fixed_wording_broken", "习近平新时代中国特社会主义思想", 1),
        ("fixed_wording_broken", "习近平新时代中国特色社会主义思想", 0),
        # Text taken from a page ends where the line did (洪泽区 2024).
        ("fixed_wording_broken", "坚持以习近平新时代中国特", 0),
        ("fixed_wording_broken", "坚持以习近平新时代", 0),
        ("fixed_wording_broken", "坚持以习近平新时代中", 0),
        ("mixed_commas", "加强管理,提高水平。", 1),
        ("mixed_commas", "加强管理，提高水平，第1,000条。", 0),
        ("confused_terms", "收到依申请公开信息3件。", 0),
        ("confused_terms", "受理政府信息公开申请公开3件。", 1),
        ("fixed_wording_broken", "完善中国特色社会救助和新时代中国特殊教育。", 0),
        ("cites_2019_format", "按照国办公开办函〔2019〕60号要求", 1),
        ("cites_2019_format", "按照国办公开办函〔2021〕30号要求", 0),
        ("misquoted_basis", "根据《中华人民共和国政府信息条例》", 1),
        ("misquoted_basis", "根据《中华人民共和国政府信息公开条例》", 0),
    ],
)
def test_what_shows_a_sign_and_what_does_not(key: str, text: str, count: int) -> None:
    assert seen(text, year=2021)[key].count == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("（四）平台建设。安排专人负责审核发布。", 1),
        ("（四）平台建设。政务新媒体账号实行登记备案。", 0),
        ("（四）平台建设。安排专人维护门户网站。", 0),
        ("（四）平台建设", 0),
    ],
)
def test_a_paragraph_on_platforms_that_speaks_of_people_only(text: str, count: int) -> None:
    assert seen("一、总体情况", text)["platform_without_platform"].count == count


@pytest.mark.parametrize(
    ("text", "count"), [("公开信息32条。", 1), ("公开信息三十二条。", 1), ("认真落实各项要求。", 0)]
)
def test_figures_in_either_numerals_are_figures(text: str, count: int) -> None:
    assert seen("一、总体情况", text)["overview_figures"].count == count


def test_what_a_web_page_prints_around_a_report_is_no_remains_in_a_web_page() -> None:
    made = document("分享到：", "打印本页")
    page = Document("html", made.blocks)
    found = {one.key: one.count for one in find_signs(made, (), shipped().signs, 2023, whole=True)}
    assert found["page_remains"] == 2
    assert "page_remains" not in {one.key for one in find_signs(page, (), shipped().signs, 2023, whole=True)}


def test_a_group_that_is_forbidden_is_no_channel() -> None:
    assert seen("一、总体情况", "通过微信工作群发布信息。")["internal_groups"].count == 1
    assert seen("一、总体情况", "严禁在微信工作群发布信息。")["internal_groups"].count == 0


def test_personal_data_is_hidden_in_quotes_and_in_every_text() -> None:
    quote = seen(f"身份证号{ID_NUMBER}")["id_number"].quote
    assert quote == "999*************16"
    text = f"申请人电话１３８００００００００，身份证{ID_NUMBER}，件数3"
    safe = masked(text, shipped().signs)
    assert ID_NUMBER not in safe
    assert "13800000000" not in safe
    assert "件数3" in safe
    assert masked("共公开信息1234条", shipped().signs) == "共公开信息1234条"


def test_one_look_at_the_whole_text_sees_what_a_look_at_each_line_sees(shared: Path) -> None:
    """The short cut must never lose a sign: each real report against each of its lines by itself."""
    for path in sorted((shared / "reports").glob("00*.txt")):
        made = read(path.read_bytes())
        found = {one.key: one.count for one in find_signs(made, sections(made), shipped().signs, 2020, whole=True)}
        everywhere = [sign for sign in shipped().signs if sign.within == ("text",) and sign.before_year is None]
        for sign in everywhere:
            alone = 0
            for passage in made.passages:
                single = Document("text", (passage,))
                alone += sum(one.count for one in find_signs(single, (), [sign], 2020, whole=True))
            assert found[sign.key] == alone, (path.name, sign.key)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"patterns": ["("]}, "'(' is no regular expression"),
        ({"patterns": ["x*"]}, "'x*' is found in an empty text, so everywhere"),
        ({"patterns": []}, "a sign needs at least one pattern"),
        ({"within": []}, "one part to look in"),
        ({"within": ["texts"]}, "within"),
        ({"wihtin": ["text"]}, "unknown key 'wihtin'; did you mean 'within'?"),
        ({"verified": "passport"}, "verified"),
    ],
)
def test_a_sign_that_is_declared_wrongly(tmp_path: Path, change: dict[str, object], problem: str) -> None:
    with pytest.raises(DeclarationError) as raised:
        declared(tmp_path, {"sign": "one", "within": ["text"], "patterns": ["x"]} | change)
    assert problem in str(raised.value)
    assert "signs.yml" in str(raised.value)


def test_a_sign_declared_twice(tmp_path: Path) -> None:
    sign: dict[str, object] = {"sign": "one", "within": ["text"], "patterns": ["x"]}
    with pytest.raises(DeclarationError, match="one: the sign is declared twice"):
        declared(tmp_path, sign, sign)


def test_a_rule_that_asks_for_a_sign_that_is_none(tmp_path: Path) -> None:
    from gouji.declared import load_declared
    from gouji.rules.checks import checks_of

    folder = shutil.copytree(shipped().folder, tmp_path / "expectations")
    path = folder / "rules" / "wording.yml"
    path.write_text(path.read_text("utf-8").replace("sign.id_number == 0", "sign.id_nmber == 0"), "utf-8")
    with pytest.raises(DeclarationError, match=r"unknown name 'sign.id_nmber'; did you mean 'sign.id_number'"):
        checks_of(load_declared(folder))
