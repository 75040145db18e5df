"""The styles of an .xlsx workbook: number formats, and what in fonts, fills and rules lets no figure be read as it stands."""

import functools
from collections.abc import Iterator

from gouji.readers.marks import MARK
from gouji.readers.packages import Element
from gouji.readers.sheets.number_formats import BUILT_IN, built_in
from gouji.readers.sight import UNREADABLE_POINTS, is_pale_hex, is_symbol_font

_SPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
ON = frozenset(("1", "true"))
# White, in the first colours of a theme and in the palette.
_PALE_THEME, _PALE_PALETTE = "0", frozenset(("1", "9"))


def read_styles(root: Element) -> tuple[list[str | None], list[str]]:
    """For each cell style its number format (None: not certain) and the marks that stand in front of its text."""
    codes = {one.get("numFmtId"): one.get("formatCode") for one in every(root, "numFmt")}
    fonts = [font for group in children(root, "fonts") for font in group]
    fills = [_is_dark(fill) for group in children(root, "fills") for fill in group]
    styles = [style for group in children(root, "cellXfs") for style in group]
    formats = [codes.get(key) or built_in(whole(key)) for key in (style.get("numFmtId") for style in styles)]
    marks: list[str] = []
    for style in styles:
        font, fill = whole(style.get("fontId")), whole(style.get("fillId"))
        is_backed = fill < len(fills) and fills[fill]
        # Repeated over the width of the cell: 4 is shown as 4444.
        repeated = any(one.get("horizontal") == "fill" for one in children(style, "alignment"))
        marks.append(
            (marks_of(fonts[font], is_backed) if font < len(fonts) else "") + (MARK["obscured"] if repeated else "")
        )
    return formats, marks


def no_styles() -> tuple[list[str | None], list[str]]:
    """What `read_styles` gives for a workbook without styles."""
    return [BUILT_IN[0]], [""]


def marks_of(font: Element, is_backed: bool = False) -> str:
    """What stands in front of text in `font`: struck out, raised, not to be seen. `is_backed`: on a dark cell."""
    struck = any(one.get("val", "1") in ON for one in children(font, "strike"))
    raised = any(one.get("val") in ("superscript", "subscript") for one in children(font, "vertAlign"))
    pale = not is_backed and any(_is_pale(one) for one in children(font, "color"))
    names = [one.get("val") or "" for kind in ("name", "rFont") for one in children(font, kind)]
    sizes = [one.get("val") or "" for one in children(font, "sz")]
    tiny = any(_is_number(size) and float(size) < UNREADABLE_POINTS for size in sizes)
    obscured = pale or tiny or any(is_symbol_font(name) for name in names)
    return (
        (MARK["struck"] if struck else "") + (MARK["raised"] if raised else "") + (MARK["obscured"] if obscured else "")
    )


def doubtful_ranges(sheet: Element, styles: Element | None) -> Iterator[str]:
    """The ranges (`D9:E12`) whose conditional formats may hide a number, strike it out or show a picture in its stead."""
    looks = [] if styles is None else [one for group in children(styles, "dxfs") for one in group]
    doubtful = {str(rank) for rank, look in enumerate(looks) if _hides(look)}
    for format_ in every(sheet, "conditionalFormatting"):
        rules = list(children(format_, "cfRule"))
        instead = any(
            one.get("showValue", "1") not in ON
            for rule in rules
            for kind in ("iconSet", "dataBar")
            for one in every(rule, kind)
        )
        if instead or any(rule.get("dxfId") in doubtful for rule in rules):
            yield from (format_.get("sqref") or "").split()


def whole(text: str | None) -> int:
    """The whole number of an attribute, 0 where it is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0


@functools.cache
def _tags(name: str) -> tuple[str, ...]:
    """The names in full of the elements called `name`; the readers ask for some twenty."""
    return tuple(f"{{{space}}}{name}" for space in _SPACES)


def is_named(node: Element, name: str) -> bool:
    """True for an element of a worksheet called `name`."""
    return node.tag in _tags(name)


def children(node: Element, name: str) -> Iterator[Element]:
    """The children of `node` called `name`."""
    return node.iterchildren(*_tags(name))


def every(node: Element, name: str) -> Iterator[Element]:
    """Every `name` below `node`."""
    return node.iter(*_tags(name))


def _hides(look: Element) -> bool:
    has_format = next(children(look, "numFmt"), None) is not None
    return has_format or any(marks_of(font) for font in children(look, "font"))


def _is_pale(colour: Element) -> bool:
    if colour.get("theme") == _PALE_THEME or colour.get("indexed") in _PALE_PALETTE:
        return not (colour.get("tint") or "").startswith("-")
    return is_pale_hex(colour.get("rgb") or "")


def _is_dark(fill: Element) -> bool:
    """True for a fill on which white is seen."""
    if next(children(fill, "gradientFill"), None) is not None:
        return True
    for pattern in children(fill, "patternFill"):
        colours = list(children(pattern, "fgColor"))
        if pattern.get("patternType", "none") != "none" and colours and not _is_pale(colours[0]):
            return True
    return False


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdecimal()
