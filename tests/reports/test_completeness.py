"""A document that ends early: its office is asked for the rest, and blamed for nothing that may have stood there."""

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from gouji.audit.run import audit
from gouji.audit.summary import summary_markdown
from gouji.bodies.roster import NO_ROSTER
from gouji.declared import Declared
from gouji.intake import take_in
from gouji.outputs.write import incomplete
from gouji.reports.rows import to_rows
from gouji.reports.transcribe import Transcriber
from gouji.reports.understanding import Report, read_file, understand
from gouji.rules.checks import checks_of
from gouji.rules.gate import Sound
from samples.printers import print_report
from samples.report import SampleReport, sample_report

WORDS = "疑似不完整，请补报或确认"
Reader = Callable[[str], Report]


@pytest.fixture
def report(declared: Declared) -> SampleReport:
    return sample_report(
        declared.forms[-1],
        random.Random(7),  # noqa: S311 - repeatable
        organisation="云岭县霜渡乡人民政府",
        year=2023,
    )


@pytest.fixture
def read(declared: Declared, transcriber: Transcriber, tmp_path: Path) -> Reader:
    def reader(content: str) -> Report:
        (tmp_path / "report").write_text(content, encoding="utf-8")
        return understand(
            read_file(take_in([tmp_path / "report"]).taken[0], declared), declared, transcriber, NO_ROSTER
        )

    return reader


def printed(report: SampleReport, layout: str = "tabbed") -> str:
    return print_report(report, layout).decode()


def before(text: str, heading: str) -> str:
    return text[: text.rindex(heading)].rstrip() + "\n"


def found(read: Report, declared: Declared) -> dict[str, bool | None]:
    """What the facts say of each section."""
    (row,) = to_rows(read, declared).facts
    return {name.split(".")[1]: value for name, value in row.items() if name.endswith(".found")}


def test_a_whole_report_is_complete(read: Reader, report: SampleReport, declared: Declared) -> None:
    whole = read(printed(report))
    assert whole.reason is None
    assert to_rows(whole, declared).reports[0]["complete"] is True
    assert set(found(whole, declared).values()) == {True}
    assert to_rows(whole, declared).facts[0]["report.breaks_off"] is False


@pytest.mark.parametrize("layout", ["tabbed", "paragraphs", "pipes"])
def test_what_lies_behind_the_end_is_not_missing(
    read: Reader, report: SampleReport, declared: Declared, layout: str
) -> None:
    cut = read(before(printed(report, layout), "四、"))
    assert cut.status == "audited"
    assert cut.reason == WORDS
    rows = to_rows(cut, declared)
    assert rows.reports[0]["complete"] is False
    assert [found(cut, declared)[number] for number in "123456"] == [True, True, True, None, None, None]
    assert rows.facts[0]["report.breaks_off"] is None
    # Neither is table four proved missing.
    assert {one["status"] for one in rows.cells if one["table"] == "disputes"} == {"unreadable"}


def test_a_page_foot_behind_the_end_does_not_make_it_whole(
    read: Reader, report: SampleReport, declared: Declared
) -> None:
    cut = read(before(printed(report), "五、") + "打印本页\n关闭窗口\n")
    assert [found(cut, declared)[number] for number in "456"] == [True, None, None]
    assert cut.reason == WORDS


def test_what_is_left_of_the_last_section_tells_nothing_of_its_length(
    read: Reader, report: SampleReport, declared: Declared
) -> None:
    text = printed(report)
    only_heading = read(before(text, "四、") + "四、政府信息公开行政复议、行政诉讼情况\n")
    (facts,) = to_rows(only_heading, declared).facts
    assert facts["section.4.found"] is True
    assert facts["section.4.characters"] is None
    assert facts["section.4.has_table"] is None
    # Of a section before it everything is known.
    assert facts["section.1.characters"] > 0


def test_a_section_left_out_in_the_middle_or_alone_at_the_end_is_missing(
    read: Reader, report: SampleReport, declared: Declared
) -> None:
    for number, section in (("2", 1), ("5", 4), ("6", 5)):
        kept = report.sections[:section] + report.sections[section + 1 :]
        one = read(printed(replace(report, sections=kept)))
        if number != "2":
            assert found(one, declared)[number] is False
            assert one.reason is None


def test_headings_in_other_words_are_no_end(read: Reader, report: SampleReport, declared: Declared) -> None:
    text = before(printed(report), "五、") + "五、短板弱项\n宣传不够。\n六、补充\n没有别的事。\n"
    one = read(text)
    assert to_rows(one, declared).reports[0]["complete"] is True
    assert one.reason is None


def test_the_batch_accuses_nobody_and_asks(report: SampleReport, declared: Declared, tmp_path: Path) -> None:
    source = tmp_path / "年报"
    source.mkdir()
    (source / "a.txt").write_text(before(printed(replace(report, published_on=None)), "四、"), encoding="utf-8")
    outcome = audit([source], tmp_path / "out", "批", Sound(declared, checks_of(declared)), NO_ROSTER, lambda *_: None)
    assert outcome.audited is not None
    accused = set(outcome.audited.judgement.findings.select("rule", "place").iter_rows())
    assert not {one for one in accused if one[0] in {"STR-001", "STR-017", "PUB-006", "QUA-015"}}
    coverage = outcome.audited.judgement.coverage.filter(
        (pl.col("rule") == "STR-001") & pl.col("place").is_in(["section:4", "section:5", "section:6"])
    )
    assert coverage.get_column("undecided").to_list() == [1, 1, 1]
    assert incomplete(outcome.audited) == {"年报/a.txt": WORDS}
    assert WORDS in summary_markdown(outcome, tmp_path / "out")
