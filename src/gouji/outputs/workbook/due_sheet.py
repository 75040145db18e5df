"""Who of the roster has reported: what has not come first, then what needs a look; at the end the files that no body has."""

from collections.abc import Iterator
from typing import get_args

from gouji.bodies.expected import State
from gouji.declared.texts.workbook import WorkbookTexts
from gouji.outputs.workbook.district import AUDITED, District, DueLine, ReportFile
from gouji.outputs.workbook.links import Links
from gouji.outputs.workbook.listing import Column, Item, first_line, hold_in_view, look_item, put_head, put_lines
from gouji.outputs.workbook.pen import Pen, Target
from gouji.outputs.workbook.styles import MIDDLE, chip

STATES: tuple[State, ...] = ("missing", "unreadable", "several", "late", "due", "received")
assert set(STATES) == set(get_args(State)), "a state without a place in the list"
_COLOURS = {"missing": "warning", "unreadable": "notice", "several": "notice", "late": "notice"}
# Of those the reader must know before he asks a body; others are settled elsewhere.
_MAY_BE_A_REPORT = (AUDITED, "unreadable")


def draw_due(pen: Pen, district: District, links: Links) -> None:
    """Draw the sheet of who is due."""
    words = links.texts.due
    columns = _columns(links.texts)
    lines = sorted(district.due, key=_order)
    missing = sum(line.state == "missing" for line in lines)
    title = words.title.format(district=district.name, count=len(lines), missing=missing)
    heading = put_head(pen, title, words.explanation, links.texts.back, links.home, columns)
    files = {file.report_id: file for file in district.files if file.status in _MAY_BE_A_REPORT}
    drawn = [_line(number, line, files, links) for number, line in enumerate(lines, 1)]
    drawn += _strangers(len(drawn), district, files, links)
    put_lines(pen, first_line(words.explanation), columns, drawn, words.none)
    hold_in_view(pen, heading, len(columns), len(drawn), kept=2)


def _order(line: DueLine) -> tuple[int, int]:
    # Within a state and year the roster's order stays.
    return STATES.index(line.state), -line.year  # pyright: ignore[reportArgumentType]


def _columns(texts: WorkbookTexts) -> list[Column]:
    words = texts.due
    return [
        Column(words.number, 6),
        Column(words.organisation, 34),
        Column(words.year, 8),
        Column(words.state, 18),
        Column(words.deadline, 12),
        Column(words.published, 12),
        Column(words.report, 10),
        Column(words.level, 9),
        Column(words.office, 26),
        Column(words.remark, 48),
    ]


def _line(number: int, line: DueLine, files: dict[str, ReportFile], links: Links) -> list[Item]:
    words = links.texts.due
    colour = _COLOURS.get(line.state)
    target = next((links.report(files[one]) for one in line.report_ids if one in files), None)
    return [
        Item(number, MIDDLE),
        Item(line.organisation),
        Item(str(line.year), MIDDLE),
        Item(words.state_word(line.state), chip(colour) if colour else MIDDLE),
        Item(line.deadline.isoformat(), MIDDLE),
        Item(line.published_on.isoformat() if line.published_on else "", MIDDLE),
        look_item(target, links.texts.overview.open),
        Item(line.level, MIDDLE),
        Item(line.office),
        Item(line.remark),
    ]


def _strangers(before: int, district: District, files: dict[str, ReportFile], links: Links) -> Iterator[list[Item]]:
    """The files of the district that belong to no body of the roster, one of which may be what seems to be missing."""
    words = links.texts.due
    known = {one for line in district.due for one in line.report_ids}
    strange = [file for file in files.values() if file.report_id not in known]
    for number, file in enumerate(strange, before + 1):
        unnamed = file.organisation_source is None
        target: Target | None = links.report(file)
        yield [
            Item(number, MIDDLE),
            Item(file.name),
            Item(file.printed_year, MIDDLE),
            Item(words.unnamed if unnamed else words.stranger, MIDDLE),
            Item(""),
            Item(file.published_on.isoformat() if file.published_on else "", MIDDLE),
            look_item(target, links.texts.overview.open),
            Item(""),
            Item(file.file),
            Item(words.remarks.unnamed if unnamed else words.remarks.stranger),
        ]
