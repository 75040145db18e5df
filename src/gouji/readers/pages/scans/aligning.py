"""Pages laid on the glass one by one: each set so that a table that goes on from the page before stands below it."""

from collections.abc import Sequence
from dataclasses import replace

from gouji.readers.pages.ruled import Rule, Sheet, tables_of

# Points: two centimetres. Shares: how much wider the same table is on another page, for a sheet pulled in askew.
_MOST_MOVED = 57.0
_MOST_WIDER = 0.015


def aligned(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets, each recognised one moved sideways where its first table is as wide as the last of the page before."""
    moved: list[Sheet] = []
    for sheet in sheets:
        above = moved[-1] if moved else None
        moved.append(_below(above, sheet) if above and above.recognised and sheet.recognised else sheet)
    return moved


def _below(above: Sheet, sheet: Sheet) -> Sheet:
    upper, lower = _edges(above, last=True), _edges(sheet, last=False)
    if upper is None or lower is None or above.number + 1 != sheet.number:
        return sheet
    wide, own = upper[1] - upper[0], lower[1] - lower[0]
    if abs(upper[0] - lower[0]) > _MOST_MOVED or abs(own - wide) > _MOST_WIDER * wide:
        return sheet
    left, start, scale = upper[0], lower[0], wide / own

    def x(value: float) -> float:
        return left + (value - start) * scale

    return replace(
        sheet,
        across=tuple(Rule(rule.at, x(rule.start), x(rule.end)) for rule in sheet.across),
        down=tuple(Rule(x(rule.at), rule.start, rule.end) for rule in sheet.down),
        glyphs=tuple(glyph._replace(x0=x(glyph.x0), x1=x(glyph.x1)) for glyph in sheet.glyphs),
    )


def _edges(sheet: Sheet, last: bool) -> tuple[float, float] | None:
    """The left and right edge of the lowest table of a page, or of its highest."""
    tables = tables_of(sheet.across, sheet.down, sheet.height)[0]
    if not tables:
        return None
    box = max(tables, key=lambda table: table.box.y1).box if last else min(tables, key=lambda table: table.box.y0).box
    return box.x0, box.x1
