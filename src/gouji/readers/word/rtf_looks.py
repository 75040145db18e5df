"""Fonts, colours and styles of an RTF file: the code page of each font, and which styles show text otherwise than written."""

import codecs
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from gouji.readers.looks import PLAIN, Look
from gouji.readers.sight import UNREADABLE_POINTS, is_pale, is_symbol_font
from gouji.readers.word.rtf_tokens import Token, damaged

# \fcharset: Windows' character sets. 0 and 1 are those of the file; fonts of symbols show other signs than their letters.
SYMBOLS = "symbols"
_CHARSETS = {
    2: SYMBOLS, 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "cp950", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250", 255: "cp437",
}  # fmt: skip
_PARTS = ("red", "green", "blue")
# Of 255: black text on a ground below that is not seen.
_BLACK = 48
# Per cent of a character's width.
_NARROWEST = 20
_CODE_PAGES = {936: "gbk", 54936: "gb18030", 65001: "utf-8", 10000: "mac_roman", 950: "cp950"}


def code_page(number: int) -> str:
    """The name of a code page; one that nobody knows has no characters beyond ASCII."""
    name = _CODE_PAGES.get(number, f"cp{number}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "ascii"


def read_fonts(found: Iterator[Token]) -> dict[int, str]:
    """The code pages of the fonts that state one, by number; `found` is what follows `\\fonttbl`."""
    pages: dict[int, str] = {}
    font = -1
    for token in found:
        if token.kind == "text" and is_symbol_font(token.data.decode("latin-1")):
            pages[font] = SYMBOLS
        if token.name == "f" and token.number is not None:
            font = token.number
        elif token.name == "fcharset" and token.number in _CHARSETS:
            pages.setdefault(font, _CHARSETS[token.number])
        elif token.name == "cpg" and token.number:
            pages[font] = code_page(token.number)
    return pages


class Colour(NamedTuple):
    """A colour of the file's table, by how text is seen: in it on white paper, and black on it."""

    is_pale: bool
    is_black: bool


_LEFT = Colour(is_pale=False, is_black=False)


def read_colours(found: Iterator[Token]) -> tuple[Colour, ...]:
    """The colours by number; `found` is what follows `\\colortbl`. The first is mostly left to the program: black on white."""
    colours: list[Colour] = []
    parts: dict[str, int] = {}
    for token in found:
        if token.name in _PARTS:
            parts[token.name] = token.number or 0
        for _ in range(token.data.count(b";")):
            colour = [parts.get(name, 0) for name in _PARTS] if parts else []
            colours.append(Colour(is_pale(colour), bool(colour) and max(colour) < _BLACK))
            parts = {}
    return tuple(colours)


def changed_look(look: Look, name: str, number: int | None, colours: Sequence[Colour] = ()) -> Look:
    """`look` after a control word; the same one for words that say nothing of it.

    What has obscured a text once does so to the end of its group: the words for grounds and widths do not undo each other.
    """
    on = number != 0
    value = number or 0
    colour = colours[value] if 0 <= value < len(colours) else _LEFT
    if name == "cf":
        return replace(look, pale=colour.is_pale)
    if name == "fs":
        return replace(look, small=number is not None and number < 2 * UNREADABLE_POINTS)
    if name in ("cb", "chcbpat", "highlight"):
        return replace(look, obscured=True) if colour.is_black else look
    if name in ("charscalex", "twoinone"):
        return replace(look, obscured=True) if name == "twoinone" or value < _NARROWEST else look
    if name == "v":
        return replace(look, hidden=on)
    if name in ("strike", "striked"):
        return replace(look, struck=on)
    if name in ("super", "sub", "up", "dn"):
        return replace(look, raised=on)
    if name == "nosupersub":
        return replace(look, raised=False)
    return replace(look, numbered=on) if name == "ls" else look


def read_styles(found: Iterator[Token], colours: Sequence[Colour]) -> dict[tuple[str, int], Look]:
    """The looks of the styles that have one, by `s` or `cs` and number; `found` is what follows `\\stylesheet`."""
    own: dict[tuple[str, int], tuple[Look, int | None]] = {}
    depth, key, look, base = 1, ("s", 0), PLAIN, None
    for token in found:
        if token.kind == "open":
            depth += 1
            if depth == 2:
                key, look, base = ("s", 0), PLAIN, None
        elif token.kind == "close":
            depth -= 1
            if depth == 1:
                own[key] = (look, base)
        elif token.kind == "word" and depth == 2:
            if token.name in ("s", "cs", "ds", "ts") and token.number is not None:
                key = (token.name, token.number)
            elif token.name == "sbasedon":
                base = token.number
            else:
                look = changed_look(look, token.name, token.number, colours)
    looks: dict[tuple[str, int], Look] = {}
    for key in own:
        _resolve(key, own, looks)
    return {key: look for key, look in looks.items() if look != PLAIN}


def _resolve(
    key: tuple[str, int], own: dict[tuple[str, int], tuple[Look, int | None]], looks: dict[tuple[str, int], Look]
) -> None:
    """Add to `looks` that of a style and those of the styles that it is based on."""
    chain: dict[tuple[str, int], None] = {}
    while key in own and key not in looks and key not in chain:
        chain[key] = None
        base = own[key][1]
        key = (key[0], -1 if base is None else base)
    if key in chain and key != next(reversed(chain)):
        raise damaged("a style is based on itself")
    look = looks.get(key, PLAIN)
    for one in reversed(chain):
        look = looks[one] = own[one][0].over(look)
