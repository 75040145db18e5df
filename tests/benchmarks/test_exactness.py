"""Every figure that is read is the figure that is printed: in the real reports, and in their layouts with other figures."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from benchmarks import exactness
from benchmarks.tally import Tally
from gouji.bodies.roster import NO_ROSTER
from gouji.declared import Declared
from gouji.intake import take_in
from gouji.reports.transcribe import Transcriber
from gouji.reports.understanding import Report, read_file, understand
from tests.made.reading import KEPT_APART, distinct_report, printed, tally, transcribe, wrongs

ROOT = Path(__file__).resolve().parents[2]

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
    return understand(read_file(taken, declared), declared, transcriber, NO_ROSTER)


@pytest.fixture(scope="module")
def measured(shared: Path) -> Mapping[str, Tally]:
    """All of the shared reports and documents compared, by format."""
    return exactness.measure(shared)


def test_every_cell_of_the_real_reports_and_the_documents_made_of_them(measured: Mapping[str, Tally]) -> None:
    assert [one for tally in measured.values() for one in tally.misread] == []
    files = {suffix: tally.files for suffix, tally in measured.items()}
    assert files == {
        ".doc": 15, ".docx": 15, ".html": 20, ".odt": 15, ".ofd": 15, ".pdf": 11, ".txt": 5, ".xls": 10, ".xlsx": 10
    }  # fmt: skip
    # The county's first table is on the form of 2021, with 12 cells fewer.
    assert sum((tally.cells for tally in measured.values()), Counter()) == {"exact": sum(files.values()) * 198 - 12}


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_table_in_the_readme_is_what_is_measured(measured: Mapping[str, Tally], name: str) -> None:
    """Where this fails, `python3 dev.py exactness` prints the rows that belong there."""
    printed = [line for line in (ROOT / name).read_text(encoding="utf-8").splitlines() if line.startswith("| `.")]
    assert printed == exactness.rows(measured)[:-1]


def test_a_cell_that_differs_from_the_list_is_misread(
    shared: Path, declared: Declared, transcriber: Transcriber
) -> None:
    path = shared / "made" / "001.plain.html"
    truth = dict(exactness.truth_of(path, declared))
    transcript = transcribe(path.read_bytes(), declared, transcriber)
    tally = Tally()
    tally.compare("as it is", transcript, truth)
    assert (tally.cells, truth[exactness.BLANK[1]]) == ({"exact": 198}, None)
    tally.compare("as it is not", transcript, {**truth, exactness.BLANK[1]: Decimal(0)})
    assert tally.misread == [f"as it is not, {exactness.BLANK[1]}: 0 as blank"]


def test_a_real_county_report(shared: Path, declared: Declared, transcriber: Transcriber) -> None:
    """A word processor's PDF with a mixed form; a heading of its last table does not reach over all of its columns."""
    report = understood(shared / "reports" / "hongze-2024.pdf", declared, transcriber)
    transcript = report.transcript
    assert transcript is not None
    assert (report.status, report.year, transcript.form) == ("audited", 2024, "mixed")
    assert report.facts is not None
    assert report.facts.title is not None
    assert report.facts.title.value == "淮安市洪泽区人民政府2024年政府信息公开工作年度报告"
    assert [section.number for section in report.sections] == [1, 2, 3, 4, 5, 6]
    proactive, requests, disputes = transcript.tables
    assert (proactive.form, requests.form) == (exactness.COUNTY_FORMS["proactive"], exactness.COUNTY_FORMS["requests"])
    assert {one.reading.status for one in disputes.cells} == {"read"}


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
