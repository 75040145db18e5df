"""Sentences judged as reports: each in the overview of a report whose tables are the same for all."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.claims import understood_all
from gouji.declared import Declared
from gouji.judging.batch import wide_of
from gouji.readers import read
from gouji.reports.frames import to_frames
from gouji.reports.rows import to_rows
from gouji.rules.checks import checks_of
from gouji.rules.measures import broken_rows, measure
from samples.printers import print_report
from samples.report import sample_report

BODIES = {"F": "云岭县财政局", "T": "云岭县青石镇人民政府", "C": "云岭县人民政府"}
# Columns of table three, by row: natural persons, businesses, civic, legal service, other, total.
REQUESTS = {
    "received": (31, 9, 2, 3, 1, 46),
    "pending_start": (4, 1, 0, 0, 0, 5),
    "granted": (12, 3, 1, 1, 0, 17),
    "granted_in_part": (4, 2, 0, 0, 0, 6),
    "denied_third_party": (2, 0, 0, 0, 0, 2),
    "denied_internal": (1, 0, 0, 0, 0, 1),
    "denied_enforcement_file": (0, 0, 0, 1, 0, 1),
    "unavailable_not_held": (6, 2, 0, 0, 0, 8),
    "unavailable_needs_creation": (1, 0, 0, 0, 0, 1),
    "rejected_petition": (1, 0, 0, 0, 0, 1),
    "rejected_repeat": (2, 1, 0, 0, 0, 3),
    "other_not_corrected": (1, 0, 0, 1, 0, 2),
    "other_reasons": (1, 1, 0, 0, 0, 2),
    "processed": (31, 9, 1, 3, 0, 44),
    "pending_end": (4, 1, 1, 0, 1, 7),
}
COLUMNS = ("natural_person", "business", "civic", "legal_service", "other", "total")
PRINTED: dict[str, int | str] = {
    **{f"requests.{row}.{c}": v for row, values in REQUESTS.items() for c, v in zip(COLUMNS, values, strict=True)},
    "disputes.reconsideration.upheld": 5, "disputes.reconsideration.corrected": 2, "disputes.reconsideration.other": 1,
    "disputes.reconsideration.pending": 1, "disputes.reconsideration.total": 9,
    "disputes.litigation_direct.upheld": 1, "disputes.litigation_direct.other": 1, "disputes.litigation_direct.total": 2,
    "disputes.litigation_after_reconsideration.upheld": 3, "disputes.litigation_after_reconsideration.pending": 1,
    "disputes.litigation_after_reconsideration.total": 4,
    "proactive.normative_documents.issued": 4, "proactive.normative_documents.repealed": 2,
    "proactive.normative_documents.in_force": 37,
    "proactive.licensing.decisions": 850, "proactive.penalties.decisions": 63, "proactive.coercion.decisions": 5,
    "proactive.fees.amount": "21.4",
}  # fmt: skip
_MARK = "此处。"


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence of a body and the rules of which one must speak, none where it is innocent."""

    topic: str
    body: str
    rules: frozenset[str]
    text: str


def corpus(path: Path) -> list[Case]:
    """The cases of a file: topics behind `#`, then body, rules (`-` for none) and sentence, separated by tabs."""
    topic, cases = "", list[Case]()
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            topic = line.removeprefix("#").strip()
            continue
        body, rules, text = line.split("\t")
        cases.append(Case(topic, BODIES[body], frozenset(rules.split(",")) - {"-"}, text))
    return cases


def judged(cases: Sequence[Case], declared: Declared) -> list[dict[str, str]]:
    """For each case the NAR rules that speak of its report, with their severity."""
    form = next(form for form in declared.forms if form.name == "2021")
    texts = {cell.address: str(PRINTED.get(cell.address, 0)) for table in form.tables for cell in table.cells}
    printed: dict[str, str] = {}
    for body in {case.body for case in cases}:
        sample = sample_report(form, random.Random(3), organisation=body, year=2023)  # noqa: S311 - repeatable
        sections = tuple(
            replace(
                section,
                paragraphs=("（二）依申请公开。" + _MARK,)
                if section.number == 1
                else ("无。",) * bool(section.paragraphs),
            )
            for section in sample.sections
        )
        printed[body] = print_report(replace(sample, texts=texts, sections=sections)).decode()
    documents = (read(printed[case.body].replace(_MARK, case.text).encode()) for case in cases)
    reports = understood_all(documents, declared)
    checks = [check for check in checks_of(declared) if check.rule.id.startswith("NAR")]
    measures = measure(wide_of(to_frames([to_rows(one, declared) for one in reports], declared), declared), checks)
    if measures.errors:
        raise RuntimeError(str(measures.errors))
    broken = broken_rows(measures.measured, checks)
    ids = measures.measured.get_column("report_id")
    spoken: list[dict[str, str]] = [{} for _ in cases]
    for check in checks:
        severity = check.rule.severity
        if severity in ("error", "warning"):
            for report_id in ids.filter(broken.get_column(check.column)):
                spoken[int(report_id)][check.rule.id] = severity
    return spoken
