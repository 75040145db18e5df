"""Write the workbooks of a batch, one for each district."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.worksheet.worksheet import Worksheet

from gouji.declared.texts import Texts
from gouji.declared.texts.workbook import WorkbookTexts
from gouji.document.own_workbook import BATCH, KEYWORD, VERSION
from gouji.frames.faults import CONTAINED, Fault, fault, require_room
from gouji.outputs.folder import OutFolder
from gouji.outputs.workbook.district import SHEET_TIERS, TIER_COLOURS, District, ReportFile, groups_of
from gouji.outputs.workbook.due_sheet import draw_due
from gouji.outputs.workbook.finding_sheets import draw_listing
from gouji.outputs.workbook.gather import districts_of
from gouji.outputs.workbook.given import Batch
from gouji.outputs.workbook.links import Links
from gouji.outputs.workbook.overview_sheet import draw_overview
from gouji.outputs.workbook.paper import header_text, set_page
from gouji.outputs.workbook.pen import Pen
from gouji.outputs.workbook.report_grid import columns_needed, table_grids
from gouji.outputs.workbook.report_sheet import Drawing, draw_report
from gouji.outputs.workbook.rule_sheet import RuleLine, draw_rules, rule_lines
from gouji.outputs.workbook.safe_names import file_names, printable, sheet_names
from gouji.outputs.workbook.stable_bytes import bytes_of
from gouji.outputs.workbook.styles import GRID, QUIET, SEVERITY_INK, SLATE, Styles, set_normal_font
from gouji.outputs.workbook.unread_sheet import draw_unread, unread_lines
from gouji.words.places import chart_places


def write_workbooks(batch: Batch, out: OutFolder, texts: Texts, faults: list[Fault] | None = None) -> dict[str, Path]:
    """Write one workbook for each district of `batch` that has a report; returns their paths by district.

    A district that raises has no workbook and is added to `faults`: KeyError for a finding of a report that the batch
    does not have, or a form that it does not know, OSError where its file cannot be written. Without a list for them the
    first one is raised, and so it is where no other file could be written either.
    """
    places = chart_places(batch.forms, texts)
    columns = columns_needed(batch.forms)
    cards = {card.rule: card for card in batch.rules}
    drawing = Drawing(table_grids(batch.forms, columns), columns, places, cards)
    rules = rule_lines(batch)
    names = file_names(batch.reports["district"].to_list())
    paths: dict[str, Path] = {}
    for name, district in districts_of(batch, places, texts.workbook):
        try:
            paths[name] = out.put(names[name], bytes_of(_draw(district(), drawing, rules, batch.pages, texts.workbook)))
        except CONTAINED as error:
            if faults is None:
                raise
            require_room(error)
            faults.append(fault("workbook", "district", name, error))
    return paths


def _draw(
    district: District,
    drawing: Drawing,
    rules: Sequence[RuleLine],
    pages: Mapping[str, bool],
    texts: WorkbookTexts,
) -> Workbook:
    """Draw all sheets: those of the reports first, since the lists link to where each cell came to stand."""
    workbook, pens = _fixed_sheets(district, texts)
    fixed = texts.sheets
    titles = sheet_names([(file.name, file.year) for file in district.audited], pens)
    links = Links(
        texts=texts,
        sheets={file.report_id: title for file, title in zip(district.audited, titles, strict=True)},
        rules={line.rule: number for number, line in enumerate(rules)},
        pages=pages,
    )
    by_report = groups_of(district.groups)
    for file, title in zip(district.audited, titles, strict=True):
        pen = replace(pens[fixed.overview], sheet=_sheet(workbook, title, _tab_colour(file)))
        draw_report(pen, file, by_report.get(file.report_id, []), drawing, links)
    unread = unread_lines(district, drawing.places, texts)
    draw_overview(pens[fixed.overview], district, len(unread), links)
    for listing in district.listings:
        draw_listing(pens[fixed.of_tier(listing.tier)], listing, district, drawing.cards, links)
    draw_unread(pens[fixed.unread], unread, district, links)
    if district.due:
        draw_due(pens[fixed.due], district, links)
    draw_rules(pens[fixed.rules], rules, district, links)
    header = texts.header.format(district=header_text(district.name))
    for sheet in workbook.worksheets:
        set_page(sheet, header, texts.footer)
    return workbook


def _fixed_sheets(district: District, texts: WorkbookTexts) -> tuple[Workbook, dict[str, Pen]]:
    """A new workbook, and the pens of its fixed sheets by their names."""
    workbook = Workbook()
    workbook.properties.creator = workbook.properties.lastModifiedBy = texts.author
    workbook.properties.keywords = KEYWORD
    # The stubs of the library do not know custom properties.
    book: Any = workbook
    for name, value in ((BATCH, printable(district.batch)), (VERSION, version("gouji"))):
        book.custom_doc_props.append(StringProperty(name=name, value=value))
    # There is no formula to calculate, and Excel would ask whether to save what it had calculated.
    workbook.calculation.fullCalcOnLoad = False
    workbook.remove(workbook.worksheets[0])
    set_normal_font(workbook, texts.font)
    fixed = texts.sheets
    colours = {
        fixed.overview: SLATE,
        fixed.first: SEVERITY_INK["error"],
        fixed.second: SEVERITY_INK["warning"],
        fixed.unread: QUIET,
        fixed.appendix: SLATE,
        fixed.rules: SLATE,
    }
    if district.due:
        # Beside the first sheet: the first question of a supervising office.
        names = list(colours)
        colours = {names[0]: colours[names[0]], fixed.due: SEVERITY_INK["warning"], **colours}
    sheets = {name: _sheet(workbook, name, colour) for name, colour in colours.items()}
    styles = Styles(workbook, texts.font)
    return workbook, {name: Pen(sheet, styles, texts.cut) for name, sheet in sheets.items()}


def _sheet(workbook: Workbook, name: str, colour: str) -> Worksheet:
    sheet = workbook.create_sheet(name)
    sheet.sheet_properties.tabColor = colour
    sheet.sheet_view.showGridLines = False
    return sheet


def _tab_colour(file: ReportFile) -> str:
    foremost = next((tier for tier in SHEET_TIERS if file.counts.get(tier)), None)
    return SEVERITY_INK[TIER_COLOURS[foremost]] if foremost else GRID
