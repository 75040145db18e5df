"""What could not be read or judged, one line for each cause, with what to do: our trouble, never the office's mistake."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from gouji.declared.texts.workbook import WorkbookTexts
from gouji.outputs.workbook.district import AUDITED, DUPLICATE, District, Figure, ReportFile
from gouji.outputs.workbook.links import Links
from gouji.outputs.workbook.listing import Column, Item, first_line, hold_in_view, look_item, put_head, put_lines
from gouji.outputs.workbook.pen import Pen, Target, excerpt
from gouji.outputs.workbook.styles import MIDDLE
from gouji.words.locators import locator_words
from gouji.words.places import Places

_MOST_LEFTOVERS = 12
_LONGEST_LEFTOVER = 90


@dataclass(frozen=True, slots=True)
class UnreadLine:
    """One cause: a file not audited or with a remark, a table not recognised, cells or texts without a place.

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
        if file.reason:
            lines.append(UnreadLine(texts.unread.kind_remark, file, "", file.reason, 1, file.title or "", file.file))
        lines += _tables(file, places, texts)
        lines += _cells(file, places, texts)
        lines += _checks(file, district, places, texts)
    return (*lines, *_leftovers(district, places, texts))


def _file(file: ReportFile, texts: WorkbookTexts) -> UnreadLine:
    status = texts.status(file.status)
    return UnreadLine(texts.unread.kind_file, file, "", file.reason or status, 1, status, file.file)


def _tables(file: ReportFile, places: Places, texts: WorkbookTexts) -> Iterator[UnreadLine]:
    told = {figure.table for figure in file.figures.values() if figure.status == "unreadable"}
    words = texts.unread
    for table, form in file.forms.items():
        if form is None and table not in told:
            said, whole = places.table(table), places.names.texts.whole_table
            yield UnreadLine(words.kind_table, file, said, words.table_not_recognised, 1, whole, file.file, table)


def _cells(file: ReportFile, places: Places, texts: WorkbookTexts) -> Iterator[UnreadLine]:
    causes: dict[tuple[str, str], list[Figure]] = {}
    for figure in file.figures.values():
        if figure.status == "unreadable":
            causes.setdefault((figure.table, figure.reason_code or figure.reason or ""), []).append(figure)
    for (table, _), figures in causes.items():
        # One cause can be told with different numbers for each line: 7 cells expected, 6 or 5 found.
        reason = _several([figure.reason or "" for figure in figures], places)
        named = places.name_cells([figure.address for figure in figures], file.forms[table] or figures[0].form)
        where = _several([locator_words(figure.locator, texts) for figure in figures], places)
        said = places.table(table)
        yield UnreadLine(texts.unread.kind_cells, file, said, reason, len(figures), named, where, figures[0].address)


def _checks(file: ReportFile, district: District, places: Places, texts: WorkbookTexts) -> Iterator[UnreadLine]:
    """The checks of a report that only a person can settle."""
    for row in sorted(district.undecided, key=lambda row: (row["rule"], row["place"])):
        if row["report_id"] == file.report_id:
            table = row["place"].split(".")[0] if "." in row["place"] else ""
            form = file.forms.get(table) or file.form
            said = places.table(table) if table else places.place(row["place"], form)
            where, anchor = f"{row['rule']} {places.place(row['place'], form)}", next(iter(row["cells"]), "")
            kind, reason = texts.unread.kind_check, row["reason"] or ""
            yield UnreadLine(kind, file, said, reason, 1, row["message"], where, anchor)


def _several(said: Iterable[str], places: Places) -> str:
    """The first of some words, and how many different ones there are."""
    known = list(dict.fromkeys(word for word in said if word))
    if len(known) < 2:
        return "".join(known)
    return places.names.texts.several.format(first=known[0], count=len(known))


def _leftovers(district: District, places: Places, texts: WorkbookTexts) -> Iterator[UnreadLine]:
    files = {file.report_id: file for file in district.files if file.status != DUPLICATE}
    ranks = {report_id: rank for rank, report_id in enumerate(files)}
    causes: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for row in sorted(district.leftovers, key=lambda row: ranks[row["report_id"]]):
        causes.setdefault((row["report_id"], row["table"] or "", row["reason"] or ""), []).append(row)
    for (report_id, table, reason), rows in causes.items():
        said = places.table(table) if table else ""
        # As many as one row of the list can show.
        for some in (rows[start : start + _MOST_LEFTOVERS] for start in range(0, len(rows), _MOST_LEFTOVERS)):
            what = "\n".join(excerpt(row["text"] or "", _LONGEST_LEFTOVER, texts.excerpt) for row in some)
            where = _several([locator_words(row["locator"], texts) for row in some], places)
            yield UnreadLine(texts.unread.kind_leftover, files[report_id], said, reason, len(some), what, where, table)


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
        Column(words.action, 28),
        Column(words.count, 7),
        Column(words.what, 52),
        Column(words.page, 11),
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
        Item(links.texts.unread.actions[line.kind]),
        Item(line.count, MIDDLE),
        Item(line.what),
        _page_item(line, links),
        Item(line.where),
    ]


def _page_item(line: UnreadLine, links: Links) -> Item:
    """The way to the page that shows where it stood, or that this page was not drawn."""
    target = links.page(line.file, line.anchor)
    if target is None and line.file.report_id in links.pages:
        return Item(links.texts.unread.no_page, MIDDLE)
    return look_item(target, links.texts.unread.open_page)
