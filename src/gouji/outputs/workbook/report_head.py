"""The top of a report's sheet: what the report is, from where each fact was read, and what the colours mean."""

from collections.abc import Sequence

from gouji.declared.texts.workbook import WorkbookTexts
from gouji.outputs.workbook.district import SEVERITIES, Group, ReportFile, count_findings
from gouji.outputs.workbook.links import Links
from gouji.outputs.workbook.pen import Pen, Target, cell_at, fit_row, link, put_box
from gouji.outputs.workbook.report_grid import COLUMN_WIDTH
from gouji.outputs.workbook.styles import (
    HINT,
    JUMP,
    LABEL,
    LINK,
    QUIET,
    SEVERITY_FILL,
    SEVERITY_INK,
    SLATE,
    STATUS_FILL,
    VALUE,
    Look,
    chip,
)
from gouji.words.locators import locator_words
from gouji.words.places import Places

FIRST_TABLE_ROW = 10
_SUSPECT_ROW = 9
_JUMP_ROW, _LEGEND_ROW = 7, 8
_LABEL_COLUMNS = 2
_LEAST_ROW = 18.0
# The columns of each mark in the legend; the last takes what is left.
_LEGEND_SPANS = (("blank", 2), ("placeholder", 2), ("unreadable", 4), ("absent", 2))

# Small enough for the longest table to share a page with it.
_TITLE = Look(border=False, size=14, bold=True, ink=SLATE)

Fact = tuple[str, str, int]


def draw_head(pen: Pen, report: ReportFile, columns: int, places: Places, links: Links) -> dict[str, str]:
    """Draw the top of a sheet of `columns` columns. Returns the coordinates of `title`, `section` and `report`."""
    texts = places.texts
    words = texts.report
    title = report.name
    if report.year is not None:
        title = words.heading.format(organisation=report.name, year=report.year)
    put_box(pen, 1, 1, 1, columns - 2, title, _TITLE)
    link(put_box(pen, 1, columns - 1, 1, 2, texts.back, JUMP), links.home)
    fit_row(pen, 1, [(title, (columns - 2) * COLUMN_WIDTH, _TITLE)], least=24)
    half = columns // 2
    year, form = report.printed_year or words.not_found, texts.form_name(report.form, words.not_found)
    published = report.published_on.isoformat() if report.published_on else words.not_found
    sections = [words.section_length.format(heading=heading, characters=count) for heading, count in report.sections]
    rows: list[list[Fact]] = [
        [(words.year, year, half), (words.form, form, columns - half)],
        [(words.published, published, half), (words.file, report.file, columns - half)],
        [(words.title, report.title or words.not_found, columns)],
        [(words.read_from, _sources(report, places), columns)],
        [(words.sections, words.between_facts.join(sections) or words.not_found, columns)],
    ]
    for row, facts in enumerate(rows, 2):
        _draw_facts(pen, row, facts)
    _draw_legend(pen, columns, texts)
    return {"report": "A1", "title": "C4", "section": "C6"}


def _sources(report: ReportFile, places: Places) -> str:
    words = places.texts.report
    told = (
        (words.title_from, report.title_locator),
        (words.organisation_from, report.organisation_source),
        (words.year_from, report.year_source),
        (words.published_from, report.published_source),
    )
    said = (template.format(source=locator_words(source, places.texts) or words.not_found) for template, source in told)
    return words.between_facts.join(said)


def _draw_facts(pen: Pen, row: int, facts: list[Fact], look: Look = VALUE) -> None:
    """Draw facts side by side: a label and a value, in so many columns together."""
    column = 1
    for label, value, columns in facts:
        put_box(pen, row, column, 1, _LABEL_COLUMNS, label, LABEL)
        put_box(pen, row, column + _LABEL_COLUMNS, 1, columns - _LABEL_COLUMNS, value, look)
        fit_row(pen, row, [(value, (columns - _LABEL_COLUMNS) * COLUMN_WIDTH, look)], least=_LEAST_ROW)
        column += columns


def draw_jump(
    pen: Pen, columns: int, findings_row: int, groups: Sequence[Group], report: ReportFile, texts: WorkbookTexts
) -> None:
    """Say how many groups of findings the report has, with a link to them, and what else to know before relying on that."""
    words = texts.report
    count = len(groups)
    text = words.no_findings
    if groups:
        text = words.jump_to_findings.format(count=count, findings=count_findings(groups))
    text = words.between_facts.join([text, *remarks(report, texts)])
    _draw_facts(pen, _JUMP_ROW, [(words.findings, text, columns)], Look(ink=LINK, underline=True) if count else VALUE)
    if count:
        link(cell_at(pen, _JUMP_ROW, _LABEL_COLUMNS + 1), Target(pen.sheet.title, f"A{findings_row}"))


def draw_suspect_legend(pen: Pen, columns: int, texts: WorkbookTexts) -> None:
    """Say what a framed cell is, on a sheet that has some."""
    look = Look(fill=SEVERITY_FILL["error"], ink=SEVERITY_INK["error"], bold=True, horizontal="center", framed=True)
    put_box(pen, _SUSPECT_ROW, _LABEL_COLUMNS + 1, 1, 2, texts.marks.suspect, look)
    rest = columns - _LABEL_COLUMNS - 2
    put_box(pen, _SUSPECT_ROW, _LABEL_COLUMNS + 3, 1, rest, texts.marks.suspect_legend, HINT)
    fit_row(pen, _SUSPECT_ROW, [(texts.marks.suspect_legend, rest * COLUMN_WIDTH, HINT)], least=_LEAST_ROW)


def remarks(report: ReportFile, texts: WorkbookTexts) -> list[str]:
    """How many cells could not be read, and what was remarked when the report was taken in."""
    unread = [texts.report.unread_cells.format(count=report.unread)] if report.unread else []
    return unread + ([report.reason] if report.reason else [])


def _draw_legend(pen: Pen, columns: int, texts: WorkbookTexts) -> None:
    put_box(pen, _LEGEND_ROW, 1, 1, _LABEL_COLUMNS, texts.report.legend, LABEL)
    column = _LABEL_COLUMNS + 1
    for severity in SEVERITIES:
        put_box(pen, _LEGEND_ROW, column, 1, 1, texts.severity(severity), chip(severity))
        column += 1
    for status, span in _LEGEND_SPANS:
        wide = columns - column + 1 if status == _LEGEND_SPANS[-1][0] else span
        look = Look(fill=STATUS_FILL[status], ink=QUIET, italic=status != "placeholder", horizontal="center")
        said = getattr(texts.marks, f"{status}_legend")
        put_box(pen, _LEGEND_ROW, column, 1, wide, said, look)
        fit_row(pen, _LEGEND_ROW, [(said, wide * COLUMN_WIDTH, look)], least=_LEAST_ROW)
        column += wide
