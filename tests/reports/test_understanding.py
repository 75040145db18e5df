"""One file ends in one report, whatever is in it, and the status says whose trouble it is."""

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from gouji.bodies.roster import NO_ROSTER
from gouji.declared import Declared
from gouji.intake import take_in
from gouji.reports.transcribe import Transcriber
from gouji.reports.understanding import Report, read_file, same_report, understand
from samples.damage import broken_lines
from samples.printers import html, paragraphs, print_report, tabbed
from samples.report import SampleReport, sample_report
from tests.made.reading import dice, distinct_report

Reader = Callable[[bytes | str], Report]


@pytest.fixture
def read(declared: Declared, transcriber: Transcriber, tmp_path: Path) -> Reader:
    def read(content: bytes | str) -> Report:
        path = tmp_path / "report"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        (taken,) = take_in([path]).taken
        return understand(read_file(taken, declared), declared, transcriber, NO_ROSTER)

    return read


@pytest.fixture
def report(declared: Declared) -> SampleReport:
    return sample_report(declared.forms[0], dice(1), organisation="云岭县霜渡乡人民政府", year=2020)


@pytest.mark.parametrize("layout", ["tabbed", "tabbed_vertical", "paragraphs", "html", "flat", "pipes", "spaced"])
def test_a_report_in_every_layout(read: Reader, report: SampleReport, layout: str) -> None:
    found = read(print_report(report, layout))
    assert (found.status, found.reason, found.year) == ("audited", None, 2020)
    assert found.facts is not None
    assert found.facts.organisation is not None
    assert found.facts.organisation.value == "云岭县霜渡乡人民政府"
    assert (found.body.level, found.body.is_department) == ("township", False) if found.body else False
    assert found.district is not None
    assert found.district.value == "云岭县"
    assert [section.number for section in found.sections] == [1, 2, 3, 4, 5, 6]
    assert found.sections_certain
    assert found.period is not None
    assert (found.period.first.isoformat(), found.period.last.isoformat()) == ("2020-01-01", "2020-12-31")


@pytest.mark.parametrize(
    ("content", "status", "reason"),
    [
        (b"", "unreadable", "文件没有内容"),
        (b" \n\t", "unreadable", "文件没有内容"),
        (b"GIF89a" + bytes(100), "unreadable", "GIF"),
        (bytes(range(256)) * 20, "unreadable", "内容不是文字"),
        ("某县2020年政府信息公开工作年度报告\n一、总体情况\n见附件。\n", "unreadable", "没有找到统计表"),
        ("一、总体情况\n二、主动公开政府信息情况\n五、存在的主要问题及改进情况\n", "unreadable", "没有找到统计表"),
        ("<html><body>" + "<div>" * 2000 + "</body></html>", "unreadable", "嵌套"),
        ("某县2016年政府信息公开工作年度报告\n统计指标 单位 统计数\n", "unreadable", "国办发〔2014〕32号"),
        ("会议通知\n请准时参加。\n行政许可 3\n", "not_a_report", "没有年度报告的标题"),
    ],
)
def test_what_cannot_be_audited_says_why(read: Reader, content: bytes | str, status: str, reason: str) -> None:
    found = read(content)
    assert found.status == status
    assert reason in (found.reason or "")
    assert found.transcript is None


def test_a_file_too_large_is_not_read(read: Reader) -> None:
    assert "20 MB" in (read(b"\xe4\xb8\x80" * 7_000_000).reason or "")


def test_a_duplicate_and_a_file_that_changed(declared: Declared, transcriber: Transcriber, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("一样", encoding="utf-8")
    first, second = take_in([tmp_path]).taken
    found = understand(read_file(second, declared), declared, transcriber, NO_ROSTER)
    assert found.status == "duplicate"
    assert "a.txt" in (found.reason or "")
    first.file.path.write_text("改过", encoding="utf-8")
    assert "changed while the batch was being read" in dict(read_file(first, declared).details)["problem"]
    first.file.path.unlink()
    assert read_file(first, declared).reason == "cannot_open"


@pytest.mark.parametrize("layout", [tabbed, paragraphs, html])
def test_behind_a_cut_no_section_is_certainly_missing(
    read: Reader, report: SampleReport, layout: Callable[[SampleReport], str]
) -> None:
    text = layout(report)
    start = text.index("五、存在的主要问题")
    comma = next(at for at in range(start, len(text)) if text[at] in "，,")
    for end in (text.index("2.重复申请"), comma + 1, comma + 3):
        assert not read(text[:end]).sections_certain
    assert not read(text[:comma].encode()[:-1]).sections_certain, "inside a character"


def test_a_whole_report_without_its_last_section_is_certain_of_it(read: Reader, report: SampleReport) -> None:
    found = read(tabbed(replace(report, sections=report.sections[:-1])))
    assert found.sections_certain
    assert [section.number for section in found.sections] == [1, 2, 3, 4, 5]


def test_two_reports_of_one_body_for_one_year(read: Reader, declared: Declared, report: SampleReport) -> None:
    again = replace(report, title=report.title.replace("人民政府", ""))
    other = replace(report, title=report.title.replace("2020", "2019"))
    keys = [same_report(read(tabbed(one)), declared) for one in (report, again, other)]
    assert keys[0] == keys[1] != keys[2]
    assert same_report(read(b""), declared) is None


def test_prose_broken_into_lines_says_the_same(read: Reader, declared: Declared) -> None:
    for seed in range(10):
        rng = dice(f"broken {seed}")
        text = tabbed(sample_report(declared.forms[seed % 2], rng))
        whole, broken = read(text), read(broken_lines(text, rng))
        assert whole.facts is not None
        assert broken.facts is not None
        for fact in ("organisation", "year", "opening_year", "published_on"):
            one, other = getattr(whole.facts, fact), getattr(broken.facts, fact)
            assert (one and one.value) == (other and other.value), fact
        assert broken.period is not None
        assert {section.number for section in broken.sections} == {section.number for section in whole.sections}
        claims = {(claim.claim, claim.value) for claim in whole.claims}
        assert {(claim.claim, claim.value) for claim in broken.claims} <= claims
        assert len(broken.claims) > 0.9 * len(whole.claims)


@pytest.mark.parametrize("layout", ["pipes", "spaced", "flat", "tabs"])
def test_the_sheet_of_2014_is_named(read: Reader, layout: str) -> None:
    """Its rows are not those of any form that is declared, and nothing of it is read."""
    rows = [("统计指标", "单位", "统计数"), ("一、主动公开情况", "", ""), ("（一）主动公开政府信息数", "条", "312")]
    rows += [("其中：主动公开规范性文件数", "条", "4"), ("三、依申请公开情况", "", ""), ("（一）收到申请数", "件", "5")]
    between, end = {"pipes": (" | ", "\n"), "spaced": (" ", "\n"), "flat": ("\n", "\n"), "tabs": ("\n\t", "\n\n")}[
        layout
    ]
    table = "".join(("\t" if layout == "tabs" else "") + between.join(row) + end for row in rows)
    found = read(f"某县2017年政府信息公开工作年度报告\n一、概述\n正文。\n{table}\n")
    assert found.status == "unreadable"
    assert found.reason is not None
    assert "2014" in found.reason


def test_nothing_that_a_file_holds_stops_the_batch(read: Reader, declared: Declared) -> None:
    """Bytes changed at random in every layout and encoding: a status, and never an exception."""
    for seed in range(60):
        rng = random.Random(seed)  # noqa: S311 - repeatable, not secret
        report = distinct_report(declared.forms[seed % 2], seed, 0.1)
        layout = ("tabbed", "paragraphs", "html", "flat")[seed % 4]
        content = bytearray(print_report(report, layout, ("utf-8", "gb18030", "utf-16")[seed % 3]))
        for _ in range(rng.choice((1, 20, 500))):
            content[rng.randrange(len(content))] = rng.randrange(256)
        assert read(bytes(content)).status in ("audited", "unreadable", "not_a_report")


def test_a_figure_of_thousands_of_digits_stops_nothing(read: Reader, report: SampleReport) -> None:
    long = {"requests.granted.natural_person": "9" * 6000, "proactive.licensing.decisions": "9" * 6000}
    for layout in (tabbed, paragraphs, html):
        found = read(layout(replace(report, texts=long)))
        assert found.status == "audited"
