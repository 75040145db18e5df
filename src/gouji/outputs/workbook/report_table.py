"""The figures of one table of one report, drawn as printed, with what is wrong or unread made visible."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Context, Decimal, InvalidOperation

from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter

from gouji.declared.texts.workbook import WorkbookTexts
from gouji.document.folding import strip_invisible
from gouji.outputs.workbook.district import SEVERITIES, Figure, Finding, Group
from gouji.outputs.workbook.fit import line_count
from gouji.outputs.workbook.links import Links
from gouji.outputs.workbook.pen import Pen, excerpt, fit_row, link, note, put_number, put_text, set_height, spread
from gouji.outputs.workbook.report_grid import COLUMN_WIDTH, GridBox, TableGrid
from gouji.outputs.workbook.styles import (
    CONCERNED,
    INK,
    LABEL,
    LABEL_MIDDLE,
    QUIET,
    SEVERITY_FILL,
    SEVERITY_INK,
    STATUS_FILL,
    Look,
)

# The digits that a float, which is Excel's only number, holds without change.
_FLOAT_DIGITS = 15
# Python's own context would round a value of 38 digits to 28.
_EXACT = Context(prec=60)
# As many as the value of a figure may have, with its sign, point and separators.
_LONGEST_PRINTED = 50
_LONGEST_WORDS = 20
_LONGEST_NOTE = 1500


@dataclass(frozen=True, slots=True)
class Marked:
    """A report's figures by address, and for each address the findings that name it with their group, worst first.

    `mendings` has, by address, what the explanations say that would change the cell.
    """

    figures: Mapping[str, Figure]
    findings: Mapping[str, Sequence[tuple[Group, Finding]]]
    mendings: Mapping[str, Sequence[str]]

    def accused(self, address: str) -> list[Finding]:
        """The findings that mark the cell: of those that an explanation narrows, only where it may be at fault."""
        found = self.findings.get(address, ())
        return [finding for group, finding in found if not group.suspects or address in group.suspects]


def mark(figures: Mapping[str, Figure], groups: Sequence[Group]) -> Marked:
    """Hang the findings of each group, given worst first, on the cells that they name, and explanations on theirs."""
    named: dict[str, list[tuple[Group, Finding]]] = {}
    mendings: dict[str, list[str]] = {}
    for group in groups:
        for finding in group.findings:
            for address in dict.fromkeys(finding.cells):
                named.setdefault(address, []).append((group, finding))
        for mending in group.mendings:
            for address in group.suspects.intersection(mending.cells):
                mendings.setdefault(address, []).append(mending.text)
    for found in named.values():
        found.sort(key=lambda one: SEVERITIES.index(one[1].severity))
    return Marked(figures, named, mendings)


def draw_table(pen: Pen, top: int, grid: TableGrid, marked: Marked, links: Links) -> dict[str, str]:
    """Draw a table with its first row in row `top`. Returns the coordinate of each cell's address."""
    anchors: dict[str, str] = {}
    for row, height in enumerate(grid.heights, top):
        set_height(pen, row, height)
    for box in grid.boxes:
        row = top + box.row
        if box.cell is None:
            look = LABEL if box.beside_figures else LABEL_MIDDLE
            put_text(pen, row, box.column, box.text, look)
        else:
            address = box.cell.address
            look = _draw_figure(pen, row, box, address, marked, links)
            anchors[address] = f"{get_column_letter(box.column)}{row}"
        spread(pen, row, box.column, box.row_span, box.column_span, look)
    return anchors


def _draw_figure(pen: Pen, row: int, box: GridBox, address: str, marked: Marked, links: Links) -> Look:
    figure = marked.figures.get(address)
    found = marked.findings.get(address, ())
    accused, mendings = marked.accused(address), marked.mendings.get(address, ())
    number = exact_number(figure.value) if figure is not None and figure.status == "read" else None
    width = box.column_span * COLUMN_WIDTH
    look = figure_look(figure, accused, width, is_number=number is not None)
    if mendings:
        look = replace(look, framed=True)
    elif found and not accused:
        look = replace(look, fill=look.fill or CONCERNED)
    if number is not None:
        cell, on_one_line = put_number(pen, row, box.column, number, look), True
    else:
        printed = _printed(figure, links.texts)
        cell, on_one_line = put_text(pen, row, box.column, printed, look), line_count(printed, width) == 1
        fit_row(pen, row, [(printed, width, look)])
    # LibreOffice shows linked text on one line only; a longer one keeps its comment and the link that leads to it.
    if found and on_one_line:
        link(cell, links.listed(found[0][0]))
    _explain(pen, cell, figure, [finding for _, finding in found], mendings, links.texts)
    return look


def exact_number(value: Decimal | None) -> int | float | None:
    """`value` as a number that Excel holds exactly, or None where it has more than 15 significant digits."""
    if value is None:
        return None
    plain = _EXACT.normalize(value)
    if len(plain.as_tuple().digits) > _FLOAT_DIGITS:
        return None
    return int(plain) if plain == plain.to_integral_value() else float(plain)


def _printed(figure: Figure | None, texts: WorkbookTexts) -> str:
    marks = texts.marks
    if figure is None or figure.status == "unreadable":
        return marks.unreadable
    if figure.status == "blank":
        return marks.blank
    if figure.status == "absent":
        return marks.absent
    return excerpt(figure.text or "", _longest(figure), "…")


def _longest(figure: Figure) -> int:
    return _LONGEST_PRINTED if figure.status == "read" else _LONGEST_WORDS


def figure_look(figure: Figure | None, findings: Sequence[Finding], width: float, is_number: bool) -> Look:
    """How a figure in a box of `width` looks: filled by its worst finding, else by what kept it from being a number."""
    status = "unreadable" if figure is None else figure.status
    severity = findings[0].severity if findings else None
    fill = SEVERITY_FILL[severity] if severity else STATUS_FILL.get(status)
    value = _EXACT.normalize(figure.value) if figure is not None and figure.value is not None else None
    return Look(
        ink=SEVERITY_INK[severity] if severity else INK if status == "read" else QUIET,
        fill=fill,
        bold=severity is not None,
        italic=status in ("blank", "unreadable", "absent"),
        horizontal="center",
        number_format=_number_format(value),
        # Excel shows a number that is too long for its column as a row of #.
        shrink=is_number and len(f"{value:f}") > width - 2,
    )


def _number_format(value: Decimal | None) -> str:
    if value is None:
        return "General"
    exponent = value.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return f"0.{'0' * places}" if places else "0"


def _explain(
    pen: Pen,
    cell: Cell,
    figure: Figure | None,
    findings: Sequence[Finding],
    mendings: Sequence[str],
    texts: WorkbookTexts,
) -> None:
    """Say in a comment what is wrong with a cell, why it was not read, and how it is printed if not as shown."""
    words = texts.report
    said = list(mendings)
    said += [
        words.finding_note.format(severity=texts.severity(finding.severity), message=finding.message)
        for finding in findings
    ]
    if figure is not None:
        if figure.status == "unreadable" and figure.reason:
            said.append(words.unread_note.format(reason=figure.reason))
        if figure.text and _differs(figure):
            said.append(words.as_printed.format(text=figure.text))
    if said:
        note(pen, cell, excerpt("\n".join(said), _LONGEST_NOTE, texts.excerpt), texts.author)


def _differs(figure: Figure) -> bool:
    """True where what is shown is not what is printed, apart from width, spaces and separators."""
    text = figure.text or ""
    if figure.status in ("blank", "absent"):
        return False
    if figure.status == "placeholder":
        return len(text) > _longest(figure)
    if figure.status == "read" and not text.isdigit():
        try:
            return Decimal(strip_invisible(unicodedata.normalize("NFKC", text)).replace(",", "")) != figure.value
        except InvalidOperation:
            return True
    return figure.status != "read"
