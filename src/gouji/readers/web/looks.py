"""How a style shows a text otherwise than it is written: hidden, struck out, raised, too pale to be seen."""

import functools
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborNode

from gouji.document import Cause
from gouji.readers.sight import UNREADABLE_POINTS, is_pale, is_symbol_font

COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_DECLARATION = re.compile(r"(?<![-\w])([-\w]++)\s*+:\s*((?:[^;\"']|\"[^\"]*\"|'[^']*')*)")
_NUMBER = re.compile(r"(-?[0-9]*\.?[0-9]+)\s*(%|[a-z]*)")
_BLOCKS = re.compile(r"(?!inline\s*$|contents|none|doubtful|initial|inherit|unset)\w")
_SIZE = re.compile(r"(?:^|\s)(0|\+?[0-9]*\.?[0-9]+(?:px|pt|em|rem|ex|%|cm|mm|in))(?=[\s/]|$)")
# The names of CSS Color 4 in which each of red, green and blue is 240 or more.
_PALE_NAMES = re.compile(
    r"\s*(?:white|whitesmoke|snow|ivory|ghostwhite|floralwhite|mintcream|azure|aliceblue|honeydew|lavenderblush|transparent)\b"
)
# Ways to write a colour that are not worked out here: what is written in one may be pale.
_OTHER_COLOURS = re.compile(r"\s*(?:hsla?\([^)]*[,/][^)]*,[^)]*,|hwb|lab|lch|oklab|oklch|color)\(?")
_HSL = re.compile(r"\s*hsla?\([^)]*?[\s,]([0-9.]+)%\s*\)")
_PALE_LIGHTNESS = 94
_RGB = re.compile(r"rgba?\(([^)]*)\)")
_HEX = re.compile(r"#([0-9a-f]{3,8})\b")
# Far out of the page; the hanging indents of Word are some ten points.
_FAR_OUT = -200.0
_POINTS = {"px": 0.75, "pt": 1.0, "em": 12.0, "rem": 12.0, "ex": 6.0, "%": 0.12, "cm": 28.3, "mm": 2.83, "in": 72.0}
_RAISED_POINTS = 3.0
_GAP_POINTS = 2.0
_SHUT_POINTS = 9.0
_NO_BACKGROUND = frozenset(("", "none", "transparent", "initial", "inherit", "unset"))
_FAINT = 0.3


@dataclass(frozen=True, slots=True)
class Looks:
    """What one `style` does to a text. `gone`: it takes no room; `hidden`: it is not seen.

    `altered`: why it is not seen as it is written, or cannot be told to be. `breaks`: it ends the line; `parted`: it stands
    apart from the text beside it. `small`, `pale` and `backed` (a colour stands behind the text) are None where the
    style says nothing of it, and the elements around it do. `pictured`: a picture stands behind the text.
    """

    gone: bool = False
    hidden: bool = False
    altered: Cause | None = None
    breaks: bool = False
    parted: bool = False
    small: bool | None = None
    pale: bool | None = None
    backed: bool | None = None
    pictured: bool = False

    @property
    def is_plain(self) -> bool:
        """True where a text is seen as it is written and where it is, as far as this style goes."""
        return not (self.hidden or self.altered or self.small or self.pale or self.pictured)


PLAIN = Looks()
_GONE = Looks(gone=True, hidden=True)


def looks_at(attributes: Mapping[str, str | None]) -> Looks:
    """What the attributes of an element do to the text in it."""
    # Most elements have none: looking twice would be the largest part of reading a plain page.
    if not attributes:
        return PLAIN
    if "hidden" in attributes:
        return _GONE
    style = attributes.get("style")
    looks = looks_of(style) if style else PLAIN
    if "dir" not in attributes and "face" not in attributes:
        return looks
    if (attributes.get("dir") or "").lower() == "rtl":
        return replace(looks, altered="turned")
    return replace(looks, altered="obscured") if is_symbol_font(attributes.get("face") or "") else looks


@functools.lru_cache(maxsize=2_000)
def looks_of(style: str) -> Looks:
    """What a `style` attribute does to the text in its element: the last of several declarations holds, or an important one."""
    said: dict[str, str] = {}
    important: dict[str, str] = {}
    for name, value in declarations(style):
        bare, mark, _ = value.partition("!")
        (important if mark else said)[name] = bare.strip()
    said |= important
    display, visibility = said.get("display", ""), said.get("visibility", "")
    background = " ".join(said.get(name, "") for name in ("background", "background-color", "background-image")).strip()
    return Looks(
        gone=display == "none",
        hidden=display == "none" or visibility in ("hidden", "collapse"),
        altered=next((cause for name, value in said.items() if (cause := _alters(name, value))), None)
        or ("hidden" if "doubtful" in (display, visibility) or _is_shut(said) else None),
        breaks=_BLOCKS.match(display) is not None,
        parted=_is_parted(said),
        small=_is_small(size) if (size := said.get("font-size") or _size_in(said.get("font", ""))) else None,
        pale=is_pale_colour(said["color"]) if "color" in said else None,
        backed=None if background in _NO_BACKGROUND else not is_pale_colour(background),
        pictured="url(" in background,
    )


def is_pale_colour(colour: str) -> bool:
    """True for a colour that is not seen on white paper."""
    colour = colour.lower()
    if _PALE_NAMES.match(colour) or _OTHER_COLOURS.match(colour):
        return True
    if found := _HSL.match(colour):
        return float(found[1]) >= _PALE_LIGHTNESS
    if found := _HEX.search(colour):
        digits = found[1] if len(found[1]) > 4 else "".join(digit * 2 for digit in found[1])
        parts = [int(digits[at : at + 2], 16) for at in range(0, len(digits) - 1, 2)]
        return is_pale(parts) or parts[3:] == [0]
    if found := _RGB.search(colour):
        numbers = [float(one[0]) * (2.55 if one[1] == "%" else 1) for one in _NUMBER.findall(found[1])]
        return is_pale(numbers) or (len(numbers) > 3 and numbers[3] < _FAINT)
    return False


def is_dim(node: LexborNode) -> bool:
    """True where a text in `node` is too small or too pale to be seen, as the nearest elements around it say."""
    small: bool | None = None
    pale: bool | None = None
    backed: bool | None = None
    around: LexborNode | None = node
    while around is not None and around.tag != "-document":
        attributes = around.attributes
        looks = looks_of(attributes.get("style") or "")
        colour, behind = attributes.get("color"), attributes.get("bgcolor")
        small = looks.small if small is None else small
        if pale is None:
            pale = is_pale_colour(colour) if colour and around.tag == "font" else looks.pale
        if backed is None:
            backed = not is_pale_colour(behind) if behind and looks.backed is None else looks.backed
        around = around.parent
    return bool(small or (pale and not backed))


def declarations(style: str) -> Iterator[tuple[str, str]]:
    """Name and value of each declaration of a style, in small letters."""
    if "/*" in style:
        style = COMMENT.sub("", style)
    for name, value in _DECLARATION.findall(style):
        yield name.lower(), value.lower()


def _alters(name: str, value: str) -> Cause | None:
    """Why a text is not seen as it is written under a declaration."""
    cause, alters = _ALTERS.get(name, (None, None))
    return cause if alters is not None and alters(value) else None


def _points(value: str) -> float:
    found = _NUMBER.match(value)
    return float(found[1]) * _POINTS.get(found[2], 0.75) if found else 0.0


def _size_in(font: str) -> str:
    """The size in a `font` shorthand (`italic 700 12px/1.5 serif`): weights have no unit, a size has one or is 0."""
    found = _SIZE.search(font)
    return found[1] if found else ""


def _is_small(size: str) -> bool:
    return _NUMBER.match(size) is not None and _points(size) < UNREADABLE_POINTS


def _is_faint(value: str) -> bool:
    found = _NUMBER.match(value)
    return found is not None and float(found[1]) / (100 if found[2] == "%" else 1) < _FAINT


def _is_far_out(value: str) -> bool:
    return _points(value) < _FAR_OUT


def _is_parted(said: Mapping[str, str]) -> bool:
    """True where an element stands apart from what is written beside it."""
    if said.get("float", "none") not in ("none", "initial", "inherit") or said.get("position") in ("absolute", "fixed"):
        return True
    left = (said.get("margin-left", ""), said.get("padding-left", ""))
    return any(abs(_points(value)) > _GAP_POINTS for value in left)


def _is_shut(said: Mapping[str, str]) -> bool:
    """True where an element is a window onto its text with no room for a figure."""
    sides = (said.get(name, "") for name in ("width", "height", "max-width", "max-height"))
    return said.get("overflow") == "hidden" and any(
        _NUMBER.match(side) and _points(side) < _SHUT_POINTS for side in sides
    )


_ALTERS: Mapping[str, tuple[Cause, Callable[[str], bool]]] = {
    "text-decoration": ("struck", lambda value: "line-through" in value),
    "text-decoration-line": ("struck", lambda value: "line-through" in value),
    "vertical-align": ("raised", lambda value: value in ("super", "sub") or abs(_points(value)) >= _RAISED_POINTS),
    "mso-text-raise": ("raised", lambda value: abs(_points(value)) >= _RAISED_POINTS),
    "mso-hide": ("hidden", lambda value: value == "all"),
    "opacity": ("obscured", _is_faint),
    "direction": ("turned", lambda value: value == "rtl"),
    "unicode-bidi": ("turned", lambda value: "override" in value),
    "flex-direction": ("obscured", lambda value: "reverse" in value),
    "transform": ("obscured", lambda value: value not in ("none", "initial")),
    "-webkit-text-security": ("obscured", lambda value: value != "none"),
    "text-indent": ("hidden", _is_far_out),
    "left": ("hidden", _is_far_out),
    "top": ("hidden", _is_far_out),
    "margin-left": ("hidden", _is_far_out),
    "clip": ("hidden", lambda value: value.startswith("rect")),
    "clip-path": ("hidden", lambda value: value not in ("none", "initial")),
    "font-family": ("obscured", is_symbol_font),
    "font": ("obscured", is_symbol_font),
}
