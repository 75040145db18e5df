"""The sheet of one report: its head, its three tables as printed, and beneath them its findings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gouji.outputs.workbook.district import Finding, Group, ReportFile, count_findings
from gouji.outputs.workbook.finding_sheets import others_message
from gouji.outputs.workbook.given import RuleCard
from gouji.outputs.workbook.links import Links
from gouji.outputs.workbook.listing import fold
from gouji.outputs.workbook.paper import break_page, page_height, repeat_rows, rows_height
from gouji.outputs.workbook.pen import Pen, Target, fit_row, link, put_box
from gouji.outputs.workbook.report_grid import COLUMN_WIDTH, NO_GRID, TableGrid, set_columns
from gouji.outputs.workbook.report_head import FIRST_TABLE_ROW, draw_head, draw_jump, draw_suspect_legend, remarks
from gouji.outputs.workbook.report_table import draw_table, mark
from gouji.outputs.workbook.styles import HEADING, MIDDLE, MIDDLE_LINK, SUBTITLE, TEXT, Look, chip
from gouji.words.places import Places

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


def draw_report(pen: Pen, report: ReportFile, groups: Sequence[Group], drawing: Drawing, links: Links) -> None:
    """Draw the sheet of `report`, its groups of findings given worst first, and note in `links` where each cell came to stand."""
    set_columns(pen.sheet, drawing.columns)
    anchors = draw_head(pen, report, drawing.columns, drawing.places, links)
    # The same dictionary, filled below: the findings at the foot of the sheet link to its cells.
    links.anchors[report.report_id] = anchors
    marked = mark(report.figures, groups)
    if marked.mendings:
        draw_suspect_legend(pen, drawing.columns, drawing.places.texts)
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
    draw_jump(pen, drawing.columns, row, groups, report, drawing.places.texts)
    _draw_groups(pen, row, report, groups, drawing, links)
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


def _draw_groups(
    pen: Pen, row: int, report: ReportFile, groups: Sequence[Group], drawing: Drawing, links: Links
) -> None:
    words = drawing.places.texts
    title = words.report.findings_title.format(count=len(groups), findings=count_findings(groups))
    if not groups:
        title = words.report.between_facts.join([words.report.no_findings, *remarks(report, words)])
    put_box(pen, row, 1, 1, drawing.columns, title, SUBTITLE)
    fit_row(pen, row, [(title, drawing.columns * COLUMN_WIDTH, SUBTITLE)], least=_LEAST_ROW)
    if not groups:
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
    row += 2
    for number, group in enumerate(groups, 1):
        row = _draw_group(pen, row, number, group, drawing, links)


def _draw_group(pen: Pen, row: int, number: int, group: Group, drawing: Drawing, links: Links) -> int:
    """Draw a group: its leading finding, what explains it, and folded away its other findings. Returns the row below."""
    words = drawing.places.texts
    beneath = (_NUMBER, words.findings.beneath, MIDDLE, None)
    listed = (_NUMBER, str(number), MIDDLE_LINK, links.listed(group))
    _draw_parts(pen, row, _parts(listed, group.severity, group.lead, drawing, links))
    row += 1
    wide = drawing.columns - _NUMBER - _LOOK
    said = [group.summary] if group.summary else []
    if group.others:
        said.append(others_message(group, words))
    if said:
        look = links.shown(group) if len(group.mendings) == 1 else None
        shown = words.look if look else ""
        _draw_parts(pen, row, [beneath, (wide, "\n".join(said), TEXT, None), (_LOOK, shown, MIDDLE_LINK, look)])
        row += 1
    for mending in group.listed:
        look = links.suspected(group, mending)
        _draw_parts(pen, row, [beneath, (wide, mending.text, TEXT, None), (_LOOK, words.look, MIDDLE_LINK, look)])
        row += 1
    for finding in group.others:
        _draw_parts(pen, row, _parts(beneath, finding.severity, finding, drawing, links))
        row += 1
    fold(pen, row - len(group.others), len(group.others))
    return row


def _parts(number: Part, severity: str, finding: Finding, drawing: Drawing, links: Links) -> list[Part]:
    card = drawing.cards.get(finding.rule)
    message = drawing.columns - _OTHERS
    return [
        number,
        (_SEVERITY, drawing.places.texts.severity(severity), chip(severity, "top"), None),
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
