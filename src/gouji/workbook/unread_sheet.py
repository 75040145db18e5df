"""What could not be read, one line for each cause: our trouble, never the office's mistake."""

from collections.abc import Iterator
from dataclasses import dataclass

from gouji.workbook.district import AUDITED, District, Figure, ReportFile
from gouji.workbook.links import Links
from gouji.workbook.listing import Column, Item, first_line, hold_in_view, look_item, put_head, put_lines
from gouji.workbook.pen import Pen, Target, excerpt
from gouji.workbook.places import Places
from gouji.workbook.styles import MIDDLE
from gouji.workbook.texts import WorkbookTexts

_LONGEST_LEFTOVER = 300


@dataclass(frozen=True, slots=True)
class UnreadLine:
    """One cause: a file not audited, a table not recognised, cells of one table and reason, or a text without a place.

    `count` is the number of cells or texts, `anchor` the key of a cell or table to show.
    """

    kind: str
    file: ReportFile
    table: str
    reason: str
    count: int
    what: str
    where: str
    anchor: str = ""


def unread_lines(district: District, places: Places, texts: WorkbookTexts) -> tuple[UnreadLine, ...]:
    """Every cause in a district: files first, then for each report its tables and cells, then texts without a place."""
    lines = [_file(file, texts) for file in district.files if file.status != AUDITED]
    for file in district.audited:
        lines += _tables(file, places, texts)
        lines += _cells(file, places, texts)
    return (*lines, *_leftovers(district, places, texts))


def _file(file: ReportFile, texts: WorkbookTexts) -> UnreadLine:
    status = texts.status(file.status)
    return UnreadLine(texts.unread.kind_file, file, "", file.reason or status, 1, status, file.file)


def _tables(file: ReportFile, places: Places, texts: WorkbookTexts) -> Iterator[UnreadLine]:
    told = {figure.table for figure in file.figures.values() if figure.status == "unreadable"}
    words = texts.unread
    for table, form in file.forms.items():
        if form is None and table not in told:
            said, whole = places.table(table), texts.places.whole_table
            yield UnreadLine(words.kind_table, file, said, words.table_not_recognised, 1, whole, file.file, table)


def _cells(file: ReportFile, places: Places, texts: WorkbookTexts) -> Iterator[UnreadLine]:
    causes: dict[tuple[str, str], list[Figure]] = {}
    for figure in file.figures.values():
        if figure.status == "unreadable":
            causes.setdefault((figure.table, figure.reason or ""), []).append(figure)
    for (table, reason), figures in sorted(causes.items()):
        named = places.name_cells([figure.address for figure in figures], file.forms[table] or figures[0].form)
        where = _where([figure.locator for figure in figures], places)
        said = places.table(table)
        yield UnreadLine(texts.unread.kind_cells, file, said, reason, len(figures), named, where, figures[0].address)


def _where(locators: list[str | None], places: Places) -> str:
    known = list(dict.fromkeys(locator for locator in locators if locator))
    if not known:
        return ""
    first = places.locator(known[0])
    return first if len(known) == 1 else places.texts.places.several.format(first=first, count=len(known))


def _leftovers(district: District, places: Places, texts: WorkbookTexts) -> Iterator[UnreadLine]:
    files = {file.report_id: file for file in reversed(district.files)}
    for row in district.leftovers:
        said = places.table(row["table"]) if row["table"] else ""
        what = excerpt(row["text"] or "", _LONGEST_LEFTOVER, texts.excerpt)
        file, reason, where = files[row["report_id"]], row["reason"] or "", places.locator(row["locator"])
        yield UnreadLine(texts.unread.kind_leftover, file, said, reason, 1, what, where, row["table"] or "")


def draw_unread(pen: Pen, lines: tuple[UnreadLine, ...], district: District, links: Links) -> None:
    """Draw the sheet of what could not be read."""
    words = links.texts.unread
    columns = _columns(links.texts)
    title = words.title.format(district=district.name, count=len(lines))
    heading = put_head(pen, title, words.explanation, links.texts.back, links.home, columns)
    drawn = [_line(number, line, links) for number, line in enumerate(lines, 1)]
    put_lines(pen, first_line(words.explanation), columns, drawn, words.none)
    hold_in_view(pen, heading, len(columns), len(drawn), kept=4)


def _columns(texts: WorkbookTexts) -> list[Column]:
    words = texts.unread
    return [
        Column(words.number, 6),
        Column(words.kind, 13),
        Column(words.organisation, 24),
        Column(texts.look_heading, 9),
        Column(words.year, 7),
        Column(words.table, 8),
        Column(words.reason, 32),
        Column(words.count, 7),
        Column(words.what, 52),
        Column(words.where, 28),
    ]


def _line(number: int, line: UnreadLine, links: Links) -> list[Item]:
    target = links.report(line.file)
    if target is not None:
        target = Target(target.sheet, links.anchors[line.file.report_id].get(line.anchor, target.cell))
    return [
        Item(number, MIDDLE),
        Item(line.kind, MIDDLE),
        Item(line.file.name),
        look_item(target, links.texts.look),
        Item(line.file.printed_year, MIDDLE),
        Item(line.table, MIDDLE),
        Item(line.reason),
        Item(line.count, MIDDLE),
        Item(line.what),
        Item(line.where),
    ]
