"""How far the claims of the prose can be trusted: `python -m benchmarks.claims [--count 2000] [--reports DIR]`.

Prints, for generated reports whose prose agrees with their tables: findings of the rules that compare the two (each
would be a wrong accusation) and the share of statements that became claims; for the same reports with one figure of a
table changed: the share of contradictions found; for real reports in DIR, every claim, to be read by a person.
"""

import argparse
import random
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import polars as pl

from gouji.bodies.roster import NO_ROSTER
from gouji.declared import Declared, load_declared
from gouji.document import Document
from gouji.intake import SourceFile, Taken
from gouji.judging.batch import wide_of
from gouji.readers import Labels, read
from gouji.reports.frames import to_frames
from gouji.reports.prose.claims import find_claims
from gouji.reports.prose.facts import gather_facts
from gouji.reports.rows import to_rows
from gouji.reports.sections import find_sections
from gouji.reports.transcribe import Transcriber
from gouji.reports.understanding import ReadFile, Report, understand
from gouji.rules.checks import Check, checks_of
from gouji.rules.measures import broken_rows, measure
from samples.printers import print_report
from samples.report import SampleReport, sample_report

LAYOUTS = ("tabbed", "tabbed_vertical", "paragraphs", "html")
RULE_FILE = "prose.yml"
# What these rules have in narrative.yml beside them: none against some.
NONE_AGAINST_SOME = ("NAR-018", "NAR-019")

# A claim and the cells whose sum it states, in units of the claim: 10,000 元 are 1万元.
CELLS: Mapping[str, tuple[str, int]] = {
    "requests_received": ("requests.received.total", 1),
    "requests_processed": ("requests.processed.total", 1),
    "requests_carried_in": ("requests.pending_start.total", 1),
    "requests_carried_out": ("requests.pending_end.total", 1),
    "granted": ("requests.granted.total", 1),
    "granted_in_part": ("requests.granted_in_part.total", 1),
    "denied": ("requests.denied_*.total", 1),
    "unavailable": ("requests.unavailable_*.total", 1),
    "rejected": ("requests.rejected_*.total", 1),
    "otherwise": ("requests.other*.total", 1),
    "reconsiderations": ("disputes.reconsideration.total", 1),
    "suits": ("disputes.litigation_*.total", 1),
    "licensing_decisions": ("proactive.licensing.decisions", 1),
    "penalty_decisions": ("proactive.penalties.decisions", 1),
    "coercion_decisions": ("proactive.coercion.decisions", 1),
    "procurement_projects": ("proactive.procurement.projects", 1),
    "procurement_amount": ("proactive.procurement.amount", 1),
    "fees_amount": ("proactive.fees.amount", 10_000),
    "fee_notices": ("requests.other_fee_unpaid.total", 1),
}
DOCUMENTS: Mapping[str, Mapping[str, str]] = {
    "2019": {"issued": "produced", "published": "published", "public": "public_total"},
    "2021": {"issued": "issued", "repealed": "repealed", "in_force": "in_force"},
}


@dataclass(frozen=True, slots=True)
class Statement:
    """What the prose of a generated report says: a claim, its value, and the cells that say the same."""

    claim: str
    value: Decimal
    cells: tuple[str, ...]


def statements(report: SampleReport) -> Iterator[Statement]:
    """The statements that `samples.prose` makes of the figures of `report`, as it chooses among its sentences."""
    figures, form = report.figures, report.form.name
    total = lambda pattern: sum((figures[cell] for cell in _fitting(pattern, figures)), Decimal(0))  # noqa: E731
    said = ["requests_received", "reconsiderations", "suits"]
    if total("requests.received.total") or total("requests.pending_start.total"):
        said += ["requests_processed", "requests_carried_in", "requests_carried_out"]
    if total("requests.processed.total"):
        said += ["granted", "granted_in_part", "denied", "unavailable", "rejected", "otherwise"]
    if any(total(f"proactive.{row}.decisions") for row in ("licensing", "penalties", "coercion")):
        said += ["licensing_decisions", "penalty_decisions", "coercion_decisions"]
    if form == "2021":
        said += ["fees_amount", "fee_notices"]
    else:
        said += ["procurement_projects", *(["procurement_amount"] if total("proactive.procurement.projects") else [])]
    for claim in said:
        pattern, scale = CELLS[claim]
        yield Statement(claim, total(pattern) * scale, _fitting(pattern, figures))
    columns = DOCUMENTS[form]
    some = any(total(f"proactive.normative_documents.{column}") for column in columns.values())
    for claim, column in columns.items():
        if form == "2021" or some or claim == "issued":
            cell = f"proactive.normative_documents.{column}"
            yield Statement(f"documents_{claim}", figures[cell], (cell,))
        if form == "2021":
            cell = f"proactive.rules.{column}"
            yield Statement(f"rules_{claim}", figures[cell], (cell,))


def _fitting(pattern: str, figures: Mapping[str, Decimal]) -> tuple[str, ...]:
    head, star, tail = pattern.partition("*")
    if not star:
        return (pattern,)
    return tuple(cell for cell in figures if cell.startswith(head) and cell.endswith(tail))


def audited(reports: Iterable[tuple[SampleReport, str]], declared: Declared) -> list[Report]:
    """The reports as Gouji understands them, printed each in its layout."""
    return understood_all((read(print_report(report, layout)) for report, layout in reports), declared)


def understood_all(documents: Iterable[Document], declared: Declared) -> list[Report]:
    """The reports that the documents are, their ids counting from 0."""
    transcriber = Transcriber(declared.forms, declared.aliases, declared.spellings)
    reports: list[Report] = []
    for number, document in enumerate(documents):
        taken = Taken(SourceFile(Path(str(number)), str(number), None), f"{number:016}")
        reports.append(understand(ReadFile(taken, document), declared, transcriber, NO_ROSTER))
    return reports


def findings(reports: Sequence[Report], declared: Declared) -> pl.DataFrame:
    """Every finding of the rules that compare prose and tables: report_id, rule, place."""
    checks = [check for check in checks_of(declared) if _compares(check)]
    measures = measure(wide_of(to_frames([to_rows(one, declared) for one in reports], declared), declared), checks)
    if measures.errors:
        raise RuntimeError(str(measures.errors))
    broken = broken_rows(measures.measured, checks)
    ids = measures.measured.get_column("report_id")
    rows = [
        (report_id, check.rule.id, check.place)
        for check in checks
        for report_id in ids.filter(broken.get_column(check.column))
    ]
    return pl.DataFrame(rows, schema={"report_id": pl.String, "rule": pl.String, "place": pl.String}, orient="row")


def _compares(check: Check) -> bool:
    return Path(check.rule.where).name == RULE_FILE or check.rule.id in NONE_AGAINST_SOME


def generated(count: int, declared: Declared, seed: int = 7) -> list[tuple[SampleReport, str]]:
    """`count` clean reports, the forms and layouts in turn."""
    rng = random.Random(seed)  # noqa: S311 - repeatable, not secret
    forms = declared.forms
    return [
        (sample_report(forms[number % len(forms)], rng), LAYOUTS[number // len(forms) % len(LAYOUTS)])
        for number in range(count)
    ]


def changed(report: SampleReport, rng: random.Random) -> tuple[SampleReport, Statement]:
    """`report` with one figure changed that its prose states: the table now contradicts it."""
    stated = [one for one in statements(report) if one.claim != "fee_notices" and _compared(one.claim, report)]
    chosen = rng.choice(stated)
    cell = rng.choice(chosen.cells)
    # Further off than any other count of the table that the prose might mean instead.
    figure = report.figures[cell] + rng.choice((1001, 1002, 1003, 1010))
    return replace(report, texts={cell: f"{figure:f}"}), chosen


def legible(audit: Report, addresses: Container[str]) -> bool:
    """True where the cells at `addresses` were read."""
    tables = audit.transcript.tables if audit.transcript else ()
    cells = [cell for table in tables for cell in table.cells if cell.cell.address in addresses]
    return bool(cells) and all(cell.reading.status == "read" for cell in cells)


def _compared(claim: str, report: SampleReport) -> bool:
    """Decisions are compared on form 2021 only (NAR-010)."""
    return report.form.name == "2021" or not claim.endswith("_decisions")


def recall(
    reports: Sequence[SampleReport], understood: Sequence[Report]
) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """By claim: how many statements were made, how many became a claim of the value stated, how many of another."""
    made, found, wrong = Counter[str](), Counter[str](), Counter[str]()
    for report, audit in zip(reports, understood, strict=True):
        claims: dict[str, set[Decimal]] = {}
        for claim in audit.claims:
            claims.setdefault(claim.claim, set()).add(claim.value)
        for one in statements(report):
            made[one.claim] += 1
            found[one.claim] += one.value in claims.get(one.claim, set())
            wrong[one.claim] += bool(claims.get(one.claim, set()) - {one.value})
    return made, found, wrong


def main(arguments: list[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.claims", description=__doc__)
    parser.add_argument("--count", type=int, default=2000, help="how many reports to generate (default 2000)")
    parser.add_argument("--reports", type=Path, help="a folder of real reports whose claims are to be listed")
    chosen = parser.parse_args(arguments)
    declared = load_declared()
    clean = generated(chosen.count, declared)
    understood = audited(clean, declared)
    accused = findings(understood, declared)
    print(f"{len(clean)} clean reports: {accused.height} findings")
    for row in accused.group_by("rule", "place").len().sort("rule", "place").iter_rows():
        print("   ", *row)
    made, found, wrong = recall([report for report, _ in clean], understood)
    print(f"statements {made.total()}, claims right {found.total()}, wrong {wrong.total()}", end=", ")
    print(f"recall {found.total() / made.total():.4f}")
    for claim in sorted(made):
        print(f"    {claim:<28} {found[claim]:>6} of {made[claim]:>6}, wrong {wrong[claim]}")
    rng = random.Random(11)  # noqa: S311 - repeatable, not secret
    spoiled = [(*changed(report, rng), layout) for report, layout in clean]
    again = audited(((report, layout) for report, _, layout in spoiled), declared)
    told = findings(again, declared)
    seen = set(told.get_column("report_id"))
    unseen = [
        (one.claim, legible(audit, report.texts))
        for audit, (report, one, _) in zip(again, spoiled, strict=True)
        if audit.taken.report_id not in seen
    ]
    missed = Counter(claim for claim, was_read in unseen if was_read)
    print(f"{len(spoiled)} contradictions, found {len(seen)}: {len(seen) / len(spoiled):.4f};", end=" ")
    print(f"undecided, the cell could not be read: {len(unseen) - missed.total()}; missed: {dict(missed)}")
    for path in sorted(chosen.reports.glob("*.txt")) if chosen.reports else ():
        print(path.name)
        document = read(path.read_bytes(), labels=Labels(declared.labels))
        sections = find_sections(document, declared.forms[-1].sections, declared.aliases.headings)
        year = gather_facts(document, sections, declared.bodies).year
        for claim in find_claims(document, sections, declared.claims, year.value if year else None):
            print(f"    {claim.claim} = {claim.value:f} ({claim.locator}): {claim.quote}")


if __name__ == "__main__":
    main()
