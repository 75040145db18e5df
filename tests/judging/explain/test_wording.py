"""What an auditor reads: labels for cells, values under an «if», and nothing said with more certainty than there is."""

import random
import shutil
from pathlib import Path
from typing import get_args

import pytest

from gouji.declared import load_declared
from gouji.declared.forms import Form
from gouji.declared.locations import shipped
from gouji.declared.strict_yaml import DeclarationError
from gouji.declared.texts.explanations import SlipTexts, load_explanation_texts
from gouji.judging.explain import Change, Classification, Diagnosis, Explanation, describe, diagnose, tell
from samples.figures import valid_figures

DECLARED = load_declared()
FORMS, TEXTS = DECLARED.forms, DECLARED.texts


def filled(form: Form, table: str) -> dict[str, int | None]:
    figures = valid_figures(form, random.Random(3), 400)  # noqa: S311 - repeatable, not secret
    return {cell.address: int(figures[cell.address]) for cell in form.table(table).cells}


def told(table: str, wrong: dict[str, int | None], unknown: tuple[str, ...] = ()) -> list[list[str]]:
    form = FORMS[1]
    found = diagnose(form.table(table), {**filled(form, table), **wrong}, unknown)
    return [describe(item, form, TEXTS) for item in found]


def plain(table: str = "requests", **changed: object) -> Diagnosis:
    identities = FORMS[1].table(table).identities[:1]
    given: dict[str, object] = {
        "table": table,
        "broken": identities,
        "undecided": (),
        "left_out": (),
        "classification": "open",
        "explanations": (),
        "blanks_kept": (),
        "edits": (),
        "certain": (),
        "exhaustive_up_to": 3,
    }
    return Diagnosis(**{**given, **changed})  # type: ignore[arg-type]


def single(address: str, needed: int | None = 1, printed: int | None = 2, slips: tuple[str, ...] = ()) -> Explanation:
    return Explanation((Change(address, printed, needed),), slips)


def test_one_cell() -> None:
    truth = filled(FORMS[1], "requests")["requests.denied_process.research"]
    (lines,) = told("requests", {"requests.denied_process.research": 990})
    assert lines == [
        "不成立的勾稽关系2处：表三“科研机构”列（办理结果总计＝各明细行之和）、"
        "表三“（三）不予公开 6.属于四类过程性信息”行（总计＝六类申请人之和）。",
        f"表三“（三）不予公开 6.属于四类过程性信息”行“科研机构”列填990：若仅此一格有误，则应为{truth}。"
        "改动1格以内的解释仅此一种；也可能不止1格有误。",
    ]


def test_a_group_of_disputes_says_that_any_of_its_five_cells_may_be_at_fault() -> None:
    (lines,) = told("disputes", {"disputes.litigation_direct.total": 999})
    assert lines[0] == "不成立的勾稽关系1处：表四“未经复议直接起诉”（总计＝四项结果之和）。"
    assert lines[1] == "改动最少的解释有5种，仅凭勾稽关系不能区分，列在下面。"
    assert [line[:3] for line in lines[2:7]] == ["（1）", "（2）", "（3）", "（4）", "（5）"]
    assert all("若仅此一格有误，则应为" in line for line in lines[2:7])
    assert lines[7] == (
        "这里只有一个勾稽关系，仅凭它不能确定出错的格：表四“未经复议直接起诉”“结果维持”、“结果纠正”、“其他结果”、"
        "“尚未审结”、“总计”这5格中任何一格都可能有误。"
    )


def test_a_blank_is_told_as_one_to_be_filled() -> None:
    address = "requests.granted.natural_person"
    (lines,) = told("requests", {address: None})
    truth = filled(FORMS[1], "requests")[address]
    assert lines[1:3] == [
        "改动最少的解释列在下面。",
        f"（1）表三“（一）予以公开”行“自然人”列为空：若仅此一格漏填，则应填{truth}",
    ]
    assert lines[3].startswith("若空白格都是0，则须改3格，解释有")
    assert lines[-1] == "其中有空白格，空白格先按0推算，也考虑了漏填。"


def test_several_cells_and_the_slip_that_they_may_be() -> None:
    values = filled(FORMS[1], "requests")
    one, other = "requests.granted.natural_person", "requests.granted.business"
    (lines,) = told("requests", {one: values[other], other: values[one]})
    assert any(
        f"若仅以下2格有误：表三“（一）予以公开”行“自然人”列填{values[other]}，则应为{values[one]}；"
        f"表三“（一）予以公开”行“商业企业”列填{values[one]}，则应为{values[other]}（可能左右相邻两格互换）" in line
        for line in lines
    )


def test_without_its_list_a_diagnosis_says_how_many_there_are_and_names_few_totals() -> None:
    (found,) = diagnose(
        FORMS[1].table("disputes"), {**filled(FORMS[1], "disputes"), "disputes.litigation_direct.total": 999}
    )
    assert describe(found, FORMS[1], TEXTS, listed=False)[0] == (
        "改动最少的解释有5种，仅凭勾稽关系不能区分，列在下面。"
    )
    assert not any(line.startswith("（") for line in describe(found, FORMS[1], TEXTS, listed=False))
    broken = FORMS[1].table("requests").identities[:9]
    (first, *_) = describe(plain(broken=broken), FORMS[1], TEXTS, listed=False)
    assert first.startswith("不成立的勾稽关系9处：")
    assert first.count("＝") == 3
    assert describe(plain(broken=broken), FORMS[1], TEXTS)[0].count("＝") == 9


def test_one_explanation_is_told_as_in_its_list() -> None:
    address = "requests.granted.natural_person"
    sentence = tell(single(address, needed=4, printed=14), "requests", FORMS[1], TEXTS)
    assert sentence == "表三“（一）予以公开”行“自然人”列填14：若仅此一格有误，则应为4"


def test_what_was_left_out_is_named() -> None:
    (lines,) = told("requests", {"requests.granted.business": 990}, ("requests.granted.civic",))
    assert lines[-1].startswith("所需的数没有读出或不是整数，未参加推算的勾稽关系：表三“社会公益组织”列")


def test_nothing_found_and_too_much_found() -> None:
    assert describe(plain(), FORMS[1], TEXTS)[1] == (
        "改动3格以内没有能使这些勾稽关系成立的，不能缩小范围，请逐格核对。"
    )
    many = tuple(single(cell.address) for cell in FORMS[1].table("requests").cells[:11])
    lines = describe(plain(explanations=many), FORMS[1], TEXTS)
    assert lines[1:] == ["改动最少的解释有11种，不能缩小范围，请逐格核对。"]
    marked = (*many, single("requests.granted.total", slips=("swapped_down",)))
    lines = describe(plain(explanations=marked), FORMS[1], TEXTS)
    assert lines[2] == "其中恰与一次填写差错相符的（仅供核对参考）："
    assert len(lines) == 4


def test_certain_cells_open_values_blanks_and_edits() -> None:
    shared = "requests.granted.total"
    explanations = (
        Explanation((Change(shared, 3, 4), Change("requests.granted.other", None, 2))),
        Explanation((Change(shared, 3, None), Change("requests.granted.civic", None, None))),
    )
    edits = (Explanation((Change(shared, 3, 5), Change("requests.granted.civic", 5, 3)), ("swapped_across",)),)
    kept = (single("requests.granted.research"),)
    diagnosis = plain(
        classification="some_certain", explanations=explanations, certain=(shared,), edits=edits, blanks_kept=kept
    )
    lines = describe(diagnosis, FORMS[1], TEXTS)
    assert lines[1:3] == [
        "改动最少的解释有2种，仅凭勾稽关系不能区分，列在下面。",
        "各种解释都涉及：表三“（一）予以公开”行“总计”列。",
    ]
    assert "“其他”列为空，则应填2" in lines[3]
    assert "应为多少不能确定" in lines[4]
    assert "应填多少不能确定" in lines[4]
    assert lines[5] == "若空白格都是0，则须改1格，解释有1种，列在下面。"
    assert lines[7].startswith("一次填写差错也能解释：若仅以下2格有误：")
    assert (
        describe(plain(classification="several", explanations=kept, edits=edits), FORMS[1], TEXTS)[1]
        == "改动最少的解释列在下面。"
    )


@pytest.mark.parametrize("classification", get_args(Classification))
def test_no_value_stands_without_an_if(classification: Classification) -> None:
    explanations = tuple(single(f"requests.granted.{column}", 47) for column in ("total", "other"))
    given = explanations[:1] if classification == "one" else () if classification == "open" else explanations
    lines = describe(plain(classification=classification, explanations=given), FORMS[1], TEXTS)
    for line in lines:
        assert "47" not in line or line.index("若") < line.index("47")
        assert "正确" not in line


def test_every_slip_has_words() -> None:
    for slip in SlipTexts.model_fields:
        lines = describe(plain(explanations=(single("requests.granted.total", slips=(slip,)),)), FORMS[1], TEXTS)
        assert "可能" in lines[-1]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("fewest:", "fewst:", "fewst"),
        ("则应为{needed}{remark}", "则应为{need}{remark}", "needs exactly the places"),
        ("  outcomes:", "  outcome:", "no words for 'outcomes'"),
        ("identities:\n", 'identities:\n  sums: "{place}"\n', "no form has 'sums'"),
        ("  ten_times: 可能多写一个0\n", "", "slips.ten_times: missing"),
    ],
)
def test_wrong_words_are_refused_with_their_place(tmp_path: Path, old: str, new: str, message: str) -> None:
    (tmp_path / "texts").mkdir()
    path = tmp_path / "texts" / "explanations.yml"
    shutil.copy(shipped("expectations") / "texts" / "explanations.yml", path)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DeclarationError, match=message) as refused:
        load_explanation_texts(tmp_path, FORMS)
    assert "explanations.yml" in str(refused.value)
