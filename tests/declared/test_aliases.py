"""Variants of labels stand for official wordings, and for one only."""

import shutil
from pathlib import Path

import pytest

from gouji.declared import Declared
from gouji.declared.aliases import block_words, load_aliases
from gouji.declared.locations import shipped
from gouji.declared.strict_yaml import DeclarationError
from gouji.document.folding import fold


def test_variants_lead_to_the_official_wording(declared: Declared) -> None:
    labels, headings = declared.aliases.labels, declared.aliases.headings.variants
    assert labels[fold("2.其他法律行政止公开")] == fold("2.其他法律行政法规禁止公开"), "hongze-2024"
    assert labels[fold("（二）部分公开")] == fold("（二）部分公开（区分处理的，只计这一情形，不计其他情形）")
    assert headings[fold("主动公开情况")] == fold("主动公开政府信息情况")


def test_no_variant_is_itself_an_official_wording_of_the_same_table(declared: Declared) -> None:
    for form in declared.forms:
        for table in form.tables:
            official = {fold(text) for block in table.blocks for text in block_words(block)}
            taken = {v for v, wording in declared.aliases.labels.items() if v in official and wording in official}
            assert not taken, f"form {form.name}, table {table.key}"


def test_the_template_of_2014_is_known_by_its_words(declared: Declared) -> None:
    (template,) = declared.aliases.unsupported
    assert template.name == "2014"
    assert template.words == {"统计指标", "单位", "统计数"}


def test_a_block_prints_corner_caption_banner_and_labels(declared: Declared) -> None:
    block = declared.forms[0].table("proactive").blocks[0]
    assert list(block_words(block)) == [
        "信息内容", "第二十条第（一）项", "本年新制作数量", "本年新公开数量", "对外公开总数量", "规章", "规范性文件"
    ]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(shipped("expectations") / "aliases.yml", tmp_path)
    return tmp_path


def refused(folder: Path, declared: Declared, old: str, new: str) -> str:
    path = folder / "aliases.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DeclarationError) as caught:
        load_aliases(folder, declared.forms)
    return str(caught.value)


def test_a_variant_of_a_wording_that_no_form_prints(folder: Path, declared: Declared) -> None:
    message = refused(folder, declared, "本年废止件数:", "本年废止总数:")
    assert "labels: no form prints '本年废止总数'; did you mean '本年废止件数'?" in message


def test_a_variant_for_two_wordings(folder: Path, declared: Declared) -> None:
    message = refused(folder, declared, "现行有效件数: [", "现行有效件数: [本年废止数量, ")
    assert "'本年废止数量' is given for two wordings" in message


def test_a_heading_that_no_form_prints(folder: Path, declared: Declared) -> None:
    assert "headings: no form prints '其它事项'" in refused(folder, declared, "其他需要报告的事项:", "其它事项:")
