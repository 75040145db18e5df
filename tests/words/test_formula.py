"""Formulas in words: every rule can be told, and what is told is what is compared."""

import shutil
from pathlib import Path

import pytest

from gouji.declared.rules import Rule
from gouji.declared.strict_yaml import DeclarationError
from gouji.declared.texts.formulas import load_formula_texts
from gouji.words import spoken, spoken_check, spoken_rule
from tests.made.judging import rule, shipped


def said(formula: str) -> str:
    return spoken(formula, shipped().forms, shipped().texts)


def check_said(one: Rule) -> str:
    return spoken_check(one, one.entry.checks[0], shipped().forms, shipped().texts)


def rule_said(rule_id: str) -> tuple[str, ...]:
    declared = next(one for one in shipped().rules if one.id == rule_id)
    return spoken_rule(declared, shipped().forms, shipped().texts)


@pytest.mark.parametrize("declared", shipped().rules, ids=lambda one: one.id)
def test_every_rule_can_be_told_without_a_word_of_the_language_of_rules(declared: Rule) -> None:
    told = spoken_rule(declared, shipped().forms, shipped().texts)
    assert told
    for line in told:
        assert not set("_[]{}'") & set(line)
        assert not any(word in line for word in ("row", "cell", "claim", "report", "section", " and ", " or ", "=="))


def test_a_printed_total_names_its_first_and_last_line_and_how_many_there_are() -> None:
    assert rule_said("VAL-003") == ("表三各列：“（七）总计” ＝ “（一）予以公开”至“（六）其他处理 3.其他”共21行之和",)
    assert rule_said("VAL-002") == ("表三各列：“（七）总计” ＝ “（一）予以公开”至“（六）其他处理”共19行之和",)
    assert rule_said("VAL-004") == ("表三各行：“总计” ＝ “自然人”至“其他”共6列之和",)
    assert rule_said("VAL-005") == ("表四“行政复议”：“总计” ＝ “结果维持”至“尚未审结”共4列之和",)


def test_a_balance_names_each_of_its_four_lines() -> None:
    assert rule_said("VAL-001") == (
        "表三各列：“（七）总计” ＋ “四、结转下年度继续办理” ＝ "
        "“一、本年新收政府信息公开申请数量” ＋ “二、上年结转政府信息公开申请数量”",
    )


def test_each_named_check_of_a_rule_is_told() -> None:
    assert rule_said("VAL-020") == (
        "表二“规章”行：单位没有规章制定权，且单位层级不为省级，且单位层级不为市级的，本行各格均为0",
        "表二“规章”行：单位没有规章制定权，且（单位层级为省级，或单位层级为市级）的，本行各格均为0",
    )


@pytest.mark.parametrize(
    ("rule_id", "told"),
    [
        ("VAL-011", "表二“规章”、“规范性文件”行：“对外公开总数量” ≥ “本年新公开数量”"),
        ("PUB-002", "整份报告：单位是政府部门，且单位不代本级政府填报，且有公布日期的，公布日期不晚于次年1月31日"),
        (
            "NAR-014",
            "整份报告：正文说明了统计期限，且未见单位成立、合并、更名或撤销的文字的，统计期首日为当年1月1日，且统计期末日为当年12月31日",
        ),
        (
            "VAL-018",
            "表二“行政事业性收费”行“本年收费金额（单位：万元）”列：不得有此情形：此格不能读作数字，或此格 ＜ 0",
        ),
        ("STR-011", "表四各组：本组不缺格"),
    ],
)
def test_a_rule_is_told_with_its_place_its_condition_and_what_must_hold(rule_id: str, told: str) -> None:
    assert rule_said(rule_id)[0] == told


def test_how_many_of_several_truths_are_so_is_told_with_each_of_them() -> None:
    mild, grave = rule_said("STR-014")
    assert "下列不足3项（未见“主动公开”的内容、未见“依申请公开”的内容、" in mild
    assert "下列至少有3项（未见“主动公开”的内容、未见“依申请公开”的内容、" in grave


@pytest.mark.parametrize(
    ("formula", "told"),
    [
        ("report.is_department == False", "单位不是政府部门"),
        ("not report.is_department", "单位不是政府部门"),
        ("report.is_department != False", "单位是政府部门"),
        ("report.level != 'county'", "单位层级不为县级"),
        ("report.level in ['county', 'township']", "单位层级为县级或乡镇街道"),
        ("not (report.is_department or report.makes_rules)", "不得有此情形：单位是政府部门，或单位有规章制定权"),
        ("blanks('disputes.*.*') > 0", "表四有空白"),
        ("blanks('disputes.*.*') == 0", "表四没有空白"),
        ("claim.suits_upheld == 1", "正文称行政诉讼均获维持"),
        ("known(claim.suits) == False", "正文没有写明行政诉讼件数"),
        ("known(requests.received.total)", "表三“一、本年新收政府信息公开申请数量”行“总计”列有数"),
        ("section.6.found == True", "报告有“六、其他需要报告的事项”部分"),
        ("matches(report.title, '街道|乡')", "报告标题含有“街道”或“乡”"),
        ("days_after(report.published_on, 3, 31) > 0", "公布日期晚于次年3月31日"),
        ("report.year - (report.title_year - 1) == 1", "报告年度 － （标题年份 － 1） ＝ 1"),
        ("2 * (report.year + report.title_year) > -1", "2 × （报告年度 ＋ 标题年份） ＞ －1"),
    ],
)
def test_truths_counts_and_arithmetic(formula: str, told: str) -> None:
    assert said(formula) == told


def test_only_neighbours_in_print_order_are_told_as_first_to_last() -> None:
    every = [f"disputes.reconsideration.{column}" for column in ("upheld", "corrected", "other", "pending")]
    assert said(f"{' + '.join(every)} == 0") == "表四“行政复议”“结果维持”至“尚未审结”共4列之和 ＝ 0"
    gap = said(f"{' + '.join([every[0], every[1], every[3]])} == 0")
    assert "至" not in gap
    assert gap.count("＋") == 2


def test_a_rule_on_one_form_is_told_with_the_labels_of_that_form() -> None:
    look = {"rows": ["proactive.normative_documents"], "holds": "nonzero(row) == 0"}
    assert check_said(rule(look, forms=["2019"])).startswith("表二“规范性文件”行")
    assert check_said(rule(look, forms=["2021"])).startswith("表二“行政规范性文件”行")


def test_what_has_no_words_is_refused_with_the_rule_and_the_formula() -> None:
    with pytest.raises(DeclarationError, match=r"TST-001.*proactive\.nothing\.at_all"):
        check_said(rule({"place": "report", "holds": "proactive.nothing.at_all == 0"}))


def test_every_pattern_with_words_stands_in_a_rule() -> None:
    declared = [text for one in shipped().rules for check in one.entry.checks for text in (check.when, check.holds)]
    formulas = [" ".join(text.split()) for text in declared if text]
    for pattern in shipped().texts.formulas.patterns:
        assert any(pattern in formula for formula in formulas)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("  suits: 行政诉讼件数\n", "", r"no words for 'suits'"),
        ("  suits: 行政诉讼件数\n", "  suits: 行政诉讼件数\n  suitz: 某\n", r"nothing is called 'suitz'.*suits"),
        ("  blanks: {", "  blankz: {", r"no words for 'blanks'"),
        ("  title: 报告标题\n  title_year", "  title: {some: 有, none: 无}\n  title_year", "title is a text"),
        ('check: "{place}：{holds}"', 'check: "{holds}"', r"needs exactly the places"),
    ],
)
def test_missing_or_unknown_words_are_refused(old: str, new: str, problem: str, tmp_path: Path) -> None:
    folder = tmp_path / "expectations"
    shutil.copytree(shipped().folder / "texts", folder / "texts")
    path = folder / "texts" / "formulas.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DeclarationError, match=problem):
        load_formula_texts(folder, shipped().claims.keys, shipped().sign_keys)
