"""What whole reports claim: the real ones, and generated ones with and without a changed figure."""

import random
import shutil
import subprocess
from pathlib import Path

import pytest

from benchmarks.claims import audited, changed, findings, generated, legible, recall, understood_all
from gouji.declared import Declared
from gouji.document import Document, Passage
from gouji.readers import read
from gouji.reports.prose.claims import Claim, find_claims
from gouji.reports.prose.facts import gather_facts
from gouji.reports.sections import find_sections
from samples.report import SampleReport
from tests.made.claim_reading import stated
from tests.made.claim_sentences import Expected

# Of the five real reports: every claim, by the start of the report's file name.
REAL: dict[str, Expected] = {
    "000": {},
    "001": {"requests_received": 0},
    "002": {},
    "003": {
        "requests_received": 0,
        "reconsiderations": 0,
        "suits": 0,
        "procurement_projects": 10,
        "procurement_amount": 168770,
        "procurement_step": 10,
    },
    "004": {},
}


@pytest.mark.parametrize("name", REAL)
def test_what_the_real_reports_claim(name: str, shared: Path, declared: Declared) -> None:
    document = read(next((shared / "reports").glob(f"{name}_*.txt")).read_bytes())
    assert stated(real_claims(document, declared), declared) == REAL[name]


def test_the_real_reports_contradict_their_tables_nowhere(shared: Path, declared: Declared) -> None:
    """findings.md: the 10 items, the 16.877万元 and the absence of requests in report 003 agree with its tables."""
    documents = [read(path.read_bytes()) for path in sorted((shared / "reports").glob("00*.txt"))]
    assert len(documents) == len(REAL)
    assert findings(understood_all(documents, declared), declared).rows() == []


def test_the_office_of_a_district_is_not_the_district(shared: Path, declared: Declared) -> None:
    """hongze-2024.pdf: its prose has 17件 of the office, its table 95 of the district; nothing may be compared."""
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not installed; it takes the text of hongze-2024.pdf")
    path = shared / "reports" / "hongze-2024.pdf"
    printed = subprocess.run([program, "-layout", path, "-"], capture_output=True, check=True, encoding="utf-8").stdout  # noqa: S603 - a fixed command
    lines = [line for line in printed.splitlines() if line.strip()]
    assert any("17 件" in line for line in lines)
    joined = "".join(line.strip() for line in lines).replace("。", "。\n").splitlines()
    for passages in (lines, joined):
        document = Document("text", tuple(Passage(text, f"{rank}") for rank, text in enumerate(passages)))
        assert stated(real_claims(document, declared), declared) == {}


def real_claims(document: Document, declared: Declared) -> tuple[Claim, ...]:
    sections = find_sections(document, declared.forms[-1].sections, declared.aliases.headings)
    year = gather_facts(document, sections, declared.bodies).year
    assert year is not None
    return find_claims(document, sections, declared.claims, year.value)


@pytest.fixture(scope="module")
def clean(declared: Declared) -> list[tuple[SampleReport, str]]:
    return generated(120, declared)


def test_clean_reports_are_accused_of_nothing_and_understood(
    clean: list[tuple[SampleReport, str]], declared: Declared
) -> None:
    understood = audited(clean, declared)
    assert findings(understood, declared).rows() == []
    made, found, wrong = recall([report for report, _ in clean], understood)
    assert wrong.total() == 0
    assert found.total() >= 0.98 * made.total() > 1000


def test_one_changed_figure_contradicts_the_prose(clean: list[tuple[SampleReport, str]], declared: Declared) -> None:
    """Found wherever the changed cell could be read: in the layout of paragraphs a lost cell hides its block."""
    rng = random.Random(11)  # noqa: S311 - repeatable, not secret
    spoiled = [(*changed(report, rng), layout) for report, layout in clean]
    understood = audited(((report, layout) for report, _, layout in spoiled), declared)
    told = set(findings(understood, declared).get_column("report_id"))
    missed = [
        statement.claim
        for audit, (report, statement, _) in zip(understood, spoiled, strict=True)
        if audit.taken.report_id not in told and legible(audit, report.texts)
    ]
    assert missed == []
    assert len(told) > 0.8 * len(spoiled)
