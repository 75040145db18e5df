"""What a reader of styles has to know of sight: which text nobody can see, and which fonts have no digits for digits."""

import re
from collections.abc import Sequence

# As the first of several fonts: sites end their lists with Segoe UI Symbol.
_SYMBOL_FONT = re.compile(r"[^,]*?\b(?:wingdings|webdings|(?<!ui )symbol\b|zapf ?dingbats|mt extra)", re.IGNORECASE)
_HEX = re.compile(r"[0-9a-fA-F]{6}")
# Of 255. The palest grey that is still seen on white paper is far from it.
_PALE = 0xF0
_COLOURS = 3
UNREADABLE_POINTS = 2.5


def is_symbol_font(names: str) -> bool:
    """True for a font, or a list of fonts, whose digits are no digits."""
    return _SYMBOL_FONT.match(names) is not None


def is_pale(parts: Sequence[float]) -> bool:
    """True for a colour of red, green and blue, each of 255, that is not seen on white paper."""
    return len(parts) >= _COLOURS and min(parts[:_COLOURS]) >= _PALE


def is_pale_hex(colour: str) -> bool:
    """True for six hexadecimal digits that make a colour not seen on white paper; False for anything else (`auto`)."""
    digits = colour.lstrip("#")[-6:]
    return _HEX.fullmatch(digits) is not None and is_pale([int(digits[at : at + 2], 16) for at in (0, 2, 4)])
