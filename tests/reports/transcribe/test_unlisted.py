"""Labels that no list has: read where they can mean one thing only, told where they are wrong, and else refused."""

from collections.abc import Callable, Mapping
from decimal import Decimal

import pytest

from gouji.declared import Declared
from gouji.reports.transcribe import Transcriber, Transcript
from samples.printers import flat, html, pipes, tabbed
from samples.report import SampleReport
from tests.made.one_meaning import LABELS, PRINTERS, Variant, printed_otherwise, relabelled
from tests.made.reading import distinct_report, readings, tally, transcribe, wrongs

Reader = Callable[[str], Transcript]
PENALTIES = "proactive.penalties.decisions"
COERCION = "proactive.coercion.decisions"
FEES = "proactive.fees.amount"
TEXTS = {"html": html, "pipes": pipes, "tabbed": tabbed, "flat": flat}


@pytest.fixture
def read(declared: Declared, transcriber: Transcriber) -> Reader:
    return lambda text: transcribe(text, declared, transcriber)


@pytest.fixture
def report(declared: Declared) -> SampleReport:
    return distinct_report(declared.forms[1], "unlisted")


@pytest.fixture
def old(declared: Declared) -> SampleReport:
    return distinct_report(declared.forms[0], "unlisted")


def told(transcript: Transcript) -> list[tuple[str, str]]:
    return [(one.text, one.official) for table in transcript.tables for one in table.wrong_labels]


def status(transcript: Transcript, address: str) -> tuple[str, Decimal | None]:
    reading = readings(transcript)[address].reading
    return reading.status, reading.value


@pytest.mark.parametrize("printer", PRINTERS)
@pytest.mark.parametrize("kind", LABELS)
def test_every_cell_is_read_in_every_format(
    declared: Declared, transcriber: Transcriber, kind: str, printer: str
) -> None:
    variant = Variant(kind, PRINTERS[printer], LABELS[kind])
    for number in range(4):
        shown, content = printed_otherwise(variant, number, declared)
        found = readings(transcribe(content, declared, transcriber))
        right = {address for address, figure in shown.figures.items() if found[address].reading.value == figure}
        assert shown.figures.keys() - right == set()


@pytest.mark.parametrize(
    ("label", "printed"),
    [
        ("本年废止件数", "本年废址件数"),
        ("现行有效件数", "现行有效件"),
        ("行政强制", "行政强强制"),
        ("行政强制", "行政制强"),
        ("行政许可", "行政许克"),
        ("3.其他", "其他"),
        ("（七）总计", "总计"),
        ("2.重复申请", "3.重复申请"),
        ("法人或其他组织", "法人或其它组织"),
        ("本年收费金额（单位：万元）", "本年收费金额（单位：元）"),
    ],
)
def test_a_wrong_label_is_told_with_the_right_one(read: Reader, report: SampleReport, label: str, printed: str) -> None:
    for printer in TEXTS.values():
        transcript = read(printer(relabelled(report, {label: printed})))
        assert told(transcript) == [(printed, label)]
        assert tally(transcript) == {"read": 200}


@pytest.mark.parametrize(
    ("label", "printed"),
    [
        ("行政处罚", "行政处罚（件）"),
        ("行政处罚", "行政处罚（含简易程序）"),
        ("行政处罚", "行政处罚【不含注销】"),
        ("本年收费金额（单位：万元）", "本年收费金额（万元）"),
        ("本年收费金额（单位：万元）", "本年收费金额"),
        ("规章", "规　章"),
    ],
)
def test_brackets_and_spaces_are_no_mistake(read: Reader, report: SampleReport, label: str, printed: str) -> None:
    transcript = read(html(relabelled(report, {label: printed})))
    assert told(transcript) == []
    assert tally(transcript) == {"read": 200}


@pytest.mark.parametrize(
    ("label", "printed", "text", "value"),
    [
        ("本年收费金额（单位：万元）", "本年收费金额（元）", "12500", "1.25"),
        ("本年收费金额（单位：万元）", "本年收费金额（单位：元）", "12,500", "1.25"),
        ("本年收费金额（单位：万元）", "本年收费金额（元）（含减免）", "0", "0"),
        # The figure's own unit says what it is.
        ("本年收费金额（单位：万元）", "本年收费金额（元）", "1.25万元", "1.25"),
        ("采购总金额", "采购总金额（万元）", "16.877", "168770"),
        ("采购总金额", "采购总金额（亿元）", "2", "200000000"),
        ("采购总金额", "采购总金额（元）", "168770", "168770"),
    ],
)
def test_a_unit_of_a_label_is_that_of_its_figures(
    read: Reader, report: SampleReport, old: SampleReport, label: str, printed: str, text: str, value: str
) -> None:
    is_old = label == "采购总金额"
    address = "proactive.procurement.amount" if is_old else FEES
    shown = relabelled(old if is_old else report, {label: printed})
    for printer in (html, pipes, tabbed, flat):
        page = printer(shown).replace(f"{shown.text(cell_of(shown, address))}", text)
        assert status(read(page), address) == ("read", Decimal(value))


def cell_of(report: SampleReport, address: str):
    return next(cell for cell in report.form.cells if cell.address == address)


@pytest.mark.parametrize(
    ("labels", "address"),
    [
        # Another label by one character that tells them apart, or by another word.
        ({"本年制发件数": "上年制发件数"}, "proactive.rules.issued"),
        ({"现行有效件数": "现行失效件数"}, "proactive.rules.in_force"),
        ({"行政处罚": "行政处分"}, PENALTIES),
        ({"一、本年新收政府信息公开申请数量": "一、本年度新收政府信息公开申请总数量"}, "requests.received.total"),
        ({"2.重复申请": "2.不重复申请"}, "requests.rejected_repeat.total"),
        # As near to one label as to another.
        ({"本年废止件数": "本年制止件数"}, "proactive.rules.repealed"),
        # Two wrong ones beside each other prove nothing of each other.
        (
            {"3.要求提供公开出版物": "3.要求提供公开出版务", "4.无正当理由大量反复申请": "4.无正当理由大量反复申清"},
            "requests.rejected_publication.total",
        ),
        # A unit that is not declared, two units, a unit that cannot be counted in, one that only a row gives.
        ({"本年收费金额（单位：万元）": "本年收费金额（美元）"}, FEES),
        ({"本年收费金额（单位：万元）": "本年收费金额（单位：英镑）"}, FEES),
        ({"本年收费金额（单位：万元）": "本年收费金额（元）（万元）"}, FEES),
        ({"行政处罚": "行政处罚（人次）"}, PENALTIES),
        ({"行政处罚": "行政处罚（万元）"}, PENALTIES),
        ({"行政事业性收费": "行政事业性收费（元）"}, FEES),
        # Part of the figure, another year's, and a label that is there twice.
        ({"行政处罚": "行政处罚（其中：罚款）"}, PENALTIES),
        ({"本年制发件数": "本年制发件数（上年数）"}, "proactive.rules.issued"),
        ({"行政处罚": "行政强制（拘留）"}, PENALTIES),
    ],
)
def test_what_may_mean_something_else_is_refused(
    read: Reader, report: SampleReport, labels: Mapping[str, str], address: str
) -> None:
    for name, printer in TEXTS.items():
        transcript = read(printer(relabelled(report, labels)))
        assert (name, *status(transcript, address)) == (name, "unreadable", None)
        assert told(transcript) == []


def test_a_misprint_elsewhere_than_in_its_place_is_refused(read: Reader, report: SampleReport) -> None:
    labels = {"1.信访举报投诉类申请": "4.无正当理由大量反复申清", "4.无正当理由大量反复申请": "1.信访举报投诉类申请"}
    for printer in TEXTS.values():
        assert told(read(printer(relabelled(report, labels)))) == []


def test_two_rows_of_one_meaning_are_not_one(read: Reader, report: SampleReport) -> None:
    """Both have the same figure, so that it is the labels that are refused."""
    for first, second in (("行政处罚（本级）", "行政处罚（下级）"), ("行政处罚", "行政处罚（下级）")):
        page = html(relabelled(report, {"行政处罚": first, "行政强制": second}))
        page = page.replace(report.text(cell_of(report, PENALTIES)), "7")
        page = page.replace(report.text(cell_of(report, COERCION)), "7")
        assert status(read(page), COERCION) == ("unreadable", None)


def test_a_struck_label_is_not_put_right(read: Reader, report: SampleReport) -> None:
    page = html(relabelled(report, {"行政许可": "行政许克"}))
    assert status(read(page), "proactive.licensing.decisions")[0] == "read"
    struck = page.replace("行政许克", "行政许<s>克</s>")
    assert status(read(struck), "proactive.licensing.decisions") == ("unreadable", None)


def test_a_label_of_the_other_form_is_no_misprint(read: Reader, old: SampleReport, declared: Declared) -> None:
    """A report on the form of 2019 is not taken for one of 2021 with misprints in it."""
    transcript = read(html(old))
    assert (transcript.form, told(transcript)) == ("2019", [])
    assert not list(wrongs(old, transcript, html(old), declared))
