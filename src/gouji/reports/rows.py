"""One report -> its rows in the frames of the batch: the report, cells, leftovers, claims, signs, and facts.

Personal data that a report leaks is hidden in every text that is copied from it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from gouji.bodies.names import may_make_rules
from gouji.declared import Declared
from gouji.declared.forms import Form, Section, Table
from gouji.declared.language import section_numbers
from gouji.frames.faults import Fault
from gouji.frames.wide import form_column
from gouji.reports.prose.signs import masked
from gouji.reports.sections import FoundSection
from gouji.reports.understanding import Report, form_due, same_report
from gouji.reports.wrong_labels import said_of_labels, wrong_labels

_MOST_LABELS = 3

Row: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ReportRows:
    """The rows of one report by the frame that they belong to (gouji.frames), by column; facts may leave columns out.

    `fault` is what our code stumbled over, where it did; then the report has no other row than its own.
    """

    reports: list[Row]
    cells: list[Row]
    leftovers: list[Row]
    claims: list[Row]
    signs: list[Row]
    facts: list[Row]
    fault: Fault | None = None


def to_rows(report: Report, declared: Declared) -> ReportRows:
    """The rows of `report`; one that is not audited has no other than its own."""
    if report.transcript is None:
        return ReportRows([_report_row(report, declared)], [], [], [], [], [])
    return ReportRows(
        reports=[_report_row(report, declared)],
        cells=list(_cell_rows(report, declared)),
        leftovers=list(_leftover_rows(report, declared)),
        claims=list(_claim_rows(report, declared)),
        signs=list(_sign_rows(report)),
        facts=[_fact_row(report, declared)],
    )


def _report_row(report: Report, declared: Declared) -> Row:
    facts, body = report.facts, report.body
    forms = {table.table: table.form for table in report.transcript.tables} if report.transcript else {}
    key = same_report(report, declared)
    return {
        "report_id": report.taken.report_id,
        "file": report.taken.file.name,
        "sha256": report.taken.sha256,
        "organisation": facts.organisation.value if facts and facts.organisation else None,
        "organisation_source": facts.organisation.source if facts and facts.organisation else None,
        "level": body.level if body else None,
        "is_department": body.is_department if body else None,
        "body_kind": body.kind if body else None,
        "place": body.place if body else None,
        "district": report.district.value if report.district else declared.reasons.unknown_district,
        "district_source": report.district.source if report.district else None,
        "year": report.year,
        "year_source": facts.year.source if facts and facts.year else None,
        "form": report.transcript.form if report.transcript else None,
        "proactive_form": forms.get("proactive"),
        "requests_form": forms.get("requests"),
        "disputes_form": forms.get("disputes"),
        "title": facts.title.value if facts and facts.title else None,
        "title_locator": facts.title.source if facts and facts.title else None,
        "published_on": facts.published_on.value if facts and facts.published_on else None,
        "published_source": facts.published_on.source if facts and facts.published_on else None,
        "sections": [
            {"number": s.number, "printed": s.printed, "characters": s.characters, "locator": s.locator}
            for s in report.sections
        ],
        "same_report": f"{key[0]} {key[1]}" if key else None,
        "complete": report.ending.complete if report.ending else None,
        "status": report.status,
        "reason": report.reason,
    }


def _cell_rows(report: Report, declared: Declared) -> Iterator[Row]:
    assert report.transcript is not None
    for table in report.transcript.tables:
        for one in table.cells:
            reading = one.reading
            yield {
                "report_id": report.taken.report_id,
                "form": table.form,
                "table": table.table,
                "row": one.cell.row,
                "column": one.cell.column,
                "text": masked(one.text, declared.signs) if one.text else one.text,
                "value": reading.value,
                "unit": one.cell.unit,
                "status": reading.status,
                "reason_code": reading.reason,
                "reason": declared.reasons.of_cell(reading.reason, one.details) if reading.reason else None,
                "notation": ",".join(reading.notation) or None,
                "locator": one.locator,
                "confidence": one.confidence,
            }


def _leftover_rows(report: Report, declared: Declared) -> Iterator[Row]:
    assert report.transcript is not None
    for table in report.transcript.tables:
        for leftover in table.leftovers:
            yield {
                "report_id": report.taken.report_id,
                "table": table.table,
                "text": masked(leftover.text, declared.signs),
                "reason": declared.reasons.leftovers[leftover.reason],
                "locator": leftover.locator,
            }


def _claim_rows(report: Report, declared: Declared) -> Iterator[Row]:
    for claim in report.claims:
        yield {
            "report_id": report.taken.report_id,
            "claim": claim.claim,
            "value": claim.value,
            "quote": masked(claim.quote, declared.signs),
            "locator": claim.locator,
        }


def _sign_rows(report: Report) -> Iterator[Row]:
    for seen in report.signs:
        if seen.count:
            yield {
                "report_id": report.taken.report_id,
                "sign": seen.key,
                "count": seen.count,
                "quote": seen.quote,
                "locator": seen.locator,
            }


def _fact_row(report: Report, declared: Declared) -> Row:
    """What rules may ask of a report. A claim that the prose makes twice with different numbers is not certain.

    Of a scan it is nothing but the cells: no rule may judge prose in which OCR may have made the mistake. So it is where the
    characters of the prose are not told.
    """
    assert report.transcript is not None
    assert report.facts is not None
    assert report.body is not None
    facts, period = report.facts, report.period
    year = _agreed_year(report)
    due = form_due(year, declared)
    row: Row = {"report_id": report.taken.report_id}
    row |= {form_column(table.table): table.form for table in report.transcript.tables}
    row["report.recognised"] = report.recognised or report.prose_untold
    if row["report.recognised"]:
        return row
    row |= {
        "report.organisation": facts.organisation.value if facts.organisation else None,
        "report.level": report.body.level,
        "report.is_department": report.body.is_department,
        "report.body_kind": report.body.kind,
        "report.for_government": report.body.for_government if report.body.kind else None,
        "report.makes_rules": may_make_rules(report.body, declared.bodies),
        "report.year": year,
        "report.title": facts.title.value if facts.title else None,
        "report.title_year": facts.title_year,
        "report.opening_year": facts.opening_year.value if facts.opening_year else None,
        "report.period_year": period.last.year if period else None,
        "report.period_stated": report.period_told,
        "report.period_first": period.first if period else None,
        "report.period_last": period.last if period else None,
        "report.published_on": facts.published_on.value if facts.published_on else None,
        "report.form": report.transcript.form,
        "report.form_due": due,
        "report.tables_off_form": _tables_off_form(report, due, declared.forms),
        "report.off_form": _off_form(report, due, declared),
        "report.wrong_labels": len(wrong_labels(report.transcript)),
        "report.wrong_label": said_of_labels(wrong_labels(report.transcript), declared),
        "report.is_page": report.is_page,
        "report.sections_in_order": _in_order(report),
        # That a document ends early does not tell whether it was broken off or was written so.
        "report.breaks_off": None if report.ending is None or not report.ending.complete else False,
    }
    for number in section_numbers(declared.forms):
        row |= _section_facts(report, number, declared)
    for key in declared.claims.keys:
        stated = {claim.value for claim in report.claims if claim.claim == key}
        row[f"claim.{key}"] = stated.pop() if len(stated) == 1 else None
    for seen in report.signs:
        row |= {f"sign.{seen.key}": seen.count, f"quote.{seen.key}": seen.quote}
    return row


def _agreed_year(report: Report) -> int | None:
    """The report year, where title, opening and period do not contradict each other, or two agree against the title.

    Where they do otherwise, one of them is wrong, and nothing may be judged by the other: a report of 2023 with 2022 in
    its title is not a year late.
    """
    assert report.facts is not None
    opening = report.facts.opening_year.value if report.facts.opening_year else None
    period = report.period.last.year if report.period else None
    witnesses = {opening, period}
    if opening is None or len(witnesses) == 2:
        witnesses |= {report.year, report.facts.title_year}
    return report.year if witnesses - {None} == {report.year} else None


def _tables_off_form(report: Report, due: str | None, forms: Sequence[Form]) -> int | None:
    """How many tables are on another form than is due; one that both forms print alike is on either."""
    assert report.transcript is not None
    if due is None or report.transcript.form is None:
        return None
    printed = {(form.name, table.key): table for form in forms for table in form.tables}
    return sum(
        table.form is not None and printed[table.form, table.table].cells != printed[due, table.table].cells
        for table in report.transcript.tables
    )


def _off_form(report: Report, due: str | None, declared: Declared) -> str | None:
    """Which tables are on another form than is due, and labels that they print and that form does not; None for none."""
    assert report.transcript is not None
    if not _tables_off_form(report, due, declared.forms):
        return None
    printed = {(form.name, table.key): (table, form) for form in declared.forms for table in form.tables}
    told: list[str] = []
    for table in report.transcript.tables:
        if table.form in (None, due):
            continue
        other, form = printed[str(table.form), table.table]
        asked = _labels(printed[str(due), table.table][0])
        own = _labels(other)
        strange = [label for label in own if label not in asked]
        if other.cells != printed[str(due), table.table][0].cells:
            ordinal = next(section.ordinal for section in form.sections if section.number == other.section)
            lacking = [label for label in asked if label not in own]
            labels = "、".join((strange or lacking)[:_MOST_LABELS])
            details = {"ordinal": ordinal, "form": form.name, "labels": labels}
            told.append(declared.reasons.of_file("table_off_form" if strange else "table_off_form_lacking", details))
    return "；".join(told) or None


def _labels(table: Table) -> tuple[str, ...]:
    """The labels of a table's lines and columns, in print order."""
    return tuple(dict.fromkeys(label for cell in table.cells for label in (*cell.row_labels, *cell.column_labels)))


def _in_order(report: Report) -> bool | None:
    """Whether the sections stand in order; None where a page that is there twice may have put them out of it."""
    numbers = [section.number for section in report.sections]
    if not numbers:
        return None
    if numbers == sorted(numbers):
        return True
    return None if any(section.repeated for section in report.sections) else False


def _section_facts(report: Report, number: int, declared: Declared) -> Row:
    official: Section = next(s for form in reversed(declared.forms) for s in form.sections if s.number == number)
    section = next((section for section in report.sections if section.number == number), None)
    prefix = f"section.{number}."
    has_table = _table_of_section_found(report, number, declared)
    if section is None:
        # Where the file breaks off, a section that is not there may have stood behind the break.
        behind = report.ending is not None and number in report.ending.behind
        absent = number in report.sections_absent and not has_table and not behind
        return {prefix + "found": False if absent else None, prefix + "official": official.printed}
    # What is left of the section in which the file breaks off says nothing of its length.
    cut = report.ending is not None and not report.ending.complete and section is _last(report.sections)
    # Tables that stand elsewhere, all at the end or side by side, are what a section with nothing below it has.
    is_empty = not section.characters and not section.has_table
    return {
        prefix + "found": True,
        prefix + "printed": section.printed,
        prefix + "official": official.printed,
        prefix + "as_official": section.as_official,
        prefix + "characters": None if cut or section.has_more or (is_empty and has_table) else section.characters,
        prefix + "has_table": True if section.has_table else None if cut else False,
    }


def _last(sections: Sequence[FoundSection]) -> FoundSection:
    return max(sections, key=lambda section: section.start)


def _table_of_section_found(report: Report, number: int, declared: Declared) -> bool:
    assert report.transcript is not None
    keys = {table.key for form in declared.forms for table in form.tables if table.section == number}
    return any(table.found for table in report.transcript.tables if table.table in keys)
