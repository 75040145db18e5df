"""Every figure that is read is the figure that is printed: in the real reports, and in their layouts with other figures."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from reading_data import KEPT_APART, distinct_report, printed, readings, tally, transcribe, wrongs

from gouji.declared import Declared
from gouji.intake import take_in
from gouji.reports import Report, read_file, understand
from gouji.roster import NO_ROSTER
from gouji.transcribe import Transcriber

# What is not 0 in the five real reports, and the one blank cell.
FIGURES: Mapping[str, Mapping[str, str]] = {
    "000": {
        "rules.produced": "3", "rules.published": "3", "rules.public_total": "2",
        "procurement.projects": "3", "procurement.amount": "1327766",
    },
    "001": {},
    "002": {
        "licensing.change": "3", "penalties.change": "9", "penalties.decisions": "8",
        "procurement.projects": "1", "procurement.amount": "3805463.74",
    },
    "003": {"procurement.projects": "10", "procurement.amount": "168770"},
    "004": dict.fromkeys(
        ("normative_documents.produced", "normative_documents.published", "normative_documents.public_total"), "5"
    ),
}  # fmt: skip
BLANK = ("001", "proactive.other_services.decisions")
BODIES: Mapping[str, tuple[str, str | None, str | None, dt.date | None]] = {
    "000": ("过马营镇人民政府", "过马营镇人民政府2020年度政府信息公开工作年度报告", None, None),
    "001": (
        "南充市嘉陵区金凤镇人民政府",
        "南充市嘉陵区金凤镇人民政府2020年政府信息公开工作年度报告",
        "南充市嘉陵区",
        dt.date(2021, 1, 20),
    ),
    "002": ("雷庄镇", "雷庄镇2020年度政府信息公开工作年度报告", None, None),
    "003": ("依兰镇", None, "依兰县", None),
    "004": ("巴集乡", "巴集乡2020年政府信息公开工作年度报告", None, None),
}


def understood(path: Path, declared: Declared, transcriber: Transcriber) -> Report:
    (taken,) = take_in([path]).taken
    return understand(read_file(taken), declared, transcriber, NO_ROSTER)


def test_every_cell_of_the_real_reports(shared: Path, declared: Declared, transcriber: Transcriber) -> None:
    counted: Counter[str] = Counter()
    for path in sorted((shared / "reports").glob("*.txt")):
        counted += exact(path, declared, transcriber)
    assert counted == {"read": 989, "blank": 1}


@pytest.mark.parametrize(("ending", "files"), [("html", 20), ("pdf", 10), ("ofd", 15)])
def test_every_cell_of_the_pages_made_of_them(
    shared: Path, declared: Declared, transcriber: Transcriber, ending: str, files: int
) -> None:
    counted: Counter[str] = Counter()
    paths = sorted((shared / "made").glob(f"*.{ending}"))
    for path in paths:
        counted += exact(path, declared, transcriber)
    assert (len(paths), counted) == (files, {"read": files * 198 - files // 5, "blank": files // 5})


def test_a_real_county_report(shared: Path, declared: Declared, transcriber: Transcriber) -> None:
    """A word processor's PDF with a mixed form; a cell is missing from the headings of its last table."""
    report = understood(shared / "reports" / "hongze-2024.pdf", declared, transcriber)
    transcript = report.transcript
    assert transcript is not None
    assert (report.status, report.year, transcript.form) == ("audited", 2024, "mixed")
    assert report.facts is not None
    assert report.facts.title is not None
    assert report.facts.title.value == "淮安市洪泽区人民政府2024年政府信息公开工作年度报告"
    assert [section.number for section in report.sections] == [1, 2, 3, 4, 5, 6]
    proactive, requests, disputes = transcript.tables
    assert (proactive.form, requests.form) == ("2021", "2019")
    printed = {
        "proactive.normative_documents.issued": 3,
        "proactive.normative_documents.in_force": 8,
        "proactive.licensing.decisions": 9487,
        "proactive.penalties.decisions": 2776,
        "proactive.coercion.decisions": 84,
        "proactive.fees.amount": 7545,
        "requests.unavailable_not_held.natural_person": 31,
    }
    counts = {"received": 95, "granted": 50, "granted_in_part": 9, "unavailable_not_held": 31, "processed": 95}
    ones = ("denied_security", "denied_process", "denied_enforcement_file", "unavailable_needs_creation")
    counts |= dict.fromkeys((*ones, "rejected_petition"), 1)
    for row, count in counts.items():
        printed |= {f"requests.{row}.natural_person": count, f"requests.{row}.total": count}
    for one in (*proactive.cells, *requests.cells):
        assert one.reading.value == printed.get(one.cell.address, 0), one.cell.address
    assert {one.reading.status for one in disputes.cells} == {"unreadable"}


def exact(path: Path, declared: Declared, transcriber: Transcriber) -> Counter[str]:
    """The states of the cells of a report, each of them compared with the list."""
    number = path.name[:3]
    transcript = understood(path, declared, transcriber).transcript
    assert transcript is not None
    assert transcript.form == "2019"
    true = {f"proactive.{row}": Decimal(value) for row, value in FIGURES[number].items()}
    for address, one in readings(transcript).items():
        if (number, address) == BLANK:
            assert one.reading.status == "blank"
        else:
            assert one.reading.value == true.get(address, Decimal(0)), f"{path.name}: {address}"
    return tally(transcript)


@pytest.mark.parametrize("number", sorted(BODIES))
def test_what_the_real_reports_say_of_themselves(
    shared: Path, declared: Declared, transcriber: Transcriber, number: str
) -> None:
    (path,) = (shared / "reports").glob(f"{number}*.txt")
    report = understood(path, declared, transcriber)
    organisation, title, district, published_on = BODIES[number]
    assert (report.status, report.year, report.sections_certain) == ("audited", 2020, True)
    assert report.facts is not None
    assert report.facts.organisation is not None
    assert report.facts.organisation.value == organisation
    assert (report.facts.title.value if report.facts.title else None) == title
    assert (report.facts.published_on.value if report.facts.published_on else None) == published_on
    assert (report.district.value if report.district else None) == district
    assert report.body is not None
    assert (report.body.level, report.body.is_department) == ("township", False)
    assert [section.number for section in report.sections] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(("layout", "options"), KEPT_APART, ids=lambda value: value if isinstance(value, str) else "")
def test_the_layouts_with_other_figures(
    declared: Declared, transcriber: Transcriber, layout: str, options: Mapping[str, Any]
) -> None:
    """Thirty reports a layout, both forms, a different figure in every cell and up to half of them blank."""
    counted: Counter[str] = Counter()
    for seed in range(30):
        blank_share = (0.0, 0.02, 0.1, 0.5)[seed % 4]
        report = distinct_report(declared.forms[seed % 2], f"{layout} {options} {seed}", blank_share)
        text = printed(report, layout, options)
        transcript = transcribe(text, declared, transcriber)
        assert list(wrongs(report, transcript, text, declared)) == []
        assert transcript.form == report.form.name
        counted += tally(transcript)
    print(layout, dict(counted))
    assert counted["absent"] == 0
    # In paragraphs the blank at the end of a table may be the gap below it, and is not told from it.
    most = 15 * 3 + 30 * 15 if layout == "paragraphs" else 0
    assert counted["unreadable"] <= most
