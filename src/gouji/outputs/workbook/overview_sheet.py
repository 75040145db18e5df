"""The first sheet: the worst problem at the very top, then the counts, then every report with the worst first."""

from collections.abc import Sequence
from dataclasses import replace

from openpyxl.utils import get_column_letter

from gouji.outputs.workbook.district import SHEET_TIERS, STATUSES, TIER_COLOURS, District, Group, ReportFile, groups_of
from gouji.outputs.workbook.links import Links
from gouji.outputs.workbook.listing import Column, Item, put_headings, put_lines
from gouji.outputs.workbook.paper import repeat_rows
from gouji.outputs.workbook.pen import Pen, Target, excerpt, fit_row, link, put_box, put_number, put_text
from gouji.outputs.workbook.styles import (
    HINT,
    LABEL,
    LABEL_MIDDLE,
    LINK,
    QUIET,
    STATUS_FILL,
    SUBTITLE,
    TITLE,
    VALUE,
    Look,
    chip,
)

# As many as fit on the first screen together with the counts.
_WORST = 5
_WORST_TOP = 3
# The whole of a message is one click away.
_LONGEST_MESSAGE = 120
_OPEN_COLUMN = 11
_OPEN = Look(ink=LINK, underline=True, border=False)
_LOOK = Look(ink=LINK, underline=True, horizontal="center")
_CENTRE = Look(horizontal="center")
_ZERO = Look(ink=QUIET, size=14, horizontal="center")
_NONE = Look(ink=QUIET, horizontal="center")
_NOT_AUDITED = Look(fill=STATUS_FILL["unreadable"], horizontal="center")
_COUNT_WIDTH = 11.0
_LEAST_ROW = 24.0


def draw_overview(pen: Pen, district: District, unread: int, links: Links) -> None:
    """Draw the first sheet; `unread` counts the lines on the sheet of what could not be read."""
    words = links.texts.overview
    columns = _columns(links)
    for number, column in enumerate(columns, 1):
        pen.sheet.column_dimensions[get_column_letter(number)].width = column.width
    _sentence(pen, 1, words.title.format(district=district.name), TITLE, columns)
    _sentence(pen, 2, words.batch.format(batch=district.batch), HINT, columns)
    row = _draw_worst(pen, district, columns, links) + 1
    row = _draw_counts(pen, row, district, unread, links) + 1
    _sentence(pen, row, words.reports, SUBTITLE, columns)
    heading = row + 1
    put_headings(pen, heading, columns)
    lines = [_line(number, file, links) for number, file in enumerate(district.files, 1)]
    put_lines(pen, heading + 1, columns, lines, words.none)
    pen.sheet.auto_filter.ref = f"A{heading}:{get_column_letter(len(columns))}{heading + len(lines)}"
    repeat_rows(pen.sheet, heading, heading)


def _columns(links: Links) -> list[Column]:
    words = links.texts.overview
    return [
        Column(words.number, 6),
        Column(words.organisation, 34),
        Column(words.sheet, _COUNT_WIDTH),
        Column(words.year, _COUNT_WIDTH),
        Column(words.form, 14),
        *(Column(links.texts.tier(tier), _COUNT_WIDTH) for tier in SHEET_TIERS),
        Column(words.unread_cells, 12),
        Column(words.status, 14),
        Column(words.file, 34),
    ]


def _sentence(pen: Pen, row: int, text: str, look: Look, columns: Sequence[Column]) -> None:
    put_box(pen, row, 1, 1, len(columns), text, look)
    fit_row(pen, row, [(text, sum(column.width for column in columns), look)])


def worst_groups(district: District) -> list[Group]:
    """The groups to show first: the worst of each of the worst reports, then more of the same where room is left.

    Only those of the first tier: what stands behind it is for an officer to look into, and accuses nobody.
    """
    found = district.first.groups
    by_report = groups_of(found)
    first = [by_report[file.report_id][0] for file in district.audited if file.report_id in by_report]
    shown = {group.number for group in first}
    return [*first, *(group for group in found if group.number not in shown)][:_WORST]


def _draw_worst(pen: Pen, district: District, columns: Sequence[Column], links: Links) -> int:
    """Draw the worst groups of findings. Returns the row below them."""
    words = links.texts.overview
    worst = worst_groups(district)
    if not worst:
        quiet = words.nothing_first if district.findings else words.no_findings
        said = quiet if district.audited else words.nothing_audited
        _sentence(pen, _WORST_TOP, said, SUBTITLE, columns)
        return _WORST_TOP + 1
    band = replace(chip(worst[0].severity), size=SUBTITLE.size, horizontal="left")
    _sentence(pen, _WORST_TOP, words.worst, band, columns)
    for number, group in enumerate(worst, 1):
        _draw_worst_one(pen, _WORST_TOP + number, number, group, columns, links)
    return _WORST_TOP + len(worst) + 1


def _draw_worst_one(pen: Pen, row: int, number: int, group: Group, columns: Sequence[Column], links: Links) -> None:
    last = len(columns)
    widths = [column.width for column in columns]
    who = f"{group.report.name} {group.report.printed_year}\n{group.lead.where}"
    put_number(pen, row, 1, number, chip(group.severity))
    put_text(pen, row, 2, who, VALUE)
    message = excerpt(group.lead.message, _LONGEST_MESSAGE, links.texts.excerpt)
    if len(group.mendings) == 1:
        message += f"\n{excerpt(group.mendings[0].text, _LONGEST_MESSAGE, links.texts.excerpt)}"
    put_box(pen, row, 3, 1, last - 3, message, VALUE)
    broken = links.shown(group)
    if broken is not None:
        link(put_text(pen, row, last, links.texts.overview.look, _LOOK), broken)
    fit_row(pen, row, [(who, widths[1], VALUE), (message, sum(widths[2:-1]), VALUE)], least=_LEAST_ROW)


def _draw_counts(pen: Pen, top: int, district: District, unread: int, links: Links) -> int:
    """Draw how many files and findings there are, with links to the other sheets. Returns the row below."""
    texts = links.texts
    words, sheets = texts.overview, texts.sheets
    statuses = [sum(file.status == status for file in district.files) for status in STATUSES]
    files = [(words.total, len(district.files), VALUE)]
    files += [(texts.status(status), count, VALUE) for status, count in zip(STATUSES, statuses, strict=True)]
    found = [(listing.tier, listing.count) for listing in district.listings]
    findings = [(words.total, sum(count for _, count in found), VALUE)]
    findings += [(texts.tier(tier), count, chip(TIER_COLOURS[tier])) for tier, count in found]
    findings.append((words.unread_lines, unread, VALUE))
    _draw_count_rows(pen, top, words.files, files)
    _draw_count_rows(pen, top + 2, words.findings.format(findings=len(district.findings)), findings)
    opened = (sheets.first, sheets.second, sheets.unread, sheets.appendix, sheets.rules)
    opened += (sheets.due,) if district.due else ()
    for row, name in enumerate(opened, top):
        said = words.open_sheet.format(sheet=name)
        link(put_text(pen, row, _OPEN_COLUMN, said, _OPEN), Target(name))
    return top + len(opened)


def _draw_count_rows(pen: Pen, row: int, label: str, counts: Sequence[tuple[str, int, Look]]) -> None:
    put_box(pen, row, 1, 2, 2, label, LABEL)
    for column, (said, count, look) in enumerate(counts, 3):
        put_text(pen, row, column, said, LABEL_MIDDLE)
        number = replace(look, size=14, bold=True, horizontal="center") if count else _ZERO
        put_number(pen, row + 1, column, count, number)
    fit_row(pen, row, [(said, _COUNT_WIDTH, LABEL_MIDDLE) for said, _, _ in counts], least=22)
    fit_row(pen, row + 1, [], least=28)


def _line(number: int, file: ReportFile, links: Links) -> list[Item]:
    texts = links.texts
    target = links.report(file)
    audited = target is not None
    counts = [(file.counts.get(tier, 0), chip(TIER_COLOURS[tier])) for tier in SHEET_TIERS] if audited else []
    said = [Item(count, look if count else _NONE) for count, look in counts]
    unread = [Item(file.unread, _CENTRE if file.unread else _NONE)] if audited else []
    return [
        Item(number, _CENTRE),
        Item(file.name, VALUE),
        Item(texts.overview.open, _LOOK, target) if target else Item("", _CENTRE),
        Item(file.printed_year, _CENTRE),
        Item(texts.form_name(file.form, ""), _CENTRE),
        *((said + unread) or [Item("", _CENTRE)] * (len(SHEET_TIERS) + 1)),
        Item(texts.status(file.status), _CENTRE if audited else _NOT_AUDITED),
        Item(file.file, VALUE),
    ]
