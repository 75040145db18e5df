"""The words and cell styles of an Excel 2003 XML file: number formats, and the marks of fonts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from gouji.document import UnreadableError
from gouji.readers.marks import MARK
from gouji.readers.packages import Element
from gouji.readers.sheets.number_formats import GENERAL
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
    """The number format of a cell style (None: not certain), and the marks of its font and alignment."""

    code: str | None = GENERAL
    marks: str = ""


def named(name: str) -> str:
    """The tag of an element."""
    return f"{{{_SPACE}}}{name}"


def stated(node: Element, name: str) -> str | None:
    """An attribute of the spreadsheet namespace."""
    return node.get(f"{{{_SPACE}}}{name}")


_FONT = ("StrikeThrough", "VerticalAlign", "Color", "FontName", "Size")
_ATTRIBUTES = {named("Font"): _FONT, named("Alignment"): ("Horizontal",)}


def read_styles(root: Element) -> dict[str, CellStyle]:
    """The styles by id, each with what it has from the one it is made from.

    Raises UnreadableError where some are made from each other.
    """
    own = {
        identity: style
        for styles in root.iterchildren(named("Styles"))
        for style in styles.iterchildren(named("Style"))
        if (identity := stated(style, "ID"))
    }
    words: dict[str, dict[str, str | None]] = {}
    for identity in own:
        _resolve(identity, own, words)
    return {identity: CellStyle(_code(found.get("Format")), _marks(found)) for identity, found in words.items()}


def _resolve(identity: str, own: Mapping[str, Element], words: dict[str, dict[str, str | None]]) -> None:
    """Add to `words` what a style and those it is made from say: attributes by name, each as stated last."""
    chain: dict[str, None] = {}
    while identity in own and identity not in words and identity not in chain:
        chain[identity] = None
        # Every style starts from the default one.
        identity = stated(own[identity], "Parent") or "Default"
    if identity in chain and identity != next(reversed(chain)):
        raise UnreadableError("damaged", problem=f"style {identity[:40]} is made from itself")
    found = words.get(identity, {})
    for one in reversed(chain):
        found = words[one] = found | _own_words(own[one])


def _own_words(style: Element) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for one in style:
        if one.tag == named("NumberFormat"):
            found["Format"] = stated(one, "Format")
        for name in _ATTRIBUTES.get(str(one.tag), ()):
            if (value := stated(one, name)) is not None:
                found[name] = value
    return found


def _code(name: str | None) -> str | None:
    if name in _UNCERTAIN:
        return None
    return GENERAL if name is None else _NAMED.get(name, name)


def _marks(words: Mapping[str, str | None]) -> str:
    struck = words.get("StrikeThrough") == "1"
    raised = words.get("VerticalAlign") in ("Superscript", "Subscript")
    # Repeated over the width of the cell: 4 is shown as 4444.
    repeated = words.get("Horizontal") == "Fill"
    dim = repeated or is_dim(*(words.get(name) for name in ("Color", "FontName", "Size")))
    return (MARK["struck"] if struck else "") + (MARK["raised"] if raised else "") + (MARK["obscured"] if dim else "")


def is_dim(colour: str | None, font: str | None, size: str | None) -> bool:
    """True where no figure is seen: in white, in a font of pictures, smaller than can be read."""
    small = _SIZE.fullmatch(size or "") is not None and float(size or "") < UNREADABLE_POINTS
    return small or is_pale_hex(colour or "") or is_symbol_font(font or "")
