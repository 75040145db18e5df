"""The words and cell styles of an Excel 2003 XML file: number formats, and the marks of fonts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from gouji.readers.office.boxes import OBSCURED, RAISED, STRUCK
from gouji.readers.office.number_formats import GENERAL
from gouji.readers.packages import Element
from gouji.readers.sight import UNREADABLE_POINTS, is_pale_hex, is_symbol_font

_SIZE = re.compile(r"[0-9]{1,4}(?:\.[0-9]*)?")
_SPACE = "urn:schemas-microsoft-com:office:spreadsheet"
# The formats that have a name; currencies and the ways to write a date depend on the computer.
_NAMED = {
    "General": GENERAL,
    "General Number": GENERAL,
    "Fixed": "0.00",
    "Standard": "#,##0.00",
    "Percent": "0.00%",
    "Scientific": "0.00E+00",
    "@": GENERAL,
}
_UNCERTAIN = frozenset(
    ("Currency", "Euro Currency", "General Date", "Long Date", "Medium Date", "Short Date", "Long Time", "Medium Time",
     "Short Time", "Yes/No", "True/False", "On/Off")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CellStyle:
    """The number format of a cell style (None: not certain), and the marks of its font."""

    code: str | None = GENERAL
    marks: str = ""


def named(name: str) -> str:
    """The tag of an element."""
    return f"{{{_SPACE}}}{name}"


def stated(node: Element, name: str) -> str | None:
    """An attribute of the spreadsheet namespace."""
    return node.get(f"{{{_SPACE}}}{name}")


def read_styles(root: Element) -> dict[str, CellStyle]:
    """The styles by id, each with what it has from the one it is made from."""
    own = {
        identity: style
        for styles in root.iterchildren(named("Styles"))
        for style in styles.iterchildren(named("Style"))
        if (identity := stated(style, "ID"))
    }
    return {identity: _resolved(identity, own) for identity in own}


def _resolved(identity: str, own: Mapping[str, Element]) -> CellStyle:
    chain: list[Element] = []
    while identity in own and own[identity] not in chain:
        chain.append(own[identity])
        # Every style starts from the default one.
        identity = stated(own[identity], "Parent") or "Default"
    style = CellStyle()
    for node in reversed(chain):
        for one in node:
            if one.tag == named("NumberFormat"):
                style = replace(style, code=_code(stated(one, "Format")))
            elif one.tag == named("Font"):
                style = replace(style, marks=_font_marks(one))
    return style


def _code(name: str | None) -> str | None:
    if name in _UNCERTAIN:
        return None
    return GENERAL if name is None else _NAMED.get(name, name)


def _font_marks(font: Element) -> str:
    struck = stated(font, "StrikeThrough") == "1"
    raised = stated(font, "VerticalAlign") in ("Superscript", "Subscript")
    dim = is_dim(stated(font, "Color"), stated(font, "FontName"), stated(font, "Size"))
    return (STRUCK if struck else "") + (RAISED if raised else "") + (OBSCURED if dim else "")


def is_dim(colour: str | None, font: str | None, size: str | None) -> bool:
    """True where no figure is seen: in white, in a font of pictures, smaller than can be read."""
    small = _SIZE.fullmatch(size or "") is not None and float(size or "") < UNREADABLE_POINTS
    return small or is_pale_hex(colour or "") or is_symbol_font(font or "")
