"""The sheet of one report: its head, its three tables as printed, and beneath them its findings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gouji.workbook.batch import RuleCard
from gouji.workbook.district import Finding, ReportFile
from gouji.workbook.links import Links
from gouji.workbook.page import break_page, page_height, repeat_rows, rows_height
from gouji.workbook.pen import Pen, Target, fit_row, link, put_box
from gouji.workbook.places import Places
from gouji.workbook.report_grid import COLUMN_WIDTH, NO_GRID, TableGrid, set_columns
from gouji.workbook.report_head import FIRST_TABLE_ROW, draw_head, draw_jump, remarks
from gouji.workbook.report_table import draw_table, mark
from gouji.workbook.styles import HEADING, MIDDLE, MIDDLE_LINK, SUBTITLE, TEXT, Look, chip

_LEAST_ROW = 20.0
# The columns that each part of a finding takes, the message whatever is left.
_NUMBER, _SEVERITY, _PLACE, _LOOK, _REPORTED, _EXPECTED, _DIFFERENCE, _ACTION, _RULE = 1, 1, 2, 1, 1, 1, 1, 2, 1
_OTHERS = _NUMBER + _SEVERITY + _PLACE + _LOOK + _REPORTED + _EXPECTED + _DIFFERENCE + _ACTION + _RULE

Part = tuple[int, str, Look, Target | None]


@dataclass(frozen=True, slots=True)
class Drawing:
    """What all report sheets of a batch share: the tables on the columns of a sheet, the words, and the rules."""

    grids: Mapping[tuple[str, str], TableGrid]
    columns: int
    places: Places
    cards: Mapping[str, RuleCard]


def draw_report(pen: Pen, report: ReportFile, findings: Sequence[Finding], drawing: Drawing, links: Links) -> None:
    """Draw the sheet of `report`, its findings given worst first, and note in `links` where each cell came to stand."""
    set_columns(pen.sheet, drawing.columns)
    anchors = draw_head(pen, report, drawing.columns, drawing.places, links)
    # The same dictionary, filled below: the findings at the foot of the sheet link to its cells.
    links.anchors[report.report_id] = anchors
    marked = mark(report.figures, findings)
    row, used = FIRST_TABLE_ROW, rows_height(pen.sheet, 1, FIRST_TABLE_ROW - 1)
    for table, form in report.forms.items():
        anchors[table] = f"A{row}"
        grid = drawing.grids[(form, table)] if form is not None else NO_GRID
        _draw_caption(pen, row, table, form, drawing)
        anchors |= draw_table(pen, row + 1, grid, marked, links)
        below = row + 1 + len(grid.heights)
        needed = rows_height(pen.sheet, row, below - 1)
        if used + needed > page_height(drawing.columns * COLUMN_WIDTH):
            break_page(pen.sheet, row)
            used = rows_height(pen.sheet, 1, 1)
        used += rows_height(pen.sheet, row, below)
        row = below + 1
    draw_jump(pen, drawing.columns, row, len(findings), report, drawing.places.texts)
    _draw_findings(pen, row, report, findings, drawing, links)
    pen.sheet.freeze_panes = "A2"
    repeat_rows(pen.sheet, 1, 1)


def _draw_caption(pen: Pen, row: int, table: str, form: str | None, drawing: Drawing) -> None:
    texts, places = drawing.places.texts, drawing.places
    said = places.table(table)
    if form is None:
        caption = texts.report.table_not_recognised.format(table=said)
    else:
        heading = places.heading(table, form)
        caption = texts.report.table_form.format(heading=heading, form=texts.form_name(form, ""))
    put_box(pen, row, 1, 1, drawing.columns, caption, SUBTITLE)
    fit_row(pen, row, [(caption, drawing.columns * COLUMN_WIDTH, SUBTITLE)], least=_LEAST_ROW)


def _draw_findings(
    pen: Pen, row: int, report: ReportFile, findings: Sequence[Finding], drawing: Drawing, links: Links
) -> None:
    words = drawing.places.texts
    title = words.report.findings_title.format(count=len(findings))
    if not findings:
        title = words.report.between_facts.join([words.report.no_findings, *remarks(report, words)])
    put_box(pen, row, 1, 1, drawing.columns, title, SUBTITLE)
    fit_row(pen, row, [(title, drawing.columns * COLUMN_WIDTH, SUBTITLE)], least=_LEAST_ROW)
    if not findings:
        return
    said = words.findings
    message = drawing.columns - _OTHERS
    headings = (
        (_NUMBER, said.number),
        (_SEVERITY, said.severity),
        (_PLACE, said.place),
        (_LOOK, words.look_heading),
        (message, said.message),
        (_REPORTED, said.reported),
        (_EXPECTED, said.expected),
        (_DIFFERENCE, said.difference),
        (_ACTION, said.action),
        (_RULE, said.rule),
    )
    _draw_parts(pen, row + 1, [(span, heading, HEADING, None) for span, heading in headings])
    for number, finding in enumerate(findings, 1):
        _draw_parts(pen, row + 1 + number, _parts(number, finding, message, drawing, links))


def _parts(number: int, finding: Finding, message: int, drawing: Drawing, links: Links) -> list[Part]:
    card = drawing.cards.get(finding.rule)
    severity = drawing.places.texts.severity(finding.severity)
    return [
        (_NUMBER, str(number), MIDDLE_LINK, links.listed(finding)),
        (_SEVERITY, severity, chip(finding.severity, "top"), None),
        (_PLACE, finding.where, TEXT, None),
        (_LOOK, drawing.places.texts.look, MIDDLE_LINK, links.broken(finding)),
        (message, finding.message, TEXT, None),
        (_REPORTED, finding.reported, MIDDLE, None),
        (_EXPECTED, finding.expected, MIDDLE, None),
        (_DIFFERENCE, finding.difference, MIDDLE, None),
        (_ACTION, card.action if card else "", TEXT, None),
        (_RULE, finding.rule, MIDDLE_LINK, links.rule(finding.rule)),
    ]


def _draw_parts(pen: Pen, row: int, parts: Sequence[Part]) -> None:
    column = 1
    for span, text, look, target in parts:
        box = put_box(pen, row, column, 1, span, text, look)
        if target is not None:
            link(box, target)
        column += span
    fit_row(pen, row, [(text, span * COLUMN_WIDTH, look) for span, text, look, _ in parts], least=_LEAST_ROW)
